// What is taken from the clipboard, and what is not.

import { describe, expect, it } from "vitest";

import { copiedDeck } from "./paste";

function copied(data: Record<string, string>) {
  return { getData: (type: string) => data[type] ?? "" };
}

describe("a paste", () => {
  it.each([
    ["HTML as text", { "text/plain": "  <section>x</section>" }, "<section>x</section>"],
    ["JSON as text", { "text/plain": '{"slides":[]}' }, '{"slides":[]}'],
    ["a JSON list", { "text/plain": '["<h1>x</h1>"]' }, '["<h1>x</h1>"]'],
    [
      "HTML beside words",
      { "text/plain": "Revenue", "text/html": "<h1>Revenue</h1>" },
      "<h1>Revenue</h1>",
    ],
    [
      "source before its rendering",
      { "text/plain": "<h1>a</h1>", "text/html": "<pre>&lt;h1&gt;" },
      "<h1>a</h1>",
    ],
    ["words alone", { "text/plain": "Revenue grew" }, null],
    ["nothing", {}, null],
  ])("of %s", (_, data, deck) => {
    expect(copiedDeck(copied(data as Record<string, string>))).toBe(deck);
  });
});
