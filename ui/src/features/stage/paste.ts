// What can become a session out of what was copied elsewhere.

/** The part of a clipboard that is needed here. */
export interface Copied {
  getData(type: string): string;
}

/** The deck that was copied, as text of its file; null if there is none. */
export function copiedDeck(copied: Copied): string | null {
  const text = copied.getData("text/plain").trim();
  if (/^[<{[]/.test(text)) {
    return text;
  }
  const html = copied.getData("text/html").trim();
  return html === "" ? null : html;
}
