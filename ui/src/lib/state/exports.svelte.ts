// The exports of this run: one works at a time, the others wait. They go on when
// their dialog is closed.

import {
  type Change,
  type ExportFormat,
  type ExportOrder,
  type ExportRequest,
  type ExportTarget,
  type InPowerPoint,
  type OnPaper,
  type Problem,
  problemOf,
  type Progress,
  type Saved,
  type Session,
} from "$lib/backend";
import { keep, kept } from "$lib/backend/kept";
import { strings } from "$lib/strings";

import type { App } from "./app.svelte";
import { endingOf, numberedName, withEnding } from "./export-names";
import { announce, openSaved } from "./export-news";

/** What was chosen in the dialog. */
export interface Choices {
  format: ExportFormat;
  /** "1-5,8", or null for every slide. */
  slides: string | null;
  /** How many they are. */
  count: number;
  /** Of pictures: pixels for each of a slide's own. */
  scale: number;
  /** Of a PDF. */
  paper: OnPaper;
  powerpoint: InPowerPoint;
  /** Without the ending. */
  name: string;
  target: ExportTarget | null;
  /** Whether the file is opened once it is written. */
  open: boolean;
}

export type JobState =
  | { kind: "waiting" }
  | { kind: "running"; step: Progress["step"]; ready: number; total: number }
  | { kind: "exists"; other: string }
  | { kind: "saved"; saved: Saved }
  | { kind: "failed"; problem: Problem }
  | { kind: "cancelled" };

const OPENS = "lectern.export.opens";

/** How many numbers are tried for a file that is to stand beside another. */
const MOST_NUMBERS = 99;

/** Whether slides are put on sheets of paper, and are no pages of their own. */
export function usesSheets({ notes, per_page }: OnPaper): boolean {
  return notes === "pages" || per_page > 1;
}

/** What is asked for beside what is usual. */
function paperOf(chosen: OnPaper): Partial<OnPaper> {
  const { notes, per_page, paper } = chosen;
  return {
    ...(notes === "none" ? {} : { notes }),
    ...(per_page > 1 ? { per_page } : {}),
    ...(usesSheets(chosen) ? { paper } : {}),
  };
}

/** The same of a PowerPoint file. Pictures of slides hold no texts to place for a program. */
function powerpointOf({ mode, made_for }: InPowerPoint): Partial<InPowerPoint> {
  if (mode === "exact") {
    return { mode };
  }
  return made_for === "any" ? {} : { made_for };
}

/** What is chosen, as Lectern is asked for it. */
export function orderOf({ session_id }: Session, choices: Choices): ExportOrder {
  const { format, slides, count, scale, paper, powerpoint, name } = choices;
  return {
    session_id,
    format,
    file_name: withEnding(name, endingOf(format, count)),
    ...(slides === null ? {} : { slides }),
    ...(format === "png" ? { scale } : {}),
    ...(format === "pdf" ? paperOf(paper) : {}),
    ...(format === "pptx" ? powerpointOf(powerpoint) : {}),
  };
}

export class Job {
  state = $state.raw<JobState>({ kind: "waiting" });
  cancelling = $state(false);
  request: ExportRequest;

  constructor(
    readonly session: Session,
    readonly choices: Choices,
  ) {
    const { target } = choices;
    const order = orderOf(session, choices);
    this.request = {
      ...order,
      file_name: target?.file_name ?? order.file_name,
      // The system's dialog has asked already.
      ...(target === null ? {} : { target: target.target, replace: true }),
    };
  }

  get active(): boolean {
    return this.state.kind === "waiting" || this.state.kind === "running";
  }

  hear(change: Change): void {
    const { progress } = change;
    if (this.state.kind !== "running" || !progress) {
      return;
    }
    const ready = progress.step === "printing" ? progress.total : this.state.ready;
    this.state = { ...this.state, ready, ...progress };
  }
}

export class Exports {
  jobs = $state.raw<readonly Job[]>([]);
  /** What was chosen last, for whatever session. */
  last: Pick<Choices, "format" | "scale" | "paper" | "powerpoint"> | null = null;
  /** Whether files are opened once they are written, as was chosen last. */
  opens = kept<boolean>(OPENS) ?? false;
  /** The slides that were chosen last, by session. */
  readonly #slides: Record<string, Pick<Choices, "slides" | "count">> = {};

  constructor(readonly app: App) {}

  get active(): readonly Job[] {
    return this.jobs.filter((job) => job.active);
  }

  /** The newest export of a session. */
  of(sessionId: string | null | undefined): Job | null {
    return this.jobs.findLast((job) => job.session.session_id === sessionId) ?? null;
  }

