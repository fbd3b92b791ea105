// The sessions that the sidebar lists, and what is done to one of them.

import { problemOf, type Change, type Problem, type Profile, type Session } from "$lib/backend";
import { strings } from "$lib/strings";

import type { App } from "./app.svelte";
import { Changes } from "./changes";
import { merged, placed, replaced, setOf, without } from "./order";
import { Selection } from "./selection.svelte";

export type View = "all" | "trash";

/** Lectern answers no more at once. */
export const PAGE = 100;
/** Lectern moves no more at once. */
export const CHUNK = 1000;
/** A list that grows is drawn anew so often at most. */
const DRAWN_EVERY_MS = 150;
/** More sessions than these that changed at once are read as a list. */
const READ_ONE_BY_ONE = 20;

type Kind = Change["change"];

export class Library {
  sessions = $state.raw<Session[]>([]);
  profiles = $state.raw<Profile[]>([]);
  view = $state<View>("all");
  /** Only this profile's sessions; null: everyone's. */
  profileId = $state<number | null>(null);
  query = $state("");
  /** The first page is on its way. */
  loading = $state(true);
  /** More pages are on their way; what is listed is not all yet. */
  more = $state(false);
  problem = $state.raw<Problem | null>(null);
  /** How many lie in the Trash; `true` in `trashIsMore` when there are more. */
  trashCount = $state(0);
  trashIsMore = $state(false);
  /** How far the deleting of many is, while it goes on. */
  deleting = $state.raw<{ done: number; of: number } | null>(null);
  /** The row that the keyboard stands on. */
  focused = $state<string | null>(null);
  /** The row whose title is being written. */
  renaming = $state<string | null>(null);
  /** Asks the list, or the search field, to take the keyboard as soon as it is there. */
  focusList = $state(false);
  focusSearch = $state(false);
  readonly selection: Selection;

  /** Ends the reading of an older filter; an answer to that is dropped. */
  #leaving = new AbortController();
  /** What happened to the list while it is being read again. */
  #meanwhile: ((rows: readonly Session[]) => Session[])[] | null = null;
  readonly #changes = new Changes((gone, changed) => void this.#apply(gone, changed));
  #complete: Promise<void> = Promise.resolve();

  constructor(readonly app: App) {
    this.selection = new Selection(this);
  }

  get profileName(): string | null {
    const found = this.profiles.find(({ profile_id }) => profile_id === this.profileId);
    return found?.profile_name ?? null;
  }

  find(sessionId: string): Session | null {
    return this.sessions.find(({ session_id }) => session_id === sessionId) ?? null;
  }

  /** Reads the profiles, the first page, and then the rest in the background. */
  async start(): Promise<void> {
    await this.#readAll(false);
  }

  /**
   * Reads the list anew. With `again`, the filter is the same as before: what is
   * listed stays until all has been read, so that nothing jumps.
   */
  async reload(again = false): Promise<void> {
    const first = this.#readFirst(again);
    this.#complete = first.then((readRest) => readRest());
    await first;
  }

