// Every word of the dictionary is shown somewhere. What code says of it is read as
// text: names that stand for a part of the dictionary are followed, file by file.

import { expect, test } from "vitest";

import { strings } from "$lib/strings";

const SOURCES = import.meta.glob<string>(["/src/**/*.{ts,svelte}", "!/src/**/*.test.*"], {
  query: "?raw",
  import: "default",
  eager: true,
});
/** Where the same names are words: styles, texts without a brace, comments. */
const PROSE = /<style>.*<\/style>|"[^"{}\n]*"|\/\*.*?\*\/|<!--.*?-->|\/\/[^\n]*/gs;
const CHAIN = /(?<!\w)(?<!(?<!\.\.)\.)([A-Za-z_]\w*)((?:\s*\.\s*\w+)*)/g;
const NAMED = /\bconst (\w+|\{[^}]*\}) = ([A-Za-z_]\w*(?:\s*\.\s*\w+)*);/g;

type Path = readonly string[];

test("every string is used", () => {
  const used = Object.values(SOURCES).flatMap(usedIn);
  const isUsed = (path: string) =>
    used.some((start) => path === start || path.startsWith(`${start}.`));
  expect(leaves(strings).filter((path) => !isUsed(path))).toEqual([]);
});

/** The paths that one file reads. */
function usedIn(source: string): string[] {
  const names = new Map<string, Path>([["strings", []]]);
  const rest = source
    .replaceAll(PROSE, "")
    .replaceAll(NAMED, (all, pattern: string, chain: string) => {
      const path = follow(names, chain);
      if (path === null) {
        return all;
      }
      for (const [name, part] of named(pattern)) {
        names.set(name, [...path, ...part]);
      }
      return "";
    });
  return [...rest.matchAll(CHAIN)].flatMap(([, first = "", more = ""]) => {
    const path = follow(names, first + more);
    return path === null || path.length === 0 ? [] : [path.join(".")];
  });
}

/** `words`, or each of `{ groups, presenting: keys }`, with what it stands for. */
function named(pattern: string): [string, Path][] {
  const fields = /^\{(.*)\}$/s.exec(pattern)?.[1];
  return fields === undefined
    ? [[pattern, []]]
    : fields.split(",").map((field) => {
        const [key = "", name = key] = field.trim().split(/\s*:\s*/);
        return [name, [key]];
      });
}

/** Where a chain of names leads, as far as it stays in the dictionary. */
function follow(names: ReadonlyMap<string, Path>, chain: string): Path | null {
  const [first = "", ...more] = chain.split(".").map((name) => name.trim());
  const start = names.get(first);
  if (start === undefined) {
    return null;
  }
  const path = [...start];
  for (const name of more) {
    if (!isPart(at(path)) || !(name in (at(path) as object))) {
      break;
    }
    path.push(name);
  }
  return path;
}

function at(path: Path): unknown {
  return path.reduce<unknown>((part, name) => (part as Record<string, unknown>)[name], strings);
}

function isPart(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function leaves(part: object, start = ""): string[] {
  return Object.entries(part).flatMap(([name, value]) =>
    isPart(value) ? leaves(value, `${start}${name}.`) : [`${start}${name}`],
  );
}
