// The library by keyboard alone: make, rename, duplicate, trash, restore, delete,
// find, sort into profiles, clean up.

import type { Page } from "@playwright/test";

import { activate, arrowTo, choose, expectSomewhere, tabTo, write } from "../support/keyboard";
import { deckOf, expect, test } from "../support/lectern";
import { goToRow, list, messages, openRow, row } from "../support/window";

function sidebar(page: Page) {
  return page.getByRole("navigation");
}

test("a new session has the keyboard, and a title that is refused says why", async ({
  openPage,
}) => {
  const page = await openPage();
  await activate(page, sidebar(page).getByRole("button", { name: "New session" }));
  const made = list(page).getByRole("option");
  await expect(made).toBeFocused();

  await page.keyboard.press("F2");
  const title = page.getByRole("textbox", { name: "Title", exact: true });
  await expect(title).toBeFocused();
  await page.keyboard.press("Delete");
  await page.keyboard.press("Enter");
  await expect(page.getByText("A title needs at least one character.")).toBeVisible();

  await page.keyboard.type("Harvest plan");
  await page.keyboard.press("Enter");
  await expect(row(page, "Harvest plan")).toBeFocused();
});

test("a title is written in the bar above, too, and Escape leaves it", async ({
  lectern,
  openPage,
}) => {
  await lectern.createSession("Harvest");
  const page = await openPage();
  const title = page.getByRole("banner").getByRole("button", { name: /^Rename/ });
  await activate(page, title);
  await page.keyboard.type("Something else");
  await page.keyboard.press("Escape");
  await expect(title).toBeFocused();
  await expect(title).toHaveText("Harvest");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Harvest plan");
  await page.keyboard.press("Enter");
  await expect(title).toHaveText("Harvest plan");
  await expect(title).toBeFocused();
});

test("a session is duplicated", async ({ lectern, openPage }) => {
  await lectern.importDeck(deckOf("Original", 2));
  const page = await openPage();
  await goToRow(page, "Original");
  await page.keyboard.press("Control+d");
  await expect(list(page).getByRole("option")).toHaveCount(2);
  await expectSomewhere(page);
});

test("what is moved to the Trash comes back by undo", async ({ lectern, openPage }) => {
  await lectern.createSession("Kept");
  await lectern.createSession("Thrown away");
  const page = await openPage();
  await goToRow(page, "Thrown away");
  await page.keyboard.press("Delete");
  await expect(messages(page).getByText("“Thrown away” moved to Trash.")).toBeVisible();
  await expect(row(page, "Thrown away")).toHaveCount(0);
  await expect(row(page, "Kept")).toBeFocused();
  await page.keyboard.press("Control+z");
  await expect(row(page, "Thrown away")).toBeVisible();
});

test("the last session comes back by the button of its message", async ({ lectern, openPage }) => {
  await lectern.createSession("Thrown away");
  const page = await openPage();
  await goToRow(page, "Thrown away");
  await page.keyboard.press("Shift+F10");
  await choose(page, "Move to Trash");
  await expect(page.getByText("No sessions", { exact: true })).toBeVisible();
  await expectSomewhere(page);
  await activate(page, messages(page).getByRole("button", { name: "Undo" }));
  await expect(row(page, "Thrown away")).toBeFocused();
});

async function openTrash(page: Page): Promise<void> {
  await activate(page, sidebar(page).getByRole("button", { name: /^Trash/ }));
}

