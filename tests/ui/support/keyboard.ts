// The keyboard of somebody who has nothing else: it goes from control to control as
// Tab and the arrows lead, and fails where they do not.

import { expect, type Locator, type Page } from "@playwright/test";

/** No way through the window is longer. */
const FARTHEST = 60;

/** What acts on a control without going there as a keyboard does. */
const SHORTCUTS_OF_TESTS = [
  ...["check", "clear", "click", "dblclick", "dispatchEvent", "dragTo", "fill", "focus", "hover"],
  ...["press", "pressSequentially", "selectOption", "setChecked", "tap", "type", "uncheck"],
];

/** Leaves a test the keyboard and nothing else. Answers how to give the rest back. */
export function keyboardAlone(page: Page): () => void {
  const locators = Object.getPrototypeOf(page.locator("body")) as Record<string, unknown>;
  const taken = Object.fromEntries(SHORTCUTS_OF_TESTS.map((name) => [name, locators[name]]));
  for (const name of SHORTCUTS_OF_TESTS) {
    locators[name] = () => {
      throw new Error(`${name}() is not what a keyboard does: go there with Tab or an arrow.`);
    };
  }
  return () => void Object.assign(locators, taken);
}

/** Goes with Tab to a control; to the next one, if there are several. */
export async function tabTo(page: Page, control: Locator): Promise<void> {
  await goTo(page, control, "Tab");
}

/** Goes with Tab to a control and presses Enter on it. */
export async function activate(page: Page, control: Locator): Promise<void> {
  await tabTo(page, control);
  await page.keyboard.press("Enter");
}

/** Goes with Tab to a field and writes into it, over what is there. */
export async function write(page: Page, field: Locator, text: string): Promise<void> {
  await tabTo(page, field);
  await page.keyboard.press("Control+a");
  await page.keyboard.type(text);
}

/** Goes with an arrow to a row, a tab or an entry of a menu. */
export async function arrowTo(page: Page, control: Locator, arrow = "ArrowDown"): Promise<void> {
  await goTo(page, control, arrow);
}

/** Chooses an entry of the menu that is open; more names lead into the menus within. */
export async function choose(page: Page, name: string, ...inner: string[]): Promise<void> {
  const menu = page.getByRole("menu").last();
  await arrowTo(page, menu.locator('[role^="menuitem"]').filter({ hasText: name }).first());
  const [next, ...rest] = inner;
  if (next === undefined) {
    await page.keyboard.press("Enter");
    return;
  }
  const open = await page.getByRole("menu").count();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("menu")).toHaveCount(open + 1);
  await choose(page, next, ...rest);
}

/** The keyboard is somewhere, so the next key goes on from there. */
export async function expectSomewhere(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(() => document.activeElement !== document.body)).toBe(true);
}

async function goTo(page: Page, control: Locator, key: string): Promise<void> {
  await expect(control.first()).toBeVisible();
  const passed: string[] = [];
  while (!(await control.evaluateAll((all) => all.some((one) => one === document.activeElement)))) {
    if (passed.length > FARTHEST) {
      throw new Error(`${key} does not lead to ${control}, but to\n${passed.join("\n")}`);
    }
    await page.keyboard.press(key);
    passed.push(await page.evaluate(nameOfFocused));
  }
}

function nameOfFocused(): string {
  const element = document.activeElement ?? document.body;
  const name = element.getAttribute("aria-label") ?? element.textContent ?? "";
  return `${element.tagName.toLowerCase()} ${name.trim().slice(0, 40)}`;
}
