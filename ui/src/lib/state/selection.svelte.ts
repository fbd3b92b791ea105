// Clean-up: which of the listed sessions are chosen. The list keeps its order
// while something is being chosen.

import type { Session } from "$lib/backend";

import type { Library } from "./library.svelte";
import { setOf, toggled } from "./order";

export type Choice = "all" | "without-deck" | "untouched" | "empty" | "none";

const UNTOUCHED_DAYS = 90;
const DAY_MS = 86_400_000;

export class Selection {
  active = $state(false);
  ids = $state.raw(setOf());
  /**
   * The chosen sessions that are listed. What a search hides is not counted,
   * and nothing is done to it, until it is seen again.
   */
  readonly chosen = $derived.by(() =>
    this.library.sessions.filter(({ session_id }) => this.ids.has(session_id)),
  );
  /** Where a range starts. */
  #anchor: string | null = null;

  constructor(readonly library: Library) {}

  get count(): number {
    return this.chosen.length;
  }

  enter(): void {
    this.active = true;
    this.library.renaming = null;
  }

  leave(): void {
    if (!this.active) {
      return;
    }
    this.active = false;
    this.ids = setOf();
    this.#anchor = null;
    // Changes that were made meanwhile have not moved any row.
    void this.library.reload(true);
  }

  has(id: string): boolean {
    return this.ids.has(id);
  }

  toggle(id: string): void {
    this.enter();
    this.ids = toggled(this.ids, id);
    this.#anchor = id;
  }

  /** Adds everything between the row that was chosen last and this one. */
  extend(id: string): void {
    this.enter();
    const order = this.library.sessions.map(({ session_id }) => session_id);
    const from = Math.max(0, order.indexOf(this.#anchor ?? this.library.focused ?? id));
    const to = order.indexOf(id);
    const range = order.slice(Math.min(from, to), Math.max(from, to) + 1);
    this.#anchor ??= order[from] ?? id;
    this.ids = setOf(this.ids, range);
  }

  /** Chooses by rule, in the whole filter: also what is not drawn or read yet. */
  async choose(choice: Choice): Promise<void> {
    this.enter();
    await this.library.complete();
    if (this.active) {
      const chosen = this.library.sessions.filter(ruleOf(choice));
      this.ids = setOf(chosen.map(({ session_id }) => session_id));
    }
  }

  /** Only these stay chosen. */
  keep(ids: Iterable<string>): void {
    this.ids = setOf(ids);
  }
}

/** How many sessions each rule chooses. */
export function counts(sessions: readonly Session[]): Record<Choice, number> {
  const count = (choice: Choice) => sessions.filter(ruleOf(choice)).length;
  return {
    all: sessions.length,
    "without-deck": count("without-deck"),
    untouched: count("untouched"),
    empty: count("empty"),
    none: 0,
  };
}

function ruleOf(choice: Choice): (session: Session) => boolean {
  const old = Date.now() - UNTOUCHED_DAYS * DAY_MS;
  switch (choice) {
    case "all":
      return () => true;
    case "without-deck":
      return (session) => !session.has_slide_deck;
    case "untouched":
      return (session) => Date.parse(session.updated_at) < old;
    case "empty":
      return (session) => !session.has_slide_deck && session.message_count === 0;
    case "none":
      return () => false;
  }
}
