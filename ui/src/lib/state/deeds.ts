// What the user does to sessions, one or many: each shows its result at once, can
// be taken back where that is possible, and says what went wrong.

import { problemOf, type Problem, type Session } from "$lib/backend";
import { strings } from "$lib/strings";

import type { App } from "./app.svelte";
import { CHUNK } from "./library.svelte";

/** Above so many, the number is typed before they are deleted for good. */
const TYPED_ABOVE = 20;

const words = strings.library;

/** Makes a session and opens it. */
export async function createSession(app: App): Promise<void> {
  await told(app, async () => {
    const profile = app.library.profileId;
    const request = profile === null ? {} : { profile_id: profile };
    const session = await app.saving.run(() => app.backend.call("create_session", request));
    await app.library.listed(session);
    await app.opened.open(session.session_id);
  });
}

/** Throws the problem, which is shown at the field. */
export async function renameSession(app: App, session: Session, title: string): Promise<void> {
  const wanted = title.trim();
  if (wanted === session.title) {
    return;
  }
  await giveTitle(app, session, wanted);
  app.undoing.add(words.rename.label, () => giveTitle(app, session, session.title));
}

async function giveTitle(app: App, session: Session, title: string): Promise<void> {
  const { session_id } = session;
  const request = { session_id, title };
  const renamed = await app.saving.run(() => app.backend.call("rename_session", request));
  const now = app.library.find(session_id) ?? session;
  app.library.put({ ...now, title: renamed.title, updated_at: renamed.updated_at });
}

export async function duplicateSession(app: App, session: Session): Promise<void> {
  await told(app, async () => {
    const { session_id } = session;
    const copy = await app.saving.run(() => app.backend.call("duplicate_session", { session_id }));
    app.library.put(copy);
    app.library.focused = copy.session_id;
  });
}

/** Moves a session to another profile; null: to none. */
export async function assignProfile(
  app: App,
  session: Session,
  profileId: number | null,
): Promise<void> {
  await told(app, async () => {
    await giveProfile(app, session, profileId);
    app.undoing.add(words.profile.assign, () => giveProfile(app, session, session.profile_id));
  });
}

async function giveProfile(app: App, session: Session, profile_id: number | null): Promise<void> {
  const request = { session_id: session.session_id, profile_id };
  app.library.put(await app.saving.run(() => app.backend.call("assign_profile", request)));
}

/** Throws the problem, which is shown at the field. */
export async function createProfile(app: App, name: string): Promise<number> {
  const request = { profile_name: name };
  const made = await app.saving.run(() => app.backend.call("create_profile", request));
  // The change that tells of it may have come first.
  const others = app.library.profiles.filter(({ profile_id: id }) => id !== made.profile_id);
  app.library.profiles = [...others, made].sort((a, b) =>
    a.profile_name.localeCompare(b.profile_name),
  );
  return made.profile_id;
}

/** Throws the problem, which is shown at the field. */
export async function renameProfile(app: App, profileId: number, name: string): Promise<void> {
  const request = { profile_id: profileId, profile_name: name };
  await app.saving.run(() => app.backend.call("rename_profile", request));
}

/** Moves sessions to the Trash, a thousand at a time. */
export async function trash(app: App, ids: readonly string[]): Promise<void> {
  await app.whileMoving(ids, () => trashNow(app, ids));
}

/** The rows leave the list at once; those that could not be moved come back. */
async function trashNow(app: App, ids: readonly string[]): Promise<void> {
  const rows = listed(app, ids);
  app.library.remove(ids);
  const { done, problem } = await inChunks(app, ids, "trash_sessions");
  const [moved, left] = parted(rows, done);
  putBack(app, left);
  if (done.length > 0) {
    gone(app, done);
    app.library.trashCount += done.length;
    tellWithUndo(app, done, moved);
  }
  finish(app, ids, done, problem, (left) => trash(app, left));
}

/** What could not be moved stands there again, with the keyboard where it was. */
function putBack({ library, layout }: App, rows: readonly Session[]): void {
  library.putBack(rows);
  if (rows[0] !== undefined) {
    library.focused = rows[0].session_id;
    library.focusList = layout.focusedPane() === "sidebar";
  }
}

/** Takes sessions out of the Trash. */
export async function restore(app: App, ids: readonly string[]): Promise<void> {
  await app.whileMoving(ids, () => restoreNow(app, ids));
}

async function restoreNow(app: App, ids: readonly string[]): Promise<void> {
  const { done, problem } = await inChunks(app, ids, "restore_sessions");
  if (done.length > 0) {
    app.library.remove(done);
    app.library.trashCount = Math.max(0, app.library.trashCount - done.length);
    app.toasts.show(words.restored(done.length), { tone: "success" });
  }
  finish(app, ids, done, problem, (left) => restore(app, left));
}

/** Asks, with the number, and deletes for good. */
export function deleteForever(app: App, ids: readonly string[]): void {
  const count = ids.length;
  app.ask({
    title: words.forever.title(count, app.library.find(ids[0] ?? "")?.title ?? ""),
    text: words.forever.text(count),
    act: words.forever.act(count),
    danger: true,
    ...(count > TYPED_ABOVE ? { typed: String(count) } : {}),
    run: () => app.whileMoving(ids, () => deleteNow(app, ids)),
  });
}