  /** Answers how to read the rest. */
  async #readFirst(again: boolean): Promise<() => Promise<void>> {
    this.#leaving.abort();
    this.#leaving = new AbortController();
    const { signal } = this.#leaving;
    this.problem = null;
    this.loading = this.sessions.length === 0;
    this.#meanwhile = [];
    let readRest = async () => {};
    try {
      const first = await this.#page(null, signal);
      if (signal.aborted) {
        return readRest;
      }
      const quietly = again && this.sessions.length > first.sessions.length;
      const cursor = first.next_cursor ?? null;
      this.more = cursor !== null;
      if (!quietly) {
        this.#swap(first.sessions);
      }
      readRest = () => this.#readRest(signal, cursor, quietly ? first.sessions : null);
    } catch (cause) {
      if (!signal.aborted) {
        this.#meanwhile = null;
        this.problem = problemOf(cause);
        this.sessions = [];
        this.more = false;
      }
    } finally {
      if (!signal.aborted) {
        this.loading = false;
      }
    }
    return readRest;
  }

  /** Once everything in the filter is listed. */
  async complete(): Promise<void> {
    let reading: Promise<void>;
    do {
      reading = this.#complete;
      await reading;
    } while (reading !== this.#complete);
  }

  /** Finds titles, anew with each letter. */
  async search(query: string): Promise<void> {
    this.query = query;
    await this.reload();
  }

  async clearSearch(): Promise<void> {
    await this.search("");
  }

  async show(view: View): Promise<void> {
    this.selection.leave();
    this.view = view;
    this.renaming = null;
    this.sessions = [];
    await this.reload();
  }

  async filter(profileId: number | null): Promise<void> {
    this.selection.leave();
    this.profileId = profileId;
    await this.reload();
  }

  /** Takes a session's newer state into the list. */
  put(session: Session): void {
    this.app.opened.put(session);
    if (this.view === "trash" || !this.#matches(session)) {
      this.#alter((rows) => without(rows, setOf([session.session_id])));
    } else if (this.selection.active) {
      this.#alter((rows) => replaced(rows, session));
    } else {
      this.#alter((rows) => placed(rows, session));
    }
  }

  /** Puts rows back that were taken out a while ago. */
  putBack(sessions: readonly Session[]): void {
    if (this.view === "all" && sessions.length > 0) {
      this.#alter((rows) =>
        merged(
          rows,
          sessions.filter((session) => this.#matches(session)),
        ),
      );
    }
  }

  /** Puts rows back whose going was undone: that they went is no news any more. */
  bringBack(sessions: readonly Session[]): void {
    this.#changes.forgetGoing(sessions.map(({ session_id }) => session_id));
    this.putBack(sessions);
  }

  /** Shows a new session, whatever was filtered before. */
  async listed(session: Session): Promise<void> {
    const elsewhere = this.profileId !== null && session.profile_id !== this.profileId;
    if (this.view === "trash" || this.query !== "" || elsewhere) {
      this.query = "";
      this.profileId = elsewhere ? null : this.profileId;
      await this.show("all");
    }
    // Also during a clean-up, when the rows that are listed keep their places.
    this.#alter((rows) => placed(rows, session));
    this.focused = session.session_id;
  }

  remove(ids: readonly string[]): void {
    const gone = setOf(ids);
    if (this.focused !== null && gone.has(this.focused)) {
      this.focused = this.#neighbour(gone);
    }
    this.#alter((rows) => without(rows, gone));
  }

  /** Hears of a change, whoever made it; null: some were missed. */
  async hear(change: Change | null): Promise<void> {
    if (change === null || change.change === "profiles_changed") {
      await this.#readAll(true);
    } else if (change.session_id !== null && change.change !== "export_progressed") {
      this.#changes.add(change.session_id, change.change);
    }
  }

  /** The session that was open has gone away by itself. */
  closedItself(): void {
    this.app.toasts.show(strings.library.gone);
  }

  /** Applies what has changed: a few sessions one by one, many by reading all. */
  async #apply(gone: readonly string[], changed: ReadonlyMap<string, Kind>): Promise<void> {
    const restored = [...changed].some(
      ([id, kind]) => kind === "session_created" && this.find(id) === null,
    );
    if (gone.length > 0 || restored) {
      this.#countTrash().catch((cause: unknown) => this.app.toasts.fail(cause));
    }
    if (this.view === "trash" || changed.size > READ_ONE_BY_ONE) {
      await this.reload(true);
      return;
    }
    this.remove(gone);
    await Promise.all([...changed.keys()].map((id) => this.#readOne(id)));
  }

  async #readOne(session_id: string): Promise<void> {
    try {
      this.put(await this.app.backend.call("get_session", { session_id }));
    } catch (cause) {
      if (problemOf(cause).code === "not_found") {
        this.remove([session_id]);
      } else {
        this.app.toasts.fail(cause);
      }
    }
  }

  #alter(change: (rows: readonly Session[]) => Session[]): void {
    this.sessions = change(this.sessions);
    this.#meanwhile?.push(change);
  }

  /** Shows what has been read, with what happened to it meanwhile. */
  #swap(rows: readonly Session[]): void {
    const changes = this.#meanwhile ?? [];
    this.sessions = changes.reduce<Session[]>((now, change) => change(now), [...rows]);
    this.#meanwhile = null;
  }

  #page(cursor: string | null, signal: AbortSignal) {
    const words = this.query.trim();
    const request = {
      limit: PAGE,
      ...(this.view === "trash" ? { trashed: true } : {}),
      ...(this.profileId === null ? {} : { profile_id: this.profileId }),
      ...(words === "" ? {} : { q: words }),
      ...(cursor === null ? {} : { cursor }),
    };
    return this.app.backend.call("list_sessions", request, signal);
  }

  /**
   * Goes on page by page and lets the window draw in between. Rows that are given
   * are the start of a list that is shown when it is whole.
   */
  async #readRest(
    signal: AbortSignal,
    from: string | null,
    quiet: Session[] | null,
  ): Promise<void> {
    let cursor = from;
    let rows = quiet ?? [];
    let drawn = performance.now();
    while (cursor !== null) {
      await new Promise((resume) => setTimeout(resume));
      try {
        const page = signal.aborted ? null : await this.#page(cursor, signal);
        if (page === null || signal.aborted) {
          return;
        }
        cursor = page.next_cursor ?? null;
        rows = [...rows, ...page.sessions];
      } catch (cause) {
        this.#failRest(signal, cause);
        return;
      }
      const now = performance.now();
      if (quiet === null && (cursor === null || now - drawn > DRAWN_EVERY_MS)) {
        this.#append(rows);
        rows = [];
        drawn = now;
      }
    }
    if (quiet !== null) {
      this.#swap(rows);
    }
    this.more = false;
  }

  #failRest(signal: AbortSignal, cause: unknown): void {
    if (!signal.aborted) {
      this.more = false;
      this.#meanwhile = null;
      const again = { label: strings.library.failed.again, run: () => this.reload() };
      this.app.toasts.fail(cause, [again]);
    }
  }

  /** A row may have come in by a change meanwhile, and is not listed twice. */
  #append(more: readonly Session[]): void {
    const known = setOf(this.sessions.map(({ session_id }) => session_id));
    const fresh = more.filter(({ session_id }) => !known.has(session_id));
    this.sessions = [...this.sessions, ...fresh];
  }

  async #readAll(again: boolean): Promise<void> {
    // That sessions cannot be read is said once, by the list.
    const counting = this.#countTrash().catch(() => undefined);
    await Promise.all([this.reload(again), this.#readProfiles(), counting]);
  }

  async #readProfiles(): Promise<void> {
    try {
      this.profiles = (await this.app.backend.call("list_profiles", {})).profiles;
    } catch (cause) {
      this.app.toasts.fail(cause);
    }
  }

  async #countTrash(): Promise<void> {
    const request = { limit: PAGE, trashed: true };
    const answer = await this.app.backend.call("list_sessions", request);
    this.trashCount = answer.count;
    this.trashIsMore = answer.next_cursor != null;
  }

  #matches(session: Session): boolean {
    const words = this.query.trim().toLocaleLowerCase();
    return (
      (this.profileId === null || session.profile_id === this.profileId) &&
      (words === "" ||
        session.title.toLocaleLowerCase().includes(words) ||
        this.find(session.session_id) !== null)
    );
  }

  /** The row after the focused one that stays, else the one before it. */
  #neighbour(gone: ReadonlySet<string>): string | null {
    const at = this.sessions.findIndex(({ session_id }) => session_id === this.focused);
    const stays = ({ session_id }: Session) => !gone.has(session_id);
    const next = this.sessions.slice(at).find(stays) ?? this.sessions.slice(0, at).findLast(stays);
    return next?.session_id ?? null;
  }
}
