// The menu of a session in the list.

import type { MenuEntry } from "$components/menu-entry";
import type { Session } from "$lib/backend";
import type { App } from "$lib/state/app.svelte";
import { deleteForever, duplicateSession, restore, trash } from "$lib/state/deeds";
import { strings } from "$lib/strings";

import { assignEntries } from "./profile-entries";

const words = strings.library.row;

export function rowEntries(app: App, session: Session): MenuEntry[] {
  return app.library.view === "trash" ? inTrash(app, session) : inList(app, session);
}

function inList(app: App, session: Session): MenuEntry[] {
  const { library, opened } = app;
  const id = session.session_id;
  const mac = app.startup.platform === "macos";
  const keys = mac
    ? { open: "Space", rename: "Enter", trash: "Mod+Backspace" }
    : { open: "Enter", rename: "F2", trash: "Delete" };
  return [
    { label: words.open, keys: keys.open, run: () => opened.open(id) },
    { label: words.rename, keys: keys.rename, run: () => void (library.renaming = id) },
    { label: words.duplicate, keys: "Mod+D", run: () => duplicateSession(app, session) },
    { kind: "branch", label: strings.library.profile.assign, entries: assignEntries(app, session) },
    { label: words.export, keys: "Mod+E", disabled: !session.has_slide_deck, run: exportIt },
    { kind: "separator" },
    { label: words.cleanUp, keys: "Mod+Shift+D", run: () => library.selection.toggle(id) },
    { label: words.trash, keys: keys.trash, danger: true, run: () => trash(app, [id]) },
  ];

  async function exportIt(): Promise<void> {
    await opened.open(id);
    app.overlay = { kind: "export" };
  }
}

function inTrash(app: App, session: Session): MenuEntry[] {
  const id = session.session_id;
  return [
    { label: words.restore, run: () => restore(app, [id]) },
    { kind: "separator" },
    { label: words.cleanUp, keys: "Mod+Shift+D", run: () => app.library.selection.toggle(id) },
    {
      label: words.deleteForever,
      keys: app.startup.platform === "macos" ? "Mod+Alt+Backspace" : "Shift+Delete",
      danger: true,
      run: () => deleteForever(app, [id]),
    },
  ];
}
