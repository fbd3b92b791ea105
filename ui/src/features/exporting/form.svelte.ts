// What the export dialog holds while the user chooses.

import {
  type ExportChoices,
  type ExportTarget,
  type Problem,
  problemOf,
  type Session,
} from "$lib/backend";
import type { App } from "$lib/state/app.svelte";
import { withEnding } from "$lib/state/export-names";
import { type Choices, type Exports } from "$lib/state/exports.svelte";

import { readRange } from "./ranges";

export type Which = "all" | "this" | "range";

export class ExportForm {
  which = $state<Which>("all");
  typed = $state("");
  name = $state("");
  target = $state.raw<ExportTarget | null>(null);
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

  /** Whether a browser that draws files is known to be missing. */
  get browserMissing(): boolean {
    return this.inWindow && this.world !== null && this.world.browser === null;
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
    return {
      format: "pdf",
      slides: this.#slides,
      name: this.name,
      target: this.target,
      open: this.open,
    };
  }

  get #slides(): string | null {
    if (this.which === "this") {
      return String(this.current);
    }
    return this.which === "range" && this.range.ok ? this.range.slides : null;
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
      const name = withEnding(this.name, "pdf");
      const target = await this.app.backend.desktop?.chooseExportFile(name, "pdf");
      this.target = target ?? this.target;
    } catch (cause) {
      this.problem = problemOf(cause);
    }
  }

  #startFrom(exports: Exports): void {
    const slides = exports.slidesOf(this.session);
    if (slides !== null && readRange(slides, this.total).ok) {
      this.typed = slides.replaceAll(",", ", ");
    }
  }
}
