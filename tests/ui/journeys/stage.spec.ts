// The deck on its stage, by keyboard alone: from slide to slide, its notes, its text,
// its links, and over the whole screen.

import type { Page } from "@playwright/test";

import { activate, arrowTo, tabTo } from "../support/keyboard";
import { deckOf, expect, test } from "../support/lectern";
import { openRow, slideFrame } from "../support/window";

test.use({ contextOptions: { reducedMotion: "reduce" } });

function tile(page: Page, slide: number, of: number) {
  return page.getByRole("option", { name: new RegExp(`^Slide ${slide} of ${of}`) });
}

async function expectShown(page: Page, slide: number, of: number): Promise<void> {
  await expect(slideFrame(page, slide, of)).toBeVisible();
  await expect(tile(page, slide, of)).toHaveAttribute("aria-current", "true");
}

test.describe("of four slides", () => {
  test.beforeEach(async ({ lectern, openPage }) => {
    await lectern.importDeck(deckOf("Orchard", 4));
    const page = await openPage();
    await openRow(page, "Orchard");
    await expectShown(page, 1, 4);
  });

  test("keys go through the slides, and the thumbnails go along", async ({ page }) => {
    await page.keyboard.press("Control+3");
    await expect(tile(page, 1, 4)).toBeFocused();
    for (const [key, slide] of [
      ["ArrowDown", 2],
      ["PageDown", 3],
      ["ArrowUp", 2],
      ["ArrowRight", 3],
      ["ArrowLeft", 2],
      ["End", 4],
      ["PageUp", 3],
      ["Home", 1],
    ] as const) {
      await page.keyboard.press(key);
      await expectShown(page, slide, 4);
      await expect(tile(page, slide, 4)).toBeFocused();
    }
  });

  test("buttons do, too, and at the last slide the keyboard is not lost", async ({ page }) => {
    const next = page.getByRole("button", { name: "Next slide" });
    await tabTo(page, next);
    for (const slide of [2, 3, 4]) {
      await page.keyboard.press("Enter");
      await expectShown(page, slide, 4);
    }
    await expect(next).toBeDisabled();
    await expect(tile(page, 4, 4)).toBeFocused();
    await activate(page, page.getByRole("button", { name: "Previous slide" }));
    await expectShown(page, 3, 4);
  });

  test("a slide is gone to by its number", async ({ page }) => {
    await page.keyboard.press("Control+3");
    await page.keyboard.press("Control+l");
    const dialog = page.getByRole("dialog", { name: "Go to slide" });
    await expect(dialog.getByRole("textbox")).toBeFocused();
    await page.keyboard.type("9");
    await page.keyboard.press("Enter");
    await expect(dialog.getByText("This deck has slides 1 to 4.")).toBeVisible();
    await page.keyboard.press("Control+a");
    await page.keyboard.type("3");
    await page.keyboard.press("Enter");
    await expect(dialog).toHaveCount(0);
    await expectShown(page, 3, 4);
    await expect(tile(page, 3, 4)).toBeFocused();
  });

  test("notes are hidden and shown", async ({ page }) => {
    const notes = page.getByRole("region", { name: "Notes" });
    await activate(page, page.getByRole("button", { name: "Hide notes" }));
    await expect(notes).toHaveCount(0);
    await expect(tile(page, 1, 4)).toBeFocused();
    await activate(page, page.getByRole("button", { name: "Show notes" }));
    await tabTo(page, notes);
    await page.keyboard.press("Control+j");
    await expect(notes).toHaveCount(0);
    await expect(tile(page, 1, 4)).toBeFocused();
  });

  test("a slide is read as text", async ({ page }) => {
    await page.keyboard.press("Control+3");
    await page.keyboard.press("t");
    const text = page.getByRole("region", { name: "Slide as text" });
    await expect(text.getByRole("heading")).toHaveText("Orchard, slide 1");
    await page.keyboard.press("ArrowRight");
    await expect(text.getByRole("heading")).toHaveText("Orchard, slide 2");
    await tabTo(page, text);
    await activate(page, page.getByRole("button", { name: "Slide", exact: true }));
    await expect(text).toHaveCount(0);
  });

  test("it is presented with the keys of a clicker, and left where it was begun", async ({
    page,
  }) => {
    const hint = page.getByText("Esc ends the presentation");
    const button = page.getByRole("button", { name: "Present" });
    await activate(page, button);
    await expect(hint).toBeAttached();
    for (const [keys, slide] of [
      [["Space"], 2],
      [["PageDown"], 3],
      [["Backspace"], 2],
      [["4", "Enter"], 4],
      [["Home"], 1],
      [["End"], 4],
      [["p"], 3],
    ] as const) {
      for (const key of keys) {
        await page.keyboard.press(key);
      }
      await expect(slideFrame(page, slide, 4)).toBeVisible();
    }
    await page.keyboard.press("b");
    await expect(page.locator(".cover.black")).toBeAttached();
    await page.keyboard.press("b");
    await expect(page.locator(".cover.black")).not.toBeAttached();
    await page.keyboard.press("Escape");
    await expect(hint).not.toBeAttached();
    await expect(button).toBeFocused();
    await expectShown(page, 3, 4);

    await page.keyboard.press("Shift+F5");
    await expect(hint).toBeAttached();
    await expect(slideFrame(page, 3, 4)).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(hint).not.toBeAttached();
  });
});

test("a link on a slide is followed after it was shown where it leads", async ({
  lectern,
  openPage,
}) => {
  const link = '<a href="https://example.org/paper">the paper</a>';
  await lectern.importDeck(`<title>Linked</title><section class="slide">${link}</section>`);
  const page = await openPage();
  const context = page.context();
  await context.route("https://example.org/**", (route) => route.fulfill({ body: "The paper" }));
  await openRow(page, "Linked");
  await expectShown(page, 1, 1);
  await activate(page, slideFrame(page, 1, 1));
  await expect(page.getByText("This slide links to example.org")).toBeVisible();
  expect(context.pages()).toHaveLength(1);
  const opening = context.waitForEvent("page");
  await activate(
    page,
    page.getByRole("region", { name: "Deck" }).getByRole("button", { name: "Open" }),
  );
  await expect(await opening).toHaveURL("https://example.org/paper");
});

test("another session is opened with the arrows of the list", async ({ lectern, openPage }) => {
  await lectern.importDeck(deckOf("Apples", 2));
  await lectern.importDeck(deckOf("Pears", 3));
  const page = await openPage();
  await openRow(page, "Pears");
  await expectShown(page, 1, 3);
  await arrowTo(page, page.getByRole("option", { name: /^Apples,/ }));
  await page.keyboard.press("Enter");
  await expectShown(page, 1, 2);
});
