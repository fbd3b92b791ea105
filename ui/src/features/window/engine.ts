// What an engine offers on any page and a window has no use for: loading the page
// anew, by a key or from the menu of the right button. That menu stays where it is
// about text: to copy, to paste, to spell.

import { takesText } from "$lib/keys";

/** Keeps the engine from loading the page again, until the answer is called. */
export function withoutPageLoads(): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  addEventListener("contextmenu", (event) => stop(event, !isAboutText(event)), { signal });
  addEventListener("keydown", (event) => stop(event, loadsAgain(event)), { signal });
  return () => listening.abort();
}

function stop(event: Event, unwanted: boolean): void {
  if (unwanted) {
    event.preventDefault();
  }
}

function isAboutText(event: MouseEvent): boolean {
  const selected = getSelection()?.isCollapsed === false;
  return selected || (event.target instanceof Element && takesText(event.target));
}

function loadsAgain({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return key === "F5" || ((ctrlKey || metaKey) && key.toLowerCase() === "r");
}
