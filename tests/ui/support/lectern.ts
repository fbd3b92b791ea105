// A Lectern for one test: the listener of the built command line with the page,
// on a library of its own.

import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import { expect, test as base, type Page } from "@playwright/test";

import { keyboardAlone } from "./keyboard";

export { expect };

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const PROGRAM = process.env["LECTERN_TEST_PROGRAM"] ?? join(ROOT, "target/debug/lectern");

export interface Session {
  session_id: string;
  title: string;
  slide_count: number;
}

/** A running listener and what a test does to its library from outside. */
export class Lectern {
  #process: ChildProcess | null = null;
  readonly folder = mkdtempSync(join(tmpdir(), "lectern-browser-test-"));
  url = "";
  /** The address of the page, with the token in its fragment. */
  pageUrl = "";

  /** Begins to listen: at any port, and after an end at the same one. */
  async begin(): Promise<void> {
    const port = this.url === "" ? "0" : new URL(this.url).port;
    const serving = spawn(PROGRAM, ["serve", "--ui", "--port", port, "--data-dir", this.folder], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const lines = createInterface({ input: serving.stdout });
    const first = await new Promise<string>((resolve, reject) => {
      lines.once("line", resolve);
      serving.once("exit", (code) => reject(new Error(`the listener ended with ${code}`)));
    });
    const { url, ui_url } = JSON.parse(first) as { url: string; ui_url: string };
    this.#process = serving;
    this.url = url;
    this.pageUrl = ui_url;
  }

  /** Ends the listening; the library stays. */
  async end(): Promise<void> {
    const serving = this.#process;
    this.#process = null;
    if (serving !== null) {
      const ended = new Promise((resolve) => serving.once("exit", resolve));
      serving.kill("SIGTERM");
      await ended;
    }
  }

  async discard(): Promise<void> {
    await this.end();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Asks as another client would, e.g. an agent. */
  async ask<Answer>(method: string, path: string, body?: unknown, type = "application/json") {
    const response = await this.#send(method, path, body, type);
    return (response.status === 204 ? null : await response.json()) as Answer;
  }

  /** The file that a session's deck is exported as. */
  async export(session_id: string, format: string): Promise<Buffer> {
    const path = `/api/sessions/${session_id}/export`;
    const response = await this.#send("POST", path, { format }, "application/json");
    return Buffer.from(await response.arrayBuffer());
  }

  async #send(method: string, path: string, body: unknown, type: string): Promise<Response> {
    const token = new URLSearchParams(new URL(this.pageUrl).hash.slice(1)).get("token");
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const response = await fetch(this.url + path, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body ? { "content-type": type } : {}) },
      ...(body ? { body: text } : {}),
    });
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    }
    return response;
  }

  importDeck(html: string): Promise<Session> {
    return this.ask("POST", "/api/sessions/import", html, "text/html");
  }

  importJson(session: unknown): Promise<Session> {
    return this.ask("POST", "/api/sessions/import", session);
  }

  createSession(title: string): Promise<Session> {
    return this.ask("POST", "/api/sessions", { title });
  }
}

/** The path of a file under tests/fixtures. */
export function fixture(name: string): string {
  return join(ROOT, "tests/fixtures", name);
}

export function readFixture(name: string): string {
  return readFileSync(fixture(name), "utf8");
}

/** A plain deck with as many slides as asked, each with its number as title. */
export function deckOf(title: string, slides: number): string {
  const sections = Array.from(
    { length: slides },
    (_, index) => `<section class="slide"><h1>${title}, slide ${index + 1}</h1></section>`,
  );
  return `<!doctype html><title>${title}</title>${sections.join("")}`;
}

interface Fixtures {
  lectern: Lectern;
  /** Whether the test has more than a keyboard. */
  mouse: boolean;
  /** Opens the page on the library as it is now. */
  openPage: () => Promise<Page>;
}

export const test = base.extend<Fixtures>({
  lectern: async ({}, use) => {
    const lectern = new Lectern();
    await lectern.begin();
    await use(lectern);
    await lectern.discard();
  },
  mouse: [false, { option: true }],
  openPage: async ({ page, lectern, mouse }, use) => {
    const problems: string[] = [];
    const giveBack = mouse ? null : keyboardAlone(page);
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("console", (message) => {
      // A page that breaks its own policy says so here. So does one that reads a
      // slide as text, of the handlers in it, which do not run there.
      const text = message.text();
      const isPolicy = text.includes("Content Security Policy");
      const isRead = text.startsWith("Executing inline event handler");
      if (isPolicy && !isRead && !message.location().url.includes("/deck/")) {
        problems.push(text);
      }
    });
    await use(async () => {
      await page.goto(lectern.pageUrl);
      return page;
    });
    giveBack?.();
    expect(problems, "the page ran without errors and within its policy").toEqual([]);
  },
});
