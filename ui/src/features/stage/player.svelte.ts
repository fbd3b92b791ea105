// Brings a deck onto the stage: asks for its preview, keeps the frames that show
// it, and follows the slide. Two frames stand there for a moment when one takes
// over from the other, so that there is always a picture.

import { Problem, problemOf, type Backend, type Preview } from "$lib/backend";
import { strings } from "$lib/strings";

import { FrameLink } from "./deck-frame";
import type { FrameMessage } from "./frame-message";
import { Pulse } from "./pulse";

/** What should be on the stage. */
export interface Wanted {
  session_id: string;
  revision: number;
  scripts: boolean;
  /** Index over the whole deck, from 0. */
  slide: number;
}

/** One frame. The older of two is the one that is seen. */
export interface Slot {
  id: number;
  address: string;
  nonce: string;
  page: number;
  slide: number;
  scripts: boolean;
  ready: boolean;
}

export interface PlayerEvents {
  /** It is about to be shown; its frame waits until this is answered. */
  shows(deck: Wanted): Promise<void>;
  /** The deck says something about itself, or passes a key or a link on. */
  heard(message: FrameMessage): void;
  /** Its scripts must not run any longer: it hung, or led its frame away. */
  stopped(why: "silent" | "strayed"): void;
}

export class DeckPlayer {
  slots = $state.raw<Slot[]>([]);
  problem = $state.raw<Problem | null>(null);
  /** Whether a deck is on the stage, or about to be. */
  showing = $state(false);
  readonly #backend: Backend;
  readonly #events: PlayerEvents;
  #links: { id: number; link: FrameLink }[] = [];
  readonly #pulse: Pulse;
  #wanted: Wanted | null = null;
  #preview: Preview | null = null;
  #retried = false;
  #seen = true;
  /** The frame that can be asked by now. */
  #greetedSlot = 0;
  #next = 1;

