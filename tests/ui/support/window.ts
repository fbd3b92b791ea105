// The parts of the window, by the names that a screen reader says.

import { expect, type Locator, type Page } from "@playwright/test";

import { arrowTo } from "./keyboard";

export function row(page: Page, title: string): Locator {
  return page.getByRole("option", { name: new RegExp(`^${title},`) });
}

export function list(page: Page): Locator {
  return page.getByRole("listbox", { name: "Sessions" });
}

/** The one frame that shows the deck, named after the slide in it. */
export function slideFrame(page: Page, slide: number, of: number): Locator {
  return page.locator(`iframe[title^="Slide ${slide} of ${of}"]`);
}

/** Goes to a session of the list: by the search, which shows the list wherever it is. */
export async function goToRow(page: Page, title: string): Promise<void> {
  await expect(page.getByRole("banner")).toBeVisible();
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("textbox", { name: "Search titles" })).toBeFocused();
  await expect(row(page, title)).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await arrowTo(page, row(page, title));
}

/** Opens a session of the list. */
export async function openRow(page: Page, title: string): Promise<void> {
  await goToRow(page, title);
  await page.keyboard.press("Enter");
}

/** The short sentences at the lower edge. */
export function messages(page: Page): Locator {
  return page.getByRole("region", { name: "Messages" });
}
