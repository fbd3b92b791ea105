// What the whole page shares.

import { expect, it } from "vitest";

import { fake } from "$lib/backend/fake";

import { App } from "./app.svelte";

it("changes are heard once, and no longer than the window stands", async () => {
  const backend = fake({ sessions: 1 });
  const app = new App(backend, await backend.startup());
  expect(backend.store.hear.size, "an app that has not begun").toBe(0);
  const stop = app.start();
  // In a browser, every one of them is a connection of its own.
  expect(backend.store.hear.size).toBe(1);
  stop();
  expect(backend.store.hear.size).toBe(0);
});
