// Which thumbnails of a long row are drawn, and how far the row must be moved to
// bring one into view.

/** The row's measures, in CSS pixels. */
export interface Row {
  count: number;
  /** From the left edge of one tile to that of the next. */
  step: number;
  scrolled: number;
  width: number;
}

const BESIDE = 2;

/** Indices of the tiles to draw; `current` is always among them, so that it can have the focus. */
export function tilesToDraw(row: Row, current: number): number[] {
  const first = Math.max(0, Math.floor(row.scrolled / row.step) - BESIDE);
  const last = Math.min(row.count - 1, Math.ceil((row.scrolled + row.width) / row.step) + BESIDE);
  const tiles = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  if (current >= 0 && current < row.count && (current < first || current > last)) {
    tiles.push(current);
  }
  return tiles.sort((one, other) => one - other);
}

/** Where to move the row so that a tile and a part of its neighbours are seen. */
export function scrollTo(row: Row, tile: number): number {
  const most = Math.max(0, row.count * row.step - row.width);
  const left = (tile - 0.5) * row.step;
  const right = (tile + 1.5) * row.step;
  if (left < row.scrolled) {
    return Math.max(0, left);
  }
  if (right > row.scrolled + row.width) {
    return Math.min(most, right - row.width);
  }
  return row.scrolled;
}
