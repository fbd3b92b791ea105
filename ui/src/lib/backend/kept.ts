// What a browser page keeps for its next start. Storage may be refused or full;
// then the page works the same and starts as new.

export function kept<Value>(key: string): Value | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null") as Value | null;
  } catch {
    return null;
  }
}

export function keep(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Nothing of the user's is lost: only widths and the like.
  }
}
