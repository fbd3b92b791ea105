// What a PowerPoint file holds that can be edited, read from its own parts.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path/posix";

import { strFromU8, unzipSync } from "fflate";
import { parseDocument } from "htmlparser2";

/** EMU in a CSS pixel (ECMA-376: 914,400 in an inch). */
const PIXEL = 9525;

function all(node, name) {
  const own = node.name === name ? [node] : [];
  return [...own, ...(node.children ?? []).flatMap((child) => all(child, name))];
}

const text = (node) =>
  node.type === "text" ? node.data : (node.children ?? []).map(text).join("");

const bullet = (node) => node.attribs.char;

export class Presentation {
  #parts;

  constructor(file) {
    this.#parts = unzipSync(readFileSync(file));
  }

  #part(name) {
    return parseDocument(strFromU8(this.#parts[name]), { xmlMode: true });
  }

  /** What is on each slide. */
  slides() {
    const names = Object.keys(this.#parts).filter((name) =>
      /^ppt\/slides\/slide\d+\.xml$/.test(name),
    );
    const number = (name) => Number(/(\d+)\.xml$/.exec(name)[1]);
    names.sort((one, other) => number(one) - number(other));
    return names.map((name) => this.#slide(name));
  }

  #slide(name) {
    const slide = this.#part(name);
    const frames = all(slide, "p:graphicFrame");
    const charts = frames.filter((frame) => all(frame, "c:chart").length > 0);
    const shapes = all(slide, "p:sp").filter((shape) => text(shape).trim() !== "");
    const relations = this.#part(join(dirname(name), "_rels", `${name.split("/").at(-1)}.rels`));
    return {
      letters: [...all(slide, "a:t").map(text), ...all(slide, "a:buChar").map(bullet)].join(""),
      texts: shapes.length,
      tables: all(slide, "a:tbl").length,
      charts: charts.map((frame) => ({
        place: placeOf(frame),
        ...this.#chart(targetOf(relations, all(frame, "c:chart")[0].attribs["r:id"])),
      })),
    };
  }

  #chart(target) {
    const chart = this.#part(join("ppt/slides", target));
    const values = (series, name) =>
      all(series, name).flatMap((cache) => all(cache, "c:v").map((value) => text(value)));
    return {
      series: all(chart, "c:ser").map((series) => ({
        name: values(series, "c:tx")[0] ?? "",
        categories: values(series, "c:cat"),
        values: values(series, "c:val").map(Number),
      })),
    };
  }
}

function targetOf(relations, id) {
  return all(relations, "Relationship").find(({ attribs }) => attribs.Id === id).attribs.Target;
}

function placeOf(frame) {
  const [offset] = all(frame, "a:off");
  const [extent] = all(frame, "a:ext");
  return {
    x: offset.attribs.x / PIXEL,
    y: offset.attribs.y / PIXEL,
    width: extent.attribs.cx / PIXEL,
    height: extent.attribs.cy / PIXEL,
  };
}
