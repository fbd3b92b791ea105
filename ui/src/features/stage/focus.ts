// Whether the stage has the keyboard, and how it gets it.

/** Whether keys like the arrows belong to the stage now. */
export function stageHasFocus(): boolean {
  return document.activeElement?.closest("[data-stage]") != null;
}

/** Moves the focus to the stage. */
export function focusStage(): void {
  document.querySelector<HTMLElement>("[data-stage]")?.focus();
}
