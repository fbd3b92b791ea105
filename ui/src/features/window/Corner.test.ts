// What the window's corner tells.

import { cleanup, render, screen } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, expect, it } from "vitest";

import { appOn, DISK_FULL } from "$lib/state/testing";
import { strings } from "$lib/strings";

import WithApp from "../menus/WithApp.test.svelte";
import Corner from "./Corner.svelte";

afterEach(cleanup);

async function shown() {
  const { app, backend } = await appOn({ sessions: 0 });
  render(WithApp, { app, part: Corner });
  return { app, backend };
}

it("says that files are being read, for as long as they are", async () => {
  const { backend } = await shown();
  backend.files({ kind: "importing", count: 2 });
  await tick();
  const words = strings.library.imports.importing(2);
  expect(screen.getByRole("status", { name: words })).toBeVisible();
  expect(screen.getByText(words)).toBeVisible();
  backend.files({ kind: "imported", outcomes: [], dropped: false });
  await tick();
  expect(screen.queryByText(words)).toBeNull();
});

it("gives no place to a sign that a plain sentence does not have", async () => {
  const { app } = await shown();
  app.toasts.show("Done.");
  app.toasts.fail(DISK_FULL);
  await tick();
  const sign = (text: string) =>
    screen.getByText(text).closest('[role="status"], [role="alert"]')?.querySelector(".sign");
  expect(sign("Done.")).toBeNull();
  expect(sign(DISK_FULL.message)).not.toBeNull();
});
