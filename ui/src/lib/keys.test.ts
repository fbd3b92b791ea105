import { describe, expect, it } from "vitest";

import { isShortcut, keysOf, mayAct, shownKeys, spokenKeys, takesText } from "./keys";

const PLAIN = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

function pressed(key: string, more: Partial<KeyboardEvent> = {}) {
  return { key, code: "", isComposing: false, ...PLAIN, ...more };
}

describe("what was pressed", () => {
  it.each([
    ["Mod+E", pressed("e", { ctrlKey: true }), false],
    ["Mod+Shift+E", pressed("E", { ctrlKey: true, shiftKey: true }), false],
    ["Mod+E", pressed("e", { metaKey: true }), true],
    ["Ctrl+Tab", pressed("Tab", { ctrlKey: true }), true],
    ["Mod+Tab", pressed("Tab", { ctrlKey: true }), false],
    ["Mod++", pressed("=", { ctrlKey: true }), false],
    ["Mod++", pressed("+", { ctrlKey: true, shiftKey: true }), false],
    ["Mod+/", pressed("/", { ctrlKey: true, shiftKey: true }), false],
    ["Space", pressed(" "), false],
    ["Shift+F5", pressed("F5", { shiftKey: true }), false],
    // Other scripts and dead layers: the key's place counts.
    ["Mod+N", pressed("т", { ctrlKey: true, code: "KeyN" }), false],
    ["Mod+Alt+P", pressed("π", { metaKey: true, altKey: true, code: "KeyP" }), true],
    ["Mod+1", pressed("&", { ctrlKey: true, code: "Digit1" }), false],
    // A key with a name is never the letter or digit at its place.
    ["Mod+ArrowRight", pressed("ArrowRight", { ctrlKey: true, code: "KeyQ" }), false],
    ["Mod+End", pressed("End", { ctrlKey: true, code: "Numpad1" }), false],
    // Where letters stand elsewhere, the letter counts.
    ["Mod+Z", pressed("z", { ctrlKey: true, code: "KeyY" }), false],
  ])("%s", (keys, event, mac) => {
    expect(keysOf(event, mac)).toBe(keys);
  });

  it("is nothing while an input method composes", () => {
    expect(keysOf(pressed("Enter", { isComposing: true }), false)).toBe("");
    expect(keysOf(pressed("Process"), false)).toBe("");
  });
});

describe("whether keys act", () => {
  const free = { typing: false, covered: false };

  it("single keys do not while somebody types", () => {
    expect(mayAct("T", free)).toBe(true);
    expect(mayAct("T", { ...free, typing: true })).toBe(false);
    expect(mayAct("ArrowDown", { ...free, typing: true })).toBe(false);
    expect(mayAct("Mod+E", { ...free, typing: true })).toBe(true);
    expect(mayAct("F5", { ...free, typing: true })).toBe(true);
  });

  it("undo stays with the text while somebody types", () => {
    expect(mayAct("Mod+Z", { ...free, typing: true })).toBe(false);
    expect(mayAct("Mod+Z", free)).toBe(true);
  });

  it("nothing does under a dialog", () => {
    expect(mayAct("Mod+E", { ...free, covered: true })).toBe(false);
  });
});

it("knows a shortcut before it knows the system", () => {
  expect(isShortcut(pressed("k", { ctrlKey: true }))).toBe(true);
  expect(isShortcut(pressed("k", { metaKey: true }))).toBe(true);
  expect(isShortcut(pressed("F5"))).toBe(true);
  expect(isShortcut(pressed("F"))).toBe(false);
  expect(isShortcut(pressed("Enter"))).toBe(false);
  expect(isShortcut(pressed("Control", { ctrlKey: true }))).toBe(false);
});

it("writes keys as the system does", () => {
  expect(shownKeys("Mod+Shift+E", false)).toBe("Ctrl Shift E");
  expect(shownKeys("Mod+Shift+E", true)).toBe("⇧⌘E");
  expect(shownKeys("Mod++", false)).toBe("Ctrl +");
  expect(shownKeys("Mod+Ctrl+F", true)).toBe("⌃⌘F");
  expect(spokenKeys("Mod+E", true)).toBe("Meta+E");
  expect(spokenKeys("Mod++", false)).toBe("Control+Plus");
});

it("knows what takes text", () => {
  const box = document.createElement("input");
  expect(takesText(box)).toBe(true);
  box.type = "checkbox";
  expect(takesText(box)).toBe(false);
  expect(takesText(document.createElement("textarea"))).toBe(true);
  expect(takesText(document.body)).toBe(false);
});
