// What stands where a deck would be.

import { cleanup, render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it } from "vitest";

import { Problem } from "$lib/backend";
import { appOn, DISK_FULL, ids } from "$lib/state/testing";
import { strings } from "$lib/strings";

import WithApp from "../menus/WithApp.test.svelte";
import StageEmpty from "./StageEmpty.svelte";

const words = strings.stage;
const GONE = new Problem({ code: "not_found", title: "Gone", detail: "It is gone." });

afterEach(cleanup);

async function failed(problem: Problem) {
  const made = await appOn({ sessions: 2 });
  made.backend.fail("get_slides", problem);
  await made.app.opened.open(ids(made.app)[1] ?? "");
  render(WithApp, { app: made.app, part: StageEmpty });
  expect(screen.getByRole("alert")).toHaveTextContent(problem.message);
  return made;
}

it("a session that could not be opened can be tried again", async () => {
  const { app, backend } = await failed(DISK_FULL);
  backend.succeed("get_slides");
  await userEvent.click(screen.getByRole("button", { name: words.tryAgain }));
  expect(app.opened.problem).toBeNull();
  expect(app.opened.session?.session_id).toBe(ids(app)[1]);
});

it("one that is gone leads back to those that are there", async () => {
  const { app } = await failed(GONE);
  app.layout.sidebarShown = false;
  expect(screen.queryByRole("button", { name: words.tryAgain })).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: words.backToList }));
  expect(app.opened.problem).toBeNull();
  expect(app.opened.asked).toBeNull();
  expect(app.layout.sidebarVisible).toBe(true);
});
