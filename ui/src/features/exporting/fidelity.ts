// What a PowerPoint file kept of its slides and what became a picture, in words.

import type { FidelityReport, FontUse, PictureCause, SlideFidelity } from "$lib/backend";
import { strings } from "$lib/strings";

export interface Told {
  /** The whole file in a few words. */
  summary: string;
  /** What is behind "Details", if there is anything. */
  details: readonly string[];
}

export function told(report: FidelityReport): Told {
  const words = strings.exporting.fidelity;
  if (isExact(report)) {
    return { summary: words.exact, details: [] };
  }
  const { slides, editable_slides, charts, tables } = report.totals;
  const edited =
    editable_slides === slides ? words.whole(slides) : words.partly(editable_slides, slides);
  const kept = charts + tables > 0 ? [words.kept(charts, tables)] : [];
  return { summary: [edited, ...kept].join(" · "), details: detailsOf(report) };
}

function detailsOf({ totals, slides, fonts }: FidelityReport): string[] {
  const words = strings.exporting.fidelity;
  const lossy = slides.filter(({ pictures }) => pictures.length > 0);
  const lessened = slides.filter(({ left_out }) => left_out.length > 0);
  const uncommon = fonts.filter(({ is_everywhere }) => !is_everywhere);
  // A listener tells numbers alone where there is too much to tell.
  const isShort = lossy.length === 0 && totals.pictures > 0;
  return [
    ...(isShort ? [words.pictures(totals.pictures)] : lossy.map(slideText)),
    ...(lessened.length === 0 && totals.left_out > 0
      ? [words.leftOutInAll(totals.left_out)]
      : lessened.map(leftOutText)),
    ...(uncommon.length === 0 && totals.uncommon_fonts > 0
      ? [words.fonts(totals.uncommon_fonts)]
      : uncommon.map(fontText)),
  ];
}

/** Whether each slide is a picture of the whole, as it was asked for. */
function isExact({ totals, slides }: FidelityReport): boolean {
  const isPicture = ({ pictures }: SlideFidelity) => pictures.some(({ what }) => what === "slide");
  return totals.editable_slides === 0 && slides.length > 0 && slides.every(isPicture);
}

function slideText({ slide, pictures }: SlideFidelity): string {
  const words = strings.exporting.fidelity;
  const counts = new Map<PictureCause, number>();
  for (const { what } of pictures) {
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  const things = [...counts].map(([what, count]) => words.causes[what](count));
  const area = pictures.reduce((sum, picture) => sum + picture.area, 0);
  // Pictures that overlap may have more than the slide together.
  const percent = Math.min(100, Math.round(area * 100));
  return words.slide(slide, things, pictures.length, percent);
}

function leftOutText({ slide, left_out }: SlideFidelity): string {
  const words = strings.exporting.fidelity;
  return words.leftOut(
    slide,
    left_out.map((what) => words.leftOuts[what]),
  );
}

function fontText({ family, is_here }: FontUse): string {
  const words = strings.exporting.fidelity;
  return is_here ? words.font(family) : words.fontOfDeck(family);
}
