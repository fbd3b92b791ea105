// Exporting by keyboard alone: some slides, under a name, with progress and an end.

import { readFileSync } from "node:fs";

import type { Page, Route } from "@playwright/test";

import { activate, arrowTo, expectSomewhere, tabTo, write } from "../support/keyboard";
import { deckOf, expect, test } from "../support/lectern";
import { messages, openRow, slideFrame } from "../support/window";

test.beforeEach(async ({ lectern, openPage }) => {
  await lectern.importDeck(deckOf("Orchard", 4));
  const page = await openPage();
  await openRow(page, "Orchard");
  await expect(slideFrame(page, 1, 4)).toBeVisible();
});

function dialog(page: Page) {
  return page.getByRole("dialog", { name: "Export “Orchard”" });
}

async function open(page: Page): Promise<void> {
  await page.keyboard.press("Control+e");
  await expect(dialog(page).getByLabel("File name")).toBeFocused();
}

/** Lets exports wait until the answer is called. */
async function held(page: Page): Promise<() => void> {
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(/\/export\?/, async (route: Route) => {
    await released;
    await route.continue();
  });
  return release;
}

test("a deck is exported as a PowerPoint file, which tells how close it is", async ({ page }) => {
  await open(page);
  const exact = dialog(page).getByRole("radio", { name: "Exact look" });
  await tabTo(page, dialog(page).getByRole("radio", { name: "PowerPoint" }));
  await tabTo(page, dialog(page).getByRole("radio", { name: "Editable" }));
  const forOne = dialog(page).getByRole("checkbox", { name: "Made for LibreOffice" });
  await tabTo(page, forOne);
  await page.keyboard.press("Space");
  await expect(forOne).toBeChecked();
  await tabTo(page, dialog(page).getByLabel("File name"));
  const asking = page.waitForRequest(/\/export\?/);
  const downloading = page.waitForEvent("download");
  await page.keyboard.press("Enter");
  const asked = new URL((await asking).url()).searchParams;
  expect([asked.get("format"), asked.get("made_for"), asked.get("mode")]).toEqual([
    "pptx",
    "libreoffice",
    null,
  ]);
  const download = await downloading;
  expect(download.suggestedFilename()).toBe("Orchard.pptx");
  expect(
    readFileSync(await download.path())
      .subarray(0, 2)
      .toString(),
  ).toBe("PK");
  await expect(dialog(page).getByText("All 4 slides can be edited in full")).toBeVisible();

  await activate(page, dialog(page).getByRole("button", { name: "Export again…" }));
  await tabTo(page, dialog(page).getByRole("radio", { name: "Editable" }));
  await arrowTo(page, exact, "ArrowRight");
  await expect(forOne).toHaveCount(0);
  await tabTo(page, dialog(page).getByLabel("File name"));
  await page.keyboard.press("Enter");
  await expect(dialog(page).getByText("Each slide is one picture")).toBeVisible();
});

test("a range of slides is exported with its notes, under another name", async ({ page }) => {
  await open(page);
  await tabTo(page, dialog(page).getByRole("radio", { name: "PowerPoint" }));
  await arrowTo(page, dialog(page).getByRole("radio", { name: "PDF" }), "ArrowRight");
  await tabTo(page, dialog(page).getByRole("radio", { name: "All 4" }));
  await arrowTo(page, dialog(page).getByRole("radio", { name: "This slide (1)" }), "ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect(dialog(page).getByRole("textbox", { name: "Which slides" })).toBeFocused();
  await page.keyboard.type("2-9");
  await expect(
    dialog(page).getByText("There is no slide 9. This deck has 4 slides."),
  ).toBeVisible();
  await page.keyboard.press("Backspace");
  await page.keyboard.type("3");
  await expect(dialog(page).getByText("2 slides of 4")).toBeVisible();
  const notes = dialog(page).getByRole("combobox", { name: "Notes" });
  await tabTo(page, notes);
  await page.keyboard.type("Below");
  await expect(notes).toHaveValue("pages");
  await expect(dialog(page).getByRole("combobox", { name: "Slides per page" })).toBeDisabled();
  await expect(dialog(page).getByRole("combobox", { name: "Paper" })).toHaveValue("a4");
  await write(page, dialog(page).getByLabel("File name"), "Trees");
  const asking = page.waitForRequest(/\/export\?/);
  const downloading = page.waitForEvent("download");
  await page.keyboard.press("Enter");
  const asked = new URL((await asking).url()).searchParams;
  expect([asked.get("slides"), asked.get("notes"), asked.get("paper")]).toEqual([
    "2-3",
    "pages",
    "a4",
  ]);
  expect((await downloading).suggestedFilename()).toBe("Trees.pdf");
  await expect(dialog(page).getByText(/^Saved Trees\.pdf/)).toBeVisible();

  await activate(page, dialog(page).getByRole("button", { name: "Export again…" }));
  await expect(dialog(page).getByLabel("File name")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toHaveCount(0);
  await expectSomewhere(page);
});

test("an export is cancelled in its dialog", async ({ page }) => {
  await held(page);
  await open(page);
  await page.keyboard.press("Enter");
  await expect(dialog(page).getByRole("button", { name: "Hide" })).toBeFocused();
  await activate(page, dialog(page).getByRole("button", { name: "Cancel export" }));
  await expect(dialog(page).getByText("Export cancelled. No file was written.")).toBeVisible();
  await expect(dialog(page).getByLabel("File name")).toBeFocused();
});

test("an export goes on behind its closed dialog, and can be cancelled there", async ({ page }) => {
  await held(page);
  await open(page);
  await page.keyboard.press("Enter");
  await expect(dialog(page).getByRole("button", { name: "Hide" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialog(page)).toHaveCount(0);
  const running = page.getByRole("region", { name: "Progress of the export" });
  await activate(page, running.getByRole("button", { name: "Cancel" }));
  await expect(messages(page).getByText("Export cancelled. No file was written.")).toBeVisible();
  await expectSomewhere(page);
});

test("an export that was hidden tells its end, and comes again by key", async ({ page }) => {
  const release = await held(page);
  await open(page);
  await page.keyboard.press("Enter");
  await expect(dialog(page).getByRole("button", { name: "Hide" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toHaveCount(0);
  release();
  const saved = messages(page).getByText(/^Saved Orchard/);
  await expect(saved).toBeVisible();
  await activate(page, messages(page).getByRole("button", { name: "Close" }));
  await expect(saved).toHaveCount(0);
  await page.keyboard.press("Control+Shift+E");
  await expect(saved).toBeVisible();
});
