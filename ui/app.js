// Puts the page together: the list, the session, the listener's switch, keys.

import { backend } from "./backend/index.js";
import { problemOf } from "./backend/problem.js";
import { complain, counted, notify } from "./elements.js";
import { Library } from "./library.js";
import { showListener } from "./listener.js";
import { SessionView } from "./session.js";

const CHANGES_PAUSE = 100;

const library = new Library(choose);
const view = new SessionView(() => choose(null));
let pending = null;

document.getElementById("import").addEventListener("click", importFiles);
document.addEventListener("keydown", press);
start();

async function start() {
  try {
    await library.refresh();
  } catch (cause) {
    view.showProblem(problemOf(cause));
    return;
  }
  choose(null);
  showListener().catch((cause) => complain(problemOf(cause)));
  backend.subscribe(hear).catch((cause) => complain(problemOf(cause)));
}

function choose(session) {
  library.mark(session?.session_id ?? null);
  if (session) {
    view.show(session, library.showsTrash);
  } else {
    view.showNothing(importFiles, library.sessions.length > 0 || library.showsTrash);
  }
}

/** Changes often come in bursts; one reading answers them all. */
function hear(event) {
  clearTimeout(pending);
  pending = setTimeout(readAnew, CHANGES_PAUSE, event);
}

async function readAnew() {
  try {
    await library.refresh();
    await view.refresh();
    if (!view.session) {
      choose(null);
    }
  } catch (cause) {
    complain(problemOf(cause));
  }
}

async function importFiles() {
  try {
    tellImports(await backend.importFiles());
  } catch (cause) {
    complain(problemOf(cause));
  }
}

function tellImports({ imported, failed }) {
  for (const { file_name: name, problem } of failed) {
    notify(`${name}: ${problem.detail}`, { tone: "warning" });
  }
  if (imported.length > 0) {
    const slides = imported.reduce((sum, session) => sum + session.slide_count, 0);
    notify(`Imported ${counted(imported.length, "session")} with ${counted(slides, "slide")}.`);
    choose(imported.at(-1));
  }
}

function press(event) {
  const control = event.ctrlKey || event.metaKey;
  const isTyping = event.target.closest?.("input, textarea, dialog");
  const action = actionOf(event.key, control, isTyping);
  if (action) {
    event.preventDefault();
    action();
  }
}

function actionOf(key, control, isTyping) {
  if (control) {
    return { o: importFiles, e: () => view.export(), f: () => library.focusFilter(), k: () => library.focusFilter() }[key];
  }
  return isTyping ? null : { F2: () => view.rename(), Delete: () => view.trash() }[key];
}
