// The window's commands and events.

import { problemOf } from "./problem.js";

const inside = window.__TAURI_INTERNALS__;

export function isHere() {
  return inside !== undefined;
}

/** Does an operation of the list. */
export async function call(operation, request = {}) {
  return command(operation, { request });
}

/** Calls `hear` with every change, or with null when some were missed. */
export async function subscribe(hear) {
  await listen("change", hear);
}

/** Lets the user choose files and imports them. */
export async function importFiles() {
  return command("import_files");
}

/**
 * Exports a deck into a file that the user chooses. Answers
 * `{file_name, folder, warnings}`, or null when the user chose none.
 */
export async function saveExport(sessionId, format, onProgress) {
  const stop = await listen("export-progress", (told) => {
    if (told.session_id === sessionId) {
      onProgress(told.progress);
    }
  });
  try {
    return await command("save_export", { request: { session_id: sessionId, format } });
  } finally {
    stop();
  }
}

/** Stops an export; `saveExport` then fails with the code `cancelled`. */
export async function cancelExport(sessionId) {
  return command("cancel_export", { request: { session_id: sessionId } });
}

/** The switch of the loopback listener. */
export const listener = {
  state: () => command("listener_state"),
  start: () => command("start_listener"),
  stop: () => command("stop_listener"),
};

async function command(name, argumentsOfIt) {
  try {
    return await inside.invoke(name, argumentsOfIt);
  } catch (cause) {
    throw problemOf(cause);
  }
}

async function listen(event, hear) {
  const handler = inside.transformCallback((message) => hear(message.payload));
  const id = await inside.invoke("plugin:event|listen", {
    event,
    target: { kind: "Any" },
    handler,
  });
  return () => inside.invoke("plugin:event|unlisten", { event, eventId: id });
}
