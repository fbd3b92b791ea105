// Everything the user can do, once: its name, its keys, when it is possible and
// what it does. Menus, keys, buttons and the list of shortcuts are made from it.

import type { App } from "$lib/state/app.svelte";
import { createSession, duplicateSession, trash } from "$lib/state/deeds";
import {
  firstSlide,
  hasSlides,
  lastSlide,
  nextSlide,
  previousSlide,
  showReport,
  toggleNotes,
  toggleReading,
} from "$lib/state/moving";
import { presentFromHere, presentFromStart } from "$lib/state/presenting";
import { openSample } from "$lib/state/sample";
import { strings } from "$lib/strings";

import {
  cleanUp,
  closeWindow,
  exportAgain,
  openNeighbour,
  rename,
  resize,
  search,
  showSettings,
  showTrash,
  subject,
  toggleFullScreen,
  withSubject,
} from "./doing";

export type Group = "file" | "edit" | "view" | "session" | "slide" | "help";

export interface Action {
  /** Also its name in the menu outside the page. */
  name: string;
  label: string;
  /** As "Mod+Shift+E"; `Mod` is Ctrl, on macOS ⌘. The first one is shown. */
  keys: readonly string[];
  /** Instead of `keys` on macOS. */
  mac?: readonly string[];
  /** Where it stands in the menu and in the list of shortcuts. */
  group: Group;
  /** The keys act only with this part of the window in use. */
  where?: "stage" | "sidebar";
  /** The keys act over a dialog and a presentation, too. */
  always?: boolean;
  /** Makes no sense in a browser. */
  windowOnly?: boolean;
  /** Whether it can be done now. */
  possible?: (app: App) => boolean;
  run: (app: App) => Promise<void> | void;
}

const words = strings.commands;
const TEXT_STEP = 10;

const FILE: readonly Action[] = [
  {
    name: "new-session",
    label: words.newSession,
    keys: ["Mod+N"],
    group: "file",
    run: createSession,
  },
  {
    name: "open-files",
    label: words.openFiles,
    keys: ["Mod+O"],
    group: "file",
    run: (app) => app.imports.choose(),
  },
  {
    name: "export",
    label: words.export,
    keys: ["Mod+E"],
    group: "file",
    possible: hasSlides,
    run: (app) => void (app.overlay = { kind: "export" }),
  },
  {
    name: "export-again",
    label: words.exportAgain,
    keys: ["Mod+Shift+E"],
    group: "file",
    possible: hasSlides,
    run: exportAgain,
  },
  {
    name: "settings",
    label: words.settings,
    keys: ["Mod+,"],
    group: "file",
    run: (app) => showSettings(app),
  },
  {
    name: "close",
    label: words.closeWindow,
    keys: ["Mod+W"],
    group: "file",
    always: true,
    windowOnly: true,
    run: closeWindow,
  },
  {
    name: "quit",
    label: words.quit,
    keys: ["Mod+Q"],
    group: "file",
    always: true,
    windowOnly: true,
    run: closeWindow,
  },
];

const EDIT: readonly Action[] = [
  {
    name: "undo",
    label: words.undo,
    keys: ["Mod+Z"],
    group: "edit",
    possible: (app) => app.undoing.possible,
    run: (app) => app.undoing.undo(),
  },
  { name: "search", label: words.search, keys: ["Mod+K"], group: "edit", run: search },
];

const VIEW: readonly Action[] = [
  pane("focus-sessions", words.focusSessions, "Mod+1", (app) => app.layout.focus("sidebar")),
  pane("focus-conversation", words.focusConversation, "Mod+2", (app) =>
    app.layout.focus("conversation"),
  ),
  pane("focus-deck", words.focusDeck, "Mod+3", (app) => app.layout.focus("stage")),
  pane("next-pane", words.nextPane, "F6", (app) => app.layout.focusNext()),
  pane("previous-pane", words.previousPane, "Shift+F6", (app) => app.layout.focusNext(-1)),
  pane("toggle-sidebar", words.sidebar, "Mod+B", (app) => app.layout.toggleSidebar()),
  pane("toggle-notes", words.notes, "Mod+J", toggleNotes),
  pane("cycle-layout", words.layout, "Mod+\\", (app) => app.layout.cycle()),
  pane("larger-text", words.larger, "Mod++", (app) => resize(app, TEXT_STEP)),
  pane("smaller-text", words.smaller, "Mod+-", (app) => resize(app, -TEXT_STEP)),
  pane("usual-text", words.usualSize, "Mod+0", (app) => app.changeAppearance({ text_size: 100 })),
  { ...pane("full-screen", words.fullScreen, "F11", toggleFullScreen), mac: ["Mod+Ctrl+F", "F11"] },
];

