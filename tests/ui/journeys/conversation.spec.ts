// The conversation of a session: notes are written, read as Markdown, never as HTML.

import type { Page } from "@playwright/test";

import { expect, test } from "../support/lectern";
import { openRow } from "../support/window";

function conversation(page: Page) {
  return page.getByRole("main", { name: "Conversation" });
}

async function write(page: Page, note: string): Promise<void> {
  const field = page.getByRole("textbox", { name: "Write a note into this session" });
  await field.fill(note);
  await field.press("Enter");
  await expect(field).toHaveValue("");
}

test("a note is shown as mine, and its Markdown is rendered", async ({ lectern, openPage }) => {
  await lectern.createSession("Notes");
  const page = await openPage();
  await openRow(page, "Notes");
  await expect(page.getByText("Nothing said yet")).toBeVisible();
  await write(page, "Ask **Ada** about `yield`");
  const note = conversation(page).getByRole("article", { name: /^You/ });
  await expect(note.locator("strong")).toHaveText("Ada");
  await expect(note.locator("code")).toHaveText("yield");
});

test("HTML in a note is text, and runs nothing", async ({ lectern, openPage }) => {
  await lectern.createSession("Notes");
  const page = await openPage();
  await openRow(page, "Notes");
  const attack = '<img src="x" onerror="document.title=1">';
  await write(page, attack);
  const note = conversation(page).getByRole("article");
  await expect(note).toContainText(attack);
  await expect(note.locator("img")).toHaveCount(0);
  await expect(page).not.toHaveTitle("1");
});

test("a message that another program writes appears", async ({ lectern, openPage }) => {
  const { session_id } = await lectern.createSession("Notes");
  const page = await openPage();
  await openRow(page, "Notes");
  await expect(page.getByText("Nothing said yet")).toBeVisible();
  await lectern.ask("POST", `/api/sessions/${session_id}/messages`, {
    role: "assistant",
    content: "The deck is ready.",
  });
  const answer = conversation(page).getByRole("article", { name: /^Assistant/ });
  await expect(answer).toContainText("The deck is ready.");
});
