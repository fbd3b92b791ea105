// Whom a frame's host believes, what it takes, and what it makes of a second load.

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { FrameLink, type FrameEvents } from "./deck-frame";
import { readMessage } from "./frame-message";
import { Rate } from "./rate";

class FakePort {
  onmessage: ((event: MessageEvent) => void) | null = null;
  readonly postMessage = vi.fn();
  readonly close = vi.fn();
  says(data: unknown): void {
    this.onmessage?.({ data } as MessageEvent);
  }
}

const inside = { name: "the frame's window" };
const hello = { lectern: "hello" };

function greeting(port: FakePort, source: unknown = inside, data: unknown = hello): MessageEvent {
  return { source, data, ports: [port] } as unknown as MessageEvent;
}

const heard = vi.fn<FrameEvents["heard"]>();
let events: FrameEvents;
let link: FrameLink;
let port: FakePort;

beforeEach(() => {
  vi.useFakeTimers();
  heard.mockClear();
  events = { greeted: vi.fn(), heard, strayed: vi.fn(), unanswered: vi.fn(), silent: vi.fn() };
  link = new FrameLink({ contentWindow: inside }, events);
  port = new FakePort();
});

afterEach(() => {
  link.close();
  vi.useRealTimers();
});

describe("the greeting", () => {
  it("is believed from the frame itself, once", () => {
    link.receive(greeting(port));
    const second = new FakePort();
    link.receive(greeting(second));
    link.show(3);
    expect(events.greeted).toHaveBeenCalledOnce();
    expect(port.postMessage).toHaveBeenCalledWith({ t: "show", slide: 3 });
    expect(second.postMessage).not.toHaveBeenCalled();
  });

  it.each([
    ["another window", greeting(new FakePort(), { name: "other" })],
    ["no window", greeting(new FakePort(), null)],
    ["another word", greeting(new FakePort(), inside, { lectern: "goodbye" })],
    ["a text", greeting(new FakePort(), inside, "hello")],
    ["no port", { source: inside, data: hello, ports: [] } as unknown as MessageEvent],
    [
      "two ports",
      {
        source: inside,
        data: hello,
        ports: [new FakePort(), new FakePort()],
      } as unknown as MessageEvent,
    ],
  ])("is not believed from %s", (_, event) => {
    link.receive(event);
    expect(events.greeted).not.toHaveBeenCalled();
  });

  it("is not believed of a frame that is gone, whose window is null like a worker's", () => {
    const gone = new FrameLink({ contentWindow: null }, events);
    gone.receive(greeting(port, null));
    gone.close();
    expect(events.greeted).not.toHaveBeenCalled();
  });

  it("that does not come is told after the load", () => {
    link.load();
    vi.advanceTimersByTime(1500);
    expect(events.unanswered).toHaveBeenCalledOnce();
  });

  it("that does not come, and no load either, is the silence of a deck that hangs", () => {
    vi.advanceTimersByTime(5100);
    expect(events.silent).toHaveBeenCalledOnce();
    expect(events.unanswered).not.toHaveBeenCalled();
  });

  it("that comes a little after the load is fine", () => {
    link.load();
    vi.advanceTimersByTime(300);
    link.receive(greeting(port));
    vi.advanceTimersByTime(60_000);
    expect(events.unanswered).not.toHaveBeenCalled();
    expect(events.greeted).toHaveBeenCalledOnce();
  });
});

describe("the port", () => {
  beforeEach(() => link.receive(greeting(port)));

  it("is heard in the known shapes only", () => {
    port.says({ t: "shown", slide: 2 });
    for (const bad of [
      null,
      "shown",
      { t: "shown" },
      { t: "shown", slide: "2" },
      { t: "shown", slide: -1 },
      { t: "shown", slide: Number.NaN },
      { t: "run", command: "delete_session" },
      { t: "link", href: "x".repeat(2001) },
      { t: "failed", slide: 0, message: "x".repeat(201) },
      { t: "key", key: "a", code: "KeyA", shiftKey: "no" },
    ]) {
      port.says(bad);
    }
    expect(heard.mock.calls).toEqual([[{ t: "shown", slide: 2 }]]);
  });

  it("is heard fifty times a second, and answers always", () => {
    for (let slide = 0; slide < 500; slide += 1) {
      port.says({ t: "shown", slide });
    }
    expect(heard).toHaveBeenCalledTimes(50);
    port.says({ t: "pong", n: 1 });
    expect(heard).toHaveBeenLastCalledWith({ t: "pong", n: 1 });
    vi.advanceTimersByTime(1000);
    port.says({ t: "shown", slide: 7 });
    expect(heard).toHaveBeenCalledTimes(52);
  });

  it("is closed when the deck leads its frame away", () => {
    link.load();
    expect(events.strayed).not.toHaveBeenCalled();
    link.load();
    expect(events.strayed).toHaveBeenCalledOnce();
    expect(port.close).toHaveBeenCalled();
    port.says({ t: "shown", slide: 1 });
    link.receive(greeting(new FakePort()));
    expect(heard).not.toHaveBeenCalled();
    expect(events.greeted).toHaveBeenCalledOnce();
  });
});

describe("a message", () => {
  it("keeps nothing but its own fields", () => {
    const key = {
      key: "ArrowRight",
      code: "ArrowRight",
      shiftKey: false,
      ctrlKey: false,
      altKey: false,
      metaKey: false,
    };
    expect(readMessage({ t: "key", ...key, isTrusted: true })).toEqual({ t: "key", ...key });
    expect(readMessage({ t: "failed", slide: null, message: "x" })).toEqual({
      t: "failed",
      slide: null,
      message: "x",
    });
  });
});

describe("a rate", () => {
  it("begins anew every second", () => {
    let now = 0;
    const rate = new Rate(2, () => now);
    expect([rate.allows(), rate.allows(), rate.allows()]).toEqual([true, true, false]);
    now = 1000;
    expect(rate.allows()).toBe(true);
  });
});
