// The reader of Markdown, which comes by itself while the window begins.

import { problemOf, type Problem } from "$lib/backend";
import { part } from "$lib/part";

import type { Reading } from "./markdown";

class Reader {
  read = $state.raw<((source: string) => Reading | null) | null>(null);
  /** Why it did not come; messages are shown as they were written then. */
  problem = $state.raw<Problem | null>(null);
  #coming: Promise<void> | null = null;

  /** Whether messages can be shown as they will stay. */
  get settled(): boolean {
    return this.read !== null || this.problem !== null;
  }

  load(): Promise<void> {
    this.#coming ??= this.#load();
    return this.#coming;
  }

  async #load(): Promise<void> {
    try {
      ({ read: this.read } = await part(() => import("./parsing")));
      this.problem = null;
    } catch (cause) {
      this.#coming = null;
      this.problem = problemOf(cause);
    }
  }
}

/** One for the page: what reads is the same whoever asks. */
export const reader = new Reader();
