// Whatever fails says so on the screen, in Lectern's own sentence. What only the
// desktop window asks for is made to fail in the page's own tests.

import type { Page } from "@playwright/test";

import { activate, arrowTo, choose, tabTo, write } from "../support/keyboard";
import { deckOf, expect, test } from "../support/lectern";
import { chooseFiles, goToRow, messages, openRow, row, slideFrame } from "../support/window";

const SENTENCE = "The disk is full. Nothing was changed. Make room and try again.";

/** Makes one call fail, as Lectern would answer it. */
async function fail(page: Page, method: string, path: RegExp): Promise<void> {
  await page.route(
    (url) => path.test(url.pathname + url.search),
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
        : route.fallback(),
  );
}

async function expectSaid(page: Page): Promise<void> {
  await expect(page.getByRole("alert").filter({ hasText: SENTENCE }).first()).toBeVisible();
}

test("reading the list", async ({ page, openPage }) => {
  await fail(page, "GET", /^\/api\/sessions\?/);
  await openPage();
  await expect(page.getByText("Could not read your sessions.")).toBeVisible();
  await expectSaid(page);
  await page.unrouteAll();
  await activate(page, page.getByRole("button", { name: "Try again" }));
  await expect(page.getByText("No sessions", { exact: true })).toBeVisible();
});

test("reading the profiles", async ({ page, openPage }) => {
  await fail(page, "GET", /^\/api\/profiles$/);
  await openPage();
  await expectSaid(page);
});

test("a page without its token", async ({ page, lectern }) => {
  await page.goto(new URL("/", lectern.pageUrl).href);
  const said = page.getByRole("alert").filter({ hasText: "This page has no token." });
  await expect(said.first()).toBeVisible();
});

test("a page with an old token, until it is given the new one", async ({ page, lectern }) => {
  await page.goto(new URL(`/#token=${"0".repeat(64)}`, lectern.pageUrl).href);
  await expect(page.getByText("Could not read your sessions.")).toBeVisible();
  await page.goto(lectern.pageUrl);
  await expect(page.getByText("No sessions", { exact: true })).toBeVisible();
});

test("a listener that goes, until it comes back with what happened meanwhile", async ({
  lectern,
  openPage,
}) => {
  const page = await openPage();
  await expect(page.getByText("No sessions", { exact: true })).toBeVisible();
  await lectern.end();
  const said = messages(page).getByRole("alert").filter({ hasText: "Lectern does not answer." });
  await expect(said).toBeVisible();
  await lectern.begin();
  await lectern.createSession("Made meanwhile");
  await expect(row(page, "Made meanwhile")).toBeVisible();
  await expect(said).toHaveCount(0);
});

test("making a session", async ({ page, openPage }) => {
  await fail(page, "POST", /^\/api\/sessions$/);
  await openPage();
  await activate(page, page.getByRole("button", { name: "New session" }));
  await expectSaid(page);
});

test("importing a file", async ({ page, openPage }) => {
  await fail(page, "POST", /^\/api\/sessions\/import/);
  await openPage();
  await chooseFiles(
    page,
    () => activate(page, page.getByRole("button", { name: "Import", exact: true })),
    {
      name: "orchard.html",
      mimeType: "text/html",
      buffer: Buffer.from(deckOf("Orchard", 1)),
    },
  );
  await expect(page.getByText(`orchard.html was not imported. ${SENTENCE}`)).toBeVisible();
});