  /** Whether the dialog shows how far it is. */
  isShown(job: Job): boolean {
    const { overlay, opened } = this.app;
    return overlay?.kind === "export" && opened.session?.session_id === job.session.session_id;
  }

  /** Takes what is told of an export's progress; null says that some was missed. */
  hear(change: Change | null): void {
    if (change?.change === "export_progressed") {
      this.of(change.session_id)?.hear(change);
    }
  }

  start(session: Session, choices: Choices): Job {
    const job = new Job(session, choices);
    const { format, scale, paper, powerpoint } = choices;
    this.last = { format, scale, paper, powerpoint };
    this.opens = choices.open;
    keep(OPENS, choices.open);
    const { slides, count } = choices;
    this.#slides[session.session_id] = { slides, count };
    this.jobs = [
      ...this.jobs.filter((other) => other.session.session_id !== session.session_id),
      job,
    ];
    void this.#next();
    return job;
  }

  /** The slides that were chosen for a session last; null for all of them. */
  slidesOf({ session_id }: Session): string | null {
    return this.#slides[session_id]?.slides ?? null;
  }

  /** Starts as the last time, without asking; false if there was no last time. */
  again(session: Session): boolean {
    const { last } = this;
    if (last === null) {
      return false;
    }
    const { session_id, slide_count, title } = session;
    if (!this.of(session_id)?.active) {
      const chosen = this.#slides[session_id];
      const { slides, count } =
        chosen && chosen.slides !== null ? chosen : { slides: null, count: slide_count };
      this.start(session, { ...last, slides, count, name: title, target: null, open: this.opens });
    }
    return true;
  }

  /** Another try of the same, perhaps over the file that is in the way. */
  retry(job: Job, change: Partial<ExportRequest> = {}): void {
    job.request = { ...job.request, ...change };
    job.state = { kind: "waiting" };
    void this.#next();
  }

  /** Writes beside the file that is in the way, under the first free number. */
  async keepBoth(job: Job): Promise<void> {
    const name = job.request.file_name;
    for (let number = 2; number <= MOST_NUMBERS; number += 1) {
      this.retry(job, { file_name: numberedName(name, number) });
      await this.#finished(job);
      if (job.state.kind !== "exists") {
        return;
      }
    }
  }

  async cancel(job: Job): Promise<void> {
    if (job.state.kind === "waiting") {
      job.state = { kind: "cancelled" };
      return;
    }
    job.cancelling = true;
    try {
      await this.app.backend.cancelExport(job.session.session_id);
    } catch (cause) {
      job.cancelling = false;
      this.app.toasts.fail(cause);
    }
  }

  async cancelAll(): Promise<void> {
    await Promise.all(this.active.map((job) => this.cancel(job)));
  }

  /** Forgets an export that is over. */
  dismiss(job: Job): void {
    this.jobs = this.jobs.filter((other) => other !== job);
  }

  #running: Promise<void> | null = null;

  async #finished(job: Job): Promise<void> {
    while (job.active && this.#running) {
      await this.#running;
    }
  }

  async #next(): Promise<void> {
    const job = this.jobs.find(({ state }) => state.kind === "waiting");
    if (this.#running || !job) {
      return;
    }
    this.#running = this.#run(job);
    await this.#running;
    this.#running = null;
    await this.#next();
  }

  async #run(job: Job): Promise<void> {
    const total = job.choices.slides === null ? job.session.slide_count : 0;
    job.state = { kind: "running", step: "starting_browser", ready: 0, total };
    job.cancelling = false;
    try {
      const saved = await this.app.backend.saveExport(job.request);
      job.state = { kind: "saved", saved };
      if (job.choices.open) {
        void openSaved(this.app, saved);
      }
    } catch (cause) {
      job.state = this.#stateAfter(job, problemOf(cause));
    }
    job.cancelling = false;
    announce(this.app, job);
  }

  #stateAfter(job: Job, problem: Problem): JobState {
    if (problem.code === "cancelled") {
      return { kind: "cancelled" };
    }
    if (problem.code === "already_exists" && !job.request.replace) {
      return { kind: "exists", other: numberedName(job.request.file_name, 2) };
    }
    return { kind: "failed", problem };
  }
}

/** "Stop and quit" or "Wait", while exports or imports run; `quit` does it. */
export function quitAfterWork(app: App, quit: () => Promise<void> | void): void {
  const exports = app.exports.active.length;
  const files = app.imports.importing;
  if (exports + files === 0) {
    void quit();
    return;
  }
  const words = strings.exporting;
  app.ask({
    title: words.quitTitle(exports, files),
    text: words.quitText,
    act: words.quitStop,
    keep: words.quitWait,
    danger: true,
    run: async () => {
      await app.exports.cancelAll();
      await quit();
    },
  });
}
