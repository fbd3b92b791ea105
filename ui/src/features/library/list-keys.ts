// What the keys of the list do, apart from the list itself.

export type Move = { to: number; extend: boolean };

const TYPED_TOGETHER_MS = 700;

/** Where a key leads from row `at` of `count`; null: the key is another's. */
export function moveOf(
  event: Pick<KeyboardEvent, "key" | "shiftKey" | "ctrlKey" | "metaKey" | "altKey">,
  at: number,
  count: number,
  page: number,
): Move | null {
  if (event.ctrlKey || event.metaKey || event.altKey || count === 0) {
    return null;
  }
  const to = {
    ArrowUp: at - 1,
    ArrowDown: at + 1,
    PageUp: at - page,
    PageDown: at + page,
    Home: 0,
    End: count - 1,
  }[event.key];
  if (to === undefined) {
    return null;
  }
  return { to: Math.max(0, Math.min(to, count - 1)), extend: event.shiftKey };
}

/** Finds rows by the first letters of their titles, typed one after the other. */
export class TypeAhead {
  #typed = "";
  #last = 0;

  /** The row that the letter leads to, or -1. */
  find(letter: string, titles: readonly string[], at: number, now = performance.now()): number {
    const goesOn = now - this.#last < TYPED_TOGETHER_MS && this.#typed !== "";
    this.#last = now;
    const wanted = letter.toLocaleLowerCase();
    // The same letter again goes through the rows that start with it.
    const repeated = goesOn && [...this.#typed].every((typed) => typed === wanted);
    this.#typed = goesOn ? this.#typed + wanted : wanted;
    const prefix = repeated ? wanted : this.#typed;
    const from = prefix.length > 1 ? at : at + 1;
    for (let step = 0; step < titles.length; step++) {
      const index = (from + step) % titles.length;
      if (titles[index]?.toLocaleLowerCase().startsWith(prefix)) {
        return index;
      }
    }
    return -1;
  }
}
