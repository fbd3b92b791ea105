// Every screen without what a checker of accessibility finds, in both themes.

import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

import { activate, arrowTo } from "../support/keyboard";
import { deckOf, expect, test } from "../support/lectern";
import { goToRow, list, openRow, row, slideFrame } from "../support/window";

type Theme = "light" | "dark";

/** The deck's own page is its author's, so its frame is left out. */
async function expectAccessible(page: Page, screen: string): Promise<void> {
  // Something that is still fading has colours that nobody reads.
  await page.evaluate(() =>
    Promise.allSettled(document.getAnimations().map((one) => one.finished)),
  );
  const { violations } = await new AxeBuilder({ page }).exclude("iframe").analyze();
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target }) => `${id}: ${help}: ${target.join(" ")}`),
  );
  expect.soft(found, screen).toEqual([]);
}

for (const theme of ["light", "dark"] satisfies Theme[]) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ colorScheme: theme, contextOptions: { reducedMotion: "reduce" } });

    test("an empty library", async ({ openPage }) => {
      const page = await openPage();
      await expect(page.getByText("No sessions", { exact: true })).toBeVisible();
      await expectAccessible(page, "empty library");
    });

    test("a deck with its conversation, as a slide and as text", async ({ lectern, openPage }) => {
      const { session_id } = await lectern.importDeck(deckOf("Orchard", 4));
      await lectern.ask("POST", `/api/sessions/${session_id}/messages`, {
        role: "assistant",
        content: "# Title\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\ncode\n```",
      });
      const page = await openPage();
      await openRow(page, "Orchard");
      await expect(slideFrame(page, 1, 4)).toBeVisible();
      await expect(page.getByRole("article")).toBeVisible();
      await expectAccessible(page, "slide");
      await activate(page, page.getByRole("button", { name: "Text", exact: true }));
      await expect(page.getByRole("button", { name: "Text", exact: true })).toHaveAttribute(
        "aria-pressed",
        "true",
      );
      await expectAccessible(page, "slide as text");
    });

    test("the dialogs of a deck", async ({ lectern, openPage }) => {
      await lectern.importDeck(deckOf("Orchard", 4));
      const page = await openPage();
      await openRow(page, "Orchard");
      await expect(slideFrame(page, 1, 4)).toBeVisible();
      for (const [keys, name] of [
        ["Control+e", "Export “Orchard”"],
        ["F1", "Keyboard shortcuts"],
        ["Control+l", "Go to slide"],
      ] as const) {
        await page.keyboard.press(keys);
        await expect(page.getByRole("dialog", { name })).toBeVisible();
        await expectAccessible(page, name);
        await page.keyboard.press("Escape");
        await expect(page.getByRole("dialog")).toHaveCount(0);
      }
    });

    test("each page of the settings", async ({ lectern, openPage }) => {
      await lectern.ask("POST", "/api/profiles", { profile_name: "Work" });
      const page = await openPage();
      await expect(page.getByText("No sessions", { exact: true })).toBeVisible();
      await page.keyboard.press("Control+,");
      for (const name of ["Appearance", "Profiles", "About"]) {
        await arrowTo(page, page.getByRole("tab", { name }));
        await expect(page.getByRole("tabpanel", { name })).toBeVisible();
        await expectAccessible(page, name);
      }
    });

    test("clean-up, the Trash and its question", async ({ lectern, openPage }) => {
      await lectern.createSession("Kept");
      const { session_id } = await lectern.createSession("Thrown away");
      await lectern.ask("POST", "/api/sessions/trash", { session_ids: [session_id] });
      const page = await openPage();
      await expect(row(page, "Kept")).toBeVisible();
      await page.keyboard.press("Control+Shift+D");
      await activate(page, page.getByRole("button", { name: "All 1 shown" }));
      await expect(page.getByText("1 selected")).toBeVisible();
      await expectAccessible(page, "clean-up");

      await activate(page, page.getByRole("button", { name: /^Trash/ }));
      await expect(row(page, "Thrown away")).toBeVisible();
      await expectAccessible(page, "Trash");
      await goToRow(page, "Thrown away");
      await page.keyboard.press("Shift+Delete");
      await expect(page.getByRole("alertdialog")).toBeVisible();
      await expectAccessible(page, "question");
    });

    test("an empty Trash", async ({ openPage }) => {
      const page = await openPage();
      await activate(page, page.getByRole("button", { name: /^Trash/ }));
      await expect(page.getByText("Trash is empty.")).toBeVisible();
      await expectAccessible(page, "empty Trash");
    });
  });
}

test.describe("with text twice as large", () => {
  test.use({ viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 });

  test("a deck and its list", async ({ lectern, openPage }) => {
    await lectern.importDeck(deckOf("Orchard", 4));
    const page = await openPage();
    await expect(page.getByRole("banner")).toBeVisible();
    await page.keyboard.press("Control+k");
    await expect(list(page)).toBeVisible();
    await expectAccessible(page, "list");
    await openRow(page, "Orchard");
    await page.keyboard.press("Control+3");
    await expect(slideFrame(page, 1, 4)).toBeVisible();
    await expectAccessible(page, "deck");
  });
});