test("making a profile, and renaming one", async ({ page, lectern, openPage }) => {
  await lectern.ask("POST", "/api/profiles", { profile_name: "Home" });
  await fail(page, "POST", /^\/api\/profiles$/);
  await fail(page, "PATCH", /^\/api\/profiles\//);
  await openPage();
  await activate(page, page.getByRole("button", { name: "Settings" }));
  const settings = page.getByRole("dialog", { name: "Settings" });
  await arrowTo(page, settings.getByRole("tab", { name: "Profiles" }));
  const made = settings.getByRole("textbox", { name: "New profile" });
  await write(page, made, "Work");
  await page.keyboard.press("Enter");
  await expect(made).toHaveAccessibleDescription(SENTENCE);

  await activate(page, settings.getByRole("button", { name: "Rename Home" }));
  await page.keyboard.type("House");
  await page.keyboard.press("Enter");
  const name = settings.getByRole("textbox", { name: "Name", exact: true });
  await expect(name).toHaveAccessibleDescription(SENTENCE);
});

test.describe("with a session", () => {
  test.beforeEach(async ({ lectern }) => {
    await lectern.createSession("Orchard");
  });

  for (const [what, path] of [
    ["it", /^\/api\/sessions\/[^/?]+$/],
    ["its messages", /\/messages\?/],
    ["its slides", /\/slides$/],
  ] as const) {
    test(`opening ${what}`, async ({ page, openPage }) => {
      await fail(page, "GET", path);
      await openPage();
      await expect(page.getByText("This session could not be opened")).toBeVisible();
      await expectSaid(page);
    });
  }

  test("reading it again after it has changed", async ({ page, lectern, openPage }) => {
    await openPage();
    await openRow(page, "Orchard");
    await expect(page.getByText("Nothing said yet")).toBeVisible();
    await fail(page, "GET", /^\/api\/sessions\/[^/?]+$/);
    const { sessions } = await lectern.ask<{ sessions: { session_id: string }[] }>(
      "GET",
      "/api/sessions",
    );
    await lectern.ask("PATCH", `/api/sessions/${sessions[0]?.session_id}?title=Meadow`);
    await expectSaid(page);
  });

  test("renaming", async ({ page, openPage }) => {
    await fail(page, "PATCH", /^\/api\/sessions\//);
    await openPage();
    await goToRow(page, "Orchard");
    await page.keyboard.press("F2");
    await page.keyboard.type("Meadow");
    await page.keyboard.press("Enter");
    await expectSaid(page);
    await page.keyboard.press("Escape");
    await expect(row(page, "Orchard")).toBeFocused();
  });

  test("duplicating", async ({ page, openPage }) => {
    await fail(page, "POST", /\/duplicate$/);
    await openPage();
    await openRow(page, "Orchard");
    await page.keyboard.press("Control+d");
    await expectSaid(page);
    await expect(page.getByText(`Not saved: ${SENTENCE}`)).toBeAttached();
  });

  test("giving it to a profile", async ({ page, lectern, openPage }) => {
    await lectern.ask("POST", "/api/profiles", { profile_name: "Work" });
    await fail(page, "PUT", /\/profile$/);
    await openPage();
    await goToRow(page, "Orchard");
    await page.keyboard.press("Shift+F10");
    await choose(page, "Profile", "Work");
    await expectSaid(page);
    await expect(row(page, "Orchard, no slides")).toBeVisible();
  });

  test("moving to the Trash, and trying again", async ({ page, openPage }) => {
    await fail(page, "POST", /^\/api\/sessions\/trash$/);
    await openPage();
    await goToRow(page, "Orchard");
    await page.keyboard.press("Delete");
    await expectSaid(page);
    await expect(row(page, "Orchard")).toBeFocused();
    await page.unrouteAll();
    await activate(page, page.getByRole("button", { name: "Retry" }));
    await expect(row(page, "Orchard")).toHaveCount(0);
  });

  test("cleaning up, which keeps what was chosen", async ({ page, openPage }) => {
    await fail(page, "POST", /^\/api\/sessions\/trash$/);
    await openPage();
    await goToRow(page, "Orchard");
    await page.keyboard.press("Control+a");
    await activate(page, page.getByRole("button", { name: "Move 1 to Trash" }));
    await expectSaid(page);
    await expect(page.getByText("1 selected")).toBeVisible();
  });

  test("taking back what was moved to the Trash", async ({ page, openPage }) => {
    await fail(page, "POST", /^\/api\/sessions\/restore$/);
    await openPage();
    await goToRow(page, "Orchard");
    await page.keyboard.press("Delete");
    await expect(messages(page).getByText("Moved to Trash.")).toBeVisible();
    await page.keyboard.press("Control+z");
    await expectSaid(page);
  });

  test("writing a note, which keeps its text", async ({ page, openPage }) => {
    await fail(page, "POST", /\/messages$/);
    await openPage();
    await openRow(page, "Orchard");
    const field = page.getByRole("textbox", { name: "Write a note into this session" });
    await write(page, field, "Ask Ada");
    await page.keyboard.press("Enter");
    await expectSaid(page);
    await expect(field).toHaveValue("Ask Ada");
    await expect(field).toBeFocused();
  });
});

test.describe("in the Trash", () => {
  test.beforeEach(async ({ page, lectern, openPage }) => {
    const { session_id } = await lectern.createSession("Orchard");
    await lectern.ask("POST", "/api/sessions/trash", { session_ids: [session_id] });
    await openPage();
    await activate(page, page.getByRole("button", { name: /^Trash/ }));
    await tabTo(page, row(page, "Orchard"));
  });

  test("restoring", async ({ page }) => {
    await fail(page, "POST", /^\/api\/sessions\/restore$/);
    await page.keyboard.press("Shift+F10");
    await choose(page, "Restore");
    await expectSaid(page);
    await expect(row(page, "Orchard")).toBeFocused();
    await page.unrouteAll();
    await activate(page, page.getByRole("button", { name: "Retry" }));
    await expect(page.getByText("Trash is empty.")).toBeVisible();
  });

  test("deleting for good", async ({ page }) => {
    await fail(page, "DELETE", /^\/api\/sessions\//);
    await page.keyboard.press("Shift+Delete");
    await activate(page, page.getByRole("button", { name: "Delete forever" }));
    await expectSaid(page);
    await expect(row(page, "Orchard")).toBeFocused();
  });
});

test.describe("with a deck", () => {
  test.beforeEach(async ({ lectern }) => {
    await lectern.importDeck(deckOf("Orchard", 2));
  });

  test("showing it, and trying again", async ({ page, openPage }) => {
    await fail(page, "POST", /\/preview$/);
    await openPage();
    await expectSaid(page);
    await page.unrouteAll();
    await activate(page, page.getByRole("button", { name: "Try again" }));
    await expect(slideFrame(page, 1, 2)).toBeVisible();
  });

  test("looking through what it needs", async ({ page, openPage }) => {
    await fail(page, "GET", /\/slides\/report$/);
    await openPage();
    await activate(page, page.getByRole("button", { name: "Not looked through" }));
    await expectSaid(page);
    await page.unrouteAll();
    await activate(page, page.getByRole("dialog").getByRole("button", { name: "Try again" }));
    await expect(page.getByRole("dialog")).toContainText("Everything this deck needs");
  });

  test("drawing its small pictures, in whose places stand the titles", async ({
    page,
    openPage,
  }) => {
    await fail(page, "GET", /\/picture$/);
    await openPage();
    const said = "The small pictures of the slides could not be drawn.";
    await expect(page.getByText(`${said} ${SENTENCE}`)).toBeVisible();
    const tiles = page.getByRole("listbox", { name: "Slides" });
    await expect(tiles.getByText("Orchard, slide 2")).toBeVisible();
    await expect(tiles.getByRole("img")).toHaveCount(0);
    await activate(page, page.getByRole("status").getByRole("button", { name: "Close" }));
    await expect(page.getByText(said)).toHaveCount(0);
  });

  test("exporting, which works again afterwards", async ({ page, openPage }) => {
    await fail(page, "POST", /\/export\?/);
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

  test("an export on its way, behind its closed dialog", async ({ page, openPage }) => {
    let breakOff: () => void = () => undefined;
    const broken = new Promise<void>((resolve) => (breakOff = resolve));
    await page.route(/\/export\?/, async (route) => {
      await broken;
      await route.abort();
    });
    await openPage();
    await openRow(page, "Orchard");
    await expect(slideFrame(page, 1, 2)).toBeVisible();
    await page.keyboard.press("Control+e");
    await expect(page.getByLabel("File name")).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("button", { name: "Hide", exact: true })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    breakOff();
    const said = messages(page).getByRole("alert").filter({ hasText: "Lectern does not answer." });
    await activate(page, said.getByRole("button", { name: "Show" }));
    await expect(page.getByText("The export did not work")).toBeVisible();
  });

  test("filling the screen, which the deck does without", async ({ page, openPage }) => {
    await page.addInitScript(() => {
      Element.prototype.requestFullscreen = () => Promise.reject(new TypeError("Not allowed"));
    });
    await openPage();
    await expect(slideFrame(page, 1, 2)).toBeVisible();
    await page.keyboard.press("F5");
    await expect(page.getByText("Esc ends the presentation")).toBeAttached();
    await page.keyboard.press("Escape");
    const said = "The browser did not let Lectern fill the screen.";
    await expect(messages(page).getByRole("alert").filter({ hasText: said })).toBeVisible();
  });
});
