// The window expects signs of life before a deck can keep the page from giving any.

import { cleanup, render, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { appOn, DISK_FULL, ids, drained } from "$lib/state/testing";

import WithApp from "../menus/WithApp.test.svelte";
import Stage from "./Stage.svelte";

const SCRIPT = { slide_id: "a", html: "<h1>A</h1>", scripts: "for (;;);", notes: "" };

let hidden = false;

beforeEach(() => {
  hidden = false;
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
  vi.spyOn(document, "hidden", "get").mockImplementation(() => hidden);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const frame = () => document.querySelector("iframe");

/** A stage with a deck that hangs at once, and the heartbeats that were told. */
async function shown() {
  const made = await appOn({ sessions: 1 });
  const { app, backend } = made;
  const session_id = ids(app)[0] ?? "";
  const deck = { title: "", slides: [SCRIPT], css: "", scripts: "" };
  await backend.call("put_slides", { session_id, deck: deck as never });
  const answers: (() => void)[] = [];
  const told = vi.fn<(deck: unknown) => Promise<void>>(
    () => new Promise((resume) => answers.push(resume)),
  );
  Object.assign(backend.desktop ?? {}, { heartbeat: told });
  const open = async () => {
    render(WithApp, { app, part: Stage });
    await app.opened.open(session_id);
    await drained();
  };
  const answer = async () => {
    answers.splice(0).forEach((one) => one());
    await drained();
  };
  return { ...made, session_id, told, open, answer };
}

it("the deck's frame comes after the first heartbeat was heard", async () => {
  const { told, open, answer, session_id } = await shown();
  await open();
  await waitFor(() =>
    expect(told).toHaveBeenCalledWith({ session_id, slide: 0, scripts: true, hidden: false }),
  );
  expect(frame()).toBeNull();
  await answer();
  await waitFor(() => expect(frame()).not.toBeNull());
});

it("no frame comes while nobody sees the window, as it expects no heartbeats then", async () => {
  const { told, open, answer, session_id } = await shown();
  hidden = true;
  await open();
  await answer();
  await waitFor(() => expect(told).toHaveBeenCalled());
  expect(told).toHaveBeenCalledExactlyOnceWith({
    session_id,
    slide: 0,
    scripts: true,
    hidden: true,
  });
  expect(frame()).toBeNull();
  hidden = false;
  document.dispatchEvent(new Event("visibilitychange"));
  await waitFor(() =>
    expect(told).toHaveBeenLastCalledWith({ session_id, slide: 0, scripts: true, hidden: false }),
  );
  await answer();
  await waitFor(() => expect(frame()).not.toBeNull());
});

it("a window that hears no heartbeat shows no deck, and says why", async () => {
  const { backend, open } = await shown();
  Object.assign(backend.desktop ?? {}, { heartbeat: () => Promise.reject(DISK_FULL) });
  await open();
  await waitFor(() => expect(document.body).toHaveTextContent(DISK_FULL.message));
  expect(frame()).toBeNull();
});
