// What is done to sessions: it is shown, can be taken back, and says what failed.

import { afterEach, expect, test, vi } from "vitest";

import { Problem } from "$lib/backend";
import { fake } from "$lib/backend/fake";

import { App } from "./app.svelte";
import {
  assignProfile,
  createProfile,
  createSession,
  deleteForever,
  duplicateSession,
  renameSession,
  restore,
  trash,
} from "./deeds";
import { Repeated } from "./repeated";
import { appOn, DISK_FULL, drained, held, ids, sessionAt, titles } from "./testing";

afterEach(() => vi.useRealTimers());

function lastToast(app: Awaited<ReturnType<typeof appOn>>["app"]) {
  return app.toasts.items.at(-1);
}

test("trash takes the row away and undo puts it back where it was", async () => {
  const { app, backend } = await appOn();
  const before = ids(app);
  await trash(app, [before[3] ?? ""]);
  expect(app.library.sessions).toHaveLength(39);
  expect(app.library.trashCount).toBe(4);
  expect(lastToast(app)?.text).toBe("“Hiring plan, engineering” moved to Trash.");
  await lastToast(app)?.actions[0]?.run();
  await vi.waitFor(() => expect(ids(app)).toEqual(before));
  expect(app.library.focused).toBe(before[3]);
  expect(backend.store.trash).toHaveLength(3);
});

test("rows leave and come back before Lectern has answered", async () => {
  const { app, backend } = await appOn();
  const before = ids(app);
  const answerTrash = held(backend, "trash_sessions");
  const trashing = trash(app, before.slice(0, 2));
  expect(ids(app)).toEqual(before.slice(2));
  expect(lastToast(app)).toBeUndefined();
  await answerTrash(0);
  await trashing;
  const answerRestore = held(backend, "restore_sessions");
  const undoing = app.undoing.undo();
  expect(ids(app)).toEqual(before);
  await answerRestore(0);
  await undoing;
  await drained();
  expect(ids(app)).toEqual(before);
});

test("rows that could not be moved come back, and go again when they could not be restored", async () => {
  const { app, backend } = await appOn();
  const before = ids(app);
  backend.fail("trash_sessions", DISK_FULL);
  await trash(app, before.slice(0, 2));
  expect(ids(app)).toEqual(before);
  backend.succeed("trash_sessions");
  await trash(app, before.slice(0, 2));
  backend.fail("restore_sessions", DISK_FULL);
  await app.undoing.undo();
  expect(ids(app)).toEqual(before.slice(2));
});

test("what was moved is counted and comes back, also what the list does not show", async () => {
  const { app, backend } = await appOn();
  const wanted = ids(app).slice(0, 3);
  app.library.query = "Brand";
  await app.library.reload();
  await trash(app, wanted);
  expect(lastToast(app)?.text).toBe("3 sessions moved to Trash.");
  await app.undoing.undo();
  expect(backend.store.sessions).toHaveLength(40);
});

test("trashing the open session opens its neighbour, and nobody else did it", async () => {
  const { app, backend } = await appOn();
  const [, open = "", neighbour] = ids(app);
  await app.opened.open(open);
  app.library.focused = open;
  const moves = backend.store.operations.trash_sessions;
  let answer: () => void = () => undefined;
  Object.assign(backend.store.operations, {
    trash_sessions: async (request: { session_ids: string[] }) => {
      const moved = moves(request);
      // So many came at once that some were not told.
      backend.store.hear.forEach((hear) => hear(null));
      await new Promise<void>((resume) => (answer = resume));
      return moved;
    },
  });
  vi.useFakeTimers();
  const trashing = trash(app, [open]);
  await vi.advanceTimersByTimeAsync(100);
  answer();
  await trashing;
  await vi.advanceTimersByTimeAsync(100);
  expect(app.toasts.items.map(({ text }) => text)).toEqual(["“Stand-up notes” moved to Trash."]);
  expect(app.opened.session?.session_id).toBe(neighbour);
});

test("undo says of what another door restored that it was not in the Trash any more", async () => {
  const { app, backend } = await appOn();
  const before = ids(app);
  const [first = "", second = ""] = before;
  await trash(app, [first, second]);
  await backend.call("restore_sessions", { session_ids: [first] });
  await drained();
  await app.undoing.undo();
  await drained();
  expect(lastToast(app)?.text).toBe("1 session was not in the Trash any more.");
  expect(ids(app).toSorted()).toEqual(before.toSorted());
  expect(app.library.trashCount).toBe(3);
});

test("the keyboard stays in the list when what it was on could not be moved", async () => {
  const { app, backend } = await appOn();
  const [, second = ""] = ids(app);
  app.layout.focusedPane = () => "sidebar";
  backend.fail("trash_sessions", DISK_FULL);
  await trash(app, [second]);
  expect(app.library.focused).toBe(second);
  expect(app.library.focusList).toBe(true);
});

