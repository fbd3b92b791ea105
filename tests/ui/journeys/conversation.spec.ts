// The conversation of a session by keyboard alone: notes are written, read as
// Markdown, never as HTML; code is copied and links are followed.

import type { Page } from "@playwright/test";

import { activate, tabTo, write } from "../support/keyboard";
import { expect, test } from "../support/lectern";
import { openRow } from "../support/window";

function conversation(page: Page) {
  return page.getByRole("main", { name: "Conversation" });
}

function field(page: Page) {
  return page.getByRole("textbox", { name: "Write a note into this session" });
}

async function note(page: Page, text: string): Promise<void> {
  await write(page, field(page), text);
  await page.keyboard.press("Enter");
  await expect(field(page)).toHaveValue("");
  await expect(field(page)).toBeFocused();
}

test("a note is shown as mine, and its Markdown is rendered", async ({ lectern, openPage }) => {
  await lectern.createSession("Notes");
  const page = await openPage();
  await openRow(page, "Notes");
  await expect(page.getByText("Nothing said yet")).toBeVisible();
  await note(page, "Ask **Ada** about `yield`");
  const mine = conversation(page).getByRole("article", { name: /^You/ });
  await expect(mine.locator("strong")).toHaveText("Ada");
  await expect(mine.locator("code")).toHaveText("yield");
});

test("a note of two lines is written by its button", async ({ lectern, openPage }) => {
  await lectern.createSession("Notes");
  const page = await openPage();
  await openRow(page, "Notes");
  await page.keyboard.press("Control+2");
  await expect(field(page)).toBeFocused();
  await page.keyboard.type("- one");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("- two");
  await activate(page, conversation(page).getByRole("button", { name: "Write" }));
  await expect(conversation(page).getByRole("listitem")).toHaveText(["one", "two"]);
  await expect(field(page)).toBeFocused();
});

test("HTML in a note is text, and runs nothing", async ({ lectern, openPage }) => {
  await lectern.createSession("Notes");
  const page = await openPage();
  await openRow(page, "Notes");
  const attack = '<img src="x" onerror="document.title=1">';
  await note(page, attack);
  const mine = conversation(page).getByRole("article");
  await expect(mine).toContainText(attack);
  await expect(mine.locator("img")).toHaveCount(0);
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

test("a message and its code are copied, and can be pasted", async ({ lectern, openPage }) => {
  const { session_id } = await lectern.createSession("Notes");
  const content = "Run this:\n\n```sh\nlectern serve\n```";
  await lectern.ask("POST", `/api/sessions/${session_id}/messages`, { role: "assistant", content });
  const page = await openPage();
  await openRow(page, "Notes");
  for (const [button, copied] of [
    ["Copy message", content],
    ["Copy code", "lectern serve"],
  ] as const) {
    const copy = conversation(page).getByRole("button", { name: button });
    await activate(page, copy);
    // What was copied before may still be said elsewhere.
    await expect(copy.locator("..").getByText("Copied.")).toBeAttached();
    await tabTo(page, field(page));
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Control+v");
    await expect(field(page)).toHaveValue(copied);
  }
});

test("a link opens beside the window, and only when it is followed", async ({
  lectern,
  openPage,
}) => {
  const { session_id } = await lectern.createSession("Notes");
  await lectern.ask("POST", `/api/sessions/${session_id}/messages`, {
    role: "assistant",
    content: "Read [the paper](https://example.org/paper).",
  });
  const page = await openPage();
  const context = page.context();
  await context.route("https://example.org/**", (route) => route.fulfill({ body: "The paper" }));
  await openRow(page, "Notes");
  await tabTo(page, conversation(page).getByRole("link", { name: "the paper" }));
  expect(context.pages()).toHaveLength(1);
  const opening = context.waitForEvent("page");
  await page.keyboard.press("Enter");
  const opened = await opening;
  await expect(opened).toHaveURL("https://example.org/paper");
  expect(await opened.evaluate(() => window.opener)).toBeNull();
});
