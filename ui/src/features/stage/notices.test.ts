// What is said below a slide.

import { cleanup, render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it } from "vitest";

import { idOf } from "$lib/backend/fake/seed";
import { appOn } from "$lib/state/testing";
import { strings } from "$lib/strings";

import WithApp from "../menus/WithApp.test.svelte";
import Notices from "./Notices.svelte";

const words = strings.stage;

afterEach(cleanup);

it("the sample of a first start says what to try, for as long as it is open", async () => {
  const { app } = await appOn({ sessions: 2, startup: { sample: idOf(1) } });
  await app.opened.open(idOf(1));
  render(WithApp, { app, part: Notices });
  expect(screen.getByText(words.sample)).toBeVisible();
  await app.opened.open(idOf(0));
  expect(screen.queryByText(words.sample)).toBeNull();
  await app.opened.open(idOf(1));
  await userEvent.click(await screen.findByRole("button", { name: words.close }));
  expect(screen.queryByText(words.sample)).toBeNull();
});

it("the sample leads on to a session of one's own", async () => {
  const { app } = await appOn({ sessions: 2, startup: { sample: idOf(1) } });
  await app.opened.open(idOf(1));
  render(WithApp, { app, part: Notices });
  await userEvent.click(screen.getByRole("button", { name: words.newSession }));
  expect(app.opened.asked).not.toBe(idOf(1));
});
