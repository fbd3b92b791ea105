// Times of messages, in the words of the system's language.

const short = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });
const dayOfYear = new Intl.DateTimeFormat(undefined, { dateStyle: "long" });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "medium" });

/** "10:30" */
export function timeOf(timestamp: string): string {
  return short.format(new Date(timestamp));
}

/** The whole date and time, for a tooltip. */
export function fullTimeOf(timestamp: string): string {
  return full.format(new Date(timestamp));
}

/** "Tuesday, 4 November"; with the year if it is another one. */
export function dayOf(timestamp: string, now: Date = new Date()): string {
  const date = new Date(timestamp);
  return (date.getFullYear() === now.getFullYear() ? day : dayOfYear).format(date);
}

/** Whether two messages were written on different days. */
export function otherDay(before: string, after: string): boolean {
  return new Date(before).toDateString() !== new Date(after).toDateString();
}
