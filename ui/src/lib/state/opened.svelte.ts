// The session that is open: its conversation, its deck, the slide on the stage.

import { problemOf, type Change, type Deck, type Message, type Problem } from "$lib/backend";
import type { Session, ShownDeck } from "$lib/backend";

import type { App } from "./app.svelte";

/** Messages that are read at once; older ones follow on demand. */
const MESSAGES = 200;

/** What of a deck stopped the window: its scripts, or what is drawn without them. */
type Hung = "scripts" | "markup";

type Part = "session" | "messages" | "deck";

export class Opened {
  session = $state.raw<Session | null>(null);
  messages = $state.raw<Message[]>([]);
  deck = $state.raw<Deck | null>(null);
  /** Index of the slide on the stage, from 0. */
  slide = $state(0);
  /** Whether the deck's scripts may run; off for one that hung. */
  scripts = $state(true);
  /** The deck hung and the window was brought back without its scripts. */
  revived = $state(false);
  /** The deck hung without its scripts, too, so it is not drawn. */
  held = $state(false);
  /** The id that was asked for last, before its session has been read. */
  asked = $state<string | null>(null);
  loading = $state(false);
  /** Why the session could not be read. */
  problem = $state.raw<Problem | null>(null);
  /** Where older messages start; null when all are here. */
  older = $state.raw<string | null>(null);
  /** Counts the readings; of each part, the newest one counts, whenever it answers. */
  #readings = 0;
  readonly #newest: Record<Part, number> = { session: 0, messages: 0, deck: 0 };

  /** By its session's id, what hung of a deck and was not let run or drawn since. */
  #hung: Readonly<Record<string, Hung | undefined>> = {};

  constructor(readonly app: App) {}

  get slideCount(): number {
    return this.deck?.slides.length ?? 0;
  }

  /** Opens a session; `null` closes the open one. */
  async open(sessionId: string | null, slide = 0): Promise<void> {
    if (sessionId !== null && sessionId === this.session?.session_id && !this.problem) {
      return;
    }
    this.#clear(sessionId, slide);
    if (sessionId === null) {
      return;
    }
    this.loading = true;
    try {
      await this.#read(sessionId, null);
    } catch (cause) {
      if (this.asked === sessionId) {
        this.problem = problemOf(cause);
      }
    } finally {
      if (this.asked === sessionId) {
        this.loading = false;
      }
    }
  }

  /** Opens the deck that hung, without its scripts; if they were off, without drawing it. */
  async revive({ session_id, slide, scripts }: ShownDeck): Promise<void> {
    const opening = this.open(session_id, slide);
    this.#note(scripts ? "scripts" : "markup");
    await opening;
  }

  /** Lets the deck's scripts run (again), or not. */
  allowScripts(allowed: boolean): void {
    if (allowed) {
      this.#note(undefined);
    }
    this.scripts = allowed;
  }

  /** Draws the deck that was held back after all, still without its scripts. */
  release(): void {
    this.#note("scripts");
  }

  /** Shows another slide; beyond the ends, the last one there is. */
  show(slide: number): void {
    this.slide = Math.max(0, Math.min(slide, this.slideCount - 1));
  }

  /** Reads the messages before those that are here. */
  async loadOlder(): Promise<void> {
    const { asked, older } = this;
    if (asked === null || older === null) {
      return;
    }
    const request = { session_id: asked, limit: MESSAGES, cursor: older };
    const answer = await this.app.backend.call("list_messages", request);
    if (this.asked === asked && this.older === older) {
      this.messages = [...answer.messages, ...this.messages];
      this.older = answer.next_cursor ?? null;
    }
  }

  /** Takes a newer state of the session that is open. */
  put(session: Session): void {
    if (session.session_id === this.session?.session_id) {
      this.session = session;
    }
  }

  /** Reads again what a change may have touched; null: everything. */
  async hear(change: Change | null): Promise<void> {
    const id = this.asked;
    if (id === null || (change?.session_id ?? id) !== id || isElsewhere(change)) {
      return;
    }
    if (change?.change === "session_trashed" || change?.change === "session_deleted") {
      this.#gone();
      return;
    }
    try {
      await this.#read(id, change);
    } catch (cause) {
      if (this.asked !== id) {
        return;
      }
      if (problemOf(cause).code === "not_found") {
        this.#gone();
      } else {
        this.app.toasts.fail(cause);
      }
    }
  }

  #note(hung: Hung | undefined): void {
    this.#hung = { ...this.#hung, [this.asked ?? ""]: hung };
    this.#heed();
  }

  /** Leaves off what of the open deck hung. */
  #heed(): void {
    const hung = this.#hung[this.asked ?? ""];
    this.scripts = hung === undefined;
    this.revived = hung === "scripts";
    this.held = hung === "markup";
  }

  #clear(sessionId: string | null, slide = 0): void {
    this.app.renamingTitle = false;
    this.asked = sessionId;
    this.session = sessionId === null ? null : this.app.library.find(sessionId);
    this.messages = [];
    this.older = null;
    this.deck = null;
    this.slide = slide;
    this.#heed();
    this.problem = null;
    this.loading = false;
  }

  /** Reads the session and what a change may have touched in it; null: everything. */
  async #read(session_id: string, change: Change | null): Promise<void> {
    const { backend } = this.app;
    const all = change === null;
    const reading = ++this.#readings;
    const [session, talk, slides] = await Promise.all([
      backend.call("get_session", { session_id }),
      all || change.change === "message_appended"
        ? backend.call("list_messages", { session_id, limit: MESSAGES })
        : null,
      all || change.change === "deck_replaced" ? backend.call("get_slides", { session_id }) : null,
    ]);
    if (this.asked !== session_id) {
      return;
    }
    if (this.#isNewest("session", reading)) {
      this.session = session;
    }
    if (talk && this.#isNewest("messages", reading)) {
      this.#join(talk.messages, talk.next_cursor ?? null);
    }
    if (slides && this.#isNewest("deck", reading)) {
      this.deck = slides.slide_deck;
      this.show(this.slide);
    }
  }

  /** Whether no later reading of this part has answered yet. */
  #isNewest(part: Part, reading: number): boolean {
    const newest = reading > this.#newest[part];
    this.#newest[part] = Math.max(reading, this.#newest[part]);
    return newest;
  }

  /** Newer messages follow those that are here; older ones stay. */
  #join(newest: Message[], older: string | null): void {
    const first = newest[0]?.message_id;
    const at = this.messages.findIndex(({ message_id }) => message_id === first);
    if (at < 0) {
      this.older = older;
    }
    this.messages = [...this.messages.slice(0, Math.max(0, at)), ...newest];
  }

  #gone(): void {
    this.#clear(null);
    this.app.library.closedItself();
  }
}

function isElsewhere(change: Change | null): boolean {
  return change?.change === "export_progressed" || change?.change === "session_created";
}
