// How much two pictures, and where their words stand, are alike.

import { ssim } from "ssim.js";

import { HEIGHT, WIDTH } from "./pages.mjs";

/** Words that stand no farther from their places, in pixels, are in them. */
const NEAR = 2;

/** Structural similarity (Wang and others, 2004) of all pixels but those in `masks`. */
export function likeness(one, other, masks) {
  const [first, second] = [one, other].map((picture) => masked(picture, masks));
  return ssim(first, second, { ssim: "fast", downsample: false }).mssim;
}

function masked({ data, width, height }, masks) {
  const copy = new Uint8ClampedArray(data);
  for (const { x, y, width: wide, height: high } of masks) {
    for (let row = bound(y, HEIGHT); row < bound(y + high, HEIGHT); row += 1) {
      copy.fill(
        255,
        (row * WIDTH + bound(x, WIDTH)) * 4,
        (row * WIDTH + bound(x + wide, WIDTH)) * 4,
      );
    }
  }
  return { data: copy, width, height };
}

function bound(place, most) {
  return Math.min(most, Math.max(0, Math.trunc(place)));
}

/** Whether a word stands outside of all masks. */
export function isOpen({ x, y }, masks) {
  return !masks.some((it) => x >= it.x && x < it.x + it.width && y >= it.y && y < it.y + it.height);
}

/** How far words of a page stand from their places on another one. */
export function drift(reference, candidate, masks) {
  const wanted = reference.filter((word) => isOpen(word, masks));
  const given = candidate.filter((word) => isOpen(word, masks));
  const pairs = paired(wanted, given);
  const across = pairs.map(([one, other]) => Math.abs(one.x - other.x));
  const down = pairs.map(([one, other]) => Math.abs(one.y - other.y));
  const inPlace = pairs.filter((_, index) => across[index] <= NEAR && down[index] <= NEAR);
  return {
    words: wanted.length,
    found: pairs.length,
    inPlace: inPlace.length,
    across,
    down,
    broken: broken(wanted, new Map(pairs)),
  };
}

/** Equal words, the nearest ones together. */
function paired(wanted, given) {
  const far = (one, other) => Math.abs(one.x - other.x) + Math.abs(one.y - other.y);
  const candidates = wanted.flatMap((one) =>
    given
      .filter(({ letters }) => letters === one.letters)
      .map((other) => ({ one, other, far: far(one, other) })),
  );
  candidates.sort((first, second) => first.far - second.far);
  const [taken, pairs] = [new Set(), []];
  for (const { one, other } of candidates) {
    if (taken.has(one) || taken.has(other)) continue;
    taken.add(one).add(other);
    pairs.push([one, other]);
  }
  return pairs;
}

/** Neighbours on a line that are on two lines now. */
function broken(wanted, pairs) {
  return wanted.filter((word, index) => {
    const next = wanted[index + 1];
    const isLine = next && Math.abs(word.y - next.y) < 1 && next.x > word.x;
    if (!isLine || !pairs.has(word) || !pairs.has(next)) return false;
    return Math.abs(pairs.get(word).y - pairs.get(next).y) >= 3;
  }).length;
}
