// Settings, shortcuts and menus by keyboard alone.

import type { Page } from "@playwright/test";

import { activate, arrowTo, choose, tabTo, write } from "../support/keyboard";
import { deckOf, expect, test } from "../support/lectern";
import { openRow, row, slideFrame } from "../support/window";

function settings(page: Page) {
  return page.getByRole("dialog", { name: "Settings" });
}

async function goToPage(page: Page, name: string): Promise<void> {
  await arrowTo(page, settings(page).getByRole("tab", { name }));
  await expect(settings(page).getByRole("tabpanel", { name })).toBeVisible();
}

test("the window becomes dark and its text larger, and is so at the next start", async ({
  openPage,
}) => {
  const page = await openPage();
  const button = page.getByRole("button", { name: "Settings" });
  await activate(page, button);
  await expect(settings(page).getByRole("tab", { name: "Appearance" })).toBeFocused();
  await tabTo(page, settings(page).getByRole("radio", { name: "System" }));
  await arrowTo(page, settings(page).getByRole("radio", { name: "Dark" }), "ArrowRight");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await tabTo(page, settings(page).getByRole("slider", { name: "Text size" }));
  await page.keyboard.press("ArrowRight");
  await expect(settings(page).getByText("110 %")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(settings(page)).toHaveCount(0);
  await expect(button).toBeFocused();

  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.keyboard.press("Control+,");
  await activate(page, settings(page).getByRole("button", { name: "Usual size" }));
  await expect(settings(page).getByText("100 %")).toBeVisible();
});

test("profiles are made and renamed, and Escape ends the writing only", async ({ openPage }) => {
  const page = await openPage();
  await expect(page.getByText("No sessions", { exact: true })).toBeVisible();
  await page.keyboard.press("Control+,");
  await goToPage(page, "Profiles");
  await write(page, settings(page).getByRole("textbox", { name: "New profile" }), "Work");
  await page.keyboard.press("Enter");
  const rename = settings(page).getByRole("button", { name: "Rename Work" });
  await activate(page, rename);
  const field = settings(page).getByRole("textbox", { name: "Name", exact: true });
  await expect(field).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(rename).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(field).toBeFocused();
  await page.keyboard.type("Business");
  await page.keyboard.press("Enter");
  await expect(settings(page).getByRole("button", { name: "Rename Business" })).toBeFocused();
});

test("every page of the settings is reached by arrow, and none holds the keyboard", async ({
  openPage,
}) => {
  const page = await openPage();
  await expect(page.getByText("No sessions", { exact: true })).toBeVisible();
  await page.keyboard.press("Control+,");
  for (const name of ["Appearance", "Profiles", "About"]) {
    await goToPage(page, name);
    await tabTo(page, settings(page).getByRole("button", { name: "Close" }));
    await tabTo(page, settings(page).getByRole("tab", { name }));
  }
});

test("a shortcut is found, and the keyboard goes back", async ({ lectern, openPage }) => {
  await lectern.createSession("Orchard");
  const page = await openPage();
  await openRow(page, "Orchard");
  await page.keyboard.press("F1");
  const shortcuts = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(shortcuts.getByRole("searchbox")).toBeFocused();
  await page.keyboard.type("duplicate");
  await expect(shortcuts.getByRole("term")).toHaveText(["Duplicate"]);
  await tabTo(page, shortcuts.getByRole("region", { name: "Keyboard shortcuts" }));
  await page.keyboard.press("Escape");
  await expect(shortcuts).toHaveCount(0);
  await expect(row(page, "Orchard")).toBeFocused();
  await page.keyboard.press("Control+/");
  await expect(shortcuts).toBeVisible();
});

test("the menu leads to everything that it names, by arrows", async ({ lectern, openPage }) => {
  await lectern.importDeck(deckOf("Orchard", 2));
  const page = await openPage();
  await openRow(page, "Orchard");
  await expect(slideFrame(page, 1, 2)).toBeVisible();
  await page.keyboard.press("F10");
  const entries = page.getByRole("menu").last().locator('[role^="menuitem"]:not([data-disabled])');
  for (const top of await entries.all()) {
    await arrowTo(page, top);
    if ((await top.getAttribute("aria-haspopup")) === "menu") {
      await page.keyboard.press("ArrowRight");
      await expect(page.getByRole("menu")).toHaveCount(2);
      for (const inner of await entries.all()) {
        await arrowTo(page, inner);
      }
      await page.keyboard.press("ArrowLeft");
      await expect(page.getByRole("menu")).toHaveCount(1);
    }
  }
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Menu" })).toBeFocused();

  await page.keyboard.press("F10");
  await choose(page, "Slide", "Last slide");
  await expect(slideFrame(page, 2, 2)).toBeVisible();
  await page.keyboard.press("F10");
  await choose(page, "Help", "About Lectern");
  await expect(settings(page).getByRole("tabpanel", { name: "About" })).toBeVisible();
});
