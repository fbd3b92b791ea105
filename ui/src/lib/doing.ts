// What actions do where it takes more than a line.

import type { Session } from "$lib/backend";
import type { App } from "$lib/state/app.svelte";
import { quitAfterWork } from "$lib/state/exports.svelte";
import { isFullScreen } from "$lib/state/presenting";

const LEAST_TEXT = 80;
const MOST_TEXT = 200;

export function exportAgain(app: App): void {
  const { session } = app.opened;
  if (session && !app.exports.again(session)) {
    app.overlay = { kind: "export" };
  }
}

/** Exports and imports that run are asked about first. */
export function closeWindow(app: App): void {
  quitAfterWork(app, async () => {
    try {
      await app.backend.desktop?.closeWindow();
    } catch (cause) {
      app.toasts.fail(cause);
    }
  });
}

export function showSettings(app: App, page = "appearance"): void {
  app.overlay = { kind: "settings", page };
}

export function search(app: App): void {
  app.layout.reveal("sidebar");
  app.library.focusSearch = true;
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

/** From a session that is gone to those that are there. */
export async function backToList(app: App): Promise<void> {
  await app.opened.open(null);
  app.layout.reveal("sidebar");
  app.layout.focus("sidebar");
}

/** Shows the Trash and puts the keyboard into it. Its label says "show", so twice is not back. */
export async function showTrash(app: App): Promise<void> {
  const { layout, library } = app;
  layout.reveal("sidebar");
  if (library.view !== "trash") {
    await library.show("trash");
  }
  library.focused = library.sessions[0]?.session_id ?? null;
  library.focusList = library.focused !== null;
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
