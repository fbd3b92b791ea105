// The keyboard is never nowhere: when what had it goes away or is switched off, the
// dialog or the pane around it takes it, and the next key goes on from there.

import type { App } from "$lib/state/app.svelte";
import type { Pane } from "$lib/state/layout.svelte";

const DIALOG = '[role="dialog"], [role="alertdialog"]';
/** Where it is taken, best first. Not a field to search in: keys like Undo act no more there. */
const IN_DIALOG = ["[data-first]", "input:enabled", "button:enabled"];
const IN_PANE = ['[role="listbox"] [tabindex="0"]', "textarea"];

/** Watches until the answer is called. */
export function keepFocus(app: App): () => void {
  let last: Element | null = null;
  let pane: Pane = "sidebar";
  let looking = false;

  const hear = (event: FocusEvent) => {
    last = event.target as Element;
    pane = app.layout.focusedPane() ?? "sidebar";
  };
  const look = () => {
    looking = false;
    if (last !== null && isLost(last) && !app.presenting) {
      place(pane)?.focus();
    }
  };
  // Whoever takes something away may have a better place for the keyboard: after it.
  const lookLater = () => {
    if (!looking) {
      looking = true;
      requestAnimationFrame(() => setTimeout(look));
    }
  };
  const observer = new MutationObserver(lookLater);
  const attributes = { attributes: true, attributeFilter: ["disabled"] };
  observer.observe(document.body, { childList: true, subtree: true, ...attributes });
  document.addEventListener("focusin", hear);
  return () => {
    last = null; // A look that is still to come finds nothing lost.
    observer.disconnect();
    document.removeEventListener("focusin", hear);
  };
}

/** Some engines leave the keyboard on a button that was switched off. */
function isLost(last: Element): boolean {
  const now = document.activeElement;
  const nowhere = now === null || now === document.body || now === last;
  return nowhere && (!last.isConnected || last.matches(":disabled"));
}

function place(pane: Pane): HTMLElement | null {
  const dialog = document.querySelector<HTMLElement>(DIALOG);
  const around =
    document.querySelector<HTMLElement>(`[data-pane="${pane}"]:not([inert])`) ??
    document.querySelector<HTMLElement>("[data-pane]:not([inert])");
  return dialog ? placeIn(dialog, IN_DIALOG) : around && placeIn(around, IN_PANE);
}

function placeIn(around: HTMLElement, places: readonly string[]): HTMLElement {
  const found = places.map((place) => around.querySelector<HTMLElement>(place));
  return found.find((one) => one !== null) ?? around;
}
