// What the whole page shares: the way to Lectern, the library, the session that
// is open, and what lies over them. Components reach it through `useApp`.

import { getContext, setContext } from "svelte";

import type { Appearance, Backend, Change, Problem, Startup } from "$lib/backend";
import { strings } from "$lib/strings";

import { Drafts } from "./drafts.svelte";
import { Exports } from "./exports.svelte";
import { Imports } from "./imports.svelte";
import { Layout } from "./layout.svelte";
import { Library } from "./library.svelte";
import { Opened } from "./opened.svelte";
import { setOf } from "./order";
import { Pictures } from "./pictures.svelte";
import { Saving } from "./saving.svelte";
import { Showing } from "./showing.svelte";
import { Toasts, type ToastAction } from "./toasts.svelte";
import { Undoing } from "./undoing.svelte";

/** What lies over the window; one at a time. */
export type Overlay =
  | { kind: "export" }
  | { kind: "settings"; page: string }
  | { kind: "shortcuts" }
  | { kind: "report"; of: "import" | "deck" }
  | { kind: "go to slide" }
  | { kind: "profile"; profileId: number | null; assignTo?: string }
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

/** A move of sessions into the Trash, out of it or out of the world. */
interface Move {
  ids: ReadonlySet<string>;
  told: (Change | null)[];
}

export class App {
  readonly backend: Backend;
  readonly startup: Startup;
  readonly showing = new Showing();
  readonly toasts = new Toasts((problem) => this.#helpFor(problem));
  readonly saving = new Saving();
  readonly undoing = new Undoing(this.toasts);
  readonly drafts: Drafts;
  readonly pictures: Pictures;
  readonly layout: Layout;
  readonly library: Library;
  readonly opened: Opened;
  readonly imports: Imports;
  readonly exports: Exports;
  overlay = $state<Overlay | null>(null);
  /** Whether the deck fills the screen. */
  presenting = $state(false);
  appearance = $state<Appearance>({ theme: "system", text_size: 100 });
  /** Whether the title in the title bar is being written. */
  renamingTitle = $state(false);
  /** What this window itself is moving, with what was told meanwhile. */
  readonly #moves: Move[] = [];
  /** Why Lectern cannot be reached now. */
  #unreached: Problem | null = null;

  constructor(backend: Backend, startup: Startup) {
    this.backend = backend;
    this.startup = startup;
    this.appearance = { ...startup.appearance };
    this.drafts = new Drafts(backend.desktop !== null);
    this.pictures = new Pictures(backend);
    this.layout = new Layout(startup);
    this.library = new Library(this);
    this.opened = new Opened(this);
    this.imports = new Imports(this);
    this.exports = new Exports(this);
  }

  /** Reads the library and opens the last session. Answers how to stop listening. */
  start(): () => void {
    const stops = [
      this.backend.onChange(
        (change) => this.#hear(change),
        (problem) => this.#reach(problem),
      ),
      this.backend.onFiles((event) => this.imports.hear(event)),
    ];
    void this.#begin();
    return () => stops.forEach((stop) => stop());
  }

  ask(question: Question): void {
    this.overlay = { kind: "confirm", question };
  }

  /** Changes how the window looks, at once, and keeps it. */
  async changeAppearance(change: Partial<Appearance>): Promise<void> {
    this.appearance = { ...this.appearance, ...change };
    try {
      await this.backend.rememberAppearance({ ...this.appearance });
    } catch (cause) {
      this.toasts.fail(cause);
    }
  }

  /**
   * Moves sessions out of sight or back. What is told of them waits until that is
   * done, and is no news then; so does that some news were missed.
   */
  async whileMoving(ids: readonly string[], run: () => Promise<void>): Promise<void> {
    const move: Move = { ids: setOf(ids), told: [] };
    this.#moves.push(move);
    try {
      await run();
    } finally {
      this.#moves.splice(this.#moves.indexOf(move), 1);
      const told = move.told.includes(null) ? [null] : move.told;
      told.forEach((change) => this.#hear(change));
    }
  }

  /** Room on a full disk is made where Lectern keeps everything. */
  #helpFor({ code }: Problem): ToastAction[] {
    const { desktop } = this.backend;
    if (code !== "disk_full" || desktop === null) {
      return [];
    }
    const run = () => desktop.revealFolder("data").catch((cause) => void this.toasts.fail(cause));
    return [{ label: strings.library.showDataFolder, run }];
  }

  async #begin(): Promise<void> {
    const { revived, sample } = this.startup;
    const { kept } = this.layout;
    this.library.profileId = kept.profile;
    const listing = this.library.start();
    if (revived) {
      await this.opened.revive(revived);
      return;
    }
    const known = sample ?? kept.session;
    if (known !== null) {
      await this.opened.open(known, sample ? 0 : kept.slide);
    }
    await listing;
    const { asked, problem } = this.opened;
    if (asked === known && (known === null || problem?.code === "not_found")) {
      // The last session is gone, and the user has not opened another one meanwhile.
      await this.opened.open(this.library.sessions[0]?.session_id ?? null);
    }
  }

  /** That Lectern cannot be reached is said once, and taken back when it can. */
  #reach(problem: Problem | null): void {
    const said = this.#unreached;
    if (problem === null && said !== null) {
      this.toasts.takeBack(said.message);
    } else if (problem !== null && said === null) {
      this.toasts.fail(problem);
    }
    this.#unreached = problem && (said ?? problem);
  }

  #hear(change: Change | null): void {
    if (change?.change === "session_deleted" && change.session_id !== null) {
      this.drafts.forget(change.session_id);
    }
    const isOf = ({ ids }: Move) =>
      // What lets the list be read anew would bring back rows that are on their way.
      change === null || change.change === "profiles_changed" || ids.has(change.session_id ?? "");
    const move = this.#moves.find(isOf);
    if (move) {
      move.told.push(change);
      return;
    }
    void this.library.hear(change);
    void this.opened.hear(change);
    this.exports.hear(change);
  }
}

const KEY = Symbol("app");

export function provideApp(app: App): void {
  setContext(KEY, app);
}

export function useApp(): App {
  return getContext<App>(KEY);
}
