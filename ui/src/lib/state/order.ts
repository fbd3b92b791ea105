// How the list of sessions is ordered and divided into days.

import type { Session } from "$lib/backend";

const MOMENTS = new WeakMap<Session, number>();

/** When a session was last worked on. Read once of each: lists are long. */
export function momentOf(session: Session): number {
  const moment = MOMENTS.get(session) ?? Date.parse(session.last_activity);
  MOMENTS.set(session, moment);
  return moment;
}

/** Newest activity first, as Lectern lists them; ties by id, newest first. */
export function newestFirst(a: Session, b: Session): number {
  return momentOf(b) - momentOf(a) || (a.session_id < b.session_id ? 1 : -1);
}

/** Puts a session where it belongs, in place of its older state. */
export function placed(sessions: readonly Session[], session: Session): Session[] {
  const others = sessions.filter(({ session_id }) => session_id !== session.session_id);
  let low = 0;
  let high = others.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = others[middle];
    if (other && newestFirst(other, session) < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  others.splice(low, 0, session);
  return others;
}

/** Puts a session's newer state where the older one stands. */
export function replaced(sessions: readonly Session[], session: Session): Session[] {
  return sessions.map((other) => (other.session_id === session.session_id ? session : other));
}

/** Puts many sessions where they belong. */
export function merged(sessions: readonly Session[], more: readonly Session[]): Session[] {
  const known = new Set(more.map(({ session_id }) => session_id));
  return [...without(sessions, known), ...more].sort(newestFirst);
}

export function without(sessions: readonly Session[], ids: ReadonlySet<string>): Session[] {
  return sessions.filter(({ session_id }) => !ids.has(session_id));
}

/** Ids as a set that is replaced, never changed, so that one signal carries it. */
export function setOf(...ids: readonly Iterable<string>[]): ReadonlySet<string> {
  return new Set(ids.flatMap((some) => [...some]));
}

/** The set with this id put in, or taken out if it was in. */
export function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const changed = new Set(ids);
  if (!changed.delete(id)) {
    changed.add(id);
  }
  return changed;
}
