// The keys of a presentation, as people and clickers press them.

import { describe, expect, it } from "vitest";

import { PresentKeys } from "./present-keys";

const NONE = { ctrlKey: false, altKey: false, metaKey: false };

function read(keys: string[]): unknown {
  const reader = new PresentKeys();
  return keys.map((key) => reader.read({ key, ...NONE })).at(-1);
}

describe("the keys of a presentation", () => {
  it.each([
    ["next", ["ArrowRight", "ArrowDown", " ", "PageDown", "Enter", "n", "N"]],
    ["previous", ["ArrowLeft", "ArrowUp", "Backspace", "PageUp", "p", "P"]],
    ["first", ["Home"]],
    ["last", ["End"]],
    ["black", ["b", "B", "."]],
    ["white", ["w", "W", ","]],
    ["full", ["f", "F"]],
    ["end", ["Escape"]],
  ])("mean %s", (meaning, keys) => {
    for (const key of keys) {
      expect(read([key]), key).toEqual({ do: meaning });
    }
  });

  it("jump to a number", () => {
    expect(read(["1", "2", "Enter"])).toEqual({ do: "jump", number: 12 });
  });

  it("forget a number that something else follows", () => {
    expect(read(["1", "ArrowRight"])).toEqual({ do: "next" });
    expect(read(["1", "ArrowRight", "Enter"])).toEqual({ do: "next" });
    expect(read(["0", "Enter"])).toEqual({ do: "next" });
  });

  it("mean nothing else", () => {
    for (const key of ["x", "F11", "Shift", "Tab"]) {
      expect(read([key]), key).toBeNull();
    }
    expect(new PresentKeys().read({ ...NONE, key: "b", ctrlKey: true })).toBeNull();
  });
});
