// Pages of a PDF as other programs draw them: as pictures, and their words with the places
// of their baselines. Both files are drawn by the same program, so that what differs is not
// how edges are smoothed.

import { execFileSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";

import { Parser } from "htmlparser2";
import { PNG } from "pngjs";

export const WIDTH = 1280;
export const HEIGHT = 720;

const LEFTWARDS = /\p{Script=Arabic}|\p{Script=Hebrew}/u;
/** Pixels in a point. */
const SCALE = 4 / 3;
/** A wider gap ends a word, in em. */
const GAP = 0.25;

/** The pages as pictures: RGBA samples, row by row. */
export function pictures(pdf, count) {
  const size = ["-scale-to-x", `${WIDTH}`, "-scale-to-y", `${HEIGHT}`];
  return Array.from({ length: count }, (_, index) => {
    const page = ["-f", `${index + 1}`, "-l", `${index + 1}`, "-singlefile"];
    execFileSync("pdftoppm", ["-png", ...size, ...page, pdf, pdf]);
    const { data, width, height } = PNG.sync.read(readFileSync(`${pdf}.png`));
    rmSync(`${pdf}.png`);
    return { data, width, height };
  });
}

/** The words of each page: their letters, left ends and baselines, in pixels. */
export function words(pdf) {
  const pages = [];
  let size = 0;
  let word = null;
  const add = ({ c, x: left, y: base, quad }) => {
    const [x, y] = [left * SCALE, base * SCALE];
    const right = Number(quad.split(" ")[2]) * SCALE;
    if (c.trim() === "") {
      word = null;
      return;
    }
    if (word === null || x - word.right > size * GAP || Math.abs(y - word.y) > 2) {
      word = { letters: "", x, y };
      pages.at(-1).push(word);
    }
    word.letters += c;
    word.right = right;
  };
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (name === "page") pages.push([]);
        if (name === "line") word = null;
        if (name === "font") size = Number(attributes.size) * SCALE;
        if (name === "char") add(attributes);
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  // What it says of colours is no matter here.
  const options = { encoding: "utf8", maxBuffer: 1 << 30, stdio: ["ignore", "pipe", "ignore"] };
  parser.end(execFileSync("mutool", ["draw", "-q", "-F", "stext", "-o", "-", pdf], options));
  const isSeen = ({ x, y }) => x >= -5 && x <= WIDTH && y >= 0 && y <= HEIGHT + 5;
  return pages.map((page) => page.filter((word) => isSeen(word) && !isLeftwards(word, page)));
}

/** Whether a word's line has letters that run from right to left: files tell these in one
 * order or another, so they are compared as pictures only. */
function isLeftwards({ y }, page) {
  const isLine = (other) => Math.abs(other.y - y) <= 2;
  return page.some((word) => isLine(word) && LEFTWARDS.test(word.letters));
}
