// Nothing in the window is out of the keyboard's reach, and nothing holds it: Tab
// leads to every control and around, on every screen.

import type { Page } from "@playwright/test";

import { activate, tabTo } from "../support/keyboard";
import { deckOf, expect, test } from "../support/lectern";
import { goToRow, list, openRow, row, slideFrame } from "../support/window";

/** Marks what can be used, whatever Tab thinks of it, and names it. */
function markControls(): string[] {
  const usable = "button, input, textarea, select, summary, a[href], [role=option], [role=tab]";
  const around = document.querySelector('[role="dialog"], [role="alertdialog"]') ?? document;
  const all = [...around.querySelectorAll<HTMLElement>(`${usable}, [tabindex="0"]`)];
  const used = all.filter(
    (one) => one.checkVisibility({ visibilityProperty: true }) && !one.matches(":disabled"),
  );
  used.forEach((one, number) => one.setAttribute("data-control", String(number)));
  return used.map((one) => one.getAttribute("aria-label") ?? one.textContent?.trim() ?? "");
}

/** The numbers of what has the keyboard, and of what its arrows lead to. */
function markedAround(): number[] {
  const group = "[role=listbox], [role=tablist], [role=radiogroup]";
  const now = document.activeElement;
  const reached = [now, ...(now?.closest(group)?.querySelectorAll("[data-control]") ?? [])];
  return reached.flatMap((one) => {
    const number = one?.getAttribute("data-control");
    return number == null ? [] : [Number(number)];
  });
}

async function expectAllReached(page: Page, except: string[] = []): Promise<void> {
  // What is drawn anew meanwhile loses its mark, so a round may fail that should not.
  await expect(async () => {
    const names = await page.evaluate(markControls);
    const reached = new Set<number>();
    for (let steps = 0; steps <= names.length + 1; steps++) {
      (await page.evaluate(markedAround)).forEach((number) => reached.add(number));
      await page.keyboard.press("Tab");
    }
    expect(names.filter((_, number) => !reached.has(number))).toEqual(except);
  }).toPass({ timeout: 30_000 });
}

test("in an empty window", async ({ openPage }) => {
  const page = await openPage();
  await expect(page.getByText("No sessions", { exact: true })).toBeVisible();
  await expectAllReached(page);
});

test("with a deck, as a slide and as text", async ({ lectern, openPage }) => {
  const { session_id } = await lectern.importDeck(deckOf("Orchard", 4));
  await lectern.ask("POST", `/api/sessions/${session_id}/messages`, {
    role: "assistant",
    content: "See [this](https://example.org/) and run\n\n```\ncode\n```",
  });
  await lectern.createSession("Plain");
  const page = await openPage();
  await openRow(page, "Orchard");
  await expect(slideFrame(page, 1, 4)).toBeVisible();
  await expect(page.getByText("Works offline")).toBeVisible();
  await expectAllReached(page);
  await activate(page, page.getByRole("button", { name: "Text", exact: true }));
  await expectAllReached(page);
});

test("in a clean-up, in the Trash and in its question", async ({ lectern, openPage }) => {
  const { session_id } = await lectern.createSession("Thrown away");
  await lectern.ask("POST", "/api/sessions/trash", { session_ids: [session_id] });
  await lectern.createSession("Kept");
  const page = await openPage();
  await goToRow(page, "Kept");
  await page.keyboard.press("Control+a");
  await expect(page.getByText("1 selected")).toBeVisible();
  await expectAllReached(page);
  await activate(page, page.getByRole("button", { name: /^Trash/ }));
  await expect(row(page, "Thrown away")).toBeVisible();
  await expectAllReached(page);
  await goToRow(page, "Thrown away");
  await page.keyboard.press("Shift+Delete");
  await expect(page.getByRole("alertdialog")).toBeVisible();
  await expectAllReached(page);
});

test("in every dialog", async ({ lectern, openPage }) => {
  await lectern.importDeck(deckOf("Orchard", 4));
  await lectern.ask("POST", "/api/profiles", { profile_name: "Work" });
  const page = await openPage();
  await openRow(page, "Orchard");
  await expect(slideFrame(page, 1, 4)).toBeVisible();
  for (const keys of ["Control+e", "Control+,", "F1", "Control+l"]) {
    await page.keyboard.press(keys);
    await expect(page.getByRole("dialog")).toBeVisible();
    await expectAllReached(page);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(row(page, "Orchard")).toBeFocused();
  }
});

test("F6 goes from pane to pane and around, and back with Shift", async ({ lectern, openPage }) => {
  await lectern.importDeck(deckOf("Orchard", 2));
  const page = await openPage();
  await openRow(page, "Orchard");
  await expect(slideFrame(page, 1, 2)).toBeVisible();
  const search = page.getByRole("textbox", { name: "Search titles" });
  const note = page.getByRole("textbox", { name: "Write a note into this session" });
  const tile = page.getByRole("option", { name: /^Slide 1 of 2/ });
  for (const there of [note, tile, search, note]) {
    await page.keyboard.press("F6");
    await expect(there).toBeFocused();
  }
  for (const there of [search, tile]) {
    await page.keyboard.press("Shift+F6");
    await expect(there).toBeFocused();
  }
});

test("panes are made wider, hidden and shown, and the keyboard stays", async ({
  lectern,
  openPage,
}) => {
  await lectern.importDeck(deckOf("Orchard", 2));
  const page = await openPage();
  await openRow(page, "Orchard");
  const width = page.getByRole("separator", { name: "Width of the sidebar" });
  const before = Number(await width.getAttribute("aria-valuenow"));
  await tabTo(page, width);
  await page.keyboard.press("ArrowRight");
  await expect(width).toHaveAttribute("aria-valuenow", String(before + 16));
  await page.keyboard.press("Control+b");
  await expect(list(page)).toHaveCount(0);
  await expect(page.getByRole("textbox", { name: "Write a note into this session" })).toBeFocused();
  await page.keyboard.press("Control+1");
  await expect(list(page)).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Search titles" })).toBeFocused();
});

test.describe("where there is little room", () => {
  test.use({ viewport: { width: 900, height: 640 } });

  test("the list comes as a drawer, and goes with Escape", async ({ lectern, openPage }) => {
    await lectern.importDeck(deckOf("Orchard", 2));
    const page = await openPage();
    const button = page.getByRole("button", { name: "Sidebar", exact: true });
    await activate(page, button);
    await expect(list(page)).toBeVisible();
    // Escape does what it does.
    await expectAllReached(page, ["Close the sidebar"]);
    await goToRow(page, "Orchard");
    await page.keyboard.press("Escape");
    await expect(list(page)).toHaveCount(0);
    await expect(button).toBeFocused();
    await openRow(page, "Orchard");
    await expect(list(page)).toHaveCount(0);
    await expect(slideFrame(page, 1, 2)).toBeVisible();
    await expectAllReached(page);
  });
});
