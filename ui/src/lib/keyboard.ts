// The one listener for keys: finds the action of what was pressed and does it, if
// nothing else on the page has taken the key.

import type { App } from "$lib/state/app.svelte";

import { type Action, actionsOf, isCovered, isPossible, keysFor } from "./actions";
import { keysOf, mayAct, takesText } from "./keys";

/** What browsers keep for themselves, or use for the same thing. */
const OF_BROWSERS = new Set([
  ...["Mod+N", "Mod+W", "Mod+Q", "Mod+Tab", "Mod+Shift+Tab", "Ctrl+Tab", "Ctrl+Shift+Tab"],
  ...["Mod++", "Mod+-", "Mod+0", "F11"],
]);

/** Listens until the answer is called. */
export function listenToKeys(app: App): () => void {
  const hear = (event: KeyboardEvent) => press(app, event);
  window.addEventListener("keydown", hear);
  return () => window.removeEventListener("keydown", hear);
}

/** Whether the keys of an action can be used here at all. */
export function usableKeys(app: App, action: Action): readonly string[] {
  const keys = keysFor(action, app.startup.platform === "macos");
  return app.backend.desktop === null ? keys.filter((one) => !OF_BROWSERS.has(one)) : keys;
}

function press(app: App, event: KeyboardEvent): void {
  const keys = keysOf(event, app.startup.platform === "macos");
  if (event.defaultPrevented || keys === "") {
    return;
  }
  const action = actionsOf(app).find(
    (one) => usableKeys(app, one).includes(keys) && isInPlace(app, one),
  );
  if (action && mayBeDone(app, action, keys)) {
    // Also where it is not possible now: the webview must not do something else.
    event.preventDefault();
    if (isPossible(action, app)) {
      void action.run(app);
    }
  }
}

function mayBeDone(app: App, action: Action, keys: string): boolean {
  const typing = takesText(document.activeElement);
  return mayAct(keys, { typing, covered: isCovered(action, app) });
}

/** Keys of a place act there; those of the stage also where nothing has the focus. */
function isInPlace(app: App, { where }: Action): boolean {
  const focused = document.activeElement;
  const nowhere = focused === null || focused === document.body;
  return (
    where === undefined ||
    app.layout.focusedPane() === where ||
    (where === "stage" && nowhere && app.layout.stageVisible)
  );
}
