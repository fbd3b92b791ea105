// The list as it is drawn: rows, and headings for the days they fall on.

import type { Session } from "$lib/backend";
import { momentOf } from "$lib/state/order";
import { strings } from "$lib/strings";

export type Item =
  | { kind: "heading"; key: string; label: string }
  | { kind: "row"; key: string; session: Session; index: number };

const WEEK = 7;
const words = strings.library.days;
const month = new Intl.DateTimeFormat(undefined, { month: "long" });
const monthOfYear = new Intl.DateTimeFormat(undefined, { month: "long", year: "numeric" });

/** The rows under their headings, in the order of the list. */
export function itemsOf(sessions: readonly Session[], now = new Date()): Item[] {
  const items: Item[] = [];
  const label = labeller(now);
  let before = "";
  sessions.forEach((session, index) => {
    const day = label(momentOf(session));
    if (day !== before) {
      // The same day twice: a list that keeps its order while rows are chosen.
      items.push({ kind: "heading", key: `day ${index} ${day}`, label: day });
      before = day;
    }
    items.push({ kind: "row", key: session.session_id, session, index });
  });
  return items;
}

/** Names the day of a moment. Borders are worked out once: lists are long. */
function labeller(now: Date): (moment: number) => string {
  const startOfDay = (daysAgo: number) =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() - daysAgo).getTime();
  const [today, yesterday, week] = [startOfDay(0), startOfDay(1), startOfDay(WEEK)];
  const months = new Map<number, string>();
  return (moment) => {
    if (moment >= today) {
      return words.today;
    }
    if (moment >= yesterday) {
      return words.yesterday;
    }
    if (moment >= week) {
      return words.week;
    }
    const date = new Date(moment);
    const key = date.getFullYear() * 12 + date.getMonth();
    const known = months.get(key);
    const label =
      known ?? (date.getFullYear() === now.getFullYear() ? month : monthOfYear).format(date);
    months.set(key, label);
    return label;
  };
}

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: "short" });
const weekday = new Intl.DateTimeFormat(undefined, { weekday: "long" });
const date = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const dateOfYear = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "short" });

/** When it was, as short as its distance allows: the clock today, then the weekday. */
export function shortTime(moment: string, now = new Date()): string {
  const when = new Date(moment);
  const startOfDay = (daysAgo: number) =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() - daysAgo).getTime();
  if (when.getTime() >= startOfDay(1)) {
    return clock.format(when);
  }
  if (when.getTime() >= startOfDay(WEEK - 1)) {
    return weekday.format(when);
  }
  return (when.getFullYear() === now.getFullYear() ? date : dateOfYear).format(when);
}

/** When it was, in full. */
export function exactTime(moment: string): string {
  return exact.format(new Date(moment));
}