  constructor(backend: Backend, events: PlayerEvents) {
    this.#backend = backend;
    this.#events = events;
    this.#pulse = new Pulse(
      (n) => this.#newestLink?.ping(n),
      () => this.#stop("silent"),
    );
  }

  /** Whether the picture of the deck is there. */
  get ready(): boolean {
    return this.slots.some((slot) => slot.ready);
  }

  /** What should be shown from now on; null: nothing. */
  async want(wanted: Wanted | null): Promise<void> {
    const before = this.#wanted;
    this.#wanted = wanted;
    if (wanted === null) {
      this.clear();
    } else if (before !== null && sameDeck(before, wanted)) {
      this.#place();
    } else {
      if (before?.session_id !== wanted.session_id || !wanted.scripts) {
        this.clear();
      }
      this.#retried = false;
      await this.#open(wanted);
    }
  }

  async retry(): Promise<void> {
    const wanted = this.#wanted;
    if (wanted !== null) {
      this.clear();
      await this.#open(wanted);
    }
  }

  /** Takes every frame away. */
  clear(): void {
    this.#preview = null;
    this.problem = null;
    this.showing = false;
    this.#keep([]);
  }

  /** For a frame that stands in the page now. Answers its link. */
  link(slot: Slot, frame: HTMLIFrameElement): FrameLink {
    const link = new FrameLink(frame, {
      greeted: () => this.#greeted(slot),
      heard: (message) => this.#heard(slot, message),
      strayed: () => this.#stop("strayed"),
      unanswered: () => void this.#unanswered(slot),
      silent: () => (slot.scripts ? this.#stop("silent") : void this.#unanswered(slot)),
    });
    this.#links.push({ id: slot.id, link });
    return link;
  }

  /** Asks for signs of life only while they can be seen. */
  watch(seen: boolean): void {
    const newest = this.slots.at(-1);
    this.#seen = seen;
    if (seen && newest !== undefined && this.#greetedSlot === newest.id) {
      this.#pulse.start();
    } else {
      this.#pulse.stop();
    }
  }

  get #newestLink(): FrameLink | undefined {
    const newest = this.slots.at(-1);
    return this.#links.find(({ id }) => id === newest?.id)?.link;
  }

  async #open(wanted: Wanted): Promise<void> {
    const { session_id, scripts } = wanted;
    try {
      const preview = await this.#backend.call("open_preview", { session_id, scripts });
      if (this.#isStill(wanted)) {
        this.showing = true;
        await this.#events.shows(wanted);
      }
      if (this.#isStill(wanted)) {
        this.problem = null;
        this.#preview = preview;
        this.#place();
      }
    } catch (cause) {
      if (this.#isStill(wanted)) {
        this.clear();
        this.problem = problemOf(cause);
      }
    }
  }

  #isStill(wanted: Wanted): boolean {
    return this.#wanted !== null && sameDeck(this.#wanted, wanted);
  }

  /** Shows the wanted slide, in the newest frame or in one for its page. */
  #place(): void {
    const [preview, wanted] = [this.#preview, this.#wanted];
    if (preview === null || wanted === null) {
      return;
    }
    const page = Math.floor(wanted.slide / preview.slides_per_page);
    const newest = this.slots.at(-1);
    if (newest?.nonce === preview.nonce && newest.page === page) {
      this.#newestLink?.show(wanted.slide);
      return;
    }
    const slot: Slot = {
      id: this.#next++,
      address: this.#backend.previewAddress(preview.nonce, page, wanted.slide),
      nonce: preview.nonce,
      page,
      slide: wanted.slide,
      scripts: wanted.scripts,
      ready: false,
    };
    this.#pulse.stop();
    this.#keep([...this.slots.filter((shown) => shown.ready), slot]);
  }

  #greeted(slot: Slot): void {
    const wanted = this.#wanted;
    if (this.slots.at(-1)?.id !== slot.id || wanted === null) {
      return;
    }
    this.#greetedSlot = slot.id;
    if (wanted.slide !== slot.slide) {
      this.#newestLink?.show(wanted.slide);
    }
    this.watch(this.#seen);
  }

  #heard(slot: Slot, message: FrameMessage): void {
    if (this.slots.at(-1)?.id !== slot.id) {
      return;
    }
    if (message.t === "pong") {
      this.#pulse.pong(message.n);
      return;
    }
    if (message.t === "ready") {
      this.#keep([{ ...slot, ready: true }]);
    }
    this.#events.heard(message);
  }

  #stop(why: "silent" | "strayed"): void {
    const scripts = this.slots.at(-1)?.scripts ?? false;
    this.clear();
    if (scripts) {
      this.#events.stopped(why);
    } else {
      // Its styles or its markup, then. There is nothing left to turn off.
      this.problem = unanswered();
    }
  }

  /** A preview may have been forgotten since; a new one is asked for once. */
  async #unanswered(slot: Slot): Promise<void> {
    const wanted = this.#wanted;
    if (this.slots.at(-1)?.id !== slot.id || wanted === null) {
      return;
    }
    this.clear();
    if (this.#retried) {
      this.problem = unanswered();
    } else {
      this.#retried = true;
      await this.#open(wanted);
    }
  }

  #keep(slots: Slot[]): void {
    const gone = this.#links.filter(({ id }) => slots.every((slot) => slot.id !== id));
    for (const { link } of gone) {
      link.close();
    }
    this.#links = this.#links.filter((one) => !gone.includes(one));
    if (slots.length === 0) {
      this.#pulse.stop();
    }
    this.slots = slots;
  }
}

function sameDeck(one: Wanted, other: Wanted): boolean {
  return (
    one.session_id === other.session_id &&
    one.revision === other.revision &&
    one.scripts === other.scripts
  );
}

function unanswered(): Problem {
  const { title, detail } = strings.stage.unanswered;
  return new Problem({ code: "internal", title, detail });
}
