// Whatever fails says so on the screen, in Lectern's own sentence.

import type { Page } from "@playwright/test";

import { deckOf, expect, test } from "../support/lectern";
import { openRow, row, slideFrame } from "../support/window";

const SENTENCE = "The disk is full. Nothing was changed. Make room and try again.";

/** Makes one call fail, as Lectern would answer it. */
async function fail(page: Page, method: string, path: RegExp): Promise<void> {
  await page.route(
    (url) => path.test(url.pathname),
    (route) =>
      route.request().method() === method
        ? route.fulfill({
            status: 507,
            contentType: "application/problem+json",
            body: JSON.stringify({
              type: "about:blank",
              status: 507,
              code: "disk_full",
              title: "The disk is full",
              detail: SENTENCE,
            }),
          })
        : route.continue(),
  );
}

async function expectSaid(page: Page): Promise<void> {
  await expect(page.getByRole("alert").filter({ hasText: SENTENCE }).first()).toBeVisible();
}

test("reading the list", async ({ page, openPage }) => {
  await fail(page, "GET", /^\/api\/sessions$/);
  await openPage();
  await expect(page.getByText("Could not read your sessions.")).toBeVisible();
  await expectSaid(page);
  await page.unrouteAll();
  await page.getByRole("button", { name: "Try again" }).first().press("Enter");
  await expect(page.getByText("No sessions", { exact: true })).toBeVisible();
});

test("reading the profiles", async ({ page, openPage }) => {
  await fail(page, "GET", /^\/api\/profiles$/);
  await openPage();
  await expectSaid(page);
});

test("making a session", async ({ page, openPage }) => {
  await fail(page, "POST", /^\/api\/sessions$/);
  await openPage();
  await page.getByRole("button", { name: "New session" }).first().press("Enter");
  await expectSaid(page);
});

test("importing a file", async ({ page, openPage }) => {
  await fail(page, "POST", /^\/api\/sessions\/import$/);
  await openPage();
  const choosing = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Import", exact: true }).press("Enter");
  await (await choosing).setFiles({
    name: "orchard.html",
    mimeType: "text/html",
    buffer: Buffer.from(deckOf("Orchard", 1)),
  });
  await expect(page.getByText(`orchard.html was not imported. ${SENTENCE}`)).toBeVisible();
});

test("making a profile", async ({ page, openPage }) => {
  await fail(page, "POST", /^\/api\/profiles$/);
  await openPage();
  await page.getByRole("button", { name: "Settings" }).press("Enter");
  await page.getByRole("tab", { name: "Profiles" }).click();
  await page.getByRole("textbox", { name: "New profile" }).fill("Work");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog").getByText(SENTENCE)).toBeVisible();
});

test.describe("with a session", () => {
  test.beforeEach(async ({ lectern }) => {
    await lectern.createSession("Orchard");
  });

  test("opening it", async ({ page, openPage }) => {
    await fail(page, "GET", /^\/api\/sessions\/[^/]+$/);
    await openPage();
    await openRow(page, "Orchard");
    await expect(page.getByText("This session could not be opened")).toBeVisible();
    await expectSaid(page);
  });

  test("renaming", async ({ page, openPage }) => {
    await fail(page, "PATCH", /^\/api\/sessions\/[^/]+$/);
    await openPage();
    await row(page, "Orchard").press("F2");
    await page.getByRole("textbox", { name: "Title", exact: true }).fill("Meadow");
    await page.keyboard.press("Enter");
    await expectSaid(page);
    await page.keyboard.press("Escape");
    await expect(row(page, "Orchard")).toBeVisible();
  });

  test("duplicating", async ({ page, openPage }) => {
    await fail(page, "POST", /\/duplicate$/);
    await openPage();
    await openRow(page, "Orchard");
    await row(page, "Orchard").press("Control+d");
    await expectSaid(page);
    await expect(page.getByText(`Not saved: ${SENTENCE}`)).toBeAttached();
  });

  test("moving to the Trash", async ({ page, openPage }) => {
    await fail(page, "POST", /^\/api\/sessions\/trash$/);
    await openPage();
    await row(page, "Orchard").press("Delete");
    await expectSaid(page);
    await expect(row(page, "Orchard")).toBeVisible();
    await page.unrouteAll();
    await page.getByRole("button", { name: "Retry" }).press("Enter");
    await expect(row(page, "Orchard")).toHaveCount(0);
  });

  test("writing a note, which keeps its text", async ({ page, openPage }) => {
    await fail(page, "POST", /\/messages$/);
    await openPage();
    await openRow(page, "Orchard");
    const field = page.getByRole("textbox", { name: "Write a note into this session" });
    await field.fill("Ask Ada");
    await field.press("Enter");
    await expectSaid(page);
    await expect(field).toHaveValue("Ask Ada");
  });

  test("reading its messages", async ({ page, openPage }) => {
    await fail(page, "GET", /\/messages$/);
    await openPage();
    await openRow(page, "Orchard");
    await expectSaid(page);
  });
});

test.describe("with a deck", () => {
  test.beforeEach(async ({ lectern }) => {
    await lectern.importDeck(deckOf("Orchard", 2));
  });

  test("showing it", async ({ page, openPage }) => {
    await fail(page, "POST", /\/preview$/);
    await openPage();
    await openRow(page, "Orchard");
    await expect(page.getByText(SENTENCE)).toBeVisible();
  });

  test("exporting, which works again afterwards", async ({ page, openPage }) => {
    await fail(page, "POST", /\/export$/);
    await openPage();
    await openRow(page, "Orchard");
    await expect(slideFrame(page, 1, 2)).toBeVisible();
    await page.keyboard.press("Control+e");
    await expect(page.getByLabel("File name")).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page.getByText("The export did not work")).toBeVisible();
    await expectSaid(page);
    await page.unrouteAll();
    await expect(page.getByRole("button", { name: "Try again" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page.getByText(/^Saved Orchard/)).toBeVisible();
  });
});
