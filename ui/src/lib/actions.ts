// Everything the user can do, once: its name, its keys, when it is possible and
// what it does. Menus, keys, buttons and the list of shortcuts are made from it.

import type { App } from "$lib/state/app.svelte";

export interface Action {
  /** Also its name in the menu outside the page. */
  name: string;
  label: string;
  /** As "Mod+Shift+E"; `Mod` is Ctrl, on macOS ⌘. The first one is shown. */
  keys: string[];
  /** Where it stands in the menu and in the list of shortcuts. */
  group: "file" | "edit" | "view" | "session" | "slide" | "help";
  /** Whether it can be done now. */
  possible?: (app: App) => boolean;
  run: (app: App) => Promise<void> | void;
}

export const ACTIONS: readonly Action[] = [];
