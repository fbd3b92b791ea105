// The desktop window's way to Lectern: its commands and its events.

import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";

import { problemOf } from "./problem";
import type { AnswerOf, Backend, Desktop, OperationName, RequestOf, Startup } from "./types";

const PAGE_SCHEME = { windows: "http://deck.localhost", other: "deck://localhost" } as const;

/** Asks a command; every request stands in one object of that name. */
async function command<Answer>(name: string, request: unknown = {}): Promise<Answer> {
  try {
    return await invoke<Answer>(name, { request });
  } catch (cause) {
    throw problemOf(cause);
  }
}

/** Hears an event of the window. Stopping works before listening has begun, too. */
function hearing<Payload>(event: string, hear: (payload: Payload) => void): () => void {
  const listening = listen<Payload>(event, (told) => hear(told.payload));
  return () => void listening.then((stop) => stop());
}

async function call<Name extends OperationName>(
  name: Name,
  request: RequestOf<Name>,
): Promise<AnswerOf<Name>> {
  const answer = await command<unknown>(name, request);
  return (isBytes(answer) ? new Blob([answer]) : answer) as AnswerOf<Name>;
}

/** A file comes as raw bytes. */
function isBytes(answer: unknown): answer is ArrayBuffer {
  return answer instanceof ArrayBuffer;
}

const desktop: Desktop = {
  chooseExportFile: (file_name, format) => command("choose_export_file", { file_name, format }),
  openExport: (export_id) => command("open_export", { export_id }),
  revealExport: (export_id) => command("reveal_export", { export_id }),
  chooseExportFolder: () => command("choose_export_folder"),
  chooseBrowser: () => command("choose_browser"),
  readSettings: () => command("read_settings"),
  changeSettings: (change) => command("change_settings", change),
  revealFolder: (folder) => command("reveal_folder", { folder }),
  listenerState: () => command("listener_state"),
  startListener: () => command("start_listener"),
  stopListener: () => command("stop_listener"),
  listenerToken: async () => (await command<{ token: string }>("listener_token")).token,
  rotateToken: async () => (await command<{ token: string }>("rotate_token")).token,
  makeSample: () => command("make_sample"),
  heartbeat: (deck, seen) => command("heartbeat", { deck, seen }),
  diagnostics: async () => (await command<{ text: string }>("diagnostics")).text,
  closeWindow: () => command("close_window"),
};

/** The window's commands. */
export function tauri(): Backend {
  let origin: string = PAGE_SCHEME.other;
  return {
    desktop,
    call,
    startup: async () => {
      const startup = await command<Startup>("startup");
      origin = startup.platform === "windows" ? PAGE_SCHEME.windows : PAGE_SCHEME.other;
      return startup;
    },
    remember: (view) => command("remember_view", { view }),
    rememberAppearance: (appearance) => command("change_settings", { appearance }),
    onChange: (hear) => hearing("change", hear),
    onFiles: (hear) => hearing("files", hear),
    onMenu: (hear) => hearing("menu", hear),
    importFiles: () => command("import_files"),
    // The window hears of dropped files itself, with their paths.
    importDropped: async () => [],
    exportChoices: () => command("export_choices"),
    saveExport: (request) => command("save_export", request),
    cancelExport: (session_id) => command("cancel_export", { session_id }),
    previewAddress: (nonce, page, slide) => `${origin}/${nonce}?page=${page}#${slide}`,
    openLink: (url) => command("open_link", { url }),
    setFullScreen: (on) => command("set_full_screen", { on }),
  };
}
