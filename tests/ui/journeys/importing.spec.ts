// Decks come in by keyboard alone: from files, from the clipboard, with a report.

import type { Page } from "@playwright/test";

import { activate, expectSomewhere, tabTo } from "../support/keyboard";
import { deckOf, expect, test } from "../support/lectern";
import { chooseFiles, messages, row, slideFrame } from "../support/window";

function importButton(page: Page) {
  return page.getByRole("navigation").getByRole("button", { name: "Import" });
}

function file(name: string, text: string) {
  return { name, mimeType: "text/html", buffer: Buffer.from(text) };
}

test("files are chosen by key, and the keyboard is where it was", async ({ openPage }) => {
  const page = await openPage();
  const button = importButton(page);
  await tabTo(page, button);
  await chooseFiles(page, () => page.keyboard.press("Control+o"), [
    file("apples.html", deckOf("Apples", 2)),
    file("pears.html", deckOf("Pears", 3)),
  ]);
  await expect(messages(page).getByText("Imported 2 files.")).toBeVisible();
  await expect(row(page, "Apples")).toBeVisible();
  await expect(row(page, "Pears")).toBeVisible();
  await expect(button).toBeFocused();
});

test("a deck that lacks something is followed by its report", async ({ openPage }) => {
  const page = await openPage();
  const picture = '<img src="https://example.org/tree.png" alt="">';
  await chooseFiles(
    page,
    () => activate(page, importButton(page)),
    file("tree.html", `<section class="slide">${picture}</section>`),
  );
  const report = page.getByRole("dialog", { name: "Import" });
  await expect(report).toContainText("1 remote picture was not loaded");
  await expect(report.getByRole("button", { name: "Done" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(report).toHaveCount(0);
  await expectSomewhere(page);

  await activate(page, page.getByRole("button", { name: "1 thing blocked" }));
  const needs = page.getByRole("dialog", { name: "What this deck needs" });
  await expect(needs).toContainText("https://example.org/tree.png");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "1 thing blocked" })).toBeFocused();
});

test("a deck that was copied elsewhere is pasted", async ({ openPage }) => {
  const page = await openPage();
  await expect(page.getByText("No sessions", { exact: true })).toBeVisible();
  await page.keyboard.press("Control+k");
  const field = page.getByRole("textbox", { name: "Search titles" });
  await expect(field).toBeFocused();
  await page.keyboard.insertText(deckOf("Copied", 2));
  await expect(field).not.toHaveValue("");
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+x");
  await expect(field).toHaveValue("");
  await expect(page.getByText("No sessions", { exact: true })).toBeVisible();
  await page.keyboard.press("Control+3");
  await expect(field).not.toBeFocused();
  await page.keyboard.press("Control+v");
  await expect(row(page, "Copied")).toBeVisible();
  await expect(slideFrame(page, 1, 2)).toBeVisible();
});

test("what is no deck is not imported, and says why", async ({ openPage }) => {
  const page = await openPage();
  await chooseFiles(
    page,
    () => activate(page, importButton(page)),
    file("sales.json", '{"total": 3}'),
  );
  const said = page.getByRole("alert").filter({ hasText: "sales.json was not imported." });
  await expect(said).toBeVisible();
  await activate(page, said.getByRole("button", { name: "Close" }));
  await expect(said).toHaveCount(0);
  await expectSomewhere(page);
});
