// The sample session, which shows what a deck can be.

import type { App } from "./app.svelte";

export async function openSample(app: App): Promise<void> {
  const { desktop } = app.backend;
  if (desktop === null) {
    return;
  }
  try {
    const session = await app.saving.run(() => desktop.makeSample());
    await app.library.listed(session);
    await app.opened.open(session.session_id);
  } catch (cause) {
    app.toasts.fail(cause);
  }
}
