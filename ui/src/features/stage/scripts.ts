// Whether a deck has anything to run. One that has not is shown with scripts off,
// which is safer.

import type { Deck } from "$lib/backend";

/** A script element or a handler in the markup. A mistake on this side costs nothing. */
const RUNS = /<\s*script|[\s"'/]on[a-z]+\s*=/i;

export function deckHasScripts(deck: Deck | null): boolean {
  if (deck === null) {
    return false;
  }
  return (
    isFilled(deck.scripts) ||
    (deck.external_scripts?.length ?? 0) > 0 ||
    RUNS.test(deck.surroundings ?? "") ||
    deck.slides.some((slide) => isFilled(slide.scripts) || RUNS.test(slide.html))
  );
}

function isFilled(text: string | undefined): boolean {
  return text !== undefined && text.trim() !== "";
}
