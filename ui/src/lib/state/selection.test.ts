// Clean-up: rules with numbers, ranges, and a list that keeps its order.

import { expect, test, vi } from "vitest";

import { counts } from "./selection.svelte";
import { appOn, ids, drained, titles } from "./testing";

test("each rule chooses as many as it says", async () => {
  const { app } = await appOn({ sessions: 300 });
  const { selection, sessions } = app.library;
  const found = counts(sessions);
  expect(found.all).toBe(300);
  expect(found.untouched).toBeGreaterThan(0);
  for (const choice of ["all", "without-deck", "untouched", "empty", "none"] as const) {
    await selection.choose(choice);
    expect(selection.count).toBe(found[choice]);
  }
  await selection.choose("empty");
  expect(selection.chosen.every((session) => session.message_count === 0)).toBe(true);
});

test("all means everything in the filter, also what is still being read", async () => {
  const { app, backend } = await appOn({ sessions: 1200 });
  void app.library.filter(1);
  await drained();
  await app.library.selection.choose("all");
  const wanted = backend.store.sessions.filter(({ profile_id }) => profile_id === 1);
  expect(app.library.selection.count).toBe(wanted.length);
});

test("a range goes from the row chosen last, either way", async () => {
  const { app } = await appOn();
  const { selection } = app.library;
  const order = ids(app);
  selection.toggle(order[5] ?? "");
  selection.extend(order[2] ?? "");
  expect(selection.chosen.map(({ session_id }) => session_id)).toEqual(order.slice(2, 6));
  selection.toggle(order[3] ?? "");
  expect(selection.count).toBe(3);
});

test("what a search hides is not chosen, until it is seen again", async () => {
  const { app } = await appOn();
  const { library } = app;
  ids(app)
    .slice(0, 3)
    .forEach((id) => library.selection.toggle(id));
  library.query = "Brand";
  await library.reload();
  expect(library.selection.count).toBe(0);
  expect(library.selection.chosen).toEqual([]);
  await library.clearSearch();
  expect(library.selection.count).toBe(3);
});

test("nothing moves while something is chosen", async () => {
  const { app, backend } = await appOn();
  const { selection } = app.library;
  const order = ids(app);
  selection.toggle(order[0] ?? "");
  const request = { session_id: order[9] ?? "", role: "user" as const, content: "x" };
  const messages = app.library.find(request.session_id)?.message_count ?? 0;
  await backend.call("append_message", request);
  await vi.waitFor(() =>
    expect(app.library.find(request.session_id)?.message_count).toBe(messages + 1),
  );
  expect(ids(app)).toEqual(order);
  const before = titles(app)[9];
  selection.leave();
  await vi.waitFor(() => expect(titles(app)[0]).toBe(before));
  expect(selection.count).toBe(0);
});
