// The list of shortcuts, made from the table of actions.

import { actionsOf, type Group } from "$lib/actions";
import { usableKeys } from "$lib/keyboard";
import { shownKeys } from "$lib/keys";
import type { App } from "$lib/state/app.svelte";
import { strings } from "$lib/strings";

export interface Shortcut {
  label: string;
  keys: readonly string[];
  /** What a search looks at: the words, and the keys as they are shown. */
  words: string;
  shown: string;
}

export interface ShortcutGroup {
  name: string;
  shortcuts: readonly Shortcut[];
}

const GROUPS: readonly Group[] = ["file", "edit", "view", "session", "slide", "help"];

/** Everything that has keys, and the keys of a presentation. */
export function shortcutGroups(app: App): ShortcutGroup[] {
  const mac = app.startup.platform === "macos";
  const { groups, presenting } = strings.commands;
  const made = GROUPS.map((group) => ({
    name: groups[group],
    shortcuts: actionsOf(app)
      .filter((action) => action.group === group)
      .map((action) => shortcut(action.label, usableKeys(app, action), mac))
      .filter(({ keys }) => keys.length > 0),
  }));
  const shown = presenting.map(([label, ...keys]) => shortcut(label, keys, mac));
  return [...made, { name: groups.presenting, shortcuts: shown }];
}

/** The groups with what has every word that is looked for, or just these keys. */
export function matching(groups: readonly ShortcutGroup[], query: string): ShortcutGroup[] {
  const phrase = query.toLocaleLowerCase().trim().replaceAll(/\s+/g, " ");
  const wanted = phrase.split(" ");
  return groups
    .map(({ name, shortcuts }) => ({
      name,
      shortcuts: shortcuts.filter(
        ({ words, shown }) =>
          shown.includes(phrase) || wanted.every((word) => words.includes(word)),
      ),
    }))
    .filter(({ shortcuts }) => shortcuts.length > 0);
}

function shortcut(label: string, keys: readonly string[], mac: boolean): Shortcut {
  const shown = keys.map((one) => shownKeys(one, mac)).join(" ");
  return { label, keys, words: label.toLocaleLowerCase(), shown: shown.toLocaleLowerCase() };
}
