// Files that come in: which profile gets them, and that quitting waits for them.

import { describe, expect, it, vi } from "vitest";

import { perform } from "$lib/actions";
import type { ImportOutcome } from "$lib/backend";
import { strings } from "$lib/strings";

import { appOn, DISK_FULL, ids, settled } from "./testing";

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
    await settled();
    expect(app.library.find(session.session_id)?.profile_id).toBe(profile.profile_id);
  });

  it("gets nothing that the system hands over, nor what names another", async () => {
    const { app, backend, profile } = await filtered();
    const { outcome } = await imported(backend);
    backend.files({ kind: "imported", outcomes: [outcome], dropped: false });
    await settled();
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
    await settled();
    expect(app.opened.session?.profile_id).toBe(other?.profile_id);
  });

  it("may be refused; the session is there all the same", async () => {
    const { app, backend } = await filtered();
    backend.fail("assign_profile", DISK_FULL);
    await app.imports.drop([deck("a.html")]);
    expect(app.toasts.items.map(({ text }) => text)).toContain(DISK_FULL.message);
    expect(app.opened.session?.title).toBeDefined();
    expect(app.opened.session?.profile_id).toBeNull();
    expect(ids(app)).not.toContain(app.opened.session?.session_id);
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
