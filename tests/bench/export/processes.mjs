// What the system knows of processes: Linux tells how much memory is theirs.

import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

// Milliseconds between two looks at the memory.
const PAUSE = 50;

/** Runs a program to its end; a failure is told with what it said last. */
export function run(program, options, settings = {}) {
  return new Promise((resolve, reject) => {
    const process = spawn(program, options, { stdio: ["ignore", "ignore", "pipe"], ...settings });
    let said = "";
    process.stderr.on("data", (text) => (said = (said + text).slice(-2000)));
    process.on("error", reject);
    process.on("close", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${program} ended with ${code}: ${said}`));
    });
    settings.started?.(process.pid);
  });
}

function parents() {
  const found = new Map();
  for (const name of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const facts = readFileSync(`/proc/${name}/stat`, "utf8");
      const parent = facts.slice(facts.lastIndexOf(")") + 2).split(" ")[1];
      found.set(Number(name), Number(parent));
    } catch {
      // It has ended meanwhile.
    }
  }
  return found;
}

/** Megabytes of a process; what it shares with others counts by its part. */
function megabytesOf(process) {
  try {
    const told = readFileSync(`/proc/${process}/smaps_rollup`, "utf8");
    return Number(/^Pss:\s+(\d+) kB$/m.exec(told)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** All that a process started, itself and through others. */
function startedBy(root) {
  const known = parents();
  const isBelow = (process) => {
    for (let at = process; at !== undefined; at = known.get(at)) if (at === root) return true;
    return false;
  };
  return [...known.keys()].filter((process) => process !== root && isBelow(process));
}

/** Megabytes of a process and of all that it started. */
export function megabytes(root) {
  const started = startedBy(root).map(megabytesOf);
  return { own: megabytesOf(root), started: started.reduce((sum, part) => sum + part, 0) };
}

/** What a process holds: memory, threads and handles, and the processes it started. */
export function held(root) {
  return {
    ...megabytes(root),
    processes: startedBy(root).length,
    threads: readdirSync(`/proc/${root}/task`).length,
    handles: readdirSync(`/proc/${root}/fd`).length,
  };
}

/**
 * The most that a process and all that it started hold while `work` goes on, which is
 * handed a function that takes the process's number.
 */
export async function peak(work) {
  let root = null;
  const most = { started: 0, together: 0 };
  const look = () => {
    if (root === null) return;
    const { own, started } = megabytes(root);
    most.started = Math.max(most.started, started);
    most.together = Math.max(most.together, own + started);
  };
  const looking = setInterval(look, PAUSE);
  try {
    await work((process) => (root = process));
  } finally {
    clearInterval(looking);
  }
  return most;
}
