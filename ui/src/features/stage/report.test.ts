// The report on the open deck, as it is asked for at the stage.

import { cleanup, render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";

import { showReport } from "$lib/state/moving";
import { appOn, DISK_FULL, held, ids } from "$lib/state/testing";
import { strings } from "$lib/strings";

import { dialogs } from "../menus/dialogs.svelte";
import Overlays from "../menus/Overlays.svelte";
import WithApp from "../menus/WithApp.test.svelte";
import { stageOf } from "./stage-view.svelte";

// A busy machine draws dialogs slowly.
vi.setConfig({ testTimeout: 20_000 });

const words = strings.stage.report;

beforeEach(() => {
  Element.prototype.scrollTo = () => undefined;
});
beforeAll(() => dialogs.load({ kind: "report", of: "deck" }));
afterEach(cleanup);

/** A window with a deck whose frame never comes up. */
async function opened() {
  const made = await appOn();
  const session_id = ids(made.app)[0] ?? "";
  await made.app.opened.open(session_id);
  render(WithApp, { app: made.app, part: Overlays });
  return { ...made, session_id };
}

it("comes without the slide", async () => {
  const { app } = await opened();
  showReport(app);
  expect(await screen.findByText(words.allThere)).toBeVisible();
});

it("says why it cannot be had, and can be tried again", async () => {
  const { app, backend } = await opened();
  backend.fail("inspect_slides", DISK_FULL);
  showReport(app);
  expect(await screen.findByRole("alert")).toHaveTextContent(DISK_FULL.message);
  backend.succeed("inspect_slides");
  await userEvent.click(screen.getByRole("button", { name: strings.stage.tryAgain }));
  expect(await screen.findByText(words.allThere)).toBeVisible();
  expect(screen.queryByRole("alert")).toBeNull();
});

it("is about the deck that is open by now", async () => {
  const { app, backend, session_id } = await opened();
  const answer = held(backend, "inspect_slides");
  const asking = stageOf(app).inspect(session_id);
  await backend.call("put_slides", {
    session_id,
    deck: { ...(app.opened.deck ?? { slides: [] }), title: "New" },
  });
  await vi.waitFor(() => expect(app.opened.deck?.title).toBe("New"));
  await answer(0);
  await asking;
  expect(stageOf(app).report).toBeNull();
});
