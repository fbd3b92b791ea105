// Changes to sessions, gathered for a moment: a clean-up of ten thousand comes as
// ten thousand events, and is one change of the list.

import type { Change } from "$lib/backend";

const GATHERED_MS = 30;

type Kind = Change["change"];

export class Changes {
  #gone = new Set<string>();
  #changed = new Map<string, Kind>();
  #waiting = false;

  /** `tell` hears which sessions are gone and which are new or changed. */
  constructor(
    readonly tell: (gone: readonly string[], changed: ReadonlyMap<string, Kind>) => void,
  ) {}

  add(sessionId: string, kind: Kind): void {
    if (kind === "session_trashed" || kind === "session_deleted") {
      this.#gone.add(sessionId);
      this.#changed.delete(sessionId);
    } else {
      // Trashed and brought back within the moment: it was never gone.
      this.#gone.delete(sessionId);
      this.#changed.set(sessionId, kind);
    }
    if (!this.#waiting) {
      this.#waiting = true;
      setTimeout(() => this.#flush(), GATHERED_MS);
    }
  }

  /** These came back by Undo: that they went is no news any more. */
  forgetGoing(sessionIds: readonly string[]): void {
    sessionIds.forEach((id) => this.#gone.delete(id));
  }

  #flush(): void {
    const [gone, changed] = [this.#gone, this.#changed];
    this.#gone = new Set();
    this.#changed = new Map();
    this.#waiting = false;
    this.tell([...gone], changed);
  }
}
