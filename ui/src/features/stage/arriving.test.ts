// What is taken from the clipboard and from a click on a link, and what is not.

import { describe, expect, it } from "vitest";

import { outsideLink } from "./outside-link";
import { copiedDeck, takesText } from "./paste";

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

  it("into a field of text is left to it", () => {
    const field = document.createElement("textarea");
    const edited = document.createElement("div");
    edited.setAttribute("contenteditable", "plaintext-only");
    const inner = edited.appendChild(document.createElement("span"));
    expect([takesText(field), takesText(inner), takesText(document.body), takesText(null)]).toEqual(
      [true, true, false, false],
    );
  });
});

describe("a link", () => {
  it.each([
    ["https://example.com/a?b#c", "example.com", "https://example.com/a?b#c"],
    ["http://example.com:8080", "example.com:8080", "http://example.com:8080/"],
    ["mailto:a@example.com?subject=x", "a@example.com", "mailto:a@example.com?subject=x"],
    ["https://exämple.com/", "xn--exmple-cua.com", "https://xn--exmple-cua.com/"],
    ["https://apple.com@evil.example/", "evil.example", "https://apple.com@evil.example/"],
    ["https://a.example/\u202Egpj", "a.example", "https://a.example/%E2%80%AEgpj"],
  ])("%s leads to %s", (href, place, address) => {
    expect(outsideLink(href)).toEqual({ place, address });
  });

  it.each([
    "javascript:alert(1)",
    "file:///etc/passwd",
    "data:text/html,x",
    "tauri://localhost/",
    "deck://localhost/x",
    "/relative",
    "",
    "https://",
  ])("%s leads nowhere", (href) => {
    expect(outsideLink(href)).toBeNull();
  });
});
