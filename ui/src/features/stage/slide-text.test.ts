// A slide as text: nothing of it runs, nothing that it says is lost.

import { describe, expect, it } from "vitest";

import { readSlide, slideTitle } from "./slide-text";

describe("a slide's title", () => {
  it.each([
    ["<p>First</p><h2>Revenue <b>grew</b>\n 12&nbsp;%</h2>", "Revenue grew 12 %"],
    ["<h1>Third quarter,<br>in six slides</h1>", "Third quarter, in six slides"],
    ["<div><div>Only <em>text</em></div><p>more</p></div>", "Only text"],
    ["<style>.a{}</style><script>var a</script><h1> </h1><ul><li>One</li></ul>", "One"],
    ['<img src="x"><canvas>no</canvas>', ""],
  ])("of %s", (html, title) => {
    expect(slideTitle(html)).toBe(title);
  });

  it("is cut where it is endless", () => {
    expect(slideTitle(`<h1>${"a".repeat(5000)}</h1>`).length).toBe(121);
  });
});

describe("a reading", () => {
  it("has headings, text, lists and tables in order", () => {
    const html = `<section><h1>Regions</h1><p>All <b>but</b> one</p>loose <i>text</i>
      <ol><li>North<li><p>South</p><p>East</p></ol>
      <table><thead><tr><th>Region<th>Change<tbody><tr><td>Benelux<td>-4 %</table>
      <img alt="A map"><svg aria-label="A chart"><text>12</text></svg></section>`;
    expect(readSlide(html)).toEqual([
      { kind: "heading", level: 1, text: "Regions" },
      { kind: "paragraph", text: "All but one" },
      { kind: "paragraph", text: "loose text" },
      { kind: "list", ordered: true, items: ["North", "South East"] },
      {
        kind: "table",
        rows: [
          [
            { head: true, text: "Region" },
            { head: true, text: "Change" },
          ],
          [
            { head: false, text: "Benelux" },
            { head: false, text: "-4 %" },
          ],
        ],
      },
      { kind: "picture", text: "A map" },
      { kind: "picture", text: "A chart" },
    ]);
  });

  it("runs nothing", () => {
    const html = `<img src=x onerror="window.ran=1"><script>window.ran=1</script><p>Safe</p>`;
    expect(readSlide(html)).toEqual([{ kind: "paragraph", text: "Safe" }]);
    expect("ran" in window).toBe(false);
  });

  it("shows markup that was meant as text as text", () => {
    expect(readSlide("<p>&lt;img src=x&gt;</p>")).toEqual([
      { kind: "paragraph", text: "<img src=x>" },
    ]);
  });

  it("leaves out what is hidden from readers", () => {
    expect(readSlide(`<div aria-hidden="true">deco</div>`)).toEqual([]);
  });
});
