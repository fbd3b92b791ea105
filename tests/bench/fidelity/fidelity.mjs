// `cargo xtask fidelity`: how close a PowerPoint file looks to the slides that it was made
// from, drawn by LibreOffice. What Lectern's own PDF shows is what is wanted: that one is
// held against the browser's pictures by the tests. Ends with 1 if a figure is not held.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

import { drift, isOpen, likeness } from "./likeness.mjs";
import { pictures, words } from "./pages.mjs";
import { Presentation } from "./presentation.mjs";

const PROGRAM = process.env["LECTERN_BENCH_PROGRAM"];
const DECKS = fileURLToPath(new URL("decks", import.meta.url));

/** What must hold of files for every program, and of those that are made for LibreOffice. */
const LIMITS = {
  any: { mean: 0.96, least: 0.92 },
  libreoffice: { mean: 0.97, least: 0.93 },
};
const BASELINE = { median: 0.5, most: 1 };
const LEFT = { median: 0.4, most: 1.5 };
const IN_PLACE = 0.98;
const NATIVE = 0.995;
const RASTER = 0.03;

const folder = mkdtempSync(join(tmpdir(), "lectern-fidelity-"));
const decks = process.argv.length > 2 ? process.argv.slice(2) : ownDecks();

function ownDecks() {
  const names = readdirSync(DECKS).filter((name) => name.endsWith(".html"));
  return names.sort().map((name) => join(DECKS, name));
}

function lectern(...options) {
  return execFileSync(PROGRAM, [...options, "--data-dir", join(folder, "data")], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
}

/** The PDF that LibreOffice makes of a file. */
function drawn(file) {
  const profile = `-env:UserInstallation=file://${join(folder, "profile")}`;
  const target = join(folder, "drawn");
  execFileSync(
    "soffice",
    [profile, "--headless", "--convert-to", "pdf", "--outdir", target, file],
    {
      stdio: "ignore",
      timeout: 300_000,
    },
  );
  return join(target, basename(file).replace(/pptx$/, "pdf"));
}

/** The charts that a deck declares: each as JSON of its canvas. */
function declared(deck) {
  const html = readFileSync(deck, "utf8");
  const found = html.matchAll(/data-chart='([^']*)'/g);
  return [...found].map(([, json]) => JSON.parse(json));
}

/** Charts whose series are not exactly those of the deck. */
function wrongCharts(deck, slides) {
  const wanted = declared(deck);
  const given = slides.flatMap(({ charts }) => charts);
  const isExact = ({ data }, index) => {
    const series = given[index]?.series ?? [];
    return (
      series.length === data.datasets.length &&
      series.every(
        ({ name, categories, values }, at) =>
          name === data.datasets[at].label &&
          JSON.stringify(categories) === JSON.stringify(data.labels) &&
          JSON.stringify(values) === JSON.stringify(data.datasets[at].data),
      )
    );
  };
  return wanted.filter((chart, index) => !isExact(chart, index)).length;
}

function measured(deck, madeFor) {
  const name = `${basename(deck).replace(/\.\w+$/, "")}-${madeFor}`;
  const [pdf, pptx] = [join(folder, `${name}.pdf`), join(folder, `${name}.pptx`)];
  lectern("export", deck, "--format", "pdf", "--output", pdf);
  const told = lectern("export", deck, "--made-for", madeFor, "--json", "--output", pptx);
  const report = JSON.parse(told).fidelity;
  const slides = new Presentation(pptx).slides();
  const candidate = drawn(pptx);
  const sides = [pdf, candidate].map((file) => ({
    pictures: pictures(file, slides.length),
    words: words(file),
  }));
  const rows = slides.map((slide, index) => {
    const masks = slide.charts.map(({ place }) => place);
    const [wanted, given] = sides.map((side) => side.pictures[index]);
    const [said, found] = sides.map((side) => side.words[index]);
    return { ssim: likeness(wanted, given, masks), ...drift(said, found, masks) };
  });
  return {
    name,
    rows,
    native: nativeShare(slides, sides[0].words),
    report,
    wrong: wrongCharts(deck, slides),
  };
}

/** The share of the letters that can be edited. Those of charts are written by who draws
 * them. */
function nativeShare(slides, pages) {
  let [shown, kept] = [0, 0];
  slides.forEach(({ letters, charts }, index) => {
    const masks = charts.map(({ place }) => place);
    const said = pages[index].filter((word) => isOpen(word, masks));
    const own = counts(letters);
    for (const [letter, often] of counts(said.map((word) => word.letters).join(""))) {
      shown += often;
      kept += Math.min(often, own.get(letter) ?? 0);
    }
  });
  return shown === 0 ? 1 : kept / shown;
}

function counts(letters) {
  const counts = new Map();
  for (const letter of letters) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  return counts;
}

function at(values, share) {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

const sum = (values) => values.reduce((total, value) => total + value, 0);
const mean = (values) => sum(values) / values.length;

/** The figures of some decks, each with whether it is held. */
function figures(decks, { mean: average, least }) {
  const rows = decks.flatMap((deck) => deck.rows);
  const all = (name) => sum(rows.map((row) => row[name]));
  const likenesses = rows.map(({ ssim }) => ssim);
  const [across, down] = [rows.flatMap((row) => row.across), rows.flatMap((row) => row.down)];
  const areas = decks.flatMap(({ report }) =>
    report.slides.flatMap(({ pictures }) => pictures.map(({ area }) => area)),
  );
  const reported = sum(decks.map(({ report }) => report.totals.slides));
  return [
    ["SSIM, mean", mean(likenesses), (value) => value >= average],
    ["SSIM, least", Math.min(...likenesses), (value) => value >= least],
    ["baselines off, median px", at(down, 0.5), (value) => value <= BASELINE.median],
    ["baselines off, 95 % px", at(down, 0.95), (value) => value <= BASELINE.most],
    ["left ends off, median px", at(across, 0.5), (value) => value <= LEFT.median],
    ["left ends off, 95 % px", at(across, 0.95), (value) => value <= LEFT.most],
    ["words within 2 px", all("inPlace") / all("words"), (value) => value >= IN_PLACE],
    ["lines broken otherwise", all("broken"), (value) => value === 0],
    [
      "letters that can be edited",
      mean(decks.map(({ native }) => native)),
      (value) => value >= NATIVE,
    ],
    ["area of pictures", sum(areas) / reported, (value) => value <= RASTER],
    ["charts with other data", sum(decks.map(({ wrong }) => wrong)), (value) => value === 0],
  ];
}

let isHeld = true;
try {
  for (const [madeFor, limits] of Object.entries(LIMITS)) {
    const measures = decks.map((deck) => measured(deck, madeFor));
    for (const { name, rows } of measures) {
      const slides = rows.map(({ ssim }) => ssim.toFixed(3)).join(" ");
      console.log(`${name}: SSIM by slide ${slides}`);
    }
    console.log(`\nMade for ${madeFor}, drawn by LibreOffice`);
    for (const [what, value, holds] of figures(measures, limits)) {
      const verdict = holds(value) ? "" : "  NOT HELD";
      console.log(`${what.padEnd(28)} ${value.toFixed(3).padStart(8)}${verdict}`);
      isHeld &&= holds(value);
    }
    console.log("");
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = isHeld ? 0 : 1;
