// How the window is divided: which panes are shown and how wide they are.

import type { Startup } from "$lib/backend";

export type Pane = "sidebar" | "conversation" | "stage";

export const SIDEBAR = { least: 240, most: 420, usual: 272 } as const;
export const CONVERSATION = { least: 320, most: 720, usual: 392 } as const;

export class Layout {
  sidebarShown = $state(true);
  sidebarWidth = $state<number>(SIDEBAR.usual);
  conversationShown = $state(true);
  conversationWidth = $state<number>(CONVERSATION.usual);
  notesShown = $state(true);
  /** Which of the two is shown where there is no room for both. */
  narrowPane = $state<"conversation" | "stage">("stage");

  constructor(startup: Startup) {
    void startup;
  }
}
