// What the engine would do with any page, and a window does not let it.

import { afterEach, beforeEach, expect, it } from "vitest";

import { withoutPageLoads } from "./engine";

let stop: () => void;
beforeEach(() => {
  const words = document.createElement("p");
  words.append("words");
  document.body.append(words, document.createElement("input"));
  stop = withoutPageLoads();
});
afterEach(() => {
  stop();
  getSelection()?.removeAllRanges();
  document.body.replaceChildren();
});

function happens(event: Event, on: string): boolean {
  return document.querySelector(on)?.dispatchEvent(event) ?? false;
}

const menu = () => new MouseEvent("contextmenu", { bubbles: true, cancelable: true });
const key = (key: string, held: KeyboardEventInit = {}) =>
  new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...held });

it("the engine's menu comes for text only", () => {
  expect(happens(menu(), "p")).toBe(false);
  expect(happens(menu(), "input")).toBe(true);
  getSelection()?.selectAllChildren(document.querySelector("p") ?? document.body);
  expect(happens(menu(), "p")).toBe(true);
});

it("no key loads the page again", () => {
  for (const pressed of [
    key("F5"),
    key("F5", { ctrlKey: true }),
    key("r", { ctrlKey: true }),
    key("R", { ctrlKey: true, shiftKey: true }),
    key("r", { metaKey: true }),
  ]) {
    expect(happens(pressed, "input"), pressed.key).toBe(false);
  }
  expect(happens(key("r"), "input")).toBe(true);
  expect(happens(key("F6"), "input")).toBe(true);
});
