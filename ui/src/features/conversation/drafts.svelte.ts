// Notes that are not written yet, per session, so that nothing typed is lost by
// looking at another session.

import { SvelteMap } from "svelte/reactivity";

import type { App } from "$lib/state/app.svelte";

export class Drafts {
  #texts = new SvelteMap<string, string>();

  of(sessionId: string): string {
    return this.#texts.get(sessionId) ?? "";
  }

  keep(sessionId: string, text: string): void {
    if (text === "") {
      this.#texts.delete(sessionId);
    } else {
      this.#texts.set(sessionId, text);
    }
  }
}

const kept = new WeakMap<App, Drafts>();

/** The drafts of this window; they outlive the pane that shows them. */
export function draftsOf(app: App): Drafts {
  const drafts = kept.get(app) ?? new Drafts();
  kept.set(app, drafts);
  return drafts;
}
