// What the page asks of Lectern, whoever carries it: the window's commands, the
// listener's HTTP interface, or a fake for tests. Types of the operations come
// from the OpenAPI document; the rest is the window's own.

import type { components, operations } from "../api/schema";
import type { Problem } from "./problem";

type Schemas = components["schemas"];

export type Session = Schemas["Session"];
export type SessionList = Schemas["SessionList"];
export type Message = Schemas["Message"];
export type MessageList = Schemas["MessageList"];
export type Profile = Schemas["Profile"];
export type Deck = Schemas["DeckBody"];
export type Slide = Schemas["SlideBody"];
export type Warning = Schemas["Warning"];
export type Progress = Schemas["Progress"];
/** How close a PowerPoint file is to what the browser shows. */
export type FidelityReport = Schemas["FidelityReport"];
export type SlideFidelity = Schemas["SlideFidelity"];
export type FontUse = Schemas["FontUse"];
export type PictureCause = Schemas["PictureCause"];
export type Code = Schemas["Code"];

/** What changed, whoever changed it; with the progress, if an export went on. */
export type Change = Schemas["Event"];
/** What a deck needs and does not get, found without running it. */
export type DeckReport = Schemas["DeckReport"];
export type BlockedKind = Schemas["BlockedKind"];
/** A deck that is ready to be shown in a frame. */
export type Preview = Schemas["Preview"];

/** The operations by name; the listener's own documents are none. */
export type OperationName = Exclude<keyof operations, "events" | "openapi">;

type Part<Holder, Name extends string> = Holder extends { [key in Name]: infer Value }
  ? [Value] extends [undefined]
    ? unknown
    : Value
  : Holder extends { [key in Name]?: infer Value }
    ? [Value] extends [undefined]
      ? unknown
      : Partial<NonNullable<Value>>
    : unknown;

type Parameters_<Name extends OperationName> = operations[Name] extends { parameters: infer Given }
  ? Part<Given, "path"> & Part<Given, "query">
  : unknown;

type JsonBody<Name extends OperationName> = operations[Name] extends {
  requestBody?: { content: { "application/json": infer Body } };
}
  ? Body
  : unknown;

/** Requests whose body is not an object of the same fields. */
interface SpecialRequests {
  import_session: { content: string; name?: string };
  put_slides: { session_id: string; deck: Deck };
}

/** What an operation is asked. */
export type RequestOf<Name extends OperationName> = Name extends keyof SpecialRequests
  ? SpecialRequests[Name]
  : Parameters_<Name> & JsonBody<Name>;

/** What an operation answers; a file is a Blob. */
export type AnswerOf<Name extends OperationName> = operations[Name] extends {
  responses: { 200: { content: { "application/json": infer Answer } } };
}
  ? Answer
  : operations[Name] extends { responses: { 200: unknown } }
    ? Blob
    : null;

/** A file that was brought in, or why not. */
export interface ImportOutcome {
  file_name: string;
  session: Session | null;
  problem: ProblemText | null;
}

/** An error as it comes over the wire (RFC 9457). */
export type ProblemBody = Schemas["Problem"];

/** What is told of an error, wherever it was found. */
export type ProblemText = Pick<ProblemBody, "code" | "title" | "detail" | "errors">;

export type Theme = "system" | "light" | "dark";

export interface Appearance {
  theme: Theme;
  /** In percent. */
  text_size: number;
}

/** A deck as it is shown. */
export interface ShownDeck {
  session_id: string;
  /** Index over the whole deck, from 0. */
  slide: number;
  /** Whether its scripts run. */
  scripts: boolean;
}

/** What the page knows before it shows anything. */
export interface Startup {
  version: string;
  platform: "linux" | "windows" | "macos";
  appearance: Appearance;
  /** What `remember` was last given. */
  view: unknown;
  /** The sample session, if this start made it. */
  sample: string | null;
  /** The deck that hung, if the page was brought back because of one. */
  revived: ShownDeck | null;
  /** Whether the system has file dialogs. */
  dialogs: boolean;
}

export interface Browser {
  name: string;
  version: string;
}

export interface ExportChoices {
  /** The folder that files go to without a dialog, as a person reads it. */
  folder: string;
  dialogs: boolean;
  browser: Browser | null;
}

export type ExportFormat = "pptx" | "pdf" | "png" | "html";

/** A file that the user chose in a dialog. */
export interface ExportTarget {
  target: string;
  folder: string;
  file_name: string;
}

/** What a PDF shows beside slides. */
export interface OnPaper {
  /** Where the speaker's notes go. */
  notes: "none" | "annotations" | "pages";
  /** Slides on a sheet of paper; 1 makes each a page of its own, as large as it is. */
  per_page: number;
  paper: "a4" | "letter";
}

/** What a PowerPoint file is made of, and for whom. */
export interface InPowerPoint {
  /** Whether slides can be changed, or are one picture each. */
  mode: "editable" | "exact";
  /** Whose lines of text the file meets best. */
  made_for: "any" | "libreoffice";
}

