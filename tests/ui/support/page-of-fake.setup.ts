// Builds the page with its fake, which a build for people leaves out.

import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { test as setup } from "@playwright/test";

import { PAGE, UI } from "./fake";

setup("the page with its fake", async () => {
  const build = ["vite", "build", "--mode", "development", "--outDir", PAGE, "--emptyOutDir"];
  await promisify(execFile)("npx", build, {
    cwd: UI,
    env: { ...process.env, NODE_ENV: "development" },
    // On Windows, npx is a script.
    shell: process.platform === "win32",
  });
});
