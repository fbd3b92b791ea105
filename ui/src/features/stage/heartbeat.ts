// Tells the desktop window every half second that this page still lives, while a
// deck's scripts run where they are seen. A deck that stops the whole page stops
// these, and the window is brought back without its scripts. Out of sight engines
// slow a page's timers down, so then it is said once that the deck goes on.

import type { RunningDeck } from "$lib/backend";

const PERIOD = 500;

export class Heartbeat {
  readonly #tell: (deck: RunningDeck | null) => Promise<void>;
  #deck: RunningDeck | null = null;
  #timer: ReturnType<typeof setInterval> | null = null;
  #told = Promise.resolve();

  constructor(tell: (deck: RunningDeck | null) => Promise<void>) {
    this.#tell = tell;
  }

  /**
   * Which deck's scripts run now; null: none. The timer rests while nobody sees it.
   * Answers once the window has heard of it.
   */
  watch(deck: RunningDeck | null): Promise<void> {
    const changed = !isSame(this.#deck, deck);
    this.#deck = deck;
    const beats = deck !== null && !deck.hidden;
    if (beats && this.#timer === null) {
      this.#timer = setInterval(() => this.#beat(), PERIOD);
    } else if (!beats && this.#timer !== null) {
      clearInterval(this.#timer);
      this.#timer = null;
    }
    if (changed) {
      this.#told = this.#tell(deck);
    }
    return this.#told;
  }

  #beat(): void {
    // One that is lost is followed by the next.
    this.#tell(this.#deck).catch(() => undefined);
  }
}

function isSame(one: RunningDeck | null, other: RunningDeck | null): boolean {
  return (
    one?.session_id === other?.session_id &&
    one?.slide === other?.slide &&
    one?.hidden === other?.hidden
  );
}
