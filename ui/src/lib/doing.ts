// What actions do where it takes more than a line.

import type { Session } from "$lib/backend";
import type { App } from "$lib/state/app.svelte";

import { quitAfterExports } from "../features/exporting/exports.svelte";
import { isFullScreen } from "../features/stage/presenting";

const LEAST_TEXT = 80;
const MOST_TEXT = 200;

export function exportAgain(app: App): void {
  const { session } = app.opened;
  if (session && !app.exports.again(session)) {
    app.overlay = { kind: "export" };
  }
}

/** An export that runs is asked about first. */
export function closeWindow(app: App): void {
  quitAfterExports(app, async () => {
    try {
      await app.backend.desktop?.closeWindow();
    } catch (cause) {
      app.toasts.fail(cause);
    }
  });
}

export function search(app: App): void {
  app.layout.reveal("sidebar");
  app.library.focusSearch += 1;
}

export async function resize(app: App, step: number): Promise<void> {
  const wanted = app.appearance.text_size + step;
  await app.changeAppearance({ text_size: Math.max(LEAST_TEXT, Math.min(wanted, MOST_TEXT)) });
}

export async function toggleFullScreen(app: App): Promise<void> {
  try {
    await app.backend.setFullScreen(!isFullScreen());
  } catch (cause) {
    app.toasts.fail(cause);
  }
}

/** The session that is meant: the row with the keyboard on it, else the open one. */
export function subject(app: App): Session | null {
  const { focused, view } = app.library;
  const inSidebar = app.layout.focusedPane() === "sidebar";
  if (inSidebar && view === "trash") {
    // What lies in the Trash can only be restored or deleted, by its own menu.
    return null;
  }
  const row = inSidebar && focused ? app.library.find(focused) : null;
  return row ?? app.opened.session;
}

export async function withSubject(
  app: App,
  run: (session: Session) => Promise<void>,
): Promise<void> {
  const session = subject(app);
  if (session) {
    await run(session);
  }
}

export function rename(app: App): void {
  const session = subject(app);
  if (session && app.layout.focusedPane() === "sidebar") {
    app.library.renaming = session.session_id;
  } else if (session) {
    app.renamingTitle = true;
  }
}

export function cleanUp(app: App): void {
  app.layout.reveal("sidebar");
  app.library.selection.enter();
}

export async function openNeighbour(app: App, step: 1 | -1): Promise<void> {
  const { sessions } = app.library;
  const at = sessions.findIndex(({ session_id }) => session_id === app.opened.asked);
  const next = at < 0 ? sessions[0] : sessions[(at + step + sessions.length) % sessions.length];
  if (next && app.library.view === "all") {
    app.library.focused = next.session_id;
    await app.opened.open(next.session_id);
  }
}

export async function makeSample(app: App): Promise<void> {
  try {
    const session = await app.backend.desktop?.makeSample();
    if (session) {
      await app.library.listed(session);
      await app.opened.open(session.session_id);
    }
  } catch (cause) {
    app.toasts.fail(cause);
  }
}
