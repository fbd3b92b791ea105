// Keeps what should be the same at the next start, a moment after it changed.

import type { App } from "$lib/state/app.svelte";

const WAIT_MS = 400;

export function rememberView(app: App): void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let before = "";

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
      // A view that is not kept costs the user a click at the next start.
      app.backend.remember(view).catch(() => undefined);
    }, WAIT_MS);
  });
}
