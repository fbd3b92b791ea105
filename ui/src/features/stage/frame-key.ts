// A key that was pressed inside a deck's frame does what it does everywhere else:
// it is pressed again on the page, so that there is one handling of keys.

import type { FrameKey } from "./frame-message";

/** Presses the key on the page. */
export function frameKey({ key, code, shiftKey, ctrlKey, altKey, metaKey }: FrameKey): void {
  const init = { key, code, shiftKey, ctrlKey, altKey, metaKey, bubbles: true, cancelable: true };
  document.body.dispatchEvent(new KeyboardEvent("keydown", init));
}
