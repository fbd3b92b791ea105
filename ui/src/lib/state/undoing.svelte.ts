// What can be taken back, newest last. It ends with the window: the Trash stays.

export interface Undoable {
  label: string;
  run: () => Promise<void> | void;
}

const KEPT = 50;

export class Undoing {
  items = $state.raw<readonly Undoable[]>([]);

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
    if (which !== undefined && this.items.includes(which)) {
      this.items = this.items.filter((item) => item !== which);
      await which.run();
    }
  }
}
