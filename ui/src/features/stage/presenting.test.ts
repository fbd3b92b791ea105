// A presentation and what happens around it.

import { cleanup, render, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { presentFromStart } from "$lib/state/presenting";
import { appOn, ids } from "$lib/state/testing";

import WithApp from "../menus/WithApp.test.svelte";
import Stage from "./Stage.svelte";

// A busy machine draws decks slowly.
vi.setConfig({ testTimeout: 20_000 });

beforeEach(() => {
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
});
afterEach(cleanup);

it("ends when its deck goes away, and the window is as it was", async () => {
  const { app, backend } = await appOn();
  const session_id = ids(app)[0] ?? "";
  await app.opened.open(session_id);
  render(WithApp, { app, part: Stage });
  const full = vi.spyOn(backend, "setFullScreen");
  await presentFromStart(app);
  expect(full).toHaveBeenLastCalledWith(true);
  await backend.call("trash_session", { session_id });
  await waitFor(() => expect(app.opened.session).toBeNull());
  await waitFor(() => expect(app.presenting).toBe(false));
  expect(full).toHaveBeenLastCalledWith(false);
});
