// Which rows' pictures are asked for, and which are waited for no more.

import { afterEach, beforeEach, expect, it, vi } from "vitest";

import type { Session } from "$lib/backend";
import type { App } from "$lib/state/app.svelte";

import { RowPictures } from "./pictures.svelte";

const session = { session_id: "a", last_activity: "now", has_slide_deck: true } as Session;

const call = vi.fn();
let pictures: RowPictures;

beforeEach(() => {
  vi.useFakeTimers();
  URL.createObjectURL = () => "blob:picture";
  call
    .mockReset()
    .mockImplementation(
      (_name: string, _request: unknown, signal: AbortSignal) =>
        new Promise((_, refuse) => signal.addEventListener("abort", refuse)),
    );
  pictures = new RowPictures({ backend: { call } } as unknown as App);
});

afterEach(() => {
  vi.useRealTimers();
});

it("waits no more for a row that is out of sight, and asks again when it is back", async () => {
  const leave = pictures.want(session);
  await vi.advanceTimersByTimeAsync(200);
  const [, request, signal] = call.mock.calls[0] ?? [];
  expect(request).toEqual({ session_id: "a", number: 1 });
  leave();
  expect(signal.aborted).toBe(true);
  await vi.advanceTimersByTimeAsync(0);
  call.mockResolvedValue(new Blob());
  pictures.want(session);
  await vi.advanceTimersByTimeAsync(200);
  expect(pictures.get(session)).toBe("blob:picture");
});

it("asks once for a row that has no picture", async () => {
  call.mockRejectedValue(new Error());
  pictures.want(session);
  await vi.advanceTimersByTimeAsync(200);
  pictures.want(session);
  await vi.advanceTimersByTimeAsync(200);
  expect(call).toHaveBeenCalledTimes(1);
});
