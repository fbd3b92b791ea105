// The parts of the window, by the names that a screen reader says.

import type { Locator, Page } from "@playwright/test";

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

/** Opens a session of the list by keyboard. */
export async function openRow(page: Page, title: string): Promise<void> {
  await row(page, title).focus();
  await page.keyboard.press("Enter");
}

/** The short sentences at the lower edge. */
export function messages(page: Page): Locator {
  return page.getByRole("region", { name: "Messages" });
}
