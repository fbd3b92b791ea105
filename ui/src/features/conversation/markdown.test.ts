import { describe, expect, it } from "vitest";

import { pieces } from "./markdown";
import { htmlOf, read } from "./parsing";

/** Long enough to freeze a page that reads it naively. */
const MUCH = 20_000;

describe("what is read", () => {
  it("an ordinary message is one piece", () => {
    expect(pieces("# Hello\n\nworld")).toEqual(["# Hello\n\nworld"]);
  });

  it.each([
    ["brackets", "[".repeat(MUCH)],
    ["quotes in quotes", "> ".repeat(MUCH) + "a"],
    ["lists in lists", "- ".repeat(MUCH) + "a"],
    ["numbered lists in lists", "1. ".repeat(MUCH) + "a"],
    ["emphasis that never closes", "*a_ ".repeat(MUCH)],
    ["links in links", "[a](".repeat(MUCH)],
    ["a very long text", "word ".repeat(50_000)],
  ])("shows %s as they were written", (_name, text) => {
    expect(pieces(text)).toBeNull();
  });

  it("cuts long texts between blocks, never inside code", () => {
    const code = "```\n" + "line\n\n".repeat(4000) + "```";
    const text = `${"Some words.\n\n".repeat(1200)}${code}\n\nThe end`;
    const parts = pieces(text) ?? [];
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.join("\n")).toBe(text);
    expect(parts.filter((part) => part.includes("```")).length).toBe(1);
  });

  it("gives every piece the targets of links", () => {
    const text = `${"See [it][a].\n\n".repeat(1200)}[a]: https://example.org/`;
    const parts = pieces(text) ?? [];
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.map((part) => read(part)?.targets.get("a")?.url)).not.toContain(undefined);
  });

  it("reads every message it does not refuse quickly", () => {
    const started = performance.now();
    for (const sign of ["*a ", "_a*", "`a``", "<a ", "[a] ", "~~a "]) {
      for (const part of pieces(sign.repeat(500)) ?? []) {
        expect(read(part)).not.toBeNull();
      }
    }
    expect(performance.now() - started).toBeLessThan(3000);
  });

  it("never skips a heading level", () => {
    const reading = read("### Third\n\n# First\n\n#### Fourth");
    expect([...(reading?.levels.values() ?? [])]).toEqual([4, 4, 5]);
  });
});

describe("for an editor", () => {
  it("tables and links are what they are", () => {
    expect(htmlOf("|a|\n|-|\n|b|")).toContain("<td>b</td>");
    expect(htmlOf("[here](https://example.org/)")).toContain('href="https://example.org/"');
  });

  it("HTML stays text, no address runs anything, and no picture is loaded", () => {
    const html = htmlOf(
      "<script>x</script>\n\n[a](javascript:x) ![chart](https://example.org/a.png)",
    );
    expect(html).not.toMatch(/<script|<img|javascript:/);
    expect(html).toContain(">chart</a>");
  });

  it("a text that would take long is none", () => {
    expect(htmlOf("> ".repeat(30_000))).toBeNull();
  });
});
