// The pictures of slides in the rail: asked for only where they are seen, few at a
// time, kept as long as they may be seen again.

import { SvelteMap } from "svelte/reactivity";

import { problemOf, type Backend, type Code, type Problem } from "$lib/backend";

const AT_ONCE = 2;
const KEPT = 240;
const BUSY_MS = 1000;
/** Answers after which no other slide of the deck would fare better. */
const HOPELESS: ReadonlySet<Code> = new Set<Code>([
  "not_implemented",
  "no_browser",
  "browser_start_failed",
  "sandbox_unavailable",
]);

interface Picture {
  url: string;
  revision: number;
}

/** A picture that is asked for. */
interface Asking {
  slide: number;
  leaving: AbortController;
}

export class Pictures {
  readonly #backend: Backend;
  readonly #refused: (problem: Problem) => void;
  /** By index of the slide. Newest last. */
  readonly #shown = new SvelteMap<number, Picture>();
  #session: string | null = null;
  #revision = 0;
  #wanted: readonly number[] = [];
  #failed: number[] = [];
  #running: readonly Asking[] = [];
  #hopeless = false;
  #rest: ReturnType<typeof setTimeout> | undefined;

  /** `refused` hears why a picture does not come. */
  constructor(backend: Backend, refused: (problem: Problem) => void) {
    this.#backend = backend;
    this.#refused = refused;
  }

  /** The address of a slide's picture, as long as there is one. */
  urlOf(slide: number): string | null {
    return this.#shown.get(slide)?.url ?? null;
  }

  /** Whose pictures these are. A new revision replaces them one by one. */
  belong(session: string | null, revision: number): void {
    if (session !== this.#session) {
      this.clear();
    }
    if (session !== this.#session || revision !== this.#revision) {
      this.#failed = [];
      this.#hopeless = false;
    }
    this.#session = session;
    this.#revision = revision;
  }

  /** Which slides are seen now; nothing else is asked for. */
  want(slides: readonly number[]): void {
    this.#wanted = slides;
    this.#leave(({ slide }) => !slides.includes(slide));
    this.#ask();
  }

  clear(): void {
    clearTimeout(this.#rest);
    for (const { url } of this.#shown.values()) {
      URL.revokeObjectURL(url);
    }
    this.#shown.clear();
    this.#session = null;
    this.#wanted = [];
    this.#leave(() => true);
  }

  #leave(isLeft: (asking: Asking) => boolean): void {
    const left = this.#running.filter(isLeft);
    this.#running = this.#running.filter((asking) => !left.includes(asking));
    left.forEach(({ leaving }) => leaving.abort());
  }

  #ask(): void {
    const session = this.#session;
    while (session !== null && !this.#hopeless && this.#running.length < AT_ONCE) {
      const next = this.#wanted.find((slide) => this.#lacks(slide));
      if (next === undefined) {
        return;
      }
      const asking = { slide: next, leaving: new AbortController() };
      this.#running = [...this.#running, asking];
      void this.#fetch(session, this.#revision, asking);
    }
  }

  #lacks(slide: number): boolean {
    const fresh = this.#shown.get(slide)?.revision === this.#revision;
    return !fresh && !this.#failed.includes(slide) && !this.#isRunning(slide);
  }

  #isRunning(slide: number): boolean {
    return this.#running.some((asking) => asking.slide === slide);
  }

  async #fetch(session_id: string, revision: number, asking: Asking): Promise<void> {
    const { slide, leaving } = asking;
    try {
      const request = { session_id, number: slide + 1 };
      const file = await this.#backend.call("get_slide_picture", request, leaving.signal);
      if (session_id === this.#session) {
        this.#keep(slide, { url: URL.createObjectURL(file), revision });
      }
    } catch (cause) {
      const isCurrent = session_id === this.#session && revision === this.#revision;
      if (isCurrent && !leaving.signal.aborted) {
        this.#refuse(slide, problemOf(cause));
      }
    } finally {
      this.#running = this.#running.filter((one) => one !== asking);
      this.#ask();
    }
  }

  #keep(slide: number, picture: Picture): void {
    this.#drop(slide);
    this.#shown.set(slide, picture);
    for (const old of this.#shown.keys()) {
      if (this.#shown.size <= KEPT) {
        break;
      }
      if (!this.#wanted.includes(old)) {
        this.#drop(old);
      }
    }
  }

  #drop(slide: number): void {
    const picture = this.#shown.get(slide);
    if (picture !== undefined) {
      URL.revokeObjectURL(picture.url);
      this.#shown.delete(slide);
    }
  }

  #refuse(slide: number, problem: Problem): void {
    this.#failed = [...this.#failed, slide];
    this.#hopeless ||= HOPELESS.has(problem.code);
    if (problem.code !== "busy") {
      this.#refused(problem);
      return;
    }
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => {
      this.#failed = this.#failed.filter((one) => one !== slide);
      this.#ask();
    }, BUSY_MS);
  }
}
