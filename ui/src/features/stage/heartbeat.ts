// Tells the desktop window every half second that this page still lives, while a
// deck is on the stage where it is seen. A deck that stops the whole page stops
// these, and the window is brought back without its scripts, or, where it had none,
// without the deck. Out of sight engines slow a page's timers down, so then it is
// said once that the deck is still there.

import type { StagedDeck } from "$lib/backend";

const PERIOD = 500;

export class Heartbeat {
  readonly #tell: (deck: StagedDeck | null) => Promise<void>;
  #deck: StagedDeck | null = null;
  #timer: ReturnType<typeof setInterval> | null = null;
  #told = Promise.resolve();

  constructor(tell: (deck: StagedDeck | null) => Promise<void>) {
    this.#tell = tell;
  }

  /**
   * Which deck is on the stage now; null: none. The timer rests while nobody sees it.
   * Answers once the window has heard of it.
   */
  watch(deck: StagedDeck | null): Promise<void> {
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

function isSame(one: StagedDeck | null, other: StagedDeck | null): boolean {
  return (
    one?.session_id === other?.session_id &&
    one?.slide === other?.slide &&
    one?.scripts === other?.scripts &&
    one?.hidden === other?.hidden
  );
}
