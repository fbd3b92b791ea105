// Files that are brought in: by a button, by a drop, or handed over by the system.

import type { FilesEvent, ImportOutcome, Session } from "$lib/backend";
import { strings } from "$lib/strings";

import type { App } from "./app.svelte";

export class Imports {
  /** How many files hang over the window; 0 when none do. */
  hovering = $state(0);
  /** How many files are being read. */
  importing = $state(0);
  /** What came of the newest import. */
  outcomes = $state.raw<readonly ImportOutcome[]>([]);

  constructor(readonly app: App) {}

  /** Lets the user choose files. */
  async choose(): Promise<void> {
    await this.#bringIn(() => this.app.backend.importFiles());
  }

  /** Imports what was dropped on, or pasted into, a browser page. */
  async drop(files: readonly File[]): Promise<void> {
    this.hovering = 0;
    this.importing = files.length;
    await this.#bringIn(() => this.app.backend.importDropped(files));
  }

  hear(event: FilesEvent): void {
    this.hovering = event.kind === "hovering" ? event.count : 0;
    if (event.kind === "importing") {
      this.importing = event.count;
    } else if (event.kind === "imported") {
      this.importing = 0;
      // What another program hands over was not dropped into what is shown.
      void this.finish(event.outcomes, event.dropped ? this.app.library.profileId : null);
    }
  }

  async #bringIn(run: () => Promise<ImportOutcome[]>): Promise<void> {
    try {
      await this.finish(await run());
    } catch (cause) {
      this.app.toasts.fail(cause);
    } finally {
      this.importing = 0;
    }
  }

  /**
   * Shows what came of an import, and opens the first session that it made, unless
   * an audience is watching another one. As a new session, an imported one goes into
   * the profile that is shown.
   */
  async finish(
    outcomes: readonly ImportOutcome[],
    profileId: number | null = this.app.library.profileId,
  ): Promise<void> {
    if (outcomes.length === 0) {
      return;
    }
    this.outcomes = outcomes;
    const made = outcomes.flatMap(({ session }) => session ?? []);
    const sessions = await Promise.all(made.map((session) => this.#assigned(session, profileId)));
    this.#tell(outcomes, sessions.length);
    const [first, ...others] = sessions;
    if (first === undefined) {
      return;
    }
    await this.app.library.listed(first);
    others.forEach((session) => this.app.library.put(session));
    if (!this.app.presenting) {
      await this.app.opened.open(first.session_id);
    }
  }

  /** The session in the profile, unless its file named one. */
  async #assigned(session: Session, profile_id: number | null): Promise<Session> {
    if (profile_id === null || session.profile_id !== null) {
      return session;
    }
    const request = { session_id: session.session_id, profile_id };
    try {
      return await this.app.saving.run(() => this.app.backend.call("assign_profile", request));
    } catch (cause) {
      this.app.toasts.fail(cause);
      return session;
    }
  }

  #tell(outcomes: readonly ImportOutcome[], imported: number): void {
    const words = strings.library.imports;
    const report = () => void (this.app.overlay = { kind: "report", of: "import" });
    for (const { file_name, problem } of outcomes) {
      if (problem) {
        this.app.toasts.show(words.failed(file_name, problem.detail), {
          tone: "failure",
          details: `${problem.title} (${problem.code})`,
        });
      }
    }
    if (imported > 0) {
      this.app.toasts.show(words.imported(imported), {
        tone: "success",
        actions: [{ label: words.report, run: report }],
      });
    }
  }
}