test("undo by key and undo by toast are the same, and happen once", async () => {
  const { app, backend } = await appOn();
  await trash(app, ids(app).slice(0, 2));
  await app.undoing.undo();
  const asked = backend.asked.filter((name) => name === "restore_sessions").length;
  await lastToast(app)?.actions[0]?.run();
  expect(backend.asked.filter((name) => name === "restore_sessions")).toHaveLength(asked);
});

test("many go in chunks of a thousand; a chunk that fails stays chosen", async () => {
  const { app, backend } = await appOn({ sessions: 2500 });
  const moves = backend.store.operations.trash_sessions;
  let chunk = 0;
  Object.assign(backend.store.operations, {
    trash_sessions: (request: { session_ids: string[] }) => {
      if (++chunk === 2) {
        throw DISK_FULL;
      }
      return moves(request);
    },
  });
  await app.library.selection.choose("all");
  await trash(app, ids(app));
  expect(chunk).toBe(3);
  expect(app.library.selection.count).toBe(1000);
  expect(app.library.sessions).toHaveLength(1000);
  const toast = lastToast(app);
  expect(toast?.text).toContain("1,500 done. 1,000 could not be");
  expect(toast?.text).toContain(DISK_FULL.message);
  await toast?.actions[0]?.run();
  await vi.waitFor(() => expect(app.library.sessions).toHaveLength(0));
});

test("restore takes sessions out of the Trash", async () => {
  const { app } = await appOn();
  await app.library.show("trash");
  await restore(app, ids(app).slice(0, 2));
  expect(app.library.sessions).toHaveLength(1);
  await app.library.show("all");
  expect(app.library.sessions).toHaveLength(42);
});

test("deleting forever asks with the number, typed when there are many", async () => {
  const { app, backend } = await appOn({ trashed: 25 });
  await app.library.show("trash");
  deleteForever(app, ids(app).slice(0, 3));
  expect(app.overlay).toMatchObject({ kind: "confirm", question: { danger: true } });
  expect(question(app).title).toBe("Delete 3 sessions forever?");
  expect(question(app).typed).toBeUndefined();
  deleteForever(app, ids(app).slice(0, 1));
  expect(question(app).title).toBe(`Delete “${titles(app)[0]}” forever?`);
  deleteForever(app, ids(app));
  expect(question(app).typed).toBe("25");
  expect(backend.store.trash).toHaveLength(25);
  await question(app).run();
  expect(backend.store.trash).toHaveLength(0);
  expect(app.library.sessions).toHaveLength(0);
});

test("deleting many is counted, and the list is read again when it is done", async () => {
  const { app, backend } = await appOn({ trashed: 300, delay: 10 });
  await app.library.show("trash");
  await app.library.complete();
  deleteForever(app, ids(app));
  vi.useFakeTimers();
  const before = backend.asked.length;
  const deleting = question(app).run();
  await vi.advanceTimersByTimeAsync(200);
  expect(app.library.deleting).toEqual({ done: 160, of: 300 });
  expect(new Set(backend.asked.slice(before))).toEqual(new Set(["delete_session"]));
  await vi.advanceTimersByTimeAsync(1000);
  await deleting;
  expect(app.library.deleting).toBeNull();
  expect(app.library.sessions).toHaveLength(0);
  expect(app.library.trashCount).toBe(0);
});

function question(app: Awaited<ReturnType<typeof appOn>>["app"]) {
  if (app.overlay?.kind !== "confirm") {
    throw new Error("Nothing was asked.");
  }
  return app.overlay.question;
}

test("a rename is shown at once, can be taken back, and its refusal is the caller's", async () => {
  const { app, backend } = await appOn();
  const session = sessionAt(app, 0);
  await app.opened.open(session.session_id);
  await renameSession(app, session, "  A better title ");
  expect(titles(app)[0]).toBe("A better title");
  expect(app.opened.session?.title).toBe("A better title");
  await app.undoing.undo();
  expect(titles(app)[0]).toBe(session.title);
  backend.fail("rename_session", DISK_FULL);
  await expect(renameSession(app, session, "x")).rejects.toBeInstanceOf(Problem);
  expect(app.saving.problem?.code).toBe("disk_full");
});

test("taking back is nothing that could be taken back again", async () => {
  const { app } = await appOn();
  const [first, second] = [sessionAt(app, 0), sessionAt(app, 1)];
  await renameSession(app, first, "A better title");
  await assignProfile(app, second, 2);
  await app.undoing.undo();
  expect(app.library.find(second.session_id)?.profile_id).toBe(second.profile_id);
  await app.undoing.undo();
  expect(app.library.find(first.session_id)?.title).toBe(first.title);
  expect(app.undoing.possible).toBe(false);
});

