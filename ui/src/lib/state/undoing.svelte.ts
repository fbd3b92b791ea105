// What can be taken back, newest last. It ends with the window: the Trash stays.

import { strings } from "$lib/strings";

import type { Toasts } from "./toasts.svelte";

export interface Undoable {
  label: string;
  /** Takes it back, or throws the problem. */
  run: () => Promise<void>;
}

const KEPT = 50;

export class Undoing {
  items = $state.raw<readonly Undoable[]>([]);

  constructor(readonly toasts: Toasts) {}

  get possible(): boolean {
    return this.items.length > 0;
  }

  add(label: string, run: Undoable["run"]): Undoable {
    const undoable = { label, run };
    this.items = [...this.items, undoable].slice(-KEPT);
    return undoable;
  }

  /** Takes back one change, or the newest; never the same one twice. */
  async undo(which: Undoable | undefined = this.items.at(-1)): Promise<void> {
    if (which === undefined || !this.items.includes(which)) {
      return;
    }
    const at = this.items.indexOf(which);
    this.items = this.items.filter((item) => item !== which);
    try {
      await which.run();
    } catch (cause) {
      const again = { label: strings.library.retry, run: () => this.undo(which) };
      const { code } = this.toasts.fail(cause, [again]);
      // What is gone can never be taken back, and must not stand in the way.
      if (code !== "not_found") {
        this.items = [...this.items.slice(0, at), which, ...this.items.slice(at)];
      }
    }
  }
}
