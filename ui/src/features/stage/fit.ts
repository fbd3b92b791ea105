// How large a slide is drawn in the room there is.

export const SLIDE = { width: 1280, height: 720 } as const;

export interface Size {
  width: number;
  height: number;
}

/** The largest slide that fits, with its edges on whole pixels, so that lines stay crisp. */
export function fit(room: Size): Size {
  const { width, height } = fill(room);
  return { width: Math.floor(width), height: Math.floor(height) };
}

/** The largest slide that fits a whole screen, to its edges. */
export function fill(room: Size): Size {
  const width = Math.max(0, Math.min(room.width, (room.height * SLIDE.width) / SLIDE.height));
  return { width, height: (width * SLIDE.height) / SLIDE.width };
}
