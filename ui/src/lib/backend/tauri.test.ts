// The window's way: what it must have done before Lectern is asked to begin.

import { beforeEach, expect, test, vi } from "vitest";

import { tauri } from "./tauri";

interface Told {
  payload: unknown;
}

const window_ = vi.hoisted(() => ({
  /** What the page did, in order. */
  done: [] as string[],
  hearers: new Map<string, (told: Told) => void>(),
  answers: new Map<string, () => Promise<unknown>>(),
}));

vi.mock("@tauri-apps/api/core", () => ({
  invoke: async (name: string) => {
    window_.done.push(name);
    return window_.answers.get(name)?.();
  },
}));

vi.mock("@tauri-apps/api/event", () => ({
  listen: async (event: string, hear: (told: Told) => void) => {
    // Rust hears of a listener only after a while.
    await new Promise((resume) => setTimeout(resume, 5));
    await window_.answers.get(event)?.();
    window_.done.push(`listens to ${event}`);
    window_.hearers.set(event, hear);
    return () => window_.hearers.delete(event);
  },
}));

const STARTUP = { platform: "linux", version: "1" };

beforeEach(() => {
  window_.done.length = 0;
  window_.hearers.clear();
  window_.answers.clear();
  window_.answers.set("startup", async () => STARTUP);
});

function tell(event: string, payload: unknown): void {
  window_.hearers.get(event)?.({ payload });
}

test("every event is listened to before the window begins", async () => {
  await tauri().startup();
  expect(window_.done.toSorted().slice(0, 3)).toEqual([
    "listens to changes",
    "listens to files",
    "listens to menu",
  ]);
  expect(window_.done.at(-1)).toBe("startup");
});

test("what is told before anybody hears it waits, in its order", async () => {
  const backend = tauri();
  window_.answers.set("startup", async () => {
    // Files that Lectern was started with come at once.
    tell("files", { kind: "importing", count: 1 });
    tell("files", { kind: "left" });
    return STARTUP;
  });
  await backend.startup();
  const heard: unknown[] = [];
  const stop = backend.onFiles((event) => heard.push(event));
  expect(heard).toEqual([{ kind: "importing", count: 1 }, { kind: "left" }]);
  tell("files", { kind: "hovering", count: 2 });
  expect(heard).toHaveLength(3);
  stop();
  tell("files", { kind: "left" });
  expect(heard).toHaveLength(3);
});

test("changes that came together are heard one by one, and that some were missed", async () => {
  const backend = tauri();
  await backend.startup();
  const heard: unknown[] = [];
  backend.onChange((change) => heard.push(change));
  tell("changes", [{ sequence: 1 }, { sequence: 2 }]);
  tell("changes", null);
  expect(heard).toEqual([{ sequence: 1 }, { sequence: 2 }, null]);
});

test("a start that failed listens once only", async () => {
  const backend = tauri();
  window_.answers.set("startup", () => Promise.reject({ code: "store_locked", detail: "In use." }));
  await expect(backend.startup()).rejects.toMatchObject({ code: "store_locked" });
  window_.answers.set("startup", async () => STARTUP);
  await backend.startup();
  expect(window_.done.filter((one) => one === "listens to files")).toHaveLength(1);
});

test("a command that fails without a word says no more than is known", async () => {
  const backend = tauri();
  const session_id = "s";
  window_.answers.set("duplicate_session", () => Promise.reject("panicked"));
  await expect(backend.call("duplicate_session", { session_id })).rejects.toThrow(
    "this may or may not have been done",
  );
  window_.answers.set("import_files", () => Promise.reject("panicked"));
  await expect(backend.importFiles()).rejects.toThrow("this may or may not have been done");
  window_.answers.set("get_session", () => Promise.reject("panicked"));
  await expect(backend.call("get_session", { session_id })).rejects.toThrow(
    "Something went wrong inside Lectern. Try again.",
  );
});

test("a window that cannot be heard does not begin, and may try again", async () => {
  const backend = tauri();
  window_.answers.set("changes", () => Promise.reject("refused"));
  await expect(backend.startup()).rejects.toMatchObject({ code: "internal" });
  expect(window_.done).not.toContain("startup");
  window_.answers.delete("changes");
  await expect(backend.startup()).resolves.toEqual(STARTUP);
});
