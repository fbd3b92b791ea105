// The window's start: what is pressed while it is not there yet.

import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { fake, type Fake } from "$lib/backend/fake";
import { DISK_FULL, drained } from "$lib/state/testing";
import { strings } from "$lib/strings";

import Window from "./Window.svelte";

// A busy machine draws the whole window slowly.
vi.setConfig({ testTimeout: 20_000 });

const way = vi.hoisted(() => ({ backend: null as unknown }));

vi.mock("$lib/backend", async (original) => ({
  ...(await original()),
  connect: async () => way.backend,
}));

let backend: Fake;
let begin: () => void;

beforeEach(() => {
  localStorage.clear();
  backend = fake({ sessions: 2 });
  const begun = new Promise<void>((resume) => (begin = resume));
  const { startup } = backend;
  way.backend = Object.assign(backend, { startup: () => begun.then(startup) });
  Element.prototype.scrollTo = () => undefined;
  vi.stubGlobal("matchMedia", () => ({
    matches: true,
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

const search = () => screen.findByRole("textbox", { name: strings.library.searchTitles });

it("does the shortcut that was pressed last while it started", async () => {
  render(Window);
  await fireEvent.keyDown(document.body, { key: "n", ctrlKey: true });
  await fireEvent.keyDown(document.body, { key: "Control", ctrlKey: true });
  await fireEvent.keyDown(document.body, { key: "k", ctrlKey: true });
  begin();
  const field = await search();
  await waitFor(() => expect(field).toHaveFocus());
  expect(backend.asked).not.toContain("create_session");
});

it("leaves letters alone, which were meant for nothing that is there now", async () => {
  render(Window);
  await fireEvent.keyDown(document.body, { key: "k", ctrlKey: true });
  await fireEvent.keyDown(document.body, { key: "t" });
  begin();
  const field = await search();
  await waitFor(() => expect(field).toHaveFocus());
});

it("is as dark as the system from the first moment", () => {
  document.documentElement.dataset["theme"] = "light";
  render(Window);
  expect(document.documentElement.dataset["theme"]).toBe("dark");
});

it("says that it starts, until it has", async () => {
  render(Window);
  expect(screen.getByRole("status")).toHaveTextContent(strings.library.startup.opening);
  begin();
  await search();
  expect(screen.queryByText(strings.library.startup.opening)).toBeNull();
});

it("forgets it when the start fails", async () => {
  backend.fail("startup", DISK_FULL);
  render(Window);
  await fireEvent.keyDown(document.body, { key: "k", ctrlKey: true });
  begin();
  expect(await screen.findByRole("alert")).toHaveTextContent(DISK_FULL.message);
  backend.succeed("startup");
  await fireEvent.click(screen.getByRole("button", { name: strings.library.startup.again }));
  const field = await search();
  await drained();
  expect(field).not.toHaveFocus();
});
