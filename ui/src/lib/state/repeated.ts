// What the window does again and again by itself. That it fails is said once, and
// once more only after it has worked.

import type { App } from "./app.svelte";

export class Repeated {
  #failing = false;

  constructor(readonly app: App) {}

  async run(act: () => Promise<void>): Promise<void> {
    try {
      await act();
      this.#failing = false;
    } catch (cause) {
      if (!this.#failing) {
        this.app.toasts.fail(cause);
      }
      this.#failing = true;
    }
  }
}
