// How the page is driven in a browser: the machine's own Chromium, against the
// listener of the built command line, one library for each test. What the page can
// look like is walked through on its fake.

import { existsSync } from "node:fs";

import { defineConfig } from "@playwright/test";

const CHROMIUM = [
  process.env["LECTERN_CHROME"],
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome-stable",
];

const browser = CHROMIUM.find((path) => path && existsSync(path));

export default defineConfig({
  testDir: "journeys",
  outputDir: "output/results",
  reporter: "list",
  forbidOnly: true,
  fullyParallel: true,
  workers: 2,
  // Nothing here is timed: a machine that does much else may take long.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  projects: [
    { name: "listener", testIgnore: "states.spec.ts" },
    { name: "build", testDir: "support", testMatch: "page-of-fake.setup.ts" },
    { name: "fake", testMatch: "states.spec.ts", dependencies: ["build"] },
  ],
  use: {
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    launchOptions: {
      ...(browser ? { executablePath: browser } : {}),
      args: process.env["LECTERN_CHROME_NO_SANDBOX"] === "1" ? ["--no-sandbox"] : [],
    },
  },
});
