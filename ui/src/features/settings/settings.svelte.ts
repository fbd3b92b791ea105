// The settings as Lectern has them. A change is sent at once; if it is refused, the
// old value comes back and the sentence stands at its place.

import { SvelteMap } from "svelte/reactivity";

import {
  type Appearance,
  type ChangedSettings,
  type Desktop,
  type ListenerState,
  problemOf,
  type SettingsChange,
  type SettingsView,
} from "$lib/backend";
import type { App } from "$lib/state/app.svelte";

/** Where a sentence is shown. */
export type Place =
  | "appearance"
  | "browser"
  | "folder"
  | "user"
  | "reveal"
  | "port"
  | "listener"
  | "token"
  | "diagnostics";

export class SettingsState {
  view = $state.raw<SettingsView | null>(null);
  listener = $state.raw<ListenerState | null>(null);
  /** Why the settings could not be read. */
  problem = $state<string | null>(null);
  /** Raised when an old value comes back, so that fields show it again. */
  turned = $state(0);
  #sentences = new SvelteMap<Place, string>();

  constructor(readonly app: App) {}

  sentence(place: Place): string | null {
    return this.#sentences.get(place) ?? null;
  }

  say(place: Place, sentence: string): void {
    this.#sentences.set(place, sentence);
  }

  async load(): Promise<void> {
    const { desktop } = this.app.backend;
    if (!desktop) {
      return;
    }
    this.problem = null;
    try {
      const [view, listener] = await Promise.all([desktop.readSettings(), desktop.listenerState()]);
      this.view = view;
      this.listener = listener;
    } catch (cause) {
      this.problem = problemOf(cause).message;
    }
  }

  async change(place: Place, change: SettingsChange): Promise<boolean> {
    return this.attempt(place, async (desktop) => {
      this.take(await desktop.changeSettings(change));
    });
  }

  /** Shows what was changed; null: nothing was. */
  take(changed: ChangedSettings | null): void {
    this.view = this.view && { ...this.view, ...changed };
  }

  /** Shows how it looks at once; `keep` it when the choice is made. */
  async look(change: Partial<Appearance>, before: Appearance): Promise<void> {
    this.#sentences.delete("appearance");
    this.app.appearance = { ...this.app.appearance, ...change };
    try {
      await this.app.backend.rememberAppearance({ ...this.app.appearance });
    } catch (cause) {
      this.app.appearance = before;
      this.#refuse("appearance", cause);
    }
  }

  /** Does something that may fail, and says so at its place. */
  async attempt(place: Place, run: (desktop: Desktop) => Promise<void>): Promise<boolean> {
    const { desktop } = this.app.backend;
    if (!desktop) {
      return false;
    }
    this.#sentences.delete(place);
    try {
      await run(desktop);
      return true;
    } catch (cause) {
      this.#refuse(place, cause);
      return false;
    }
  }

  #refuse(place: Place, cause: unknown): void {
    this.#sentences.set(place, problemOf(cause).message);
    this.turned += 1;
  }
}
