// The others: the programs that people make such files with today, and Chrome itself,
// which is the limit. All are asked for what Lectern gives: tags, an outline, a title.

import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

import puppeteer from "puppeteer-core";

import { run } from "./processes.mjs";

const CHROME = process.env["LECTERN_CHROME"] ?? "/usr/bin/chromium";
const SANDBOX = process.env["LECTERN_CHROME_NO_SANDBOX"] === "1" ? ["--no-sandbox"] : [];

const require = createRequire(import.meta.url);

function program(name, path) {
  return join(dirname(require.resolve(`${name}/package.json`)), path);
}

/** Where a page finds reveal.js. */
export const REVEAL = pathToFileURL(program("reveal.js", "dist")).href;

/** Chrome's own printing, from start to end. */
export function chrome(deck, file, settings) {
  const options = [
    "--headless",
    ...SANDBOX,
    "--disable-gpu",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
    `--print-to-pdf=${file}`,
    pathToFileURL(deck.files.html).href,
  ];
  return run(CHROME, options, settings);
}

export function marp(deck, file, settings) {
  const marp = program("@marp-team/marp-cli", "marp-cli.js");
  const options = [marp, "--pdf", "--pdf-outlines", "--html", "--allow-local-files", "--quiet"];
  const environment = { ...process.env, CHROME_PATH: CHROME };
  if (SANDBOX.length > 0) environment.CHROME_NO_SANDBOX = "1";
  const all = [...options, "--no-stdin", "--output", file, deck.files.md];
  return run(process.execPath, all, { env: environment, ...settings });
}

export function decktape(deck, file, settings) {
  const decktape = program("decktape", "decktape.js");
  const options = ["--chrome-path", CHROME, ...SANDBOX.map((flag) => `--chrome-arg=${flag}`)];
  const reveal = ["--size", "1280x720", "--pause", "0", "--load-pause", "0", "reveal"];
  const page = pathToFileURL(deck.files["reveal.html"]).href;
  return run(process.execPath, [decktape, ...options, ...reveal, page, file], settings);
}

/** A browser that is kept warm by puppeteer, with one page for all decks. */
export class Puppeteer {
  static async begin() {
    const args = [...SANDBOX, "--disable-gpu"];
    const warm = new Puppeteer();
    warm.browser = await puppeteer.launch({ executablePath: CHROME, args });
    [warm.page] = await warm.browser.pages();
    return warm;
  }

  async export(deck, file) {
    await this.page.goto(pathToFileURL(deck.files.html).href);
    await this.page.pdf({
      path: file,
      preferCSSPageSize: true,
      printBackground: true,
      tagged: true,
      outline: true,
    });
    await this.page.goto("about:blank");
  }

  end() {
    return this.browser.close();
  }
}