test("the Trash gives back", async ({ lectern, openPage }) => {
  const { session_id } = await lectern.createSession("Comes back");
  await lectern.ask("POST", "/api/sessions/trash", { session_ids: [session_id] });
  const page = await openPage();
  await openTrash(page);
  await tabTo(page, row(page, "Comes back"));
  await page.keyboard.press("Shift+F10");
  await expect(page.getByRole("menuitem", { name: "Restore" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(row(page, "Comes back")).toBeFocused();
  // Nothing in the Trash can be opened, so Enter asks what is to become of it.
  await page.keyboard.press("Enter");
  await choose(page, "Restore");
  await expect(messages(page).getByText("1 session restored.")).toBeVisible();
  await expect(page.getByText("Trash is empty.")).toBeVisible();
  await expectSomewhere(page);
  await activate(page, sidebar(page).getByRole("button", { name: "All", exact: true }));
  await tabTo(page, row(page, "Comes back"));
});

test("the Trash deletes for good after asking", async ({ lectern, openPage }) => {
  const { session_id } = await lectern.createSession("Goes for good");
  await lectern.ask("POST", "/api/sessions/trash", { session_ids: [session_id] });
  const page = await openPage();
  await openTrash(page);
  await tabTo(page, row(page, "Goes for good"));
  await page.keyboard.press("Shift+Delete");
  const question = page.getByRole("alertdialog", { name: "Delete “Goes for good” forever?" });
  await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(question).toHaveCount(0);
  await expect(row(page, "Goes for good")).toBeFocused();

  await page.keyboard.press("Shift+Delete");
  await activate(page, question.getByRole("button", { name: "Delete forever" }));
  await expect(messages(page).getByText("1 session deleted forever.")).toBeVisible();
  await expect(page.getByText("Trash is empty.")).toBeVisible();
  await expectSomewhere(page);
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

test("what another program does is seen at once, and the keyboard stays", async ({
  lectern,
  openPage,
}) => {
  await lectern.createSession("Mine");
  const page = await openPage();
  await goToRow(page, "Mine");
  const { session_id } = await lectern.createSession("From an agent");
  await expect(row(page, "From an agent")).toBeVisible();
  await expect(row(page, "Mine")).toBeFocused();
  await lectern.ask("PATCH", `/api/sessions/${session_id}?title=Renamed%20by%20it`);
  await expect(row(page, "Renamed by it")).toBeVisible();
  await arrowTo(page, row(page, "Renamed by it"), "ArrowUp");
  await lectern.ask("DELETE", `/api/sessions/${session_id}`);
  await expect(row(page, "Renamed by it")).toHaveCount(0);
  await expect(row(page, "Mine")).toBeFocused();
});

test("a profile is made, given, shown alone and renamed", async ({ lectern, openPage }) => {
  await lectern.createSession("Offer");
  await lectern.createSession("Diary");
  const page = await openPage();
  const shown = sidebar(page).getByRole("button", { name: /^Profiles shown/ });
  await activate(page, shown);
  await choose(page, "New profile…");
  await expect(page.getByRole("dialog", { name: "New profile" })).toBeVisible();
  await page.keyboard.type("Work");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(shown).toBeFocused();

  await goToRow(page, "Offer");
  await page.keyboard.press("Shift+F10");
  await choose(page, "Profile", "Work");
  await expect(row(page, "Offer, Work")).toBeFocused();

  await activate(page, shown);
  await choose(page, "Work");
  await expect(row(page, "Diary")).toHaveCount(0);
  await expect(row(page, "Offer")).toBeVisible();
  await expect(shown).toBeFocused();

  await page.keyboard.press("Enter");
  await choose(page, "Rename “Work”…");
  await write(page, page.getByRole("textbox", { name: "Name", exact: true }), "Business");
  await page.keyboard.press("Enter");
  await expect(row(page, "Offer, Business")).toBeVisible();
  await activate(page, shown);
  await choose(page, "All profiles");
  await expect(row(page, "Diary")).toBeVisible();
});

test("a session changes its profile in the bar above", async ({ lectern, openPage }) => {
  await lectern.createSession("Offer");
  await lectern.ask("POST", "/api/profiles", { profile_name: "Work" });
  const page = await openPage();
  const profile = page.getByRole("banner").getByRole("button", { name: /^Profile of this/ });
  await activate(page, profile);
  await choose(page, "Work");
  await expect(row(page, "Offer, Work")).toBeVisible();
  await expect(profile).toBeFocused();
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
  await activate(page, page.getByRole("button", { name: "All 3 shown" }));
  await expect(page.getByText("3 selected")).toBeVisible();
  await activate(page, page.getByRole("button", { name: "Move 3 to Trash" }));
  await expect(messages(page).getByText("3 sessions moved to Trash.")).toBeVisible();
  await expect(page.getByText("No sessions", { exact: true })).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(list(page).getByRole("option")).toHaveCount(3);
});

test("rows are chosen one by one and by range, also in the Trash", async ({
  lectern,
  openPage,
}) => {
  for (const title of ["One", "Two", "Three", "Four"]) {
    await lectern.createSession(title);
  }
  const page = await openPage();
  await goToRow(page, "Four");
  await page.keyboard.press("Control+Space");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(page.getByText("2 selected")).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  await expect(row(page, "One")).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Delete");
  await expect(messages(page).getByText("3 sessions moved to Trash.")).toBeVisible();
  await expect(row(page, "Two")).toBeFocused();

  await openTrash(page);
  await tabTo(page, list(page).getByRole("option"));
  await page.keyboard.press("Control+a");
  await expect(page.getByText("3 selected")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByText("3 selected")).toHaveCount(0);
  await page.keyboard.press("Control+a");
  await activate(page, page.getByRole("button", { name: "Restore 3" }));
  await expect(page.getByText("Trash is empty.")).toBeVisible();
  await expectSomewhere(page);
});
