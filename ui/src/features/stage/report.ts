// What a report says in sentences, and whether it has anything to say at all.

import type { BlockedKind, DeckReport } from "$lib/backend";
import { strings } from "$lib/strings";

type Blocked = DeckReport["blocked"];

/** Whether somebody who just imported the deck should hear of it. */
export function tellsAnything(report: DeckReport): boolean {
  return !report.works_offline || report.left_out.length > 0;
}

/** The deck in a few sentences, the first about what came in if it was an import. */
export function sentences(report: DeckReport, imported: boolean): string {
  const words = strings.stage.report;
  const said = imported ? [words.imported(report.slide_count)] : [];
  if (report.blocked.length > 0) {
    said.push(words.remote(report.blocked.length, nameOf(report.blocked)));
  }
  if (report.missing_libraries.length > 0) {
    said.push(words.missing(report.missing_libraries.length));
  }
  if (report.works_offline) {
    said.push(words.allThere);
  }
  return said.join(" ");
}

/** Addresses by what they were for, in the order of their first one. */
export function byKind(blocked: Blocked): { kind: BlockedKind; addresses: string[] }[] {
  const kinds = blocked.map(({ kind }) => kind);
  return kinds
    .filter((kind, place) => kinds.indexOf(kind) === place)
    .map((kind) => ({
      kind,
      addresses: blocked.filter((one) => one.kind === kind).map(({ address }) => address),
    }));
}

function nameOf(blocked: Blocked): "picture" | "font" | "thing" {
  const first = blocked[0]?.kind;
  const same = blocked.every(({ kind }) => kind === first);
  return same && (first === "picture" || first === "font") ? first : "thing";
}
