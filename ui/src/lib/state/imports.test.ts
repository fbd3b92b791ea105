// What an import brings in is seen in the list, and no audience sees it arrive.

import { expect, test } from "vitest";

import type { ImportOutcome } from "$lib/backend";
import type { Fake } from "$lib/backend/fake";

import { createSession } from "./deeds";
import { appOn, drained, ids } from "./testing";

/** As the window tells of files that were handed over. */
async function handOver(backend: Fake, names: readonly string[]): Promise<string[]> {
  const outcomes: ImportOutcome[] = [];
  for (const file_name of names) {
    const request = { content: "<h1>Deck</h1>", name: file_name };
    const session = await backend.call("import_session", request);
    outcomes.push({ file_name, session, problem: null });
  }
  backend.files({ kind: "imported", outcomes });
  await drained();
  return outcomes.flatMap(({ session }) => session?.session_id ?? []);
}

test.each(["a search", "a profile", "the Trash"])(
  "%s does not hide what comes in",
  async (what) => {
    const { app, backend } = await appOn();
    app.library.query = what === "a search" ? "Brand" : "";
    app.library.profileId = what === "a profile" ? 2 : null;
    await app.library.show(what === "the Trash" ? "trash" : "all");
    const [first = "", second = ""] = await handOver(backend, ["One.html", "Two.html"]);
    expect(app.opened.session?.session_id).toBe(first);
    expect(app.library.focused).toBe(first);
    expect(ids(app)).toEqual(expect.arrayContaining([first, second]));
  },
);

test("a clean-up does not hide a new session either, and goes on", async () => {
  const { app } = await appOn();
  const chosen = ids(app)[3] ?? "";
  app.library.selection.toggle(chosen);
  await createSession(app);
  expect(ids(app)[0]).toBe(app.opened.asked);
  expect(app.library.selection.has(chosen)).toBe(true);
});

test("a session of the profile that is shown leaves it shown", async () => {
  const { app } = await appOn();
  await app.library.filter(2);
  await createSession(app);
  expect(app.library.profileId).toBe(2);
  expect(ids(app)[0]).toBe(app.opened.asked);
});

test("an audience goes on seeing its deck", async () => {
  const { app, backend } = await appOn();
  const shown = ids(app)[2] ?? "";
  await app.opened.open(shown);
  app.presenting = true;
  const [imported] = await handOver(backend, ["One.html"]);
  expect(app.opened.asked).toBe(shown);
  expect(ids(app)[0]).toBe(imported);
});
