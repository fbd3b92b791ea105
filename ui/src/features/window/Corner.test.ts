// What the window's corner tells.

import { cleanup, render, screen } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, expect, it, vi } from "vitest";

import { appOn, DISK_FULL } from "$lib/state/testing";
import { strings } from "$lib/strings";

import WithApp from "../menus/WithApp.test.svelte";
import Corner from "./Corner.svelte";

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

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
    screen.getByText(text, { selector: ".toast p" }).closest(".toast")?.querySelector(".sign");
  expect(sign("Done.")).toBeNull();
  expect(sign(DISK_FULL.message)).not.toBeNull();
});

it("says a sentence in a region that was there before it", async () => {
  const { app } = await shown();
  const region = screen.getByRole("status");
  expect(region).toHaveTextContent(/^$/);
  app.toasts.show("Done.");
  await tick();
  expect(region).toHaveTextContent("Done.");
  app.toasts.fail(DISK_FULL);
  await tick();
  expect(region, "a failure is an alert of its own").toHaveTextContent("Done.");
  expect(screen.getByRole("alert")).toHaveTextContent(DISK_FULL.message);
});

it("keeps a sentence from an audience, and all of its time for whoever presents", async () => {
  const { app } = await shown();
  vi.useFakeTimers();
  app.toasts.show("Saved before.");
  vi.advanceTimersByTime(9_000);
  app.presenting = true;
  await tick();
  app.toasts.show("Saved meanwhile.");
  vi.advanceTimersByTime(60_000);
  await tick();
  expect(screen.getByRole("status")).toHaveTextContent(/^$/);
  expect(screen.queryByRole("region")).toBeNull();
  app.presenting = false;
  await tick();
  expect(screen.getByRole("status")).toHaveTextContent("Saved meanwhile.");
  vi.advanceTimersByTime(9_000);
  expect(app.toasts.items).toHaveLength(2);
  vi.advanceTimersByTime(1_000);
  expect(app.toasts.items).toHaveLength(0);
});
