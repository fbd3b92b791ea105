// The contrasts of the tokens, computed as WCAG 2 does, in both themes; and what moves.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

const css = readFileSync("src/app.css", "utf8");
const TEXT = 4.5;
const CONTROL = 3;

function tokens(selector: string): Record<string, string> {
  const block = css.slice(css.indexOf(`${selector} {`)).split("\n}")[0] ?? "";
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]),
  ) as Record<string, string>;
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const GROUNDS = [
  ...["bg", "surface", "sidebar", "stage", "hover", "pressed"],
  ...["button", "button-hover"],
];
const PAIRS: [string, string, number][] = [
  ...GROUNDS.flatMap((ground): [string, string, number][] => [
    ["text", ground, TEXT],
    ["muted", ground, TEXT],
  ]),
  ...["bg", "surface", "sidebar", "stage", "accent-soft"].map(
    (ground): [string, string, number] => ["accent", ground, TEXT],
  ),
  ...["bg", "surface", "sidebar", "stage"].flatMap((ground): [string, string, number][] => [
    ["danger", ground, TEXT],
    ["success", ground, TEXT],
    ["warn", ground, TEXT],
  ]),
  ["text", "accent-soft", TEXT],
  ["muted", "accent-soft", TEXT],
  ["on-accent", "accent", TEXT],
  ["on-accent", "accent-hover", TEXT],
  ["on-danger", "danger", TEXT],
  ["on-danger", "danger-hover", TEXT],
  ["border", "bg", CONTROL],
  ["border", "surface", CONTROL],
  ["border", "sidebar", CONTROL],
  ["border-stage", "stage", CONTROL],
];

test.each([
  ["light", tokens(":root")],
  ["dark", { ...tokens(":root"), ...tokens(':root[data-theme="dark"]') }],
])("everything can be read in the %s theme", (_, theme) => {
  const poor = PAIRS.filter(
    ([on, ground, least]) => contrast(theme[on] ?? "#000000", theme[ground] ?? "#000000") < least,
  );
  expect(poor).toEqual([]);
});

/** Only waits, and then is there. */
const WAITS = /^late /;

test("whatever moves takes no time for those who want less motion", () => {
  expect(css).toMatch(/prefers-reduced-motion: reduce\) \{\s*:root \{\s*--quick: 1ms;/);
  const styles = readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(svelte|css)$/.test(name))
    .map((name) => [name, readFileSync(join("src", name), "utf8")] as const);
  const moving = styles.flatMap(([name, style]) =>
    [...style.matchAll(/(?:animation|transition):([^;]+);/g)]
      .map(([, how = ""]) => how.trim())
      .filter((how) => !how.includes("var(--quick)") && !WAITS.test(how))
      .filter(() => !style.includes("prefers-reduced-motion"))
      .map((how) => `${name}: ${how}`),
  );
  expect(moving).toEqual([]);
});
