// What somebody does first, by keyboard alone: bring in a deck, look through it,
// present it, export it.

import { readFileSync } from "node:fs";

import { activate } from "../support/keyboard";
import { deckOf, expect, test } from "../support/lectern";
import { chooseFiles, messages, row, slideFrame } from "../support/window";

test("a deck is imported, shown, presented and exported", async ({ openPage }) => {
  const page = await openPage();
  await expect(page.getByText("No sessions", { exact: true })).toBeVisible();

  await chooseFiles(
    page,
    () => activate(page, page.getByRole("navigation").getByRole("button", { name: "Import" })),
    {
      name: "orchard.html",
      mimeType: "text/html",
      buffer: Buffer.from(deckOf("Orchard", 4)),
    },
  );
  await expect(messages(page).getByText("Imported 1 file.")).toBeVisible();
  await expect(row(page, "Orchard")).toHaveAttribute("aria-current", "true");
  await expect(slideFrame(page, 1, 4)).toBeVisible();

  await page.keyboard.press("Control+3");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect(page.getByText("3 of 4", { exact: true })).toBeVisible();
  await expect(slideFrame(page, 3, 4)).toBeVisible();

  await page.keyboard.press("F5");
  await expect(page.getByText("Esc ends the presentation")).toBeAttached();
  await expect(slideFrame(page, 1, 4)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByText("Esc ends the presentation")).not.toBeAttached();

  await page.keyboard.press("Control+e");
  const dialog = page.getByRole("dialog", { name: "Export “Orchard”" });
  await expect(dialog.getByLabel("File name")).toBeFocused();
  const downloading = page.waitForEvent("download");
  await page.keyboard.press("Enter");
  const file = await (await downloading).path();
  expect(readFileSync(file).subarray(0, 2).toString()).toBe("PK");
  await expect(dialog.getByText(/^Saved Orchard.*\(/)).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Done" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialog).toHaveCount(0);
});
