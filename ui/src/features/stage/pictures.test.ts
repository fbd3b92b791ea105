// Which pictures of slides are asked for, and which are waited for no more.

import { beforeEach, expect, it, vi } from "vitest";

import { Problem, type Backend } from "$lib/backend";

import { Pictures } from "./pictures.svelte";

interface Asked {
  number: number;
  signal: AbortSignal;
  answer: (picture: Blob) => void;
}

let asked: Asked[];
let pictures: Pictures;

beforeEach(() => {
  asked = [];
  URL.createObjectURL = () => "blob:picture";
  URL.revokeObjectURL = vi.fn();
  const call = (_: string, { number }: { number: number }, signal: AbortSignal) =>
    new Promise((answer, refuse) => {
      asked.push({ number, signal, answer });
      signal.addEventListener("abort", () =>
        refuse(new Problem({ code: "cancelled", title: "", detail: "" })),
      );
    });
  pictures = new Pictures({ call } as unknown as Backend, () => undefined);
  pictures.belong("a", 1);
});

function numbers(): number[] {
  return asked.map(({ number }) => number);
}

it("leaves slides that are out of sight for those that are seen", () => {
  pictures.want([0, 1, 2]);
  expect(numbers()).toEqual([1, 2]);
  pictures.want([1, 2, 3]);
  expect(asked.map(({ signal }) => signal.aborted)).toEqual([true, false, false]);
  expect(numbers()).toEqual([1, 2, 3]);
});

it("asks again for a slide that it has left", async () => {
  pictures.want([0]);
  pictures.want([]);
  await vi.waitFor(() => expect(asked[0]?.signal.aborted).toBe(true));
  pictures.want([0]);
  expect(numbers()).toEqual([1, 1]);
  asked[1]?.answer(new Blob());
  await vi.waitFor(() => expect(pictures.urlOf(0)).toBe("blob:picture"));
});

it("leaves everything with its session", () => {
  pictures.want([0, 1]);
  pictures.belong("b", 1);
  expect(asked.every(({ signal }) => signal.aborted)).toBe(true);
});
