// Questions, the main menu, and going to a slide.

import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { appOn, DISK_FULL, drained, ids } from "$lib/state/testing";
import { strings } from "$lib/strings";

import { dialogs } from "./dialogs.svelte";
import MainMenu from "./MainMenu.svelte";
import Overlays from "./Overlays.svelte";
import WithApp from "./WithApp.test.svelte";

// A busy machine draws dialogs slowly.
vi.setConfig({ testTimeout: 20_000 });

const words = strings.commands;

beforeEach(() => {
  Element.prototype.scrollTo = () => undefined;
  Element.prototype.scrollIntoView = () => undefined;
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
});
afterEach(cleanup);

async function shown(part: typeof Overlays | typeof MainMenu = Overlays) {
  const made = await appOn({ sessions: 4 });
  await made.app.opened.open(ids(made.app)[0] ?? "");
  render(WithApp, { app: made.app, part });
  await waitFor(() => expect(made.app.opened.deck).not.toBeNull());
  return { ...made, user: userEvent.setup() };
}

const QUESTION = { title: "Delete it?", text: "This cannot be undone.", act: "Delete" };

it("a question puts the focus on the safe button, and Enter does no harm", async () => {
  const { app, user } = await shown();
  const run = vi.fn();
  app.ask({ ...QUESTION, danger: true, run });
  const safe = await screen.findByRole("button", { name: words.cancel });
  await waitFor(() => expect(safe).toHaveFocus());
  expect(screen.getByRole("alertdialog")).toHaveAccessibleDescription(QUESTION.text);
  await user.keyboard("{Enter}");
  expect(app.overlay).toBeNull();
  expect(run).not.toHaveBeenCalled();
});

it("Escape is no, too", async () => {
  const { app, user } = await shown();
  const run = vi.fn();
  app.ask({ ...QUESTION, run });
  await screen.findByRole("alertdialog");
  await user.keyboard("{Escape}");
  await waitFor(() => expect(app.overlay).toBeNull());
  expect(run).not.toHaveBeenCalled();
});

it("a yes is done, and what goes wrong is said", async () => {
  const { app, user } = await shown();
  app.ask({ ...QUESTION, run: () => Promise.reject(DISK_FULL) });
  await user.click(await screen.findByRole("button", { name: "Delete" }));
  await waitFor(() => expect(app.toasts.items.at(-1)?.text).toBe(DISK_FULL.message));
});

it("for very much, the number is typed", async () => {
  const { app, user } = await shown();
  const run = vi.fn();
  app.ask({ ...QUESTION, typed: "214", run });
  const act = await screen.findByRole("button", { name: "Delete" });
  expect(act).toBeDisabled();
  const field = screen.getByRole("textbox", { name: words.typed("214") });
  await user.type(field, "21{Enter}");
  expect(run).not.toHaveBeenCalled();
  await user.type(field, "4");
  expect(act).toBeEnabled();
  await user.keyboard("{Enter}");
  expect(run).toHaveBeenCalledOnce();
});

it("a slide is gone to by its number", async () => {
  const { app, user } = await shown();
  app.overlay = { kind: "go to slide" };
  const field = await screen.findByRole("textbox");
  await waitFor(() => expect(field).toHaveFocus());
  await user.clear(field);
  await user.type(field, "99{Enter}");
  expect(screen.getByRole("alert")).toHaveTextContent(words.goBeyond(14));
  await user.clear(field);
  await user.type(field, "9{Enter}");
  expect(app.opened.slide).toBe(8);
  expect(app.overlay).toBeNull();
});

it("a menu outside the page does what it names", async () => {
  const { app, backend } = await shown();
  backend.menu("settings");
  expect(app.overlay).toMatchObject({ kind: "settings" });
});

it("a dialog that cannot be loaded is told of, and can be tried again", async () => {
  const { app, user } = await shown();
  const load = vi.spyOn(dialogs, "load").mockRejectedValueOnce(DISK_FULL);
  app.overlay = { kind: "shortcuts" };
  await waitFor(() => expect(app.overlay).toBeNull());
  const [toast] = app.toasts.items;
  expect(toast?.text).toBe(DISK_FULL.message);
  load.mockRestore();
  void toast?.actions[0]?.run();
  await user.type(await screen.findByRole("searchbox", {}, { timeout: 20_000 }), "d");
});

it("what is open stays until the next dialog has been loaded", async () => {
  const { app } = await shown();
  let come: () => void = () => undefined;
  vi.spyOn(dialogs, "isHere").mockImplementation(({ kind }) => kind !== "settings");
  vi.spyOn(dialogs, "load").mockReturnValue(new Promise((resolve) => (come = resolve)));
  app.overlay = { kind: "go to slide" };
  expect(await screen.findByRole("dialog")).toBeVisible();
  app.overlay = { kind: "settings", page: "about" };
  await drained();
  expect(screen.getByRole("dialog", { name: words.goTitle })).toBeVisible();
  app.overlay = null;
  come();
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});

it("shortcuts are found", async () => {
  const { app, user } = await shown();
  app.overlay = { kind: "shortcuts" };
  const field = await screen.findByRole("searchbox");
  await user.type(field, "duplicate");
  expect(screen.getAllByRole("term")).toHaveLength(1);
  await user.type(field, " nothing");
  expect(screen.getByText(words.noneFound("duplicate nothing"))).toBeVisible();
});

it("F10 opens the menu, and so does Alt alone", async () => {
  await shown(MainMenu);
  await fireEvent.keyDown(document.body, { key: "F10" });
  expect(await screen.findByRole("menuitem", { name: /New session/ })).toBeVisible();
  cleanup();
  const { app } = await shown(MainMenu);
  await fireEvent.keyDown(document.body, { key: "Alt" });
  await fireEvent.keyDown(document.body, { key: "Tab", altKey: true });
  await fireEvent.keyUp(document.body, { key: "Alt" });
  expect(screen.queryByRole("menu")).toBeNull();
  await fireEvent.keyDown(document.body, { key: "Alt" });
  await fireEvent.keyUp(document.body, { key: "Alt" });
  expect(await screen.findByRole("menu")).toBeVisible();
  expect(app.overlay).toBeNull();
});
