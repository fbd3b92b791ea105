// The desktop window's way to Lectern: its commands and its events.

import { invoke } from "@tauri-apps/api/core";

import { isChange } from "./operation";
import { problemOf } from "./problem";
import type {
  AnswerOf,
  Backend,
  Change,
  Desktop,
  FilesEvent,
  OperationName,
  RequestOf,
  Startup,
} from "./types";
import { WindowEvent } from "./window-event";

/** Commands beside the operations that make something, each time anew. */
const OWN_CHANGES: readonly string[] = [
  "import_files",
  "make_sample",
  "rotate_token",
  "save_export",
];

const PAGE_SCHEME = { windows: "http://deck.localhost", other: "deck://localhost" } as const;

/**
 * Asks a command; every request stands in one object of that name. A call with a
 * name of its own can be left by it.
 */
async function command<Answer>(
  name: string,
  request: unknown = {},
  call: string | null = null,
): Promise<Answer> {
  try {
    return await invoke<Answer>(name, { request, call });
  } catch (cause) {
    throw problemOf(cause, isChange(name) || OWN_CHANGES.includes(name));
  }
}

async function call<Name extends OperationName>(
  name: Name,
  request: RequestOf<Name>,
  leaving?: AbortSignal,
): Promise<AnswerOf<Name>> {
  const answer = await (leaving === undefined
    ? command<unknown>(name, request)
    : leavable(name, request, leaving));
  return (isBytes(answer) ? new Blob([answer]) : answer) as AnswerOf<Name>;
}

/** A command that Rust is told of when nobody waits for it any more. */
async function leavable(name: string, request: unknown, leaving: AbortSignal): Promise<unknown> {
  // Unlike `randomUUID`, this is there in every web view.
  const call = crypto.getRandomValues(new Uint32Array(4)).join("-");
  const leave = (): void => void command("leave_call", { call });
  leaving.addEventListener("abort", leave);
  try {
    return await command(name, request, call);
  } finally {
    leaving.removeEventListener("abort", leave);
  }
}

/** A file comes as raw bytes. */
function isBytes(answer: unknown): answer is ArrayBuffer {
  return answer instanceof ArrayBuffer;
}

const desktop: Desktop = {
  chooseExportFile: (order) => command("choose_export_file", order),
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
  heartbeat: (deck) => command("heartbeat", { deck }),
  diagnostics: async () => (await command<{ text: string }>("diagnostics")).text,
  closeWindow: () => command("close_window"),
};

/** The window's commands. */
export function tauri(): Backend {
  let origin: string = PAGE_SCHEME.other;
  const changes = new WindowEvent<readonly Change[] | null>("changes");
  const files = new WindowEvent<FilesEvent>("files");
  const menu = new WindowEvent<string>("menu");
  return {
    desktop,
    call,
    startup: async () => {
      // Lectern counts on being heard as soon as it is asked to begin.
      for (const event of [changes, files, menu]) {
        await event.listen();
      }
      const startup = await command<Startup>("startup");
      origin = startup.platform === "windows" ? PAGE_SCHEME.windows : PAGE_SCHEME.other;
      return startup;
    },
    remember: (view) => command("remember_view", { view }),
    rememberAppearance: (appearance) => command("change_settings", { appearance }),
    onChange: (hear) => changes.hear((told) => (told ?? [null]).forEach((one) => hear(one))),
    onFiles: (hear) => files.hear(hear),
    onMenu: (hear) => menu.hear(hear),
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
