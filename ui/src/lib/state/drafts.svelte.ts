// Notes that are not written yet, per session: nothing that was typed is lost by
// looking at another session, or when the page has to be brought back.

import { forget, keep, kept, type Place } from "$lib/backend/kept";

function keyOf(sessionId: string): string {
  return `lectern.draft.${sessionId}`;
}

export class Draft {
  /** Whether it is on its way to Lectern. */
  writing = $state(false);
  /** Why Lectern did not take it. */
  failure = $state<string | null>(null);
  #text: string;
  readonly #key: string;
  readonly #place: Place;

  constructor(sessionId: string, place: Place) {
    this.#key = keyOf(sessionId);
    this.#place = place;
    this.#text = $state(kept<string>(this.#key, place) ?? "");
  }

  get text(): string {
    return this.#text;
  }

  /** Keeps it at once: nobody knows when a deck stops the page. */
  keep(text: string): void {
    this.#text = text;
    if (text === "") {
      forget(this.#key, this.#place);
    } else {
      keep(this.#key, text, this.#place);
    }
  }
}

export class Drafts {
  readonly #drafts: Record<string, Draft> = {};
  readonly #place: Place;

  /** A browser's address may be another program's tomorrow, and its storage with it. */
  constructor(inWindow: boolean) {
    this.#place = inWindow ? "localStorage" : "sessionStorage";
  }

  of(sessionId: string): Draft {
    return (this.#drafts[sessionId] ??= new Draft(sessionId, this.#place));
  }

  /** For a session that is gone for good. */
  forget(sessionId: string): void {
    this.#drafts[sessionId]?.keep("");
    forget(keyOf(sessionId), this.#place);
  }
}
