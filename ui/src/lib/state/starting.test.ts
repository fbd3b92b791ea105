// How the window starts and ends: with the last session, unless the user was faster.

import { expect, test } from "vitest";

import { fake, type Fake } from "$lib/backend/fake";

import { App } from "./app.svelte";
import { DISK_FULL, drained, held } from "./testing";

/** An app on a window that had a session open; its list is held back. */
async function starting(kept: (backend: Fake) => string) {
  const backend = fake();
  const startup = await backend.startup();
  const app = new App(backend, { ...startup, view: { session: kept(backend), slide: 2 } });
  const list = held(backend, "list_sessions");
  return { app, backend, list };
}

const idOf = (backend: Fake, place: number) => backend.store.sessions[place]?.session_id ?? "";

/** Both the list and the number in the Trash are read at the start. */
async function listed(list: (place: number) => Promise<void>): Promise<void> {
  await list(0);
  await list(1);
}

test("the last session is opened at its slide, before the list is read", async () => {
  const { app, backend } = await starting((one) => idOf(one, 2));
  app.start();
  await drained();
  expect(app.opened.session?.session_id).toBe(idOf(backend, 2));
  expect(app.opened.slide).toBe(2);
});

test("if it is gone, the newest one is opened", async () => {
  const { app, backend, list } = await starting(() => "gone");
  app.start();
  await listed(list);
  expect(app.opened.session?.session_id).toBe(idOf(backend, 0));
});

test("if it cannot be read, that is said, and no other one is opened", async () => {
  const { app, backend, list } = await starting((one) => idOf(one, 2));
  backend.fail("get_slides", DISK_FULL);
  app.start();
  await listed(list);
  expect(app.opened.asked).toBe(idOf(backend, 2));
  expect(app.opened.problem?.message).toBe(DISK_FULL.message);
});

test("what the user opens meanwhile stays open", async () => {
  const { app, backend, list } = await starting(() => "gone");
  app.start();
  await drained();
  const read = held(backend, "get_session");
  const opening = app.opened.open(idOf(backend, 4));
  await listed(list);
  await read(0);
  await opening;
  expect(app.opened.session?.session_id).toBe(idOf(backend, 4));
});

test("changes are heard once, and no longer than the window stands", async () => {
  const backend = fake({ sessions: 1 });
  const app = new App(backend, await backend.startup());
  expect(backend.store.hear.size, "an app that has not begun").toBe(0);
  const stop = app.start();
  // In a browser, every one of them is a connection of its own.
  expect(backend.store.hear.size).toBe(1);
  stop();
  expect(backend.store.hear.size).toBe(0);
});
