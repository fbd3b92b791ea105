// The main menu, made from the table of actions.

import type { MenuEntry } from "$components/menu-entry";
import { type Action, actionsOf, type Group, isPossible } from "$lib/actions";
import { usableKeys } from "$lib/keyboard";
import type { App } from "$lib/state/app.svelte";
import { strings } from "$lib/strings";

/** Stand in menus of their own; what is done to files stands in the menu itself. */
const BRANCHES: readonly Group[] = ["edit", "view", "session", "slide", "help"];
/** Lines are drawn before these. */
const AFTER_LINE = new Set(["settings", "close"]);

/** Every action that this window has. */
export function menuEntries(app: App): MenuEntry[] {
  const branches = BRANCHES.map((group) => ({
    kind: "branch" as const,
    label: strings.commands.groups[group],
    entries: entriesOf(app, group),
  }));
  const file = entriesOf(app, "file");
  const line = file.findIndex((entry) => entry.kind === "separator");
  return [...file.slice(0, line), { kind: "separator" }, ...branches, ...file.slice(line)];
}

function entriesOf(app: App, group: Group): MenuEntry[] {
  return actionsOf(app)
    .filter((action) => action.group === group)
    .flatMap((action) => {
      const entry = entryOf(app, action);
      return AFTER_LINE.has(action.name) ? [{ kind: "separator" as const }, entry] : [entry];
    });
}

function entryOf(app: App, action: Action): MenuEntry {
  return {
    label: action.label,
    keys: usableKeys(app, action)[0],
    disabled: !isPossible(action, app),
    run: () => action.run(app),
  };
}
