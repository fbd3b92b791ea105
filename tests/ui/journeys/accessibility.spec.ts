// What the listener's page shows, without what a checker of accessibility finds. Every
// other state of the window is looked at on the fake.

import { activate } from "../support/keyboard";
import { deckOf, expect, test } from "../support/lectern";
import { expectAccessible } from "../support/looking";
import { list, openRow, slideFrame } from "../support/window";

type Theme = "light" | "dark";

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
