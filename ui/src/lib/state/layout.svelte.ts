// How the window is divided: which panes are shown and how wide they are. What
// the user chose is kept for the next start.

import type { Startup } from "$lib/backend";

export type Pane = "sidebar" | "conversation" | "stage";

export const SIDEBAR = { least: 240, most: 420, usual: 272 } as const;
export const CONVERSATION = { least: 320, most: 720, usual: 392 } as const;

/** Below this width the sidebar lies over the rest; below the other, one pane is shown. */
export const DRAWER_BELOW = 1000;
export const TABS_BELOW = 720;

/** What is kept between two starts. Anything else that was kept is ignored. */
export interface KeptView {
  session: string | null;
  slide: number;
  sidebar: { shown: boolean; width: number };
  conversation: { shown: boolean; width: number };
  notes: boolean;
  profile: number | null;
}

export class Layout {
  sidebarShown = $state(true);
  sidebarWidth = $state<number>(SIDEBAR.usual);
  conversationShown = $state(true);
  conversationWidth = $state<number>(CONVERSATION.usual);
  notesShown = $state(true);
  /** Which of the two is shown where there is no room for both. */
  narrowPane = $state<"conversation" | "stage">("stage");
  /** The window's width in lengths of the text's size: large text needs more room. */
  room = $state(1440);
  /** Whether the sidebar lies over the rest, where there is no room beside it. */
  drawerOpen = $state(false);
  readonly kept: KeptView;

  constructor(startup: Startup) {
    this.kept = viewOf(startup.view);
    this.sidebarShown = this.kept.sidebar.shown;
    this.sidebarWidth = within(SIDEBAR, this.kept.sidebar.width);
    this.conversationShown = this.kept.conversation.shown;
    this.conversationWidth = within(CONVERSATION, this.kept.conversation.width);
    this.notesShown = this.kept.notes;
  }

  /** The sidebar lies over the rest. */
  get isDrawer(): boolean {
    return this.room < DRAWER_BELOW;
  }

  /** Conversation and deck are tabs. */
  get isTabs(): boolean {
    return this.room < TABS_BELOW;
  }

  get sidebarVisible(): boolean {
    return this.isDrawer ? this.drawerOpen : this.sidebarShown;
  }

  get conversationVisible(): boolean {
    return this.isTabs ? this.narrowPane === "conversation" : this.conversationShown;
  }

  get stageVisible(): boolean {
    return !this.isTabs || this.narrowPane === "stage";
  }

  toggleSidebar(): void {
    if (!this.isDrawer) {
      this.sidebarShown = !this.sidebarShown;
    } else if (this.drawerOpen) {
      this.closeDrawer();
    } else {
      this.focus("sidebar");
    }
  }

  /** Takes the drawer away; the keyboard goes back to what opens it. */
  closeDrawer(): void {
    this.drawerOpen = false;
    document.querySelector<HTMLElement>("[data-toggle-sidebar]")?.focus();
  }

  /** Three panes, then conversation and deck, then the deck alone, then three again. */
  cycle(): void {
    if (this.sidebarShown) {
      this.sidebarShown = false;
      this.conversationShown = true;
    } else if (this.conversationShown) {
      this.conversationShown = false;
    } else {
      this.sidebarShown = this.conversationShown = true;
    }
  }

  /** Makes a pane visible, for one who wants to go there. */
  reveal(pane: Pane): void {
    if (pane === "sidebar") {
      this.drawerOpen = this.isDrawer;
      this.sidebarShown = this.sidebarShown || !this.isDrawer;
    } else {
      this.drawerOpen = false;
      this.narrowPane = pane;
      this.conversationShown = this.conversationShown || pane === "conversation";
    }
  }

  /** Puts the keyboard into a pane. */
  focus(pane: Pane): void {
    this.reveal(pane);
    const focus = () => focusIn(document.querySelector(`[data-pane="${pane}"]`));
    // At once, for the keys that are typed next, and again where the pane comes only
    // now, or where a menu that closes takes the keyboard back.
    focus();
    requestAnimationFrame(() => {
      if (this.focusedPane() !== pane) {
        focus();
      }
    });
  }

  /** The pane that has the keyboard. */
  focusedPane(): Pane | null {
    const pane = document.activeElement?.closest<HTMLElement>("[data-pane]")?.dataset["pane"];
    return (pane as Pane | undefined) ?? null;
  }

  /** Goes to the next pane that is shown, or with -1 to the one before. */
  focusNext(step: 1 | -1 = 1): void {
    const visible = {
      sidebar: this.sidebarVisible,
      conversation: this.conversationVisible,
      stage: this.stageVisible,
    };
    const shown = (["sidebar", "conversation", "stage"] as const).filter((pane) => visible[pane]);
    const focused = this.focusedPane();
    const at = focused === null ? (step === 1 ? -1 : 0) : shown.indexOf(focused);
    const next = shown[(at + step + shown.length) % shown.length];
    if (next) {
      this.focus(next);
    }
  }

  view(session: string | null, slide: number, profile: number | null): KeptView {
    return {
      session,
      slide,
      profile,
      sidebar: { shown: this.sidebarShown, width: this.sidebarWidth },
      conversation: { shown: this.conversationShown, width: this.conversationWidth },
      notes: this.notesShown,
    };
  }
}

/** What the pane names as its first place, else the pane itself. */
function focusIn(pane: HTMLElement | null): void {
  const first = ["[data-first]", "textarea", '[tabindex="0"]:not([role="separator"])']
    .map((what) => pane?.querySelector<HTMLElement>(what))
    .find((found) => found != null);
  (first ?? pane)?.focus();
}

export function within({ least, most }: { least: number; most: number }, width: number): number {
  return Math.round(Math.max(least, Math.min(width, most)));
}

function viewOf(kept: unknown): KeptView {
  const view = (typeof kept === "object" && kept !== null ? kept : {}) as Partial<KeptView>;
  return {
    session: typeof view.session === "string" ? view.session : null,
    slide: numberOr(view.slide, 0),
    sidebar: paneOf(view.sidebar, SIDEBAR.usual),
    conversation: paneOf(view.conversation, CONVERSATION.usual),
    notes: view.notes !== false,
    profile: typeof view.profile === "number" ? view.profile : null,
  };
}

function paneOf(kept: unknown, usual: number): KeptView["sidebar"] {
  const pane = (typeof kept === "object" && kept !== null ? kept : {}) as Partial<
    KeptView["sidebar"]
  >;
  return { shown: pane.shown !== false, width: numberOr(pane.width, usual) };
}

function numberOr(value: unknown, usual: number): number {
  return typeof value === "number" && Number.isFinite(value) ? value : usual;
}
