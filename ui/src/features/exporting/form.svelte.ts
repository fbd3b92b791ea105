// What the export dialog holds while the user chooses.

import {
  type ExportChoices,
  type ExportFormat,
  type ExportTarget,
  type InPowerPoint,
  type OnPaper,
  type Problem,
  problemOf,
  type Session,
} from "$lib/backend";
import type { App } from "$lib/state/app.svelte";
import { endingOf } from "$lib/state/export-names";
import { type Choices, type Exports, orderOf } from "$lib/state/exports.svelte";

import { readRange } from "./ranges";

export type Which = "all" | "this" | "range";

export class ExportForm {
  format = $state<ExportFormat>("pptx");
  /** Of pictures: pixels for each of a slide's own. */
  scale = $state(2);
  /** Of a PDF. */
  paper = $state.raw<OnPaper>({ notes: "none", per_page: 1, paper: "a4" });
  powerpoint = $state.raw<InPowerPoint>({ mode: "editable", made_for: "any" });
  which = $state<Which>("all");
  typed = $state("");
  name = $state("");
  #target = $state.raw<ExportTarget | null>(null);
  /** Whether the file is opened once it is written; a browser keeps its downloads to itself. */
  open = $state(false);
  /** Where files go and what draws them; null until Lectern has answered. */
  world = $state.raw<ExportChoices | null>(null);
  problem = $state.raw<Problem | null>(null);

  constructor(
    readonly app: App,
    readonly session: Session,
    /** Number of the slide on the stage, from 1. */
    readonly current: number,
  ) {
    this.name = session.title;
    this.open = this.inWindow && app.exports.opens;
    this.#startFrom(app.exports);
    void this.look();
  }

  get total(): number {
    return this.session.slide_count;
  }

  readonly range = $derived.by(() => readRange(this.typed, this.session.slide_count));

  /** How the file's name ends. */
  get ending(): string {
    return endingOf(this.format, this.#slides.count);
  }

  /** The file that was chosen in a dialog, as long as it is one of this kind. */
  get target(): ExportTarget | null {
    return this.#target?.file_name.toLowerCase().endsWith(`.${this.ending}`) ? this.#target : null;
  }

  set target(target: ExportTarget | null) {
    this.#target = target;
  }

  /** Whether the file is drawn by a browser, and none is known. */
  get browserMissing(): boolean {
    return (
      this.format !== "html" && this.inWindow && this.world !== null && this.world.browser === null
    );
  }

  get inWindow(): boolean {
    return this.app.backend.desktop !== null;
  }

  get nameEmpty(): boolean {
    return this.target === null && this.name.trim() === "";
  }

  get ready(): boolean {
    const rangeRead = this.which !== "range" || this.range.ok;
    return this.total > 0 && rangeRead && !this.nameEmpty && !this.browserMissing;
  }

  get choices(): Choices {
    const { format, scale, paper, powerpoint, name, target, open } = this;
    return { ...this.#slides, format, scale, paper, powerpoint, name, target, open };
  }

  get #slides(): Pick<Choices, "slides" | "count"> {
    if (this.which === "this") {
      return { slides: String(this.current), count: 1 };
    }
    return this.which === "range" && this.range.ok
      ? { slides: this.range.slides, count: this.range.count }
      : { slides: null, count: this.total };
  }

  async look(): Promise<void> {
    try {
      this.world = await this.app.backend.exportChoices();
    } catch (cause) {
      this.problem = problemOf(cause);
    }
  }

  /** Lets the user choose a file in the system's dialog. */
  async choose(): Promise<void> {
    this.problem = null;
    try {
      const order = orderOf(this.session, this.choices);
      const target = await this.app.backend.desktop?.chooseExportFile(order);
      this.target = target ?? this.target;
    } catch (cause) {
      this.problem = problemOf(cause);
    }
  }

  #startFrom(exports: Exports): void {
    this.format = exports.last?.format ?? this.format;
    this.scale = exports.last?.scale ?? this.scale;
    this.paper = exports.last?.paper ?? this.paper;
    this.powerpoint = exports.last?.powerpoint ?? this.powerpoint;
    const slides = exports.slidesOf(this.session);
    if (slides !== null && readRange(slides, this.total).ok) {
      this.typed = slides.replaceAll(",", ", ");
    }
  }
}
