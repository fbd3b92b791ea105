// The session that is open: its conversation, its deck, the slide on the stage.

import { problemOf, type Change, type Deck, type Message, type Problem } from "$lib/backend";
import type { Session, StagedDeck } from "$lib/backend";

import type { App } from "./app.svelte";

/** Messages that are read at once; older ones follow on demand. */
const MESSAGES = 200;

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

  constructor(readonly app: App) {}

  get slideCount(): number {
    return this.deck?.slides.length ?? 0;
  }

  /** Opens a session; `null` closes the open one. */
  async open(sessionId: string | null, slide = 0): Promise<void> {
    if (sessionId !== null && sessionId === this.session?.session_id && !this.problem) {
      return;
    }
    this.#clear(sessionId);
    if (sessionId === null) {
      return;
    }
    this.loading = true;
    try {
      await this.#read(sessionId, slide);
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
  async revive({ session_id, slide, scripts }: StagedDeck): Promise<void> {
    const opening = this.open(session_id, slide);
    this.scripts = false;
    this.revived = scripts;
    this.held = !scripts;
    await opening;
  }

  /** Lets the deck's scripts run (again), or not. */
  allowScripts(allowed: boolean): void {
    this.scripts = allowed;
    this.revived = this.revived && !allowed;
  }

  /** Draws the deck that was held back after all. */
  release(): void {
    this.held = false;
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
      await this.#readAgain(id, change);
    } catch (cause) {
      const problem = problemOf(cause);
      if (this.asked === id && problem.code === "not_found") {
        this.#gone();
      }
    }
  }

  #clear(sessionId: string | null): void {
    this.asked = sessionId;
    this.session = sessionId === null ? null : this.app.library.find(sessionId);
    this.messages = [];
    this.older = null;
    this.deck = null;
    this.slide = 0;
    this.scripts = true;
    this.revived = false;
    this.held = false;
    this.problem = null;
    this.loading = false;
  }

  async #read(session_id: string, slide: number): Promise<void> {
    const { backend } = this.app;
    const [session, talk, slides] = await Promise.all([
      backend.call("get_session", { session_id }),
      backend.call("list_messages", { session_id, limit: MESSAGES }),
      backend.call("get_slides", { session_id }),
    ]);
    if (this.asked === session_id) {
      this.session = session;
      this.messages = talk.messages;
      this.older = talk.next_cursor ?? null;
      this.deck = slides.slide_deck;
      this.show(slide);
    }
  }

  async #readAgain(session_id: string, change: Change | null): Promise<void> {
    const { backend } = this.app;
    const all = change === null;
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
    this.session = session;
    if (talk) {
      this.#join(talk.messages, talk.next_cursor ?? null);
    }
    if (slides) {
      this.deck = slides.slide_deck;
      this.show(this.slide);
    }
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
