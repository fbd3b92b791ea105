// How large a slide is drawn in the room there is.

export const SLIDE = { width: 1280, height: 720 } as const;

export interface Size {
  width: number;
  height: number;
}

/**
 * The largest slide that fits. Its width is a multiple of 16, so that both edges
 * lie on whole pixels and lines stay crisp.
 */
export function fit(room: Size): Size {
  const width = Math.min(room.width, (room.height * SLIDE.width) / SLIDE.height);
  const units = Math.max(0, Math.floor(width / 16));
  return { width: units * 16, height: units * 9 };
}

/** The largest slide that fits a whole screen, to its edges. */
export function fill(room: Size): Size {
  const width = Math.min(room.width, (room.height * SLIDE.width) / SLIDE.height);
  return { width, height: (width * SLIDE.height) / SLIDE.width };
}
