// Which pictures of slides are asked for, which are waited for no more, and which
// are asked for again after a failure.

import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { Problem, type Backend, type Code } from "$lib/backend";

import { Pictures } from "./pictures.svelte";

interface Asked {
  number: number;
  signal: AbortSignal;
  answer: (picture: Blob) => void;
  refuse: (problem: Problem) => void;
}

let asked: Asked[];
let pictures: Pictures;

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  let made = 0;
  URL.createObjectURL = () => `blob:${++made}`;
  URL.revokeObjectURL = vi.fn();
  const call = (_: string, { number }: { number: number }, signal: AbortSignal) =>
    new Promise((answer, refuse) => {
      asked.push({ number, signal, answer, refuse });
      signal.addEventListener("abort", () => refuse(problem("cancelled")));
    });
  pictures = new Pictures({ call } as unknown as Backend);
});

afterEach(() => {
  vi.useRealTimers();
});

function problem(code: Code, detail = "Why."): Problem {
  return new Problem({ code, title: "", detail });
}

function slide(number: number, state = "1") {
  return { session_id: "a", number, state };
}

function want(number: number, place: "stage" | "row" = "row", state?: string): () => void {
  return pictures.want(slide(number, state), place);
}

/** Until what is in sight has been asked for. */
async function seen(): Promise<void> {
  await vi.advanceTimersByTimeAsync(200);
}

async function refused(place: number, code: Code): Promise<void> {
  asked[place]?.refuse(problem(code));
  await seen();
}

const numbers = () => asked.map(({ number }) => number);

it("asks for few at once, those of the stage first, and not for what flies past", async () => {
  want(1)();
  [2, 3].forEach((number) => want(number));
  [4, 5, 6].forEach((number) => want(number, "stage"));
  await seen();
  expect(numbers()).toEqual([2, 3, 4, 5]);
  asked[0]?.answer(new Blob());
  await seen();
  expect(pictures.urlOf(slide(2))).toBe("blob:1");
  expect(numbers()).toEqual([2, 3, 4, 5, 6]);
});

it("waits no more for what is out of sight, and asks again when it is back", async () => {
  const leave = want(1);
  await seen();
  leave();
  expect(asked[0]?.signal.aborted).toBe(true);
  await seen();
  want(1);
  await seen();
  expect(numbers()).toEqual([1, 1]);
});

it("reads a slide once for a row and the stage, which name its state differently", async () => {
  want(1, "row", "Monday");
  want(1, "stage", "7");
  await seen();
  asked.forEach(({ answer }) => answer(new Blob()));
  await seen();
  const reads = asked.length;
  await vi.advanceTimersByTimeAsync(100_000);
  expect(reads).toBeLessThanOrEqual(2);
  expect(asked).toHaveLength(reads);
});

it("shows the picture of before until the new state's comes", async () => {
  const leave = want(1);
  await seen();
  asked[0]?.answer(new Blob());
  await seen();
  leave();
  want(1, "row", "2");
  await seen();
  expect(pictures.urlOf(slide(1, "2"))).toBe("blob:1");
  asked[1]?.answer(new Blob());
  await seen();
  expect(pictures.urlOf(slide(1, "2"))).toBe("blob:2");
  expect(URL.revokeObjectURL).toHaveBeenCalledWith("blob:1");
});

it("keeps what is in sight when it drops the oldest", async () => {
  want(1);
  await seen();
  asked[0]?.answer(new Blob());
  for (let number = 2; number < 410; number++) {
    const leave = want(number);
    await seen();
    asked.at(-1)?.answer(new Blob());
    await seen();
    leave();
  }
  expect(pictures.urlOf(slide(1))).not.toBeNull();
  expect(pictures.urlOf(slide(2))).toBeNull();
  expect(pictures.urlOf(slide(409))).not.toBeNull();
});

it("asks once for a slide that cannot be drawn, until its deck changes", async () => {
  want(1);
  await seen();
  await refused(0, "slide_not_ready");
  want(1);
  await vi.advanceTimersByTimeAsync(100_000);
  expect(numbers()).toEqual([1]);
  want(1, "row", "2");
  await seen();
  expect(numbers()).toEqual([1, 1]);
});

it("asks again after a while where the machine was at fault", async () => {
  want(1);
  await seen();
  await refused(0, "export_timeout");
  expect(numbers()).toEqual([1]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(numbers()).toEqual([1, 1]);
});

it("asks for nothing without a browser, until another one was chosen or may be there", async () => {
  [1, 2, 3, 4, 5].forEach((number) => want(number));
  await seen();
  await refused(0, "no_browser");
  expect(numbers()).toEqual([1, 2, 3, 4]);
  pictures.askAgain();
  expect(numbers()).toEqual([1, 2, 3, 4, 1]);
  await refused(4, "no_browser");
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked.length).toBeGreaterThan(5);
});

it("says of the stage's pictures why they do not come, once, whoever was refused", async () => {
  want(1);
  await seen();
  await refused(0, "no_browser");
  expect(pictures.refusal).toBeNull();
  want(2, "stage");
  await seen();
  expect(pictures.refusal?.code).toBe("no_browser");
  pictures.refusal = null;
  want(3, "stage");
  await seen();
  expect(pictures.refusal).toBeNull();
});
