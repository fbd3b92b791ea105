// Tells the desktop window every half second that this page still lives, while a
// deck is on the stage. A deck that stops the whole page stops these, and the window
// is brought back without its scripts, or, where it had none, without the deck.

import type { StagedDeck } from "$lib/backend";

const PERIOD = 500;

export class Heartbeat {
  readonly #tell: (deck: StagedDeck | null, seen: boolean) => void;
  #deck: StagedDeck | null = null;
  #seen = true;
  #timer: ReturnType<typeof setInterval> | null = null;

  constructor(tell: (deck: StagedDeck | null, seen: boolean) => void) {
    this.#tell = tell;
  }

  /**
   * Which deck is on the stage now; null: none. Of a page that is not seen nobody
   * expects a beat: its timers come when the engine likes.
   */
  watch(deck: StagedDeck | null, seen: boolean): void {
    const changed = !isSame(this.#deck, deck) || (deck !== null && this.#seen !== seen);
    this.#deck = deck;
    this.#seen = seen;
    const beats = deck !== null && seen;
    if (beats && this.#timer === null) {
      this.#timer = setInterval(() => this.#tell(this.#deck, true), PERIOD);
    } else if (!beats && this.#timer !== null) {
      clearInterval(this.#timer);
      this.#timer = null;
    }
    if (changed) {
      this.#tell(deck, seen);
    }
  }
}

function isSame(one: StagedDeck | null, other: StagedDeck | null): boolean {
  return (
    one?.session_id === other?.session_id &&
    one?.slide === other?.slide &&
    one?.scripts === other?.scripts
  );
}
