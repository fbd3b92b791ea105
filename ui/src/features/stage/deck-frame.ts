// The page's side of one frame with a deck in it. It believes one greeting per
// frame, takes its port, and from then on hears that port only.

import { readMessage, type FrameMessage } from "./frame-message";
import { Rate } from "./rate";

/** What is told of a frame. */
export interface FrameEvents {
  /** The deck's page has begun and can be asked. */
  greeted(): void;
  heard(message: FrameMessage): void;
  /** Something else was loaded into the frame: the deck led it away. */
  strayed(): void;
  /** Something was loaded that is no page of a deck. */
  unanswered(): void;
  /** Nothing came at all: its scripts keep the page from ever being there. */
  silent(): void;
}

/** The part of a port that is needed here. */
export interface Port {
  onmessage: ((event: MessageEvent) => void) | null;
  postMessage(message: unknown): void;
  close(): void;
}

const MOST_PER_SECOND = 50;
/** A greeting may arrive a little after the load that it belongs to. */
const GREETING_GRACE = 1000;
const GREETING_PATIENCE = 5000;

export class FrameLink {
  readonly #frame: { readonly contentWindow: unknown };
  readonly #events: FrameEvents;
  readonly #rate: Rate;
  #port: Port | null = null;
  #loaded = false;
  #closed = false;
  #waiting: ReturnType<typeof setTimeout>;

  constructor(
    frame: { readonly contentWindow: unknown },
    events: FrameEvents,
    rate = new Rate(MOST_PER_SECOND),
  ) {
    this.#frame = frame;
    this.#events = events;
    this.#rate = rate;
    this.#waiting = this.#after(GREETING_PATIENCE, () => events.silent());
  }

  /** For every message that this window is sent, whoever sent it. */
  readonly receive = (event: MessageEvent): void => {
    const port = event.ports[0];
    if (this.#closed || this.#port !== null || port === undefined || event.ports.length > 1) {
      return;
    }
    const { contentWindow } = this.#frame;
    if (contentWindow === null || event.source !== contentWindow || !isGreeting(event.data)) {
      return;
    }
    clearTimeout(this.#waiting);
    this.#port = port;
    port.onmessage = (message) => this.#hear(message.data);
    this.#events.greeted();
  };

  /** For every load of the frame. */
  readonly load = (): void => {
    if (this.#closed) {
      return;
    }
    if (this.#port === null) {
      clearTimeout(this.#waiting);
      this.#waiting = this.#after(GREETING_GRACE, () => this.#events.unanswered());
    } else if (this.#loaded) {
      this.close();
      this.#events.strayed();
    }
    this.#loaded = true;
  };

  show(slide: number): void {
    this.#port?.postMessage({ t: "show", slide });
  }

  ping(n: number): void {
    this.#port?.postMessage({ t: "ping", n });
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#waiting);
    this.#port?.close();
    this.#port = null;
  }

  #hear(data: unknown): void {
    const message = readMessage(data);
    // Answers are never dropped: a deck that talks much is not one that hangs.
    if (message !== null && !this.#closed && (message.t === "pong" || this.#rate.allows())) {
      this.#events.heard(message);
    }
  }

  #after(milliseconds: number, tell: () => void): ReturnType<typeof setTimeout> {
    return setTimeout(() => {
      this.close();
      tell();
    }, milliseconds);
  }
}

function isGreeting(data: unknown): boolean {
  return typeof data === "object" && data !== null && "lectern" in data && data.lectern === "hello";
}
