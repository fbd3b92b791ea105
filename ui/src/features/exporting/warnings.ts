// What an export has to say about how the file may look, in words.

import type { Saved } from "$lib/backend";
import { strings } from "$lib/strings";

type Warning = Saved["warnings"][number];

/** Empty where only the number of warnings is known. */
export function sentences(warnings: readonly Warning[]): string[] {
  const known = warnings.filter(
    ({ kind, ...rest }) => kind !== "blocked" || addressOf(rest) !== "",
  );
  return [...new Set(known.map(sentence))];
}

function addressOf(warning: object): unknown {
  return "address" in warning ? warning.address : null;
}

function sentence(warning: Warning): string {
  const words = strings.exporting.warnings;
  switch (warning.kind) {
    case "blocked":
      return words.blocked(warning.address);
    case "script_failed":
      return words.script(warning.slide ?? null, warning.message);
    case "overflow":
      return words.overflow(warning.slide);
    case "drawn_apart":
      return words.apart(warning.slide, warning.name);
    case "font_missing":
      return words.font(warning.family);
    case "picture_missing":
      return words.picture(warning.slide);
  }
}
