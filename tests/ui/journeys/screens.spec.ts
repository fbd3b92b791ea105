// Every screen as a picture, for people to look at, and no part wider than the window.

import type { Page } from "@playwright/test";

import { activate, arrowTo, tabTo } from "../support/keyboard";
import { deckOf, expect, test } from "../support/lectern";
import { expectInside, keepPicture } from "../support/looking";
import { list, openRow, row, slideFrame } from "../support/window";

const SIZES = [
  { width: 1440, height: 900 },
  { width: 900, height: 640 },
];

for (const colorScheme of ["light", "dark"] as const) {
  for (const viewport of SIZES) {
    const look = `${colorScheme}-${viewport.width}x${viewport.height}`;

    test.describe(look, () => {
      test.use({ colorScheme, viewport, contextOptions: { reducedMotion: "reduce" } });

      async function keep(page: Page, name: string): Promise<void> {
        await keepPicture(page, `${name}-${look}`);
        await expectInside(page, name);
      }

      /** Narrow windows keep the list in a drawer, which searching opens. */
      async function showList(page: Page): Promise<void> {
        await expect(page.getByRole("banner")).toBeVisible();
        await page.keyboard.press("Control+k");
        await expect(page.getByRole("textbox", { name: "Search titles" })).toBeFocused();
      }

      test("empty states", async ({ openPage }) => {
        const page = await openPage();
        await showList(page);
        await expect(page.getByText("No sessions", { exact: true })).toBeVisible();
        await keep(page, "empty-library");
        await activate(page, page.getByRole("button", { name: /^Trash/ }));
        await expect(page.getByText("Trash is empty.")).toBeVisible();
        await keep(page, "empty-trash");
      });

      test("a session without slides, and nothing found", async ({ lectern, openPage }) => {
        await lectern.createSession("Plain");
        const page = await openPage();
        await showList(page);
        await page.keyboard.type("zebra");
        await expect(page.getByText("Nothing matches “zebra”.")).toBeVisible();
        await keep(page, "nothing-found");
        await page.keyboard.press("Escape");
        await openRow(page, "Plain");
        await expect(page.getByText("No slides yet")).toBeAttached();
        await keep(page, "no-slides");
      });

      test("a deck and what is done with it", async ({ lectern, openPage }) => {
        await lectern.importDeck(deckOf("Orchard", 4));
        const page = await openPage();
        await showList(page);
        await openRow(page, "Orchard");
        await page.keyboard.press("Control+3");
        await expect(slideFrame(page, 1, 4)).toBeVisible();
        await keep(page, "deck");
        for (const [keys, name] of [
          ["Control+e", "export"],
          ["F1", "shortcuts"],
          ["Control+l", "go-to-slide"],
        ] as const) {
          await page.keyboard.press(keys);
          await expect(page.getByRole("dialog")).toBeVisible();
          await keep(page, name);
          await page.keyboard.press("Escape");
          await expect(page.getByRole("dialog")).toHaveCount(0);
        }
      });

      test("settings", async ({ openPage }) => {
        const page = await openPage();
        await expect(page.getByRole("banner")).toBeVisible();
        await page.keyboard.press("Control+,");
        for (const name of ["Appearance", "Profiles", "About"]) {
          await arrowTo(page, page.getByRole("tab", { name }));
          await expect(page.getByRole("tabpanel", { name })).toBeVisible();
          await keep(page, `settings-${name.toLowerCase()}`);
        }
      });

      test("clean-up and the Trash", async ({ lectern, openPage }) => {
        await lectern.createSession("Kept");
        const { session_id } = await lectern.createSession("Thrown away");
        await lectern.ask("POST", "/api/sessions/trash", { session_ids: [session_id] });
        const page = await openPage();
        await showList(page);
        await expect(list(page)).toBeVisible();
        await page.keyboard.press("Control+Shift+D");
        await activate(page, page.getByRole("button", { name: "All 1 shown" }));
        await expect(page.getByText("1 selected")).toBeVisible();
        await keep(page, "clean-up");
        await activate(page, page.getByRole("button", { name: /^Trash/ }));
        await expect(row(page, "Thrown away")).toBeVisible();
        await keep(page, "trash");
        await tabTo(page, row(page, "Thrown away"));
        await page.keyboard.press("Shift+Delete");
        await expect(page.getByRole("alertdialog")).toBeVisible();
        await keep(page, "delete-forever");
      });
    });
  }
}
