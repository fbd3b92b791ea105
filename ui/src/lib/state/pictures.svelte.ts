// Small pictures of slides, of rows and of the stage: asked for only where they are
// seen, few at a time, kept as long as they may be seen again.

import { SvelteMap } from "svelte/reactivity";

import { problemOf, type Backend, type Code, type Problem } from "$lib/backend";

import { setOf } from "./order";

const KEPT = 400;
const AT_ONCE = 4;
/** What only flies past is not asked for. */
const SEEN_MS = 120;
/** Lectern itself remembers for so long that a drawing failed; by then, it may not fail again. */
const LAPSE_MS = 60_000;
/** A slide that fared so may fare better when the machine has time. */
const PASSING: ReadonlySet<Code> = new Set<Code>([
  "browser_died",
  "export_timeout",
  "cancelled",
  "unreadable",
]);
/** Answers after which no other slide would fare better. */
const HOPELESS: ReadonlySet<Code> = new Set<Code>([
  "not_implemented",
  "no_browser",
  "browser_start_failed",
  "sandbox_unavailable",
]);

/** A slide in one of its states; another state's picture stands in until its own comes. */
export interface PictureOf {
  session_id: string;
  /** Number of the slide, from 1. */
  number: number;
  state: string;
}

/** Pictures of the stage come before those of rows, and what keeps them is said. */
type Place = "stage" | "row";

interface Picture {
  url: string;
  /** It is the picture of all of these: a row and the stage name a slide's state differently. */
  states: ReadonlySet<string>;
}

/** A place in sight. */
interface Seen {
  slide: PictureOf;
  place: Place;
  leaving: AbortController;
  running: boolean;
}

export class Pictures {
  /** Why those of the stage do not come; null once that has been read. */
  refusal = $state.raw<Problem | null>(null);
  readonly #backend: Backend;
  /** By session and number, newest last. */
  readonly #known = new SvelteMap<string, Picture>();
  readonly #refused = new SvelteMap<string, Problem>();
  #hopeless: Problem | null = null;
  #seen: readonly Seen[] = [];
  #said = "";

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  /** The address of a slide's newest picture, if there is one. */
  urlOf(slide: PictureOf): string | null {
    return this.#known.get(keyOf(slide))?.url ?? null;
  }

  /** Asks for a picture while its place is seen. Answers how to ask no more. */
  want(slide: PictureOf, place: Place): () => void {
    const seen: Seen = { slide, place, leaving: new AbortController(), running: false };
    const waiting = setTimeout(() => {
      this.#seen = [...this.#seen, seen];
      this.#say(seen, this.#hopeless ?? this.#refused.get(stateOf(slide)));
      this.#ask();
    }, SEEN_MS);
    return () => {
      clearTimeout(waiting);
      this.#seen = this.#seen.filter((one) => one !== seen);
      seen.leaving.abort();
    };
  }

  /** Something was changed that may let refused pictures come. */
  askAgain(): void {
    this.#refused.clear();
    this.#hopeless = null;
    this.refusal = null;
    this.#said = "";
    this.#ask();
  }

  #ask(): void {
    while (this.#seen.filter(({ running }) => running).length < AT_ONCE) {
      const lacking = this.#seen.filter((seen) => this.#lacks(seen));
      const next = lacking.find(({ place }) => place === "stage") ?? lacking[0];
      if (next === undefined) {
        return;
      }
      next.running = true;
      void this.#read(next);
    }
  }

  #lacks({ slide, running }: Seen): boolean {
    return (
      !running &&
      this.#hopeless === null &&
      !this.#refused.has(stateOf(slide)) &&
      !this.#known.get(keyOf(slide))?.states.has(slide.state)
    );
  }

  async #read(seen: Seen): Promise<void> {
    const { slide, leaving } = seen;
    const { session_id, number } = slide;
    const states = setOf([slide.state, ...this.#statesInSight(slide)]);
    try {
      const request = { session_id, number };
      const file = await this.#backend.call("get_slide_picture", request, leaving.signal);
      this.#keep(keyOf(slide), { url: URL.createObjectURL(file), states });
    } catch (cause) {
      if (!leaving.signal.aborted) {
        this.#refuse(seen, problemOf(cause));
      }
    } finally {
      seen.running = false;
      this.#ask();
    }
  }

  #statesInSight(slide: PictureOf): string[] {
    const same = this.#seen.filter((seen) => keyOf(seen.slide) === keyOf(slide));
    return same.map((seen) => seen.slide.state);
  }

  #keep(key: string, picture: Picture): void {
    this.#drop(key);
    this.#known.set(key, picture);
    const inSight = setOf(this.#seen.map(({ slide }) => keyOf(slide)));
    const old = [...this.#known.keys()].filter((one) => one !== key && !inSight.has(one));
    old.slice(0, Math.max(0, this.#known.size - KEPT)).forEach((one) => this.#drop(one));
  }

  #drop(key: string): void {
    URL.revokeObjectURL(this.#known.get(key)?.url ?? "");
    this.#known.delete(key);
  }

  #refuse(seen: Seen, problem: Problem): void {
    const refused = stateOf(seen.slide);
    this.#refused.set(refused, problem);
    const hopeless = HOPELESS.has(problem.code);
    this.#hopeless = hopeless ? problem : this.#hopeless;
    this.#say(seen, problem);
    if (hopeless || PASSING.has(problem.code)) {
      setTimeout(() => this.#lapse(refused), LAPSE_MS);
    }
  }

  /** A browser may have been installed, or the machine have more time now. */
  #lapse(refused: string): void {
    this.#refused.delete(refused);
    this.#hopeless = null;
    this.#ask();
  }

  /** The same reason is said once: a machine without a browser draws no deck's pictures. */
  #say({ place }: Seen, problem: Problem | undefined): void {
    if (place === "stage" && problem !== undefined && problem.message !== this.#said) {
      this.#said = problem.message;
      this.refusal = problem;
    }
  }
}

function keyOf({ session_id, number }: PictureOf): string {
  return `${session_id} ${number}`;
}

function stateOf(slide: PictureOf): string {
  return `${keyOf(slide)} ${slide.state}`;
}
