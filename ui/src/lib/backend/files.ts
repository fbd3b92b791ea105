// Files that go through the browser: chosen by the user, and saved as downloads.

import { strings } from "../strings";
import { Problem } from "./problem";

const READ_AS_DECKS = ".html,.htm,.json,.md,.markdown";
const KEPT_FOR_DOWNLOAD_MS = 60_000;

/** Lets the user choose files; none when the dialog is closed. */
export function chooseFiles(): Promise<File[]> {
  return new Promise((resolve) => {
    const input = document.createElement("input");
    input.type = "file";
    input.multiple = true;
    input.accept = READ_AS_DECKS;
    input.addEventListener("change", () => resolve([...(input.files ?? [])]));
    input.addEventListener("cancel", () => resolve([]));
    input.click();
  });
}

/** What stands in a file, which may have gone since it was chosen. */
export async function textOf(file: File): Promise<string> {
  try {
    return await file.text();
  } catch {
    throw new Problem({ code: "unreadable", ...strings.problems.fileUnread });
  }
}

/** Hands a file to the browser, which saves it where it saves downloads. */
export function download(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_FOR_DOWNLOAD_MS);
}

/** The name that an answer gives its file. */
export function fileNameOf(disposition: string | null): string | null {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? "")?.[1];
  return encoded === undefined ? null : decodeURIComponent(encoded);
}