const SESSION: readonly Action[] = [
  {
    name: "rename",
    label: words.rename,
    keys: ["F2"],
    group: "session",
    possible: (app) => subject(app) !== null,
    run: rename,
  },
  {
    name: "duplicate",
    label: words.duplicate,
    keys: ["Mod+D"],
    group: "session",
    possible: (app) => subject(app) !== null,
    run: (app) => withSubject(app, (session) => duplicateSession(app, session)),
  },
  {
    name: "trash",
    label: words.trash,
    keys: ["Delete"],
    mac: ["Mod+Backspace"],
    group: "session",
    where: "sidebar",
    possible: (app) => subject(app) !== null,
    run: (app) => withSubject(app, ({ session_id }) => trash(app, [session_id])),
  },
  { name: "show-trash", label: words.showTrash, keys: [], group: "session", run: showTrash },
  { name: "clean-up", label: words.cleanUp, keys: ["Mod+Shift+D"], group: "session", run: cleanUp },
  {
    name: "next-session",
    label: words.nextSession,
    keys: ["Mod+Tab"],
    mac: ["Ctrl+Tab"],
    group: "session",
    possible: (app) => app.library.sessions.length > 0,
    run: (app) => openNeighbour(app, 1),
  },
  {
    name: "previous-session",
    label: words.previousSession,
    keys: ["Mod+Shift+Tab"],
    mac: ["Ctrl+Shift+Tab"],
    group: "session",
    possible: (app) => app.library.sessions.length > 0,
    run: (app) => openNeighbour(app, -1),
  },
];

const SLIDE: readonly Action[] = [
  {
    ...slide("present", words.present, ["F5"], presentFromStart),
    mac: ["Mod+Alt+P", "F5"],
  },
  {
    ...slide("present-here", words.presentHere, ["Shift+F5"], presentFromHere),
    mac: ["Mod+Alt+Shift+P", "Shift+F5"],
  },
  {
    ...slide("next-slide", words.nextSlide, ["ArrowDown", "ArrowRight", "PageDown"], nextSlide),
    where: "stage",
  },
  {
    ...slide(
      "previous-slide",
      words.previousSlide,
      ["ArrowUp", "ArrowLeft", "PageUp"],
      previousSlide,
    ),
    where: "stage",
  },
  { ...slide("first-slide", words.firstSlide, ["Home"], firstSlide), where: "stage" },
  { ...slide("last-slide", words.lastSlide, ["End"], lastSlide), where: "stage" },
  slide("go-to-slide", words.goToSlide, ["Mod+L"], (app) => {
    app.overlay = { kind: "go to slide" };
  }),
  { ...slide("read-slide", words.readSlide, ["T"], toggleReading), where: "stage" },
  slide("deck-report", words.report, [], showReport),
];

const HELP: readonly Action[] = [
  {
    name: "shortcuts",
    label: words.shortcuts,
    keys: ["Mod+/", "F1"],
    group: "help",
    run: (app) => void (app.overlay = { kind: "shortcuts" }),
  },
  {
    name: "sample",
    label: words.sample,
    keys: [],
    group: "help",
    windowOnly: true,
    run: openSample,
  },
  {
    name: "about",
    label: words.about,
    keys: [],
    group: "help",
    run: (app) => showSettings(app, "about"),
  },
];

export const ACTIONS: readonly Action[] = [
  ...FILE,
  ...EDIT,
  ...VIEW,
  ...SESSION,
  ...SLIDE,
  ...HELP,
];

/** The keys of an action on this system. */
export function keysFor(action: Action, mac: boolean): readonly string[] {
  return mac ? (action.mac ?? action.keys) : action.keys;
}

/** What this window can do at all: a browser has no window of Lectern's. */
export function actionsOf(app: App): readonly Action[] {
  return ACTIONS.filter(({ windowOnly }) => !windowOnly || app.backend.desktop !== null);
}

export function isPossible(action: Action, app: App): boolean {
  return action.possible?.(app) ?? true;
}

/** Whether something lies over the window that an action must not reach behind. */
export function isCovered(action: Action, app: App): boolean {
  return (
    !action.always &&
    (app.overlay !== null ||
      app.presenting ||
      document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null)
  );
}

/** Does what an action's name stands for; false if it cannot be done now. */
export function perform(app: App, name: string): boolean {
  const action = actionsOf(app).find((one) => one.name === name);
  if (!action || !isPossible(action, app) || isCovered(action, app)) {
    return false;
  }
  void action.run(app);
  return true;
}

function pane(name: string, label: string, keys: string, run: Action["run"]): Action {
  return { name, label, keys: [keys], group: "view", run };
}

function slide(name: string, label: string, keys: readonly string[], run: Action["run"]): Action {
  return { name, label, keys, group: "slide", possible: hasSlides, run };
}
