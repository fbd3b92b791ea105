// Which slides are meant by "1-5, 8".

import { strings } from "$lib/strings";

export type Range = { ok: true; slides: string; count: number } | { ok: false; sentence: string };

/** Reads what was typed; `slides` is what Lectern is asked for. */
export function readRange(typed: string, total: number): Range {
  const words = strings.exporting;
  const parts = typed
    .replaceAll(/[–—−]/g, "-")
    .split(/[,;]/)
    .map((part) => part.replaceAll(/\s/g, ""))
    .filter((part) => part !== "");
  if (parts.length === 0) {
    return { ok: false, sentence: words.rangeEmpty };
  }
  const chosen = new Set<number>();
  for (const part of parts) {
    const found = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(part);
    if (!found) {
      return { ok: false, sentence: words.rangeUnread(part) };
    }
    const first = Number(found[1]);
    const last = Number(found[2] ?? found[1]);
    if (first === 0 || Math.max(first, last) > total) {
      return {
        ok: false,
        sentence: words.rangeBeyond(first === 0 ? 0 : Math.max(first, last), total),
      };
    }
    if (last < first) {
      return { ok: false, sentence: words.rangeBackwards(part) };
    }
    for (let slide = first; slide <= last; slide += 1) {
      chosen.add(slide);
    }
  }
  return { ok: true, slides: parts.join(","), count: chosen.size };
}
