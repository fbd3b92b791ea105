// Lets so many through in a second and drops the rest, so that a talkative deck
// costs the page nothing.

const SECOND = 1000;

export class Rate {
  readonly #most: number;
  readonly #now: () => number;
  #since = Number.NEGATIVE_INFINITY;
  #count = 0;

  constructor(most: number, now: () => number = () => performance.now()) {
    this.#most = most;
    this.#now = now;
  }

  /** Whether one more may pass now. */
  allows(): boolean {
    const now = this.#now();
    if (now - this.#since >= SECOND) {
      this.#since = now;
      this.#count = 0;
    }
    this.#count += 1;
    return this.#count <= this.#most;
  }
}
