// Which session is open, and whether its deck's scripts may run.

import { expect, test } from "vitest";

import { appOn, ids } from "./testing";

test("a deck that hung stays without its scripts, however often it is opened", async () => {
  const { app } = await appOn();
  const [hung = "", other = ""] = ids(app);
  await app.opened.revive(hung, 0);
  expect([app.opened.scripts, app.opened.revived]).toEqual([false, true]);
  await app.opened.open(other);
  expect([app.opened.scripts, app.opened.revived]).toEqual([true, false]);
  await app.opened.open(hung);
  expect([app.opened.scripts, app.opened.revived]).toEqual([false, true]);
});

test("until somebody lets them run", async () => {
  const { app } = await appOn();
  const [hung = "", other = ""] = ids(app);
  await app.opened.revive(hung, 0);
  app.opened.allowScripts(true);
  await app.opened.open(other);
  await app.opened.open(hung);
  expect([app.opened.scripts, app.opened.revived]).toEqual([true, false]);
});
