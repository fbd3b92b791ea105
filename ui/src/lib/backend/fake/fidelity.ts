// What a PowerPoint file of the fake's is said to have lost.

import type { FidelityReport, InPowerPoint, SlideFidelity } from "../types";

const CHART = { what: "canvas", area: 0.16 } as const;
const WHOLE = { what: "slide", area: 1 } as const;

/** Every fifth slide has a picture; of an exact file, each is one. */
export function fidelityOf(
  slides: number,
  mode: InPowerPoint["mode"] = "editable",
): FidelityReport {
  const told = Array.from({ length: slides }, (_, index): SlideFidelity => {
    const number = index + 1;
    return mode === "exact"
      ? { slide: number, texts: 0, tables: 0, charts: 0, pictures: [WHOLE], left_out: [] }
      : {
          slide: number,
          texts: 4,
          tables: 0,
          charts: 1,
          pictures: number % 5 ? [] : [CHART],
          left_out: [],
        };
  });
  const sum = (count: (slide: SlideFidelity) => number) =>
    told.reduce((total, slide) => total + count(slide), 0);
  const fonts = mode === "exact" ? [] : [{ family: "Inter", is_here: true, is_everywhere: false }];
  return {
    totals: {
      slides,
      editable_slides: told.filter(({ pictures }) => pictures.length === 0).length,
      texts: sum(({ texts }) => texts),
      tables: 0,
      charts: sum(({ charts }) => charts),
      pictures: sum(({ pictures }) => pictures.length),
      left_out: 0,
      uncommon_fonts: fonts.length,
    },
    slides: told,
    fonts,
  };
}
