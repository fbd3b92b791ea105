// The list: pages, searches that overtake each other, and changes of others.

import { expect, test, vi } from "vitest";

import { fake } from "$lib/backend/fake";

import { App } from "./app.svelte";
import { appOn, DISK_FULL, ids, titles } from "./testing";

test("the first page is shown while the others are read", async () => {
  const backend = fake({ sessions: 1050, delay: 2 });
  const app = new App(backend, await backend.startup());
  await app.library.start();
  expect(app.library.sessions).toHaveLength(100);
  expect(app.library.more).toBe(true);
  await app.library.complete();
  expect(app.library.sessions).toHaveLength(1050);
  expect(new Set(ids(app)).size).toBe(1050);
  expect(app.library.more).toBe(false);
});

test("a new filter ends the reading of the old one", async () => {
  const backend = fake({ sessions: 3000, delay: 1 });
  const app = new App(backend, await backend.startup());
  await app.library.start();
  await app.library.filter(2);
  await app.library.complete();
  expect(app.library.sessions.every(({ profile_id }) => profile_id === 2)).toBe(true);
});

test("an older search is left, and its answer is dropped", async () => {
  const { app, backend } = await appOn();
  const list = backend.store.operations.list_sessions;
  const waiting: (() => void)[] = [];
  Object.assign(backend.store.operations, {
    list_sessions: async (request: Parameters<typeof list>[0]) => {
      if (request.q === "Q") {
        await new Promise<void>((resume) => waiting.push(resume));
      }
      return list(request);
    },
  });
  const calls = vi.spyOn(backend, "call");
  const older = app.library.search("Q");
  await app.library.search("Brand");
  expect(titles(app)).toEqual(["Brand refresh"]);
  expect(calls.mock.calls.map(([, , leaving]) => leaving?.aborted)).toEqual([true, false]);
  waiting.forEach((resume) => resume());
  await older;
  expect(titles(app)).toEqual(["Brand refresh"]);
});

test("a session made elsewhere appears, one deleted elsewhere goes", async () => {
  const { app, backend } = await appOn();
  const made = await backend.call("create_session", { title: "Made elsewhere" });
  await vi.waitFor(() => expect(titles(app)[0]).toBe("Made elsewhere"));
  await backend.call("delete_session", { session_id: made.session_id });
  await vi.waitFor(() => expect(titles(app)).not.toContain("Made elsewhere"));
});

test("a session that is worked on moves up, and a rename stays where it is", async () => {
  const { app, backend } = await appOn();
  const tenth = ids(app)[9] ?? "";
  await backend.call("rename_session", { session_id: tenth, title: "Renamed" });
  await vi.waitFor(() => expect(titles(app)[9]).toBe("Renamed"));
  await backend.call("append_message", { session_id: tenth, role: "user", content: "x" });
  await vi.waitFor(() => expect(titles(app)[0]).toBe("Renamed"));
});

test("after a gap everything is read again, and nothing jumps meanwhile", async () => {
  const { app, backend } = await appOn({ sessions: 450 });
  app.library.focused = ids(app)[400] ?? null;
  backend.store.sessions = backend.store.sessions.filter((_, index) => index !== 3);
  const rereading = app.library.hear(null);
  await rereading;
  expect(app.library.sessions).toHaveLength(450);
  await app.library.complete();
  expect(app.library.sessions).toHaveLength(449);
  expect(ids(app)).toContain(app.library.focused);
});

test("thousands of events are one reading of the list", async () => {
  const { app, backend } = await appOn({ sessions: 2000 });
  const asked = backend.asked.length;
  await backend.call("trash_sessions", { session_ids: ids(app).slice(0, 1000) });
  await vi.waitFor(() => expect(app.library.sessions).toHaveLength(1000));
  expect(backend.asked.length - asked).toBeLessThan(5);
});

test("a profile that is renamed is renamed in its sessions", async () => {
  const { app, backend } = await appOn();
  await backend.call("rename_profile", { profile_id: 1, profile_name: "Live" });
  await vi.waitFor(() => {
    expect(app.library.profiles.map(({ profile_name }) => profile_name)).toContain("Live");
    expect(app.library.sessions[0]?.profile_name).toBe("Live");
  });
});

test("a list that cannot be read says why, and can be tried again", async () => {
  const { app, backend } = await appOn();
  backend.fail("list_sessions", DISK_FULL);
  await app.library.show("trash");
  expect(app.library.problem?.message).toBe(DISK_FULL.message);
  backend.succeed("list_sessions");
  await app.library.reload();
  expect(app.library.problem).toBeNull();
  expect(app.library.sessions).toHaveLength(3);
});

test("a session that cannot be read again is said", async () => {
  const { app, backend } = await appOn();
  backend.fail("get_session", DISK_FULL);
  const session_id = ids(app)[9] ?? "";
  await backend.call("rename_session", { session_id, title: "Renamed" });
  await vi.waitFor(() => expect(app.toasts.items.at(-1)?.text).toBe(DISK_FULL.message));
});

test("the Trash knows how many lie in it", async () => {
  const { app } = await appOn({ trashed: 120 });
  expect([app.library.trashCount, app.library.trashIsMore]).toEqual([100, true]);
});
