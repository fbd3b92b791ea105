// How decks come onto the stage: which frames stand there, which one is seen, and
// when a deck is stopped. Frames speak through real listeners with made-up ports.

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { Problem, type Backend } from "$lib/backend";

import type { FrameLink } from "./deck-frame";
import { DeckPlayer, type Slot, type Wanted } from "./player.svelte";

const inside = { name: "the frame's window" };
const wanted: Wanted = { session_id: "a", revision: 1, scripts: true, slide: 0 };

interface Port {
  onmessage: ((event: { data: unknown }) => void) | null;
  postMessage: ReturnType<typeof vi.fn>;
  close: () => void;
}

const call = vi.fn();
const heard = vi.fn();
const shows = vi.fn();
const stopped = vi.fn();
let player: DeckPlayer;
let nonce: number;

beforeEach(() => {
  vi.useFakeTimers();
  nonce = 0;
  call.mockReset().mockImplementation(async () => {
    nonce += 1;
    return { nonce: `n${nonce}`, revision: 1, slide_count: 250, slides_per_page: 100 };
  });
  heard.mockReset();
  shows.mockReset().mockResolvedValue(undefined);
  stopped.mockReset();
  const backend = {
    call,
    previewAddress: (of: string, page: number, slide: number) =>
      `/deck/${of}?page=${page}#${slide}`,
  } as unknown as Backend;
  player = new DeckPlayer(backend, { heard, shows, stopped });
});

afterEach(() => {
  player.clear();
  vi.useRealTimers();
});

/** Stands the newest frame in the page. */
function stand(): { slot: Slot; link: FrameLink } {
  const slot = player.slots.at(-1);
  if (slot === undefined) {
    throw new Error("no frame");
  }
  const frame = { contentWindow: inside } as unknown as HTMLIFrameElement;
  return { slot, link: player.link(slot, frame) };
}

/** Lets the newest frame come up. Answers its link and its port. */
function comeUp(ready = true): { link: FrameLink; port: Port } {
  const { slot, link } = stand();
  const port: Port = { onmessage: null, postMessage: vi.fn(), close: vi.fn() };
  link.receive({
    source: inside,
    data: { lectern: "hello" },
    ports: [port],
  } as unknown as MessageEvent);
  link.load();
  if (ready) {
    port.onmessage?.({ data: { t: "ready", slide: slot.slide } });
  }
  return { link, port };
}

const addresses = () => player.slots.map(({ address }) => address);

describe("the stage", () => {
  it("shows a slide in the frame that is there", async () => {
    await player.want(wanted);
    const { port } = comeUp();
    await player.want({ ...wanted, slide: 7 });
    expect(addresses()).toEqual(["/deck/n1?page=0#0"]);
    expect(port.postMessage).toHaveBeenLastCalledWith({ t: "show", slide: 7 });
  });

  it("keeps the old picture until the new one is ready", async () => {
    await player.want(wanted);
    comeUp();
    await player.want({ ...wanted, revision: 2 });
    expect(addresses()).toEqual(["/deck/n1?page=0#0", "/deck/n2?page=0#0"]);
    comeUp();
    expect(addresses()).toEqual(["/deck/n2?page=0#0"]);
  });

  it("goes to another page of the deck in another frame", async () => {
    await player.want({ ...wanted, slide: 99 });
    comeUp();
    await player.want({ ...wanted, slide: 100 });
    expect(addresses()).toEqual(["/deck/n1?page=0#99", "/deck/n1?page=1#100"]);
    expect(call).toHaveBeenCalledOnce();
  });

  it("tells a frame that came late which slide is wanted by now", async () => {
    await player.want(wanted);
    await player.want({ ...wanted, slide: 4 });
    const { port } = comeUp(false);
    expect(port.postMessage).toHaveBeenCalledWith({ t: "show", slide: 4 });
  });

  it("shows nothing of the last session in the next one", async () => {
    await player.want(wanted);
    comeUp();
    const next = player.want({ ...wanted, session_id: "b" });
    expect(player.slots).toEqual([]);
    await next;
    expect(addresses()).toEqual(["/deck/n2?page=0#0"]);
  });

  it("forgets an answer for a session that was left since", async () => {
    const first = player.want(wanted);
    const second = player.want({ ...wanted, session_id: "b" });
    await Promise.all([first, second]);
    expect(addresses()).toEqual(["/deck/n2?page=0#0"]);
  });

  it("says why a deck cannot be shown, and tries again", async () => {
    const problem = new Problem({ code: "not_found", title: "Gone", detail: "It is gone." });
    call.mockRejectedValueOnce(problem);
    await player.want(wanted);
    expect(player.problem).toBe(problem);
    await player.retry();
    expect(player.problem).toBeNull();
    expect(player.slots).toHaveLength(1);
  });

  it("asks once for a new preview when a page does not come up", async () => {
    await player.want(wanted);
    for (const tries of [2, 2]) {
      stand().link.load();
      await vi.advanceTimersByTimeAsync(1100);
      expect(call).toHaveBeenCalledTimes(tries);
    }
    expect(player.slots).toEqual([]);
    expect(player.problem?.code).toBe("internal");
  });
});

