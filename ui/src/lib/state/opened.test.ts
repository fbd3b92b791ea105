// The open session: what is read of it, in whatever order answers come, and whether
// its deck's scripts may run.

import { expect, test, vi } from "vitest";

import { appOn, DISK_FULL, held, ids } from "./testing";

async function opened() {
  const made = await appOn();
  const session_id = ids(made.app)[2] ?? "";
  await made.app.opened.open(session_id);
  const deck = made.app.opened.deck ?? never();
  const replaced = (title: string) => {
    const slides = [{ slide_id: "1", html: `<h1>${title}</h1>` }];
    return made.backend.call("put_slides", { session_id, deck: { ...deck, slides } });
  };
  return { ...made, opened: made.app.opened, session_id, replaced };
}

test("the newest deck stays, whichever answer comes last", async () => {
  const { backend, opened: session, replaced } = await opened();
  const answer = held(backend, "get_slides");
  await replaced("First");
  await replaced("Second");
  await answer(1);
  await answer(0);
  expect(session.deck?.slides[0]?.html).toContain("Second");
});

test("an older reading of the conversation takes no message away", async () => {
  const { backend, opened: session, session_id } = await opened();
  const answer = held(backend, "list_messages");
  const write = (content: string) =>
    backend.call("append_message", { session_id, role: "user", content });
  await write("First");
  await write("Second");
  await answer(1);
  await answer(0);
  expect(session.messages.at(-1)?.content).toBe("Second");
});

test("what changes while a session is opened is not overwritten by its opening", async () => {
  const { app, backend } = await appOn();
  const session_id = ids(app)[2] ?? "";
  const deck = (await backend.call("get_slides", { session_id })).slide_deck ?? never();
  const answer = held(backend, "get_slides");
  const opening = app.opened.open(session_id, 2);
  await backend.call("put_slides", { session_id, deck: { ...deck, title: "New" } });
  await answer(1);
  await answer(0);
  await opening;
  expect(app.opened.deck?.title).toBe("New");
  expect(app.opened.slide).toBe(2);
});

test("a change that cannot be read is said, and what was read stays", async () => {
  const { app, backend, opened: session, replaced } = await opened();
  backend.fail("get_slides", DISK_FULL);
  await replaced("First");
  await vi.waitFor(() => expect(app.toasts.items.at(-1)?.text).toBe(DISK_FULL.message));
  expect(session.session).not.toBeNull();
});

test("a deck that hung stays without its scripts, however often it is opened", async () => {
  const { app } = await appOn();
  const [hung = "", other = ""] = ids(app);
  await app.opened.revive({ session_id: hung, slide: 0, scripts: true });
  expect([app.opened.scripts, app.opened.revived]).toEqual([false, true]);
  await app.opened.open(other);
  expect([app.opened.scripts, app.opened.revived]).toEqual([true, false]);
  await app.opened.open(hung);
  expect([app.opened.scripts, app.opened.revived]).toEqual([false, true]);
});

test("until somebody lets them run", async () => {
  const { app } = await appOn();
  const [hung = "", other = ""] = ids(app);
  await app.opened.revive({ session_id: hung, slide: 0, scripts: true });
  app.opened.allowScripts(true);
  await app.opened.open(other);
  await app.opened.open(hung);
  expect([app.opened.scripts, app.opened.revived]).toEqual([true, false]);
});

test("one that hung without its scripts is not drawn until somebody asks", async () => {
  const { app } = await appOn();
  const [hung = "", other = ""] = ids(app);
  await app.opened.revive({ session_id: hung, slide: 0, scripts: false });
  await app.opened.open(other);
  expect([app.opened.scripts, app.opened.held]).toEqual([true, false]);
  await app.opened.open(hung);
  expect([app.opened.scripts, app.opened.held]).toEqual([false, true]);
  app.opened.release();
  await app.opened.open(other);
  await app.opened.open(hung);
  expect([app.opened.scripts, app.opened.held]).toEqual([false, false]);
});

function never(): never {
  throw new Error("there is one in this test");
}
