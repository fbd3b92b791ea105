// The row of thumbnails stays small however many slides there are.

import { describe, expect, it } from "vitest";

import { fit } from "./fit";
import { scrollTo, tilesToDraw } from "./rail-window";

const row = { count: 10_000, step: 114, scrolled: 0, width: 700 };

describe("the row of thumbnails", () => {
  it("draws those in sight, a few beside them, and the current one", () => {
    expect(tilesToDraw(row, 0)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const far = tilesToDraw({ ...row, scrolled: 114 * 5000 }, 0);
    expect(far[0]).toBe(0);
    expect(far[1]).toBe(4998);
    expect(far.length).toBeLessThan(16);
    expect(tilesToDraw({ ...row, count: 0 }, 0)).toEqual([]);
    expect(tilesToDraw({ ...row, count: 3 }, 9)).toEqual([0, 1, 2]);
  });

  it("moves only as far as it must", () => {
    expect(scrollTo(row, 2)).toBe(0);
    expect(scrollTo(row, 9)).toBe(114 * 10.5 - 700);
    expect(scrollTo({ ...row, scrolled: 5000 }, 0)).toBe(0);
    expect(scrollTo(row, 9999)).toBe(10_000 * 114 - 700);
    expect(scrollTo({ ...row, count: 3 }, 2)).toBe(0);
  });
});

describe("a slide", () => {
  it("fits its room with both edges on whole pixels", () => {
    expect(fit({ width: 700, height: 700 })).toEqual({ width: 700, height: 393 });
    expect(fit({ width: 2000, height: 400 })).toEqual({ width: 711, height: 400 });
    expect(fit({ width: 0, height: 0 })).toEqual({ width: 0, height: 0 });
  });
});
