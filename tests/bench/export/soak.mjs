// `cargo xtask bench soak`: a thousand exports in a row by one listener. What it holds
// after each hundred is printed: figures that grow from line to line are leaks. A
// browser is replaced after fifty decks, so each line tells of one that is as old.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { write } from "./content.mjs";
import { Lectern } from "./lectern.mjs";
import { held } from "./processes.mjs";

const EXPORTS = 1001;
const EACH = 100;

// Nobody shows the deck as a page of reveal.js here.
const NO_REVEAL = "";

const folder = mkdtempSync(join(tmpdir(), "lectern-soak-"));
const deck = write(folder, 10, NO_REVEAL);
const lectern = await Lectern.begin([deck]);

function print(count) {
  const { own, started, processes, threads, handles } = held(lectern.listener.pid);
  const figures = [
    `Lectern ${own.toFixed(0)} MB`,
    `${threads} threads`,
    `${handles} file handles`,
    `${processes} processes with ${started.toFixed(0)} MB`,
    `${lectern.profiles()} profiles`,
  ];
  console.log(`${count} exports: ${figures.join(", ")}`);
}

try {
  for (let count = 1; count <= EXPORTS; count += 1) {
    await lectern.export(deck, join(folder, "soak.pdf"));
    if (count % EACH === 1) print(count);
  }
} finally {
  await lectern.end();
  rmSync(folder, { recursive: true, force: true });
}