/** What is to be made of a deck. */
export interface ExportOrder extends Partial<OnPaper>, Partial<InPowerPoint> {
  session_id: string;
  format: ExportFormat;
  /** "1-5,8"; without it, every slide. */
  slides?: string;
  /** Of pictures: pixels for each of a slide's own. */
  scale?: number;
  file_name: string;
}

export interface ExportRequest extends ExportOrder {
  target?: string;
  /** Whether a file of the same name may be replaced. */
  replace?: boolean;
}

export interface Saved {
  export_id: string;
  file_name: string;
  folder: string | null;
  bytes: number;
  warnings: Warning[];
  /** Of a PowerPoint file. Slides and fonts may be missing from it; the totals are whole. */
  fidelity: FidelityReport | null;
}

export interface SettingsView {
  appearance: Appearance;
  user: { name: string; shown_as: string };
  export: {
    folder: string;
    browser: {
      chosen: string;
      found: { name: string; version: string; path: string } | null;
      problem: ProblemBody | null;
    };
  };
  data: { folder: string; bytes: number; sessions: number; trashed: number };
  listener: { port: number };
  about: { version: string; engine: string; platform: string };
}

/** After a change: all but what takes a look at everything that is kept. */
export type ChangedSettings = Omit<SettingsView, "data">;

export interface SettingsChange {
  appearance?: Partial<Appearance>;
  user?: { name?: string };
  export?: { browser?: string };
  listener?: { port?: number };
}

export interface ListenerState {
  listening: { url: string; token_file: string } | null;
  problem: ProblemBody | null;
}

/** What happens to files that are dragged in or handed over. */
export type FilesEvent =
  | { kind: "hovering"; count: number }
  | { kind: "left" }
  | { kind: "importing"; count: number }
  | { kind: "imported"; outcomes: ImportOutcome[]; dropped: boolean };

export type Folder = "data" | "logs" | "settings" | "exports";

/** A deck on the stage, perhaps where nobody sees it. */
export interface StagedDeck extends ShownDeck {
  hidden: boolean;
}

/** What only the desktop window can do. Absent in a browser. */
export interface Desktop {
  chooseExportFile(order: ExportOrder): Promise<ExportTarget | null>;
  openExport(exportId: string): Promise<void>;
  revealExport(exportId: string): Promise<void>;
  chooseExportFolder(): Promise<ChangedSettings | null>;
  chooseBrowser(): Promise<ChangedSettings | null>;
  readSettings(): Promise<SettingsView>;
  changeSettings(change: SettingsChange): Promise<ChangedSettings>;
  revealFolder(folder: Folder): Promise<void>;
  listenerState(): Promise<ListenerState>;
  startListener(): Promise<ListenerState>;
  stopListener(): Promise<ListenerState>;
  listenerToken(): Promise<string>;
  rotateToken(): Promise<string>;
  makeSample(): Promise<Session>;
  heartbeat(deck: StagedDeck | null): Promise<void>;
  diagnostics(): Promise<string>;
  closeWindow(): Promise<void>;
}

/** One way to reach Lectern. Every promise may fail with a `Problem`. */
export interface Backend {
  /** What only the desktop window can do; null in a browser. */
  readonly desktop: Desktop | null;
  startup(): Promise<Startup>;
  /**
   * Does an operation of the list. When `leaving` aborts, nobody waits for it any
   * more: pictures are not drawn on, what changes something is done all the same.
   */
  call<Name extends OperationName>(
    name: Name,
    request: RequestOf<Name>,
    leaving?: AbortSignal,
  ): Promise<AnswerOf<Name>>;
  /** Keeps what should be the same at the next start, at most 64 KiB as JSON. */
  remember(view: unknown): Promise<void>;
  rememberAppearance(appearance: Appearance): Promise<void>;
  /**
   * Hears of every change; null says that some were missed. `reached` hears why
   * Lectern cannot be reached, and null once it can. Answers how to stop.
   */
  onChange(
    hear: (change: Change | null) => void,
    reached?: (problem: Problem | null) => void,
  ): () => void;
  onFiles(hear: (event: FilesEvent) => void): () => void;
  /** Hears the names of actions from a menu outside the page. */
  onMenu(hear: (action: string) => void): () => void;
  /** Lets the user choose files and imports them. */
  importFiles(): Promise<ImportOutcome[]>;
  /** Imports files that a browser page was given. */
  importDropped(files: readonly File[]): Promise<ImportOutcome[]>;
  exportChoices(): Promise<ExportChoices>;
  /** Writes a deck as a file; `cancelExport` makes it fail with `cancelled`. */
  saveExport(request: ExportRequest): Promise<Saved>;
  cancelExport(sessionId: string): Promise<void>;
  /** The address of a deck's page, for a sandboxed frame only. */
  previewAddress(nonce: string, page: number, slide: number): string;
  openLink(url: string): Promise<void>;
  setFullScreen(on: boolean): Promise<void>;
}