describe.each([true, false])("a deck whose scripts are on: %s", (scripts) => {
  const deck = { ...wanted, scripts };

  it("stands in the page only when it is watched over", async () => {
    let watch = () => {};
    shows.mockReturnValue(new Promise<void>((resume) => (watch = resume)));
    const shown = player.want(deck);
    await vi.advanceTimersByTimeAsync(0);
    expect(shows).toHaveBeenCalledExactlyOnceWith(deck);
    expect(player.showing).toBe(true);
    expect(player.slots).toEqual([]);
    watch();
    await shown;
    expect(player.slots).toHaveLength(1);
    player.clear();
    expect(player.showing).toBe(false);
  });

  it("is not shown when nobody watches over it, and says so", async () => {
    const problem = new Problem({ code: "internal", title: "Deaf", detail: "Nobody hears." });
    shows.mockRejectedValueOnce(problem);
    await player.want(deck);
    expect(player.slots).toEqual([]);
    expect(player.problem).toBe(problem);
    expect(player.showing).toBe(false);
  });
});

describe("a deck that hangs", () => {
  it("is taken away after three seconds", async () => {
    await player.want(wanted);
    comeUp();
    vi.advanceTimersByTime(3100);
    expect(stopped.mock.calls).toEqual([["silent"]]);
    expect(player.slots).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("is stopped even before its page has come up", async () => {
    await player.want(wanted);
    stand();
    vi.advanceTimersByTime(5100);
    expect(stopped.mock.calls).toEqual([["silent"]]);
  });

  it("is not asked while nobody sees it", async () => {
    await player.want(wanted);
    const { port } = comeUp();
    player.watch(false);
    port.postMessage.mockClear();
    vi.advanceTimersByTime(60_000);
    expect(port.postMessage).not.toHaveBeenCalled();
    expect(stopped).not.toHaveBeenCalled();
  });

  it("stays as long as it answers", async () => {
    await player.want(wanted);
    const { port } = comeUp();
    port.postMessage.mockImplementation((message: { t: string; n: number }) => {
      if (message.t === "ping") {
        port.onmessage?.({ data: { t: "pong", n: message.n } });
      }
    });
    vi.advanceTimersByTime(60_000);
    expect(stopped).not.toHaveBeenCalled();
  });

  it("is taken away without its scripts, too: its styles cost too much", async () => {
    await player.want({ ...wanted, scripts: false });
    comeUp();
    vi.advanceTimersByTime(3100);
    expect(stopped).not.toHaveBeenCalled();
    expect(player.slots).toEqual([]);
    expect(player.problem?.code).toBe("internal");
  });

  it("is stopped, too, when it leads its frame away", async () => {
    await player.want(wanted);
    const { link } = comeUp();
    link.load();
    expect(stopped.mock.calls).toEqual([["strayed"]]);
    expect(player.slots).toEqual([]);
  });
});
