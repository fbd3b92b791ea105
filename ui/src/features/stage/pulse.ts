// Asks a deck every second whether it still answers. Three seconds of silence
// are a deck that hangs; time in which this page itself stood still does not count.

const PERIOD = 1000;
const PATIENCE = 3000;
/** What one late tick counts at most: the machine slept, or this page was busy. */
const COUNTED_AT_MOST = 1250;

export class Pulse {
  readonly #ping: (n: number) => void;
  readonly #silent: () => void;
  readonly #now: () => number;
  #timer: ReturnType<typeof setInterval> | null = null;
  #asked = 0;
  #answered = 0;
  #silence = 0;
  #ticked = 0;

  /** `silent` is called once, after which the pulse has stopped. */
  constructor(
    ping: (n: number) => void,
    silent: () => void,
    now: () => number = () => performance.now(),
  ) {
    this.#ping = ping;
    this.#silent = silent;
    this.#now = now;
  }

  start(): void {
    if (this.#timer !== null) {
      return;
    }
    this.#answered = this.#asked;
    this.#silence = 0;
    this.#ticked = this.#now();
    this.#timer = setInterval(() => this.#tick(), PERIOD);
    this.#ask();
  }

  stop(): void {
    if (this.#timer !== null) {
      clearInterval(this.#timer);
      this.#timer = null;
    }
  }

  /** Only an answer to a question that is open counts. */
  pong(n: number): void {
    if (n > this.#answered && n <= this.#asked) {
      this.#answered = n;
      this.#silence = 0;
    }
  }

  #tick(): void {
    const now = this.#now();
    const passed = now - this.#ticked;
    this.#ticked = now;
    if (this.#answered < this.#asked) {
      this.#silence += Math.min(passed, COUNTED_AT_MOST);
    }
    if (this.#silence >= PATIENCE) {
      this.stop();
      this.#silent();
    } else {
      this.#ask();
    }
  }

  #ask(): void {
    this.#asked += 1;
    this.#ping(this.#asked);
  }
}
