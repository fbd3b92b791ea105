// Names of files before Lectern has cleaned them.

import type { ExportFormat } from "$lib/backend";

/** How a file's name ends that holds so many slides: several pictures come packed. */
export function endingOf(format: ExportFormat, slides: number): string {
  return format === "png" && slides !== 1 ? "zip" : format;
}

/** "Q3" as a PDF is "Q3.pdf", and so is "Q3.pdf". */
export function withEnding(name: string, ending: string): string {
  const trimmed = name.trim();
  return trimmed.toLowerCase().endsWith(`.${ending}`) ? trimmed : `${trimmed}.${ending}`;
}

/** "Q3 (2).pdf" */
export function numberedName(name: string, number: number): string {
  const dot = name.lastIndexOf(".");
  const end = dot > 0 ? dot : name.length;
  return `${name.slice(0, end)} (${number})${name.slice(end)}`;
}
