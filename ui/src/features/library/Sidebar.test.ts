// The sidebar as it is used: with the keyboard, with the mouse, and when it fails.

import { cleanup, render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { tick } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { search } from "$lib/doing";
import { appOn, DISK_FULL, drained } from "$lib/state/testing";
import type { App } from "$lib/state/app.svelte";

import SidebarInApp from "./SidebarInApp.test.svelte";

// A busy machine draws lists slowly.
vi.setConfig({ testTimeout: 20_000 });

const HEIGHT = 700;

beforeEach(() => {
  // The test's document has no layout: the list is told how much of it is seen.
  vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(HEIGHT);
  vi.spyOn(HTMLElement.prototype, "offsetWidth", "get").mockReturnValue(272);
  Element.prototype.scrollTo = () => undefined;
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
  URL.createObjectURL = () => "blob:picture";
});

afterEach(cleanup);

async function shown(
  options = {},
): Promise<{ app: App; backend: Awaited<ReturnType<typeof appOn>>["backend"] }> {
  const made = await appOn(options);
  render(SidebarInApp, { app: made.app });
  await drained();
  return made;
}

function rows(): HTMLElement[] {
  return screen.getAllByRole("option");
}

test("only rows that are seen exist, and they know their place among all", async () => {
  await shown({ sessions: 500 });
  expect(rows().length).toBeLessThan(80);
  expect(rows()[2]).toHaveAttribute("aria-setsize", "500");
  expect(rows()[2]).toHaveAttribute("aria-posinset", "3");
  expect(rows().filter((row) => row.tabIndex === 0)).toHaveLength(1);
});

test("titles are text, whatever they say", async () => {
  await shown();
  expect(screen.getByText("<b>Not bold</b> & <script>alert(1)</script>")).toBeVisible();
});

test("keys move, letters find, Enter opens", async () => {
  const { app } = await shown();
  const user = userEvent.setup();
  rows()[0]?.focus();
  await user.keyboard("{ArrowDown}{ArrowDown}");
  expect(document.activeElement).toHaveTextContent("Pricing options");
  await user.keyboard("su");
  await waitFor(() => expect(document.activeElement).toHaveTextContent("Supplier comparison"));
  await user.keyboard("{Enter}");
  await waitFor(() => expect(app.opened.session?.title).toBe("Supplier comparison"));
  expect(document.activeElement).toHaveAttribute("aria-current", "true");
});

test("F2 renames, Enter keeps it, and the row has the keyboard again", async () => {
  const { app } = await shown();
  const user = userEvent.setup();
  rows()[1]?.focus();
  await user.keyboard("{F2}");
  const field = await screen.findByRole("textbox", { name: "Title" });
  expect(field).toHaveValue("Stand-up notes");
  await user.clear(field);
  await user.keyboard("{Enter}");
  expect(screen.getByRole("alert")).toHaveTextContent("A title needs at least one character.");
  await user.type(field, "Notes{Enter}");
  await waitFor(() => expect(screen.queryByRole("textbox", { name: "Title" })).toBeNull());
  expect(app.library.sessions[1]?.title).toBe("Notes");
  expect(document.activeElement).toHaveTextContent("Notes");
});

test("Escape leaves the title as it was, and a refusal is said at the field", async () => {
  const { app, backend } = await shown();
  const user = userEvent.setup();
  rows()[1]?.focus();
  await user.keyboard("{F2}");
  await user.keyboard("Something{Escape}");
  expect(app.library.sessions[1]?.title).toBe("Stand-up notes");
  backend.fail("rename_session", DISK_FULL);
  await user.keyboard("{F2}Else{Enter}");
  expect(await screen.findByRole("alert")).toHaveTextContent(DISK_FULL.message);
});

test("Delete moves to the Trash and the next row has the keyboard", async () => {
  const { app } = await shown();
  const user = userEvent.setup();
  rows()[1]?.focus();
  await user.keyboard("{Delete}");
  await waitFor(() => expect(document.activeElement).toHaveTextContent("Pricing options"));
  expect(app.toasts.items[0]?.text).toBe("“Stand-up notes” moved to Trash.");
});

test("Space opens, too", async () => {
  const { app } = await shown();
  rows()[1]?.focus();
  await userEvent.keyboard(" ");
  await waitFor(() => expect(app.opened.session?.title).toBe("Stand-up notes"));
});

test("on macOS, Enter renames and ⌥⌘⌫ deletes forever", async () => {
  const { app } = await shown({ startup: { platform: "macos" } });
  rows()[1]?.focus();
  await userEvent.keyboard("{Enter}");
  expect(await screen.findByRole("textbox", { name: "Title" })).toHaveValue("Stand-up notes");
  await userEvent.keyboard("{Escape}");
  await app.library.show("trash");
  await waitFor(() => expect(rows()).toHaveLength(3));
  rows()[0]?.focus();
  await userEvent.keyboard("{Meta>}{Backspace}{/Meta}");
  expect(app.overlay, "what is in the Trash is there already").toBeNull();
  await userEvent.keyboard("{Meta>}{Alt>}{Backspace}{/Alt}{/Meta}");
  expect(app.overlay?.kind).toBe("confirm");
});

test("Ctrl and Shift choose rows, with numbers", async () => {
  await shown();
  const user = userEvent.setup();
  const row = (index: number) => rows()[index] as HTMLElement;
  await user.keyboard("{Control>}");
  await user.click(row(1));
  await user.keyboard("{/Control}{Shift>}");
  await user.click(row(4));
  await user.keyboard("{/Shift}");
  expect(screen.getByText("4 selected")).toBeVisible();
  expect(row(2)).toHaveAttribute("aria-selected", "true");
  await user.keyboard("{Control>}a{/Control}");
  expect(await screen.findByRole("button", { name: "Move 40 to Trash" })).toBeEnabled();
  expect(screen.getByRole("button", { name: "All 40 shown" })).toBeVisible();
});

test("Escape ends the clean-up from anywhere in the sidebar, after what else it closes", async () => {
  const { app } = await shown();
  const user = userEvent.setup();
  const { selection } = app.library;
  for (const place of [
    () => rows()[1],
    () => screen.getByRole("button", { name: "All 40 shown" }),
    () => screen.getByRole("textbox", { name: "Search titles" }),
  ]) {
    selection.enter();
    await tick();
    place()?.focus();
    await user.keyboard("{Escape}");
    expect(selection.active).toBe(false);
  }
  selection.enter();
  await user.keyboard("Brand");
  await user.keyboard("{Escape}");
  expect(selection.active, "the search was cleared first").toBe(true);
  await user.keyboard("{Escape}");
  expect(selection.active).toBe(false);
});

test("Delete spares what was chosen and is not seen any longer", async () => {
  const { app, backend } = await shown();
  const user = userEvent.setup();
  app.library.selection.toggle(app.library.sessions[0]?.session_id ?? "");
  await user.type(screen.getByRole("textbox", { name: "Search titles" }), "Brand");
  await waitFor(() => expect(rows()).toHaveLength(1));
  expect(screen.getByRole("button", { name: "Move 0 to Trash" })).toBeDisabled();
  rows()[0]?.focus();
  await user.keyboard("{Delete}");
  await waitFor(() => expect(app.toasts.items).toHaveLength(1));
  expect(backend.store.trash[0]?.title).toBe("Brand refresh");
});

test("deleting many says how far it is, and nothing else can be done meanwhile", async () => {
  const { app } = await shown();
  app.library.selection.enter();
  app.library.deleting = { done: 1200, of: 10_000 };
  const bar = await screen.findByRole("progressbar", { name: "Deleting" });
  expect(bar).toHaveTextContent("1,200 of 10,000 deleted");
  expect(bar).toHaveAttribute("aria-valuenow", "1200");
  expect(screen.queryByRole("button", { name: /to Trash|forever/ })).toBeNull();
});

test("nothing found says for what, and the search can be cleared", async () => {
  await shown();
  const user = userEvent.setup();
  await user.type(screen.getByRole("textbox", { name: "Search titles" }), "q5 rev");
  expect(await screen.findByText("Nothing matches “q5 rev”.")).toBeVisible();
  const [clear] = screen.getAllByRole("button", { name: "Clear search" });
  await user.click(clear as HTMLElement);
  await waitFor(() => expect(rows().length).toBeGreaterThan(5));
});

test.each([
  [{ sessions: 0, trashed: 2 }, "2 in Trash"],
  [{ sessions: 0, trashed: 0 }, "New session"],
])("without sessions it says what can be done (%o)", async (options, button) => {
  await shown(options);
  const found = screen.getAllByRole("button", { name: button });
  expect(found[0]).toBeVisible();
});

test("an empty Trash says so and promises nothing", async () => {
  const { app } = await shown({ trashed: 0 });
  await app.library.show("trash");
  expect(await screen.findByText("Trash is empty.")).toBeVisible();
});

test("a list that cannot be read can be tried again", async () => {
  const { app, backend } = await shown();
  backend.fail("list_sessions", DISK_FULL);
  await app.library.show("trash");
  expect(await screen.findByText(DISK_FULL.message)).toBeVisible();
  backend.succeed("list_sessions");
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  await waitFor(() => expect(rows()).toHaveLength(3));
});

test("the list takes the keyboard when it is asked to, and not when it comes back", async () => {
  const { app } = await shown({ sessions: 3 });
  const user = userEvent.setup();
  const field = screen.getByRole("textbox", { name: "Search titles" });
  await user.click(field);
  await user.keyboard("{ArrowDown}");
  await waitFor(() => expect(rows()[0]).toHaveFocus());
  await user.click(field);
  await user.keyboard("zzz");
  await waitFor(() => expect(screen.queryByRole("option")).toBeNull());
  await user.keyboard("{Enter}{Backspace>3/}");
  await waitFor(() => expect(rows()).toHaveLength(3));
  await drained();
  expect(field, "somebody types here").toHaveFocus();
  expect(app.library.query).toBe("");
});

test("the search field takes the keyboard when it is asked to, and not when it comes back", async () => {
  const { app } = await shown({ sessions: 3 });
  search(app);
  await waitFor(() => expect(screen.getByRole("textbox", { name: "Search titles" })).toHaveFocus());
  cleanup();
  render(SidebarInApp, { app });
  await drained();
  expect(screen.getByRole("textbox", { name: "Search titles" })).not.toHaveFocus();
});
