// Keeps what should be the same at the next start, a moment after it changed.

import type { App } from "$lib/state/app.svelte";
import { Repeated } from "$lib/state/repeated";

const WAIT_MS = 400;

export function rememberView(app: App): void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let before = "";
  const remembering = new Repeated(app);

  $effect(() => {
    const { opened, library, layout } = app;
    // While the first session is being opened, the kept one still stands.
    const started = opened.session !== null || !library.loading;
    const view = layout.view(opened.asked, opened.slide, library.profileId);
    const text = JSON.stringify(view);
    if (!started || opened.loading || text === before) {
      return;
    }
    before = text;
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      void remembering.run(() => app.backend.remember(view));
    }, WAIT_MS);
  });
}
