// Whether the stage has the keyboard, and how it gets it.

/** Whether keys like the arrows belong to the stage now. */
export function stageHasFocus(): boolean {
  return document.activeElement?.closest("[data-stage]") != null;
}

/** Moves the focus to the stage. */
export function focusStage(): void {
  document.querySelector<HTMLElement>("[data-stage]")?.focus();
}

const SCROLLING = new Set(["ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End"]);

/** For keys in a text that is longer than its place: they move the text, not the slides. */
export function keepScrollKeys(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const { scrollHeight, clientHeight } = event.currentTarget;
  if (SCROLLING.has(event.key) && scrollHeight > clientHeight) {
    event.stopPropagation();
  }
}
