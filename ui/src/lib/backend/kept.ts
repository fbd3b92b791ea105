// What the page keeps in its engine's storage. Storage may be refused or full; then
// the page works the same, and its next start does not find what was kept.

/** Kept from start to start, or until the tab is closed. */
export type Place = "localStorage" | "sessionStorage";

export function kept<Value>(key: string, place: Place = "localStorage"): Value | null {
  try {
    return JSON.parse(window[place].getItem(key) ?? "null") as Value | null;
  } catch {
    return null;
  }
}

export function keep(key: string, value: unknown, place: Place = "localStorage"): void {
  try {
    window[place].setItem(key, JSON.stringify(value));
  } catch {
    // What is on the screen stays there.
  }
}

export function forget(key: string, place: Place = "localStorage"): void {
  try {
    window[place].removeItem(key);
  } catch {
    // Where storage is refused, nothing was kept.
  }
}