test("what could not be taken back can be tried again, unless it is gone", async () => {
  const { app, backend } = await appOn();
  const session = sessionAt(app, 0);
  await renameSession(app, session, "A better title");
  backend.fail("rename_session", DISK_FULL);
  await app.undoing.undo();
  expect(lastToast(app)).toMatchObject({ text: DISK_FULL.message, tone: "failure" });
  backend.succeed("rename_session");
  await lastToast(app)?.actions[0]?.run();
  expect(app.library.find(session.session_id)?.title).toBe(session.title);
  await renameSession(app, session, "Another title");
  await backend.call("delete_session", { session_id: session.session_id });
  await app.undoing.undo();
  expect(lastToast(app)?.text).toContain("no longer exists");
  expect(app.undoing.possible).toBe(false);
});

test("an undo of the Trash that failed can be tried again", async () => {
  const { app, backend } = await appOn();
  const before = ids(app);
  await trash(app, before.slice(0, 2));
  backend.fail("restore_sessions", DISK_FULL);
  await app.undoing.undo();
  expect(lastToast(app)).toMatchObject({ text: DISK_FULL.message, tone: "failure" });
  backend.succeed("restore_sessions");
  await app.undoing.undo();
  expect(ids(app)).toEqual(before);
});

test("a new session is listed and opened, also from the Trash", async () => {
  const { app } = await appOn();
  await app.library.show("trash");
  await createSession(app);
  expect(app.library.view).toBe("all");
  expect(app.opened.asked).toBe(ids(app)[0]);
});

test("duplicating and assigning show what came of it", async () => {
  const { app } = await appOn();
  const session = sessionAt(app, 0);
  await duplicateSession(app, session);
  expect(titles(app)[0]).toBe("Q3 Revenue Analysis (copy)");
  await assignProfile(app, session, 2);
  expect(app.library.find(session.session_id)?.profile_name).toBe("Personal");
  const made = await createProfile(app, "Archive");
  expect(app.library.profiles.map(({ profile_id }) => profile_id)).toContain(made);
});

test.each([
  ["create_session", (app) => createSession(app)],
  ["duplicate_session", (app) => duplicateSession(app, app.library.sessions[0] as never)],
  ["assign_profile", (app) => assignProfile(app, app.library.sessions[0] as never, 2)],
  ["trash_sessions", (app) => trash(app, ids(app).slice(0, 1))],
] as ["create_session", (app: Awaited<ReturnType<typeof appOn>>["app"]) => Promise<void>][])(
  "when %s fails, its sentence is shown",
  async (name, run) => {
    const { app, backend } = await appOn();
    backend.fail(name, DISK_FULL);
    const before = ids(app);
    await run(app);
    expect(lastToast(app)).toMatchObject({ text: DISK_FULL.message, tone: "failure" });
    expect(ids(app)).toEqual(before);
  },
);

test("a failure that comes again stands there once, and the newest", async () => {
  const { app } = await appOn();
  app.toasts.fail(DISK_FULL);
  app.toasts.show("Done.");
  app.toasts.fail(DISK_FULL);
  expect(app.toasts.items.map(({ text }) => text)).toEqual(["Done.", DISK_FULL.message]);
});

test("what is done again and again says once that it fails, and again after it worked", async () => {
  const { app } = await appOn();
  const repeated = new Repeated(app);
  const fails = () => Promise.reject(DISK_FULL);
  const said = async (act: () => Promise<void>) => {
    app.toasts.items = [];
    await repeated.run(act);
    return app.toasts.items.length;
  };
  expect([await said(fails), await said(fails)]).toEqual([1, 0]);
  expect(await said(() => Promise.resolve())).toBe(0);
  expect(await said(fails)).toBe(1);
});

test("that Lectern cannot be reached is said until it can", async () => {
  const backend = fake();
  const hear = vi.spyOn(backend, "onChange");
  const app = new App(backend, await backend.startup());
  app.start();
  const reached = hear.mock.calls.find((call) => call[1])?.[1];
  reached?.(DISK_FULL);
  reached?.(DISK_FULL);
  expect(app.toasts.items).toHaveLength(1);
  reached?.(null);
  expect(app.toasts.items).toHaveLength(0);
});

test("no toast goes while somebody is at them", async () => {
  vi.useFakeTimers();
  const { app } = await vi.waitFor(() => appOn());
  app.toasts.show("Moved to Trash.");
  app.toasts.held = true;
  vi.advanceTimersByTime(10_001);
  expect(app.toasts.items).toHaveLength(1);
  app.toasts.held = false;
  vi.advanceTimersByTime(10_001);
  expect(app.toasts.items).toHaveLength(0);
  vi.useRealTimers();
});

test("a toast goes by itself, a failure stays", async () => {
  vi.useFakeTimers();
  const { app } = await vi.waitFor(() => appOn());
  app.toasts.show("Done.");
  app.toasts.fail(DISK_FULL);
  vi.advanceTimersByTime(10_001);
  expect(app.toasts.items.map(({ text }) => text)).toEqual([DISK_FULL.message]);
});
