// Pictures of first slides, for rows that are seen. Kept until the deck changes.

import { SvelteMap } from "svelte/reactivity";

import type { Session } from "$lib/backend";
import type { App } from "$lib/state/app.svelte";

const KEPT = 300;
const AT_ONCE = 3;
/** Rows that only fly past ask for nothing. */
const SEEN_MS = 120;

const PICTURES = new WeakMap<App, RowPictures>();

/** The pictures of this window. */
export function picturesOf(app: App): RowPictures {
  const pictures = PICTURES.get(app) ?? new RowPictures(app);
  PICTURES.set(app, pictures);
  return pictures;
}

/** A row in sight whose picture is not known. */
interface Wanted {
  key: string;
  session: Session;
  leaving: AbortController;
}

export class RowPictures {
  /** Addresses by session and state; null where there is no picture. */
  readonly #known = new SvelteMap<string, string | null>();
  #wanted: Wanted[] = [];
  #running = 0;

  constructor(readonly app: App) {}

  /** The picture's address, once it is there. */
  get(session: Session): string | null {
    return this.#known.get(keyOf(session)) ?? null;
  }

  /** Asks for a picture while its row is seen. Answers how to ask no more. */
  want(session: Session): () => void {
    const key = keyOf(session);
    if (!session.has_slide_deck || this.#known.has(key)) {
      return () => undefined;
    }
    const row = { key, session, leaving: new AbortController() };
    const waiting = setTimeout(() => {
      this.#wanted.push(row);
      this.#next();
    }, SEEN_MS);
    return () => {
      clearTimeout(waiting);
      this.#wanted = this.#wanted.filter((wanted) => wanted !== row);
      row.leaving.abort();
    };
  }

  #next(): void {
    // The row that came into sight last is the likeliest to be looked at.
    const last = this.#running < AT_ONCE ? this.#wanted.pop() : undefined;
    if (last === undefined) {
      return;
    }
    this.#running++;
    void this.#read(last).finally(() => {
      this.#running--;
      this.#next();
    });
  }

  async #read({ key, session, leaving: { signal } }: Wanted): Promise<void> {
    try {
      const request = { session_id: session.session_id, number: 1 };
      const picture = await this.app.backend.call("get_slide_picture", request, signal);
      this.#keep(key, URL.createObjectURL(picture));
    } catch {
      // A row without picture shows a slide's shape instead.
      if (!signal.aborted) {
        this.#keep(key, null);
      }
    }
  }

  #keep(key: string, address: string | null): void {
    this.#known.set(key, address);
    const oldest = this.#known.keys().next().value;
    if (this.#known.size > KEPT && oldest !== undefined) {
      const gone = this.#known.get(oldest);
      this.#known.delete(oldest);
      if (gone) {
        URL.revokeObjectURL(gone);
      }
    }
  }
}

/** A message moves `last_activity` too: a picture too many, never a wrong one. */
function keyOf(session: Session): string {
  return `${session.session_id} ${session.last_activity}`;
}
