// The deck that everybody exports: the same slides as HTML, as Lectern keeps them,
// as Markdown and as a page of reveal.js. Headings, text, a link, a list, a gradient
// and a table on each slide; nothing that one of them could do better than another.

import { writeFileSync } from "node:fs";
import { join } from "node:path";

const WORDS =
  "revenue margin pipeline churn latency adoption forecast retention capacity backlog quality growth".split(
    " ",
  );

const CSS = `
.talk { position: relative; box-sizing: border-box; width: 1280px; height: 720px;
  padding: 48px 64px; overflow: hidden; background: #fff; color: #1b2433; text-align: left;
  font-family: "Liberation Sans", Arial, Helvetica, sans-serif; }
.talk h1 { font-size: 44px; margin: 0 0 16px; font-weight: 700; color: #0b2a5b; line-height: 1.2;
  text-transform: none; text-shadow: none; letter-spacing: normal; }
.talk p { font-size: 22px; line-height: 1.4; margin: 0 0 14px; }
.talk ul { margin: 0 0 16px; padding-left: 26px; display: block; }
.talk li { font-size: 21px; line-height: 1.45; margin: 0; }
.talk .band { height: 56px; border-radius: 10px; margin: 0 0 18px;
  background: linear-gradient(90deg, #0b5fff, #7ad3ff 60%, #ffe29a); }
.talk table { border-collapse: collapse; font-size: 19px; width: 900px; display: table; margin: 0; }
.talk td, .talk th { border: 1px solid #b8c4d6; padding: 6px 12px; text-align: left;
  background: #fff; }
.talk th { background: #eef3fb; }
`.trim();

const PAPER = `
@page { size: 1280px 720px; margin: 0; }
html, body { margin: 0; padding: 0; }
* { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
.paper { width: 1280px; height: 720px; overflow: hidden; break-after: page; break-inside: avoid;
  position: relative; }
.paper:last-child { break-after: auto; }
`.trim();

function word(slide, index) {
  return WORDS[(slide * 7 + index * 5) % WORDS.length];
}

function slideOf(number) {
  const points = [1, 2, 3, 4, 5].map((point) => {
    const share = (number * point * 13) % 97;
    return `<li>Point ${point}: ${word(number, point)} moved by ${share}%</li>`;
  });
  const rows = [1, 2, 3].map((row) => {
    const cells = [31, 57, 83].map((factor) => `<td>${(number * row * factor) % 997}</td>`);
    return `<tr><td>${word(number, row)}</td>${cells.join("")}</tr>`;
  });
  return [
    `<div class="talk"><h1>Slide ${number}: ${word(number, 1)} and ${word(number, 2)}</h1>`,
    `<p>What changed in ${word(number, 3)} since week ${number}.`,
    ` <a href="https://example.com/r/${number}">Source ${number}</a></p>`,
    `<ul>${points.join("")}</ul><div class="band"></div>`,
    `<table><tr><th>Metric</th><th>Q1</th><th>Q2</th><th>Q3</th></tr>${rows.join("")}</table></div>`,
  ].join("");
}

function page(title, head, body) {
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>` +
    `${head}</head><body>${body}</body></html>\n`
  );
}

function markdown(title, slides) {
  const style = CSS.split("\n").map((line) => `  ${line}`);
  const head = ["---", "marp: true", "theme: gaia", `title: ${title}`, "style: |"];
  const reset = "  section { padding: 0; display: block; background: #fff; }";
  return `${[...head, reset, ...style, "---"].join("\n")}\n\n${slides.join("\n\n---\n\n")}\n`;
}

function reveal(title, slides, library) {
  const sections = slides.map((slide) => `<section>${slide}</section>`).join("\n");
  const settings = {
    width: 1280,
    height: 720,
    margin: 0,
    transition: "none",
    controls: false,
    progress: false,
    hash: false,
    center: false,
  };
  return page(
    title,
    `<link rel="stylesheet" href="${library}/reveal.css"><style>${CSS}</style>`,
    `<div class="reveal"><div class="slides">${sections}</div></div>` +
      `<script src="${library}/reveal.js"></script>` +
      `<script>Reveal.initialize(${JSON.stringify(settings)})</script>`,
  );
}

/** Writes a deck of `count` slides in every form into `folder`, and tells where. */
export function write(folder, count, revealLibrary) {
  const title = `Deck of ${count}`;
  const slides = Array.from({ length: count }, (_, index) => slideOf(index + 1));
  const papers = slides.map((slide) => `<section class="paper">${slide}</section>`).join("\n");
  const texts = {
    html: page(title, `<style>${PAPER}\n${CSS}</style>`, papers),
    md: markdown(title, slides),
    "reveal.html": reveal(title, slides, revealLibrary),
  };
  const files = Object.entries(texts).map(([kind, text]) => {
    const file = join(folder, `deck-${count}.${kind}`);
    writeFileSync(file, text);
    return [kind, file];
  });
  const kept = { css: CSS, slides: slides.map((html) => ({ html })), title };
  return { count, files: Object.fromEntries(files), kept };
}
