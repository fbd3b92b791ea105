// Makes a session of what was copied elsewhere.

import { imported } from "$lib/backend";
import { shownKeys, takesText } from "$lib/keys";
import type { App } from "$lib/state/app.svelte";
import { strings } from "$lib/strings";

import { copiedDeck, type Copied } from "./paste";

/** For every paste in the window; what belongs to a field of text is left to it. */
export function paste(app: App, event: ClipboardEvent): void {
  if (takesText(event.target) || event.clipboardData === null || app.overlay || app.presenting) {
    return;
  }
  event.preventDefault();
  const files = [...event.clipboardData.files];
  if (files.length > 0 && app.backend.desktop === null) {
    void app.imports.drop(files);
  } else {
    void importCopied(app, event.clipboardData);
  }
}

/** For the button: reads the clipboard, where the system lets a page do that. */
export async function pasteDeck(app: App): Promise<void> {
  let text: string;
  try {
    text = await navigator.clipboard.readText();
  } catch {
    const keys = shownKeys("Mod+V", app.startup.platform === "macos");
    app.toasts.show(strings.stage.pasteByKey(keys));
    return;
  }
  await importCopied(app, { getData: (type) => (type === "text/plain" ? text : "") });
}

async function importCopied(app: App, copied: Copied): Promise<void> {
  const content = copiedDeck(copied);
  if (content === null) {
    app.toasts.show(strings.stage.notPasted);
    return;
  }
  const run = () => app.backend.call("import_session", { content });
  await app.imports.finish([await imported(strings.stage.pasted, run)]);
}
