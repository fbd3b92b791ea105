import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { Changes } from "./changes";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("gathers what comes within a moment, and tells the last of each session", () => {
  const tell = vi.fn();
  const changes = new Changes(tell);
  changes.add("a", "session_trashed");
  changes.add("b", "session_updated");
  changes.add("b", "session_deleted");
  changes.add("c", "session_trashed");
  changes.add("c", "session_created");
  vi.runAllTimers();
  expect(tell).toHaveBeenCalledExactlyOnceWith(["a", "b"], new Map([["c", "session_created"]]));
});

it("does not take away again what came back by Undo before the news of its going", () => {
  const tell = vi.fn();
  const changes = new Changes(tell);
  changes.add("a", "session_trashed");
  changes.add("b", "session_trashed");
  changes.forgetGoing(["a"]);
  vi.runAllTimers();
  expect(tell).toHaveBeenCalledExactlyOnceWith(["b"], new Map());
});
