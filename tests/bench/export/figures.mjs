// What was measured, and the tables of it.

function middle(values) {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Runs of several ways, each in the same rounds. */
export class Figures {
  #runs = new Map();

  /** Notes a run, and says it at once: it is not lost when what comes later fails. */
  add(way, value) {
    console.log(`${way}: ${value.toFixed(0)}`);
    if (!this.#runs.has(way)) this.#runs.set(way, []);
    this.#runs.get(way).push(value);
  }

  /** Each way beside `first`, round by round: machines are slower at one time than at another. */
  print(title, unit, first) {
    console.log(`\n${title} (${unit})`);
    console.log(`${"".padEnd(34)}    min median    max   ${first} is`);
    const base = this.#runs.get(first);
    for (const [way, values] of this.#runs) {
      const spread = [Math.min(...values), middle(values), Math.max(...values)];
      const shown = spread.map((value) => value.toFixed(0).padStart(6)).join(" ");
      const ratio = middle(values.map((value, round) => base[round] / value));
      console.log(`${way.padEnd(34)} ${shown}   ${ratio.toFixed(2)} of it`);
    }
  }
}
