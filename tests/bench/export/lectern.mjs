// Lectern as a client of its listener sees it: from the request to the file on disk.

import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { run } from "./processes.mjs";

const PROGRAM = process.env["LECTERN_BENCH_PROGRAM"];

/** A listener with the decks in its library, and no browser yet. */
export class Lectern {
  #folder = mkdtempSync(join(tmpdir(), "lectern-bench-"));
  #sessions = new Map();

  static async begin(decks) {
    const lectern = new Lectern();
    await lectern.#listen();
    for (const deck of decks) {
      const session = await lectern.#ask("/api/sessions/import", deck.kept);
      lectern.#sessions.set(deck.count, (await session.json()).session_id);
    }
    return lectern;
  }

  async #listen() {
    const options = ["serve", "--json", "--port", "0", "--data-dir", this.#folder];
    this.listener = spawn(PROGRAM, options, { stdio: ["ignore", "pipe", "inherit"] });
    const lines = createInterface({ input: this.listener.stdout });
    const line = await new Promise((resolve, reject) => {
      lines.once("line", resolve);
      this.listener.once("exit", (code) => reject(new Error(`the listener ended with ${code}`)));
    });
    const { url, token_file } = JSON.parse(line);
    this.url = url;
    this.token = readFileSync(token_file, "utf8").trim();
  }

  async #ask(path, body) {
    const response = await fetch(this.url + path, {
      method: "POST",
      headers: { authorization: `Bearer ${this.token}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response;
  }

  async export(deck, file) {
    const session = this.#sessions.get(deck.count);
    const answer = await this.#ask(`/api/sessions/${session}/export`, { format: "pdf" });
    writeFileSync(file, Buffer.from(await answer.arrayBuffer()));
  }

  /** How many browsers' profiles there are. */
  profiles() {
    const kept = readdirSync(join(this.#folder, "cache"));
    return kept.filter((name) => name.startsWith("lectern-browser-")).length;
  }

  async end() {
    const ended = new Promise((resolve) => this.listener.once("exit", resolve));
    this.listener.kill("SIGTERM");
    await ended;
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** The command line, which ends with its browser. */
export function exportByCommand(deck, file, settings) {
  return run(PROGRAM, ["export", deck.files.html, "--output", file, "--force"], settings);
}
