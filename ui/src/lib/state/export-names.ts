// Names of files before Lectern has cleaned them.

import type { ExportFormat } from "$lib/backend";

/** "Q3" as a PDF is "Q3.pdf", and so is "Q3.pdf". */
export function withEnding(name: string, format: ExportFormat): string {
  const trimmed = name.trim();
  return trimmed.toLowerCase().endsWith(`.${format}`) ? trimmed : `${trimmed}.${format}`;
}

/** "Q3 (2).pdf" */
export function numberedName(name: string, number: number): string {
  const dot = name.lastIndexOf(".");
  const end = dot > 0 ? dot : name.length;
  return `${name.slice(0, end)} (${number})${name.slice(end)}`;
}
