// The panes of a window that has room for one of them.

import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { appOn, drained, ids } from "$lib/state/testing";
import { strings } from "$lib/strings";

import Frame from "./Frame.svelte";

// A busy machine draws the whole window slowly.
vi.setConfig({ testTimeout: 20_000 });

const words = strings.library.panes;

beforeEach(() => {
  Element.prototype.scrollTo = () => undefined;
  vi.stubGlobal("innerWidth", 700);
  vi.stubGlobal("matchMedia", () => ({
    matches: false,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }));
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

async function shown() {
  const made = await appOn({ sessions: 2 });
  render(Frame, { app: made.app });
  await made.app.opened.open(ids(made.app)[0] ?? "");
  await waitFor(() => expect(made.app.opened.deck).not.toBeNull());
  await drained();
  return made;
}

const tab = (name: string) => screen.getByRole("button", { name });
const stage = () => document.querySelector<HTMLElement>('[data-pane="stage"]');

it("gives the keyboard another row when its own goes away by another door", async () => {
  vi.stubGlobal("innerWidth", 1440);
  vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(700);
  vi.spyOn(HTMLElement.prototype, "offsetWidth", "get").mockReturnValue(272);
  const { app, backend } = await shown();
  const row = async (place: number) =>
    waitFor(() => {
      const element = document.getElementById(`row-${ids(app)[place]}`);
      expect(element).not.toBeNull();
      return element as HTMLElement;
    });
  const last = await row(1);
  last.focus();
  expect(last).toHaveFocus();
  backend.store.operations.trash_session({ session_id: ids(app)[1] ?? "" });
  await waitFor(() => expect(last).not.toBeInTheDocument());
  const first = await row(0);
  await waitFor(() => expect(first).toHaveFocus());
});

it("keeps the deck as it is while the conversation is shown", async () => {
  await shown();
  await waitFor(() => expect(document.querySelector("iframe")).not.toBeNull());
  const frame = document.querySelector("iframe");
  await fireEvent.click(tab(words.conversation));
  expect(document.querySelector("iframe")).toBe(frame);
  await fireEvent.click(tab(words.deck));
  expect(document.querySelector("iframe")).toBe(frame);
});

it("shows the deck to nobody while the conversation is shown", async () => {
  const { app } = await shown();
  expect(stage()).toHaveProperty("inert", false);
  await fireEvent.click(tab(words.conversation));
  expect(stage()).toHaveProperty("inert", true);
  app.layout.focusNext();
  expect(app.layout.focusedPane(), "at once, for the key that is typed next").toBe("conversation");
  app.layout.focusNext();
  await drained();
  expect(app.layout.focusedPane(), "the only pane that is shown").toBe("conversation");
});

it("does not turn the pages of a deck that is not shown", async () => {
  const { app } = await shown();
  await fireEvent.keyDown(document.body, { key: "ArrowDown" });
  expect(app.opened.slide).toBe(1);
  await fireEvent.click(tab(words.conversation));
  await fireEvent.keyDown(document.body, { key: "ArrowDown" });
  expect(app.opened.slide).toBe(1);
});
