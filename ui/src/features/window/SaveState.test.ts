// Whether what was changed is kept, as the title bar says it.

import { cleanup, render, screen } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, expect, it } from "vitest";

import { createSession } from "$lib/state/deeds";
import { appOn, DISK_FULL, ids } from "$lib/state/testing";
import { strings } from "$lib/strings";

import WithApp from "../menus/WithApp.test.svelte";
import TitleBar from "./TitleBar.svelte";

const words = strings.library.bar;

afterEach(cleanup);

const said = () => screen.getByRole("status").textContent?.trim();

it("says that nothing was saved, also where no session is open", async () => {
  const { app, backend } = await appOn({ sessions: 0 });
  render(WithApp, { app, part: TitleBar });
  expect(said(), "there is nothing that could be saved").toBe("");
  backend.fail("create_session", DISK_FULL);
  await createSession(app);
  await tick();
  expect(said()).toBe(words.notSaved(DISK_FULL.message));
});

it("says of an open session that it is saved", async () => {
  const { app } = await appOn({ sessions: 1 });
  await app.opened.open(ids(app)[0] ?? "");
  render(WithApp, { app, part: TitleBar });
  expect(said()).toBe(words.saved);
});
