// The window's way: a call that nobody waits for any more is left by its name.

import { clearMocks, mockIPC } from "@tauri-apps/api/mocks";
import { afterEach, beforeEach, expect, test } from "vitest";

import { tauri } from "./tauri";

interface Command {
  name: string;
  arguments: Record<string, unknown>;
}

let commands: Command[];
let answer: (bytes: ArrayBuffer) => void;

beforeEach(() => {
  commands = [];
  mockIPC((name, given) => {
    commands.push({ name, arguments: { ...given } as Record<string, unknown> });
    return name === "leave_call" ? null : new Promise((resolve) => (answer = resolve));
  });
});

afterEach(clearMocks);

const picture = { session_id: "a", number: 1 };

test("a call is left by the name that it was asked with", () => {
  const leaving = new AbortController();
  void tauri().call("get_slide_picture", picture, leaving.signal);
  leaving.abort();
  const [asked, left] = commands;
  expect(asked).toEqual({
    name: "get_slide_picture",
    arguments: { request: picture, call: expect.stringMatching(/^(\d+-){3}\d+$/) },
  });
  expect(left).toMatchObject({
    name: "leave_call",
    arguments: { request: { call: asked?.arguments["call"] } },
  });
});

test("a call that is over is not left", async () => {
  const leaving = new AbortController();
  const asking = tauri().call("get_slide_picture", picture, leaving.signal);
  answer(new ArrayBuffer(1));
  expect((await asking).size).toBe(1);
  leaving.abort();
  expect(commands).toHaveLength(1);
});
