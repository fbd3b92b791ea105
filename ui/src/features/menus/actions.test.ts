import { afterEach, describe, expect, it, vi } from "vitest";

import type { MenuEntry } from "$components/menu-entry";
import { ACTIONS, actionsOf, keysFor, perform } from "$lib/actions";
import { listenToKeys, usableKeys } from "$lib/keyboard";
import { appOn } from "$lib/state/testing";

import { menuEntries } from "./entries";
import { matching, shortcutGroups } from "./shortcuts";

let stop: () => void = () => undefined;
afterEach(() => {
  stop();
  document.body.replaceChildren();
});

function press(key: string, more: KeyboardEventInit = {}, on: Element = document.body): boolean {
  const init = { key, bubbles: true, cancelable: true, ...more };
  return !on.dispatchEvent(new KeyboardEvent("keydown", init));
}

function labels(entries: readonly MenuEntry[]): string[] {
  return entries.flatMap((entry) => {
    if (entry.kind === "branch") {
      return labels(entry.entries);
    }
    return entry.kind === "separator" || entry.kind === "heading" ? [] : [entry.label];
  });
}

describe("the table", () => {
  it.each([false, true])("has no keys twice (on macOS: %s)", (mac) => {
    const all = ACTIONS.flatMap((action) => keysFor(action, mac));
    expect(all.filter((keys, index) => all.indexOf(keys) !== index)).toEqual([]);
  });

  it("writes what is held in one order, so that it is recognised", () => {
    const all = ACTIONS.flatMap(({ keys, mac }) => [...keys, ...(mac ?? [])]);
    expect(all.filter((keys) => !/^(Mod\+)?(Ctrl\+)?(Alt\+)?(Shift\+)?.[^+]*$/.test(keys))).toEqual(
      [],
    );
  });

  it("has every name once", () => {
    const names = ACTIONS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each([true, false])("stands in the menu as a whole (in the window: %s)", async (desktop) => {
    const { app } = await appOn({ desktop });
    const wanted = actionsOf(app).map(({ label }) => label);
    expect(labels(menuEntries(app)).sort()).toEqual([...wanted].sort());
  });

  it("claims nothing that browsers keep for themselves", async () => {
    const { app } = await appOn({ desktop: false });
    const claimed = actionsOf(app).flatMap((action) => usableKeys(app, action));
    expect(claimed).not.toContain("Mod+N");
    expect(claimed).not.toContain("Mod+W");
    expect(claimed).not.toContain("Mod+Tab");
    expect(claimed).toContain("Mod+E");
  });

  it("is found by label and by key", async () => {
    const { app } = await appOn({});
    const groups = shortcutGroups(app);
    const found = (query: string) =>
      matching(groups, query).flatMap(({ shortcuts }) => shortcuts.map(({ label }) => label));
    expect(found("full")).toContain("Full screen");
    expect(found("ctrl shift e")).toEqual(["Export again"]);
    expect(found("nothing like it")).toEqual([]);
  });
});

describe("keys", () => {
  async function listening(options = {}) {
    const made = await appOn(options);
    stop = listenToKeys(made.app);
    return made;
  }

  it("do what the table says", async () => {
    const { app } = await listening();
    expect(press(",", { ctrlKey: true })).toBe(true);
    expect(app.overlay).toEqual({ kind: "settings", page: "appearance" });
  });

  it("do nothing under a dialog, but quit", async () => {
    const { app, backend } = await listening();
    const close = vi.spyOn(backend.desktop ?? never(), "closeWindow");
    app.overlay = { kind: "shortcuts" };
    expect(press(",", { ctrlKey: true })).toBe(false);
    expect(app.overlay).toEqual({ kind: "shortcuts" });
    press("q", { ctrlKey: true });
    expect(close).toHaveBeenCalledOnce();
  });

  it("leave keys that something else has taken", async () => {
    const { app } = await listening();
    document.body.addEventListener("keydown", (event) => event.preventDefault(), { once: true });
    press(",", { ctrlKey: true });
    expect(app.overlay).toBeNull();
  });

  it("leave letters and arrows to a text field", async () => {
    const { app } = await listening();
    const field = document.body.appendChild(document.createElement("textarea"));
    field.focus();
    expect(press("ArrowDown", {}, field)).toBe(false);
    expect(press("z", { ctrlKey: true }, field)).toBe(false);
    expect(press("l", { ctrlKey: true }, field)).toBe(true);
    expect(app.overlay).toEqual({ kind: "go to slide" });
  });

  it("move slides with the stage in use, not with the list", async () => {
    const { app } = await listening();
    press("ArrowDown");
    expect(app.opened.slide).toBe(1);
    const list = document.body.appendChild(document.createElement("button"));
    list.dataset["pane"] = "sidebar";
    list.focus();
    press("ArrowDown", {}, list);
    expect(app.opened.slide).toBe(1);
  });

  it("go to the session after the open one, and around", async () => {
    const { app } = await listening({ sessions: 3 });
    const [first, second] = app.library.sessions;
    press("Tab", { ctrlKey: true });
    expect(app.opened.asked).toBe(second?.session_id);
    press("Tab", { ctrlKey: true });
    press("Tab", { ctrlKey: true });
    expect(app.opened.asked).toBe(first?.session_id);
  });

  it("do nothing to what lies in the Trash, nor to the open session from there", async () => {
    const { app, backend } = await listening();
    await app.opened.open(app.library.sessions[0]?.session_id ?? null);
    await app.library.show("trash");
    app.library.focused = app.library.sessions[0]?.session_id ?? null;
    const row = document.body.appendChild(document.createElement("button"));
    row.dataset["pane"] = "sidebar";
    row.focus();
    const asked = backend.asked.length;
    press("F2", {}, row);
    press("d", { ctrlKey: true }, row);
    press("Delete", {}, row);
    expect([app.renamingTitle, app.library.renaming]).toEqual([false, null]);
    expect(backend.asked).toHaveLength(asked);
    const possible = () => ["rename", "duplicate", "trash"].map((name) => perform(app, name));
    expect(possible()).toEqual([false, false, false]);
    row.blur();
    expect(perform(app, "rename")).toBe(true);
    expect(app.renamingTitle).toBe(true);
  });

  it("change the size of the text between its bounds", async () => {
    const { app } = await listening();
    for (let times = 0; times < 15; times += 1) {
      press("+", { ctrlKey: true });
    }
    expect(app.appearance.text_size).toBe(200);
    press("0", { ctrlKey: true });
    expect(app.appearance.text_size).toBe(100);
  });
});

it("the menu outside the page names what is in the table", async () => {
  const { app } = await appOn({});
  expect(perform(app, "shortcuts")).toBe(true);
  expect(app.overlay).toEqual({ kind: "shortcuts" });
  expect(perform(app, "no such thing")).toBe(false);
});

it("the Trash is shown, whatever was shown before, and stays when it is asked for twice", async () => {
  const { app } = await appOn({ sessions: 2, trashed: 1 });
  app.layout.sidebarShown = false;
  for (const times of [1, 2]) {
    expect(perform(app, "show-trash")).toBe(true);
    await vi.waitFor(() => expect(app.library.focusList, `asked ${times} times`).toBe(true));
    expect(app.layout.sidebarVisible).toBe(true);
    expect(app.library.view).toBe("trash");
    expect(app.library.focused).toBe(app.library.sessions[0]?.session_id);
    app.library.focusList = false;
  }
});

it("an empty Trash asks nothing of a list that is not there", async () => {
  const { app } = await appOn({ sessions: 2, trashed: 0 });
  perform(app, "show-trash");
  await vi.waitFor(() => expect(app.library.loading).toBe(false));
  expect(app.library.sessions).toEqual([]);
  expect(app.library.focusList).toBe(false);
});

it("the menu outside the page does not reach behind a dialog", async () => {
  const { app, backend } = await appOn({});
  app.overlay = { kind: "shortcuts" };
  expect(perform(app, "new-session")).toBe(false);
  expect(backend.asked).not.toContain("create_session");
  expect(perform(app, "quit")).toBe(true);
});

it("what is not possible is not done", async () => {
  const { app } = await appOn({ sessions: 0 });
  expect(perform(app, "export")).toBe(false);
  expect(app.overlay).toBeNull();
});

function never(): never {
  throw new Error("there is a window in this test");
}
