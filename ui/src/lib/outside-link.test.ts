// Which links may be opened, and what is said of where they lead.

import { describe, expect, it } from "vitest";

import { outsideLink } from "./outside-link";

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
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
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