async function deleteNow(app: App, ids: readonly string[]): Promise<void> {
  const { done, problem } = await deleteEach(app, ids);
  if (done.length > 0) {
    gone(app, done);
    app.library.trashCount = Math.max(0, app.library.trashCount - done.length);
    app.toasts.show(words.forever.done(done.length), { tone: "success" });
  }
  finish(app, ids, done, problem, (left) => deleteForever(app, left));
}

/** Deletions that are under way at one time. */
const DELETING = 8;

/** One by one: a clean-up at once passes over what lies in the Trash. */
async function deleteEach(app: App, ids: readonly string[]): Promise<Outcome> {
  const left = [...ids];
  const outcome: Outcome = { done: [], problem: null };
  const tell = () => {
    const counts = { done: outcome.done.length, of: ids.length };
    app.library.deleting = ids.length > DELETING ? counts : null;
  };
  const work = async (): Promise<void> => {
    for (let session_id = left.shift(); session_id; session_id = left.shift()) {
      const id = session_id;
      try {
        await app.saving.run(() => app.backend.call("delete_session", { session_id: id }));
        outcome.done.push(id);
      } catch (cause) {
        const problem = problemOf(cause);
        // One that is gone already is what was asked for.
        if (problem.code === "not_found") outcome.done.push(id);
        else outcome.problem = problem;
      }
      tell();
    }
  };
  tell();
  await Promise.all(Array.from({ length: DELETING }, work));
  app.library.deleting = null;
  return outcome;
}

type Bulk = "trash_sessions" | "restore_sessions";

interface Outcome {
  done: string[];
  problem: Problem | null;
}

async function inChunks(app: App, ids: readonly string[], name: Bulk): Promise<Outcome> {
  const done: string[] = [];
  let problem: Problem | null = null;
  for (let start = 0; start < ids.length; start += CHUNK) {
    const session_ids = ids.slice(start, start + CHUNK);
    try {
      const answer = await app.saving.run(() => app.backend.call(name, { session_ids }));
      done.push(...answer.session_ids);
    } catch (cause) {
      problem = problemOf(cause);
    }
  }
  return { done, problem };
}

/** Rows leave the list; a session that is open closes, or its neighbour opens. */
function gone(app: App, ids: readonly string[]): void {
  const open = app.opened.asked;
  app.library.remove(ids);
  if (open !== null && ids.includes(open)) {
    void app.opened.open(app.library.view === "all" ? app.library.focused : null);
  }
}

function listed(app: App, ids: readonly string[]): Session[] {
  const wanted = new Set(ids);
  return app.library.sessions.filter(({ session_id }) => wanted.has(session_id));
}

/** Those of which this was done, and the others. */
function parted(rows: readonly Session[], done: readonly string[]): [Session[], Session[]] {
  const ids = new Set(done);
  const isDone = ({ session_id }: Session) => ids.has(session_id);
  return [rows.filter(isDone), rows.filter((row) => !isDone(row))];
}

function tellWithUndo(app: App, ids: readonly string[], rows: readonly Session[]): void {
  const undoable = app.undoing.add(words.undo, () =>
    app.whileMoving(ids, () => undoTrash(app, ids, rows)),
  );
  app.toasts.show(words.trashed(ids.length, rows[0]?.title ?? ""), {
    actions: [{ label: words.undo, keys: "Mod+Z", run: () => app.undoing.undo(undoable) }],
  });
}

/** Rows that are known come back at once; where some do not, all is read anew. */
async function undoTrash(
  app: App,
  ids: readonly string[],
  rows: readonly Session[],
): Promise<void> {
  const { library } = app;
  library.bringBack(rows);
  library.focused = rows[0]?.session_id ?? library.focused;
  const { done, problem } = await inChunks(app, ids, "restore_sessions");
  library.trashCount = Math.max(0, library.trashCount - done.length);
  if (done.length < ids.length) {
    await library.hear(null);
  }
  if (problem) {
    throw problem;
  }
  if (done.length < ids.length) {
    app.toasts.show(words.notInTrash(ids.length - done.length));
  }
}

/** What was not done stays chosen and can be tried again. */
function finish(
  app: App,
  asked: readonly string[],
  done: readonly string[],
  problem: Problem | null,
  again: (left: string[]) => Promise<void> | void,
): void {
  const moved = new Set(done);
  const left = asked.filter((id) => !moved.has(id));
  if (app.library.selection.active) {
    app.library.selection.keep(problem ? left : []);
  }
  if (problem) {
    const text =
      done.length > 0 ? words.partly(done.length, left.length, problem.message) : problem.message;
    app.toasts.show(text, {
      tone: "failure",
      details: `${problem.title} (${problem.code})`,
      actions: [{ label: words.retry, run: () => again(left) }, ...app.toasts.helpFor(problem)],
    });
  } else if (app.library.selection.active) {
    app.library.selection.leave();
  }
}

async function told(app: App, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (cause) {
    app.toasts.fail(cause);
  }
}
