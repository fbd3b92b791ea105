// Tells the desktop window every half second that this page still lives, while a
// deck's scripts run in it. A deck that stops the whole page stops these, and the
// window is brought back without its scripts.

export interface RunningDeck {
  session_id: string;
  slide: number;
}

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
   * Which deck's scripts run now; null: none that is seen, and no timer runs.
   * Answers once the window has heard of it.
   */
  watch(deck: RunningDeck | null): Promise<void> {
    const moved = this.#deck?.session_id !== deck?.session_id || this.#deck?.slide !== deck?.slide;
    this.#deck = deck;
    if (deck !== null && this.#timer === null) {
      this.#timer = setInterval(() => this.#beat(), PERIOD);
    } else if (deck === null && this.#timer !== null) {
      clearInterval(this.#timer);
      this.#timer = null;
    }
    if (moved) {
      this.#told = this.#tell(deck);
    }
    return this.#told;
  }

  #beat(): void {
    // One that is lost is followed by the next.
    this.#tell(this.#deck).catch(() => undefined);
  }
}
