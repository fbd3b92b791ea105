// The listener's HTTP interface, for a browser that serves as the window.

import { strings } from "../strings";
import { contentOf, requestOf, send } from "./ask";
import { chooseFiles, download, fileNameOf, textOf } from "./files";
import { imported } from "./imported";
import { keep, kept } from "./kept";
import { Problem, problemOf } from "./problem";
import { readEvents } from "./sse";
import type {
  AnswerOf,
  Appearance,
  Backend,
  Change,
  ExportRequest,
  FidelityReport,
  ImportOutcome,
  OperationName,
  RequestOf,
  Saved,
  Startup,
  Warning,
} from "./types";

const CONNECT_AGAIN_MS = 2000;
const APPEARANCE = "lectern.appearance";
const VIEW = "lectern.view";
const USUAL_APPEARANCE: Appearance = { theme: "system", text_size: 100 };

/** The token stands in the fragment, and must not stay in the address bar. */
function takeToken(): string | null {
  const token = new URLSearchParams(location.hash.slice(1)).get("token");
  if (token !== null) {
    history.replaceState(null, "", location.pathname);
  }
  return token;
}

/** Another address of the same page brings a new token: after a rotation, say. */
function hearNewToken(take: (token: string) => void): void {
  addEventListener("hashchange", () => {
    const token = takeToken();
    if (token !== null) {
      take(token);
    }
  });
}

function platform(): Startup["platform"] {
  if (/Mac|iPhone|iPad/.test(navigator.userAgent)) {
    return "macos";
  }
  return navigator.userAgent.includes("Windows") ? "windows" : "linux";
}

/** The listener's interface, with the token that stands in the page's address. */
export function http(): Backend {
  let token = takeToken();
  hearNewToken((fresh) => (token = fresh));
  const exporting = new Map<string, AbortController>();

  async function call<Name extends OperationName>(
    name: Name,
    request: RequestOf<Name>,
    leaving?: AbortSignal,
  ): Promise<AnswerOf<Name>> {
    const [path, options] = requestOf(name, request as object);
    const response = await send(token, path, { ...options, signal: leaving ?? null });
    return (await contentOf(response, options)) as AnswerOf<Name>;
  }

  async function importDropped(files: readonly File[]): Promise<ImportOutcome[]> {
    const outcomes: ImportOutcome[] = [];
    for (const file of files) {
      const { name } = file;
      const run = async () => call("import_session", { content: await textOf(file), name });
      outcomes.push(await imported(name, run));
    }
    return outcomes;
  }

  async function saveExport(request: ExportRequest): Promise<Saved> {
    const stopping = new AbortController();
    exporting.set(request.session_id, stopping);
    try {
      const { session_id, format, slides, scale, notes, per_page, paper, mode, made_for } = request;
      const paged = { notes, per_page, paper };
      const order = { session_id, format, slides, scale, ...paged, mode, made_for };
      const [path, options] = requestOf("export_session", order);
      const response = await send(token, path, { ...options, signal: stopping.signal });
      return savedAs(response, (await contentOf(response, options)) as Blob, request.file_name);
    } finally {
      exporting.delete(request.session_id);
    }
  }

  return {
    desktop: null,
    call,
    startup: async () => ({
      version: "",
      platform: platform(),
      appearance: kept<Appearance>(APPEARANCE) ?? USUAL_APPEARANCE,
      view: kept(VIEW),
      sample: null,
      revived: null,
      dialogs: true,
    }),
    remember: async (view) => keep(VIEW, view),
    rememberAppearance: async (appearance) => keep(APPEARANCE, appearance),
    onChange: (hear, reached) => hearChanges(() => token, hear, reached),
    onFiles: () => () => undefined,
    onMenu: () => () => undefined,
    importFiles: async () => importDropped(await chooseFiles()),
    importDropped,
    exportChoices: async () => ({ folder: "", dialogs: false, browser: null }),
    saveExport,
    cancelExport: async (sessionId) => exporting.get(sessionId)?.abort(),
    previewAddress: (nonce, page, slide) => `/deck/${nonce}?page=${page}#${slide}`,
    openLink: async (url) => void window.open(url, "_blank", "noopener,noreferrer"),
    setFullScreen: (on) => setFullScreen(on),
  };
}

function savedAs({ headers }: Response, file: Blob, fallback: string): Saved {
  const name = fallback || (fileNameOf(headers.get("content-disposition")) ?? "");
  download(file, name);
  const warnings = told<Warning[]>(headers, "x-lectern-warning-details") ?? [];
  const fidelity = told<FidelityReport>(headers, "x-lectern-fidelity");
  return { export_id: "", file_name: name, folder: null, bytes: file.size, warnings, fidelity };
}

/** What a header tells as percent-encoded JSON. */
function told<Told>(headers: Headers, name: string): Told | null {
  const text = headers.get(name);
  return text === null ? null : (JSON.parse(decodeURIComponent(text)) as Told);
}

/** Reads events until stopped; after a broken connection, some may be missed. */
function hearChanges(
  token: () => string | null,
  hear: (change: Change | null) => void,
  reached: (problem: Problem | null) => void = () => undefined,
): () => void {
  const stopping = new AbortController();
  const { signal } = stopping;
  void (async () => {
    for (let connection = 0; !signal.aborted; connection++) {
      const response = await connected(token(), signal, reached);
      if (response !== null) {
        await readChanges(response, connection, hear);
      }
      await new Promise((resume) => setTimeout(resume, CONNECT_AGAIN_MS));
    }
  })();
  return () => stopping.abort();
}

async function connected(
  token: string | null,
  signal: AbortSignal,
  reached: (problem: Problem | null) => void,
): Promise<Response | null> {
  try {
    const response = await send(token, "/api/events", { signal });
    reached(null);
    return response;
  } catch (cause) {
    if (!signal.aborted) {
      reached(problemOf(cause));
    }
    return null;
  }
}

async function readChanges(
  { body }: Response,
  connection: number,
  hear: (change: Change | null) => void,
): Promise<void> {
  if (connection > 0) {
    hear(null);
  }
  try {
    if (body !== null) {
      await readEvents(body, (data) => hear(JSON.parse(data) as Change | null));
    }
  } catch {
    // The connection broke; whether Lectern is gone is seen by connecting again.
  }
}

async function setFullScreen(on: boolean): Promise<void> {
  if (on === (document.fullscreenElement !== null)) {
    return;
  }
  try {
    await (on ? document.documentElement.requestFullscreen() : document.exitFullscreen());
  } catch {
    throw new Problem({ code: "forbidden", ...strings.problems.keptSmall });
  }
}
