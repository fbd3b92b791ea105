// Files that come in: they are seen in the list, no audience sees them arrive, which
// profile gets them, and that quitting waits for them.

import { describe, expect, it, vi } from "vitest";

import { perform } from "$lib/actions";
import type { ImportOutcome } from "$lib/backend";
import type { Fake } from "$lib/backend/fake";
import { strings } from "$lib/strings";

import { createSession } from "./deeds";
import { appOn, DISK_FULL, drained, ids } from "./testing";

const DECK = "<section>x</section>";

/** jsdom's own files cannot be read. */
function deck(name: string): File {
  return { name, text: async () => DECK } as File;
}

async function filtered() {
  const made = await appOn();
  const profile = made.app.library.profiles[0];
  if (!profile) {
    throw new Error("the fake has profiles");
  }
  await made.app.library.filter(profile.profile_id);
  return { ...made, profile };
}

/** What Lectern's window tells of one file that it imported itself. */
async function imported(backend: Awaited<ReturnType<typeof appOn>>["backend"]) {
  const session = await backend.call("import_session", { content: DECK, name: "plan.html" });
  const outcome: ImportOutcome = { file_name: "plan.html", session, problem: null };
  return { session, outcome };
}

/** As the window tells of files that were handed over. */
async function handOver(backend: Fake, names: readonly string[]): Promise<string[]> {
  const outcomes: ImportOutcome[] = [];
  for (const file_name of names) {
    const request = { content: "<h1>Deck</h1>", name: file_name };
    const session = await backend.call("import_session", request);
    outcomes.push({ file_name, session, problem: null });
  }
  backend.files({ kind: "imported", outcomes, dropped: false });
  await drained();
  return outcomes.flatMap(({ session }) => session?.session_id ?? []);
}

it.each(["a search", "a profile", "the Trash"])("%s does not hide what comes in", async (what) => {
  const { app, backend } = await appOn();
  app.library.query = what === "a search" ? "Brand" : "";
  app.library.profileId = what === "a profile" ? 2 : null;
  await app.library.show(what === "the Trash" ? "trash" : "all");
  const [first = "", second = ""] = await handOver(backend, ["One.html", "Two.html"]);
  expect(app.opened.session?.session_id).toBe(first);
  expect(app.library.focused).toBe(first);
  expect(ids(app)).toEqual(expect.arrayContaining([first, second]));
});

it("a clean-up does not hide a new session either, and goes on", async () => {
  const { app } = await appOn();
  const chosen = ids(app)[3] ?? "";
  app.library.selection.toggle(chosen);
  await createSession(app);
  expect(ids(app)[0]).toBe(app.opened.asked);
  expect(app.library.selection.has(chosen)).toBe(true);
});

it("a session of the profile that is shown leaves it shown", async () => {
  const { app } = await appOn();
  await app.library.filter(2);
  await createSession(app);
  expect(app.library.profileId).toBe(2);
  expect(ids(app)[0]).toBe(app.opened.asked);
});

it("an audience goes on seeing its deck", async () => {
  const { app, backend } = await appOn();
  const shown = ids(app)[2] ?? "";
  await app.opened.open(shown);
  app.presenting = true;
  const [imported] = await handOver(backend, ["One.html"]);
  expect(app.opened.asked).toBe(shown);
  expect(ids(app)[0]).toBe(imported);
});

describe("the profile that is shown", () => {
  it("gets what a button or a drop on the page brings in", async () => {
    const { app, profile } = await filtered();
    await app.imports.drop([deck("a.html"), deck("b.html")]);
    const rows = app.library.sessions.slice(0, 2);
    expect(rows.map(({ profile_id }) => profile_id)).toEqual([
      profile.profile_id,
      profile.profile_id,
    ]);
    expect(app.opened.session?.profile_id).toBe(profile.profile_id);
  });

  it("gets what is dropped on the window", async () => {
    const { app, backend, profile } = await filtered();
    const { session, outcome } = await imported(backend);
    backend.files({ kind: "imported", outcomes: [outcome], dropped: true });
    await vi.waitFor(() =>
      expect(app.library.find(session.session_id)?.profile_id).toBe(profile.profile_id),
    );
  });

  it("gets nothing that the system hands over, nor what names another", async () => {
    const { app, backend, profile } = await filtered();
    const { outcome, session: plain } = await imported(backend);
    backend.files({ kind: "imported", outcomes: [outcome], dropped: false });
    await vi.waitFor(() => expect(app.opened.session?.session_id).toBe(plain.session_id));
    expect(app.opened.session?.profile_id).toBeNull();
    const other = app.library.profiles.find(({ profile_id: id }) => id !== profile.profile_id);
    const named = await imported(backend);
    const request = { session_id: named.session.session_id, profile_id: other?.profile_id ?? 0 };
    const session = await backend.call("assign_profile", request);
    backend.files({
      kind: "imported",
      outcomes: [{ ...named.outcome, session }],
      dropped: true,
    });
    await vi.waitFor(() => expect(app.opened.session?.profile_id).toBe(other?.profile_id));
  });

  it("may be refused; the session is there all the same", async () => {
    const { app, backend } = await filtered();
    backend.fail("assign_profile", DISK_FULL);
    await app.imports.drop([deck("a.html")]);
    expect(app.toasts.items.map(({ text }) => text)).toContain(DISK_FULL.message);
    expect(app.opened.session?.title).toBeDefined();
    expect(app.opened.session?.profile_id).toBeNull();
    expect(ids(app)).toContain(app.opened.session?.session_id);
  });
});

describe("quitting", () => {
  it("asks while files are being imported", async () => {
    const { app, backend } = await appOn();
    const close = vi.spyOn(backend.desktop ?? never(), "closeWindow");
    backend.files({ kind: "importing", count: 3 });
    perform(app, "quit");
    expect(close).not.toHaveBeenCalled();
    const question = app.overlay?.kind === "confirm" ? app.overlay.question : never();
    expect(question.title).toBe(strings.exporting.quitTitle(0, 3));
    await question.run();
    expect(close).toHaveBeenCalledOnce();
  });

  it("does not ask once they are in", async () => {
    const { app, backend } = await appOn();
    const close = vi.spyOn(backend.desktop ?? never(), "closeWindow");
    backend.files({ kind: "importing", count: 3 });
    backend.files({ kind: "imported", outcomes: [], dropped: true });
    perform(app, "quit");
    expect(close).toHaveBeenCalledOnce();
  });
});

function never(): never {
  throw new Error("this cannot be");
}
