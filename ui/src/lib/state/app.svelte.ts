// What the whole page shares: the way to Lectern, the library, the session that
// is open, and what lies over them. Components reach it through `useApp`.

import { getContext, setContext } from "svelte";

import { Exports } from "../../features/exporting/exports.svelte";
import type { Backend, Startup } from "$lib/backend";

import { Layout } from "./layout.svelte";
import { Library } from "./library.svelte";
import { Opened } from "./opened.svelte";
import { Toasts } from "./toasts.svelte";

/** What lies over the window; one at a time. */
export type Overlay =
  | { kind: "export" }
  | { kind: "settings"; page: string }
  | { kind: "shortcuts" }
  | { kind: "report" }
  | { kind: "go to slide" }
  | { kind: "confirm"; question: Question };

/** Asks before something that cannot be undone. */
export interface Question {
  title: string;
  text: string;
  /** The word on the button that does it. */
  act: string;
  /** The word on the button that does not; "Cancel" without it. */
  keep?: string;
  /** Must be typed before the button works. */
  typed?: string;
  danger?: boolean;
  run: () => Promise<void> | void;
}

export class App {
  readonly backend: Backend;
  readonly startup: Startup;
  readonly toasts = new Toasts();
  readonly layout: Layout;
  readonly library: Library;
  readonly opened: Opened;
  readonly exports: Exports;
  overlay = $state<Overlay | null>(null);
  /** Whether the deck fills the screen. */
  presenting = $state(false);

  constructor(backend: Backend, startup: Startup) {
    this.backend = backend;
    this.startup = startup;
    this.layout = new Layout(startup);
    this.library = new Library(this);
    this.opened = new Opened(this);
    this.exports = new Exports(this);
  }

  ask(question: Question): void {
    this.overlay = { kind: "confirm", question };
  }
}

const KEY = Symbol("app");

export function provideApp(app: App): void {
  setContext(KEY, app);
}

export function useApp(): App {
  return getContext<App>(KEY);
}
