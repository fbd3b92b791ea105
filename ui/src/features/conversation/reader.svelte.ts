// The reader of Markdown, which comes by itself while the window begins.

import { problemOf, type Problem } from "$lib/backend";
import { part } from "$lib/part";

type Parsing = typeof import("./parsing");

class Reader {
  parsing = $state.raw<Parsing | null>(null);
  /** Why it did not come; messages are shown as they were written then. */
  problem = $state.raw<Problem | null>(null);
  #coming: Promise<void> | null = null;

  /** Reads a piece of a message, once it can. */
  get read(): Parsing["read"] | null {
    return this.parsing?.read ?? null;
  }

  /** Whether messages can be shown as they will stay. */
  get settled(): boolean {
    return this.parsing !== null || this.problem !== null;
  }

  /** A message for an editor that takes HTML; `null`: it is shown as it is. */
  htmlOf(text: string): string | null {
    return this.parsing?.htmlOf(text) ?? null;
  }

  load(): Promise<void> {
    this.#coming ??= this.#load();
    return this.#coming;
  }

  async #load(): Promise<void> {
    try {
      this.parsing = await part(() => import("./parsing"));
      this.problem = null;
    } catch (cause) {
      this.#coming = null;
      this.problem = problemOf(cause);
    }
  }
}

/** One for the page: what reads is the same whoever asks. */
export const reader = new Reader();
