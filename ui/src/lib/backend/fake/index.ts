// A Lectern in memory, for tests and for work on the page alone.

import { cancelled } from "../ask";
import { chooseFiles, textOf } from "../files";
import { imported } from "../imported";
import { keep, kept } from "../kept";
import { problemOf, type Problem } from "../problem";
import type {
  Backend,
  Desktop,
  ExportRequest,
  FilesEvent,
  ImportOutcome,
  OperationName,
  ProblemText,
  Saved,
  Startup,
} from "../types";
import { desktop } from "./desktop";
import { fidelityOf } from "./fidelity";
import { pageAddress } from "./page";
import { Store } from "./store";

/** What may be made to fail: an operation, or another function of the way. */
export type Failing = OperationName | keyof Backend | keyof Desktop;

export interface FakeOptions {
  sessions?: number;
  trashed?: number;
  /** How long every answer takes, in milliseconds. */
  delay?: number;
  startup?: Partial<Startup>;
  /** False for a browser page, which has no window of its own. */
  desktop?: boolean;
}

export interface Fake extends Backend {
  readonly store: Store;
  /** Makes the next calls fail, until `succeed`. */
  fail(name: Failing, problem: Problem | ProblemText): void;
  succeed(name: Failing): void;
  /** How often an operation was asked. */
  readonly asked: OperationName[];
  /** Plays an event of the window. */
  files(event: FilesEvent): void;
  menu(action: string): void;
}

const EXPORT_STEP_MS = 120;

/** A fake with what it is to hold. */
export function fake(options: FakeOptions = {}): Fake {
  const store = new Store(options.sessions ?? 40, options.trashed ?? 3);
  const failing = new Map<Failing, Problem>();
  const asked: OperationName[] = [];
  const filesHearers = new Set<(event: FilesEvent) => void>();
  const menuHearers = new Set<(action: string) => void>();
  const exporting = new Set<string>();

  async function act<Answer>(name: Failing, run: () => Answer | Promise<Answer>): Promise<Answer> {
    await pause(options.delay ?? 0);
    const problem = failing.get(name);
    if (problem !== undefined) {
      throw problem;
    }
    return run();
  }

  const call: Backend["call"] = (name, request) => {
    asked.push(name);
    return act(name, () => store.operations[name](request));
  };

  async function importDropped(files: readonly File[]): Promise<ImportOutcome[]> {
    return Promise.all(
      files.map((file) => {
        const { name } = file;
        return imported(name, async () =>
          call("import_session", { content: await textOf(file), name }),
        );
      }),
    );
  }

  async function saveExport(request: ExportRequest): Promise<Saved> {
    const { session_id } = request;
    const total = (await call("get_session", { session_id })).slide_count;
    exporting.add(session_id);
    for (let ready = 0; ready < total; ready++) {
      await pause(EXPORT_STEP_MS);
      if (!exporting.has(session_id)) {
        throw cancelled();
      }
      store.hear.forEach((hear) =>
        hear({
          sequence: 0,
          change: "export_progressed",
          session_id,
          client: null,
          progress: { step: "slides", ready: ready + 1, total },
        }),
      );
    }
    exporting.delete(session_id);
    const folder = request.target ? "~/Desktop" : "~/Documents";
    const saved = { export_id: "1", file_name: request.file_name, folder };
    const fidelity = request.format === "pptx" ? fidelityOf(total, request.mode) : null;
    return { ...saved, bytes: 1_240_000, warnings: [], fidelity };
  }

  const window = desktop(() => call("create_session", { title: "A first deck" }));
  return {
    store,
    asked,
    fail: (name, problem) => void failing.set(name, problemOf(problem)),
    succeed: (name) => void failing.delete(name),
    files: (event) => filesHearers.forEach((hear) => hear(event)),
    menu: (action) => menuHearers.forEach((hear) => hear(action)),
    desktop: options.desktop === false ? null : guarded(window, act),
    startup: () =>
      act("startup", () => ({
        version: "0.1.0",
        platform: "linux" as const,
        appearance: kept<Startup["appearance"]>("fake.appearance") ?? {
          theme: "system" as const,
          text_size: 100,
        },
        view: kept("fake.view"),
        sample: null,
        revived: null,
        dialogs: true,
        ...options.startup,
      })),
    call,
    remember: (view) => act("remember", () => keep("fake.view", view)),
    rememberAppearance: (appearance) =>
      act("rememberAppearance", () => keep("fake.appearance", appearance)),
    onChange: (hear) => heard(store.hear, hear),
    onFiles: (hear) => heard(filesHearers, hear),
    onMenu: (hear) => heard(menuHearers, hear),
    importFiles: () => act("importFiles", async () => importDropped(await chooseFiles())),
    importDropped: (files) => act("importDropped", () => importDropped(files)),
    exportChoices: () =>
      act("exportChoices", () => ({
        folder: "Documents",
        dialogs: true,
        browser: { name: "Chromium", version: "140" },
      })),
    saveExport: (request) => act("saveExport", () => saveExport(request)),
    cancelExport: (sessionId) => act("cancelExport", () => void exporting.delete(sessionId)),
    previewAddress: (nonce, _page, slide) => {
      const deck = store.pages.get(nonce);
      return deck === undefined ? "about:blank" : pageAddress(deck, slide);
    },
    openLink: () => act("openLink", () => undefined),
    setFullScreen: () => act("setFullScreen", () => undefined),
  };
}

/** The fake that a page's address asks for: `?fake`, `?fake=0`, `?fake=10000&delay=50`. */
export function fakeOfAddress(): Fake {
  const asked = new URLSearchParams(location.search);
  const made = fake({
    sessions: asked.get("fake") ? Number(asked.get("fake")) : 40,
    trashed: Number(asked.get("trashed") ?? 3),
    delay: Number(asked.get("delay") ?? 0),
    desktop: !asked.has("browser"),
    startup: {
      ...(asked.has("sample") ? { sample: firstOf() } : {}),
      ...(asked.has("revived")
        ? { revived: { session_id: firstOf(), slide: 2, scripts: asked.get("revived") !== "held" } }
        : {}),
      ...(asked.get("platform") === "macos" ? { platform: "macos" as const } : {}),
    },
  });
  for (const name of asked.getAll("fail")) {
    made.fail(name as Failing, UNREADABLE);
  }
  Object.assign(globalThis, { fake: made });
  return made;
}

const UNREADABLE = {
  code: "store_locked",
  title: "The sessions are in use",
  detail:
    "Another Lectern has your sessions open, so this one cannot. Nothing was changed. Close the other one and try again.",
} as const;

function firstOf(): string {
  return new Store(1).sessions[0]?.session_id ?? "";
}

function heard<Hear>(hearers: Set<Hear>, hear: Hear): () => void {
  hearers.add(hear);
  return () => void hearers.delete(hear);
}

/** Every function of the window, so that each can be made to fail. */
function guarded(
  window: Desktop,
  act: <Answer>(name: Failing, run: () => Promise<Answer>) => Promise<Answer>,
): Desktop {
  const names = Object.keys(window) as (keyof Desktop)[];
  const wrapped = names.map((name) => {
    const run = window[name] as (...given: unknown[]) => Promise<unknown>;
    return [name, (...given: unknown[]) => act(name, () => run(...given))];
  });
  return Object.fromEntries(wrapped) as Desktop;
}

function pause(milliseconds: number): Promise<void> {
  return milliseconds > 0
    ? new Promise((resume) => setTimeout(resume, milliseconds))
    : Promise.resolve();
}
