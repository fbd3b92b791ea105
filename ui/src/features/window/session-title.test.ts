// The title in the title bar, written while other things happen.

import { cleanup, render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";

import { appOn, DISK_FULL, sessionAt } from "$lib/state/testing";
import { strings } from "$lib/strings";

import WithApp from "../menus/WithApp.test.svelte";
import SessionTitle from "./SessionTitle.svelte";

// A busy machine draws fields slowly.
vi.setConfig({ testTimeout: 20_000 });

const words = strings.library;
afterEach(cleanup);

/** A session whose title is being written, and another one. */
async function writing(title: string) {
  const made = await appOn();
  const [written, other] = [sessionAt(made.app, 0), sessionAt(made.app, 1)];
  await made.app.opened.open(written.session_id);
  render(WithApp, { app: made.app, part: SessionTitle });
  const user = userEvent.setup();
  await user.click(screen.getByRole("button", { name: words.bar.rename(written.title) }));
  const field = screen.getByRole("textbox", { name: words.rename.title });
  await user.clear(field);
  await user.type(field, title);
  return { ...made, written, other, user };
}

it("keeps what was typed with its own session when another one is opened", async () => {
  const { app, written, other } = await writing("A better title");
  await app.opened.open(other.session_id);
  await waitFor(() => expect(app.library.find(written.session_id)?.title).toBe("A better title"));
  expect(app.library.find(other.session_id)?.title).toBe(other.title);
  expect(screen.queryByRole("textbox")).toBeNull();
  expect(screen.getByRole("button", { name: words.bar.rename(other.title) })).toBeVisible();
});

it("says so when that cannot be kept", async () => {
  const { app, backend, written, other } = await writing("A better title");
  backend.fail("rename_session", DISK_FULL);
  await app.opened.open(other.session_id);
  await waitFor(() => expect(app.toasts.items.at(-1)?.text).toBe(DISK_FULL.message));
  expect(app.library.find(written.session_id)?.title).toBe(written.title);
});

it("keeps a title of somebody else where nothing was typed", async () => {
  const { app, backend, written, user } = await writing("x");
  const { session_id } = written;
  await user.keyboard("{Backspace}" + written.title);
  await backend.call("rename_session", { session_id, title: "By an agent" });
  await waitFor(() => expect(app.opened.session?.title).toBe("By an agent"));
  await user.keyboard("{Enter}");
  expect(backend.asked.filter((name) => name === "rename_session")).toHaveLength(1);
});
