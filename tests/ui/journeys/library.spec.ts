// The library by keyboard alone: make, rename, duplicate, trash, restore, delete, find.

import type { Page } from "@playwright/test";

import { deckOf, expect, test } from "../support/lectern";
import { list, messages, openRow, row } from "../support/window";

test("a new session is named, and a title that is refused says why", async ({ openPage }) => {
  const page = await openPage();
  await page.getByRole("navigation").getByRole("button", { name: "New session" }).last().focus();
  await page.keyboard.press("Enter");
  await expect(list(page).getByRole("option")).toHaveCount(1);

  await list(page).getByRole("option").focus();
  await page.keyboard.press("F2");
  const title = page.getByRole("textbox", { name: "Title", exact: true });
  await title.fill("");
  await page.keyboard.press("Enter");
  await expect(page.getByText("A title needs at least one character.")).toBeVisible();

  await title.fill("Harvest plan");
  await page.keyboard.press("Enter");
  await expect(row(page, "Harvest plan")).toBeFocused();
});

test("a session is duplicated", async ({ lectern, openPage }) => {
  await lectern.importDeck(deckOf("Original", 2));
  const page = await openPage();
  await row(page, "Original").focus();
  await page.keyboard.press("Control+d");
  await expect(list(page).getByRole("option")).toHaveCount(2);
});

test("what is moved to the Trash comes back by undo", async ({ lectern, openPage }) => {
  await lectern.createSession("Kept");
  await lectern.createSession("Thrown away");
  const page = await openPage();
  await row(page, "Thrown away").focus();
  await page.keyboard.press("Delete");
  await expect(messages(page).getByText("“Thrown away” moved to Trash.")).toBeVisible();
  await expect(row(page, "Thrown away")).toHaveCount(0);
  await page.keyboard.press("Control+z");
  await expect(row(page, "Thrown away")).toBeVisible();
});

async function openTrash(page: Page): Promise<void> {
  await page.getByRole("navigation").getByRole("button", { name: /^Trash/ }).first().focus();
  await page.keyboard.press("Enter");
}

test("the Trash gives back", async ({ lectern, openPage }) => {
  const { session_id } = await lectern.createSession("Comes back");
  await lectern.ask("POST", "/api/sessions/trash", { session_ids: [session_id] });
  const page = await openPage();
  await openTrash(page);
  await row(page, "Comes back").focus();
  await page.keyboard.press("Shift+F10");
  await expect(page.getByRole("menuitem", { name: "Restore" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(row(page, "Comes back")).toBeFocused();
  // Nothing in the Trash can be opened, so Enter asks what is to become of it.
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "Restore" })).toBeVisible();
  await page.getByRole("menuitem", { name: "Restore" }).focus();
  await page.keyboard.press("Enter");
  await expect(messages(page).getByText("1 session restored.")).toBeVisible();
  await expect(page.getByText("Trash is empty.")).toBeVisible();
});

test("the Trash deletes for good after asking", async ({ lectern, openPage }) => {
  const { session_id } = await lectern.createSession("Goes for good");
  await lectern.ask("POST", "/api/sessions/trash", { session_ids: [session_id] });
  const page = await openPage();
  await openTrash(page);
  await row(page, "Goes for good").focus();
  await page.keyboard.press("Shift+Delete");
  const question = page.getByRole("alertdialog", { name: "Delete “Goes for good” forever?" });
  await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(question.getByRole("button", { name: "Delete forever" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(messages(page).getByText("1 session deleted forever.")).toBeVisible();
  await expect(page.getByText("Trash is empty.")).toBeVisible();
});

test("search finds titles, and Escape shows everything again", async ({ lectern, openPage }) => {
  await lectern.createSession("Apples");
  await lectern.createSession("Pears");
  const page = await openPage();
  await expect(row(page, "Apples")).toBeVisible();
  await page.keyboard.press("Control+k");
  const field = page.getByRole("textbox", { name: "Search titles" });
  await expect(field).toBeFocused();
  await page.keyboard.type("pear");
  await expect(row(page, "Apples")).toHaveCount(0);
  await expect(row(page, "Pears")).toBeVisible();
  await page.keyboard.type("x");
  await expect(page.getByText("Nothing matches “pearx”.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(field).toHaveValue("");
  await expect(row(page, "Apples")).toBeVisible();
});

test("what another program does is seen at once", async ({ lectern, openPage }) => {
  const page = await openPage();
  await expect(page.getByText("No sessions", { exact: true })).toBeVisible();
  const { session_id } = await lectern.createSession("From an agent");
  await expect(row(page, "From an agent")).toBeVisible();
  await lectern.ask("PATCH", `/api/sessions/${session_id}?title=Renamed%20by%20it`);
  await expect(row(page, "Renamed by it")).toBeVisible();
  await lectern.ask("DELETE", `/api/sessions/${session_id}`);
  await expect(row(page, "Renamed by it")).toHaveCount(0);
});

test("clean-up moves everything to the Trash, and undo brings it back", async ({
  lectern,
  openPage,
}) => {
  for (const title of ["One", "Two", "Three"]) {
    await lectern.createSession(title);
  }
  const page = await openPage();
  await openRow(page, "One");
  await page.keyboard.press("Control+Shift+D");
  await page.getByRole("button", { name: "All 3 shown" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("3 selected")).toBeVisible();
  await page.getByRole("button", { name: "Move 3 to Trash" }).focus();
  await page.keyboard.press("Enter");
  await expect(messages(page).getByText("3 sessions moved to Trash.")).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(list(page).getByRole("option")).toHaveCount(3);
});
