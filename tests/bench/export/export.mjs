// `cargo xtask bench export`: a deck's way to a PDF, beside others, in the same run.
// It prints figures and asserts none: they say more about a change than about a
// machine.

import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { write } from "./content.mjs";
import { Figures } from "./figures.mjs";
import { Lectern, exportByCommand } from "./lectern.mjs";
import { chrome, decktape, marp, Puppeteer, REVEAL } from "./peers.mjs";
import { peak } from "./processes.mjs";

const SIZES = [10, 50, 200];
const ROUNDS = 5;

const WARM = "Lectern, warm";
const COLD = "Lectern, cold";

const folder = mkdtempSync(join(tmpdir(), "lectern-bench-decks-"));
const decks = SIZES.map((count) => write(folder, count, REVEAL));

/** Milliseconds until `work` has written the file. */
async function timed(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** How each way makes the file of a deck. Lectern's and puppeteer's browsers are warm. */
async function times(deck, warm) {
  const file = (name) => join(folder, `${name}-${deck.count}.pdf`);
  const cold = await Lectern.begin([deck]);
  const ways = [
    [WARM, () => warm.lectern.export(deck, file("lectern"))],
    ["puppeteer, warm", () => warm.puppeteer.export(deck, file("puppeteer"))],
    [COLD, () => cold.export(deck, file("lectern-cold"))],
    ["lectern export, from start to end", () => exportByCommand(deck, file("lectern-command"))],
    ["chromium --print-to-pdf", () => chrome(deck, file("chromium"))],
    ["marp-cli", () => marp(deck, file("marp"))],
  ];
  // A slide at a time takes it so long that more says no more.
  if (deck.count <= 50) {
    ways.push(["decktape, pause 0", () => decktape(deck, file("decktape"))]);
  }
  const measured = [];
  for (const [way, work] of ways) measured.push([way, await timed(work)]);
  await cold.end();
  return measured;
}

async function bench(deck) {
  const warm = { lectern: await Lectern.begin([deck]), puppeteer: await Puppeteer.begin() };
  const figures = new Figures();
  // The first round warms browsers and the system's own caches.
  await times(deck, warm);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [way, time] of await times(deck, warm)) figures.add(way, time);
  }
  await warm.lectern.end();
  await warm.puppeteer.end();
  figures.print(`${deck.count} slides`, "milliseconds", WARM);
  figures.print(`${deck.count} slides`, "milliseconds", COLD);
}

function sizes(deck) {
  const figures = new Figures();
  for (const name of ["lectern", "puppeteer", "chromium", "marp", "decktape"]) {
    const facts = statSync(join(folder, `${name}-${deck.count}.pdf`), { throwIfNoEntry: false });
    if (facts) figures.add(name, facts.size / 1000);
  }
  figures.print(`${deck.count} slides, the file`, "kB", "lectern");
}

async function memory(deck) {
  const browsers = new Figures();
  const together = new Figures();
  const lectern = await Lectern.begin([deck]);
  const file = join(folder, "memory.pdf");
  const ways = [
    [
      "Lectern",
      (started) => {
        started(lectern.listener.pid);
        return lectern.export(deck, file);
      },
    ],
    ["chromium --print-to-pdf", (started) => chrome(deck, file, { started })],
  ];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [way, work] of ways) {
      const most = await peak(work);
      // Chrome's own process is the root of its tree; Lectern's is not.
      browsers.add(way, way === "Lectern" ? most.started : most.together);
      together.add(way, most.together);
    }
  }
  await lectern.end();
  browsers.print(`${deck.count} slides, the browser's memory at most`, "MB", "Lectern");
  together.print(`${deck.count} slides, with Lectern's own`, "MB", "Lectern");
}

try {
  for (const deck of decks) await bench(deck);
  for (const deck of decks) sizes(deck);
  await memory(decks.at(-1));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
