// A walk through every state of the window, on the fake: in each, the checker of
// accessibility finds nothing, nothing reaches out of the window, and a picture is
// kept for people to look at. In both themes, and with everything twice as large.

import type { JSHandle, Page } from "@playwright/test";
import { expect, test } from "@playwright/test";

import { activate, arrowTo, choose } from "../support/keyboard";
import { openFake, type Fake } from "../support/fake";
import { expectAccessible, expectInside, keepPicture } from "../support/looking";
import { goToRow, messages, row } from "../support/window";

const SIZES = [
  { percent: 100, viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 },
  { percent: 200, viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 },
];

/** As Lectern answers when something is wrong. */
function problem(code: string, detail: string): unknown {
  return { type: "about:blank", status: 500, code, title: "It could not be done", detail };
}

const NO_ROOM = "The disk is full. Nothing was changed. Make room and try again.";

async function fail(fake: JSHandle<Fake>, name: string, why: unknown): Promise<void> {
  await fake.evaluate((fake, [name, why]) => fake.fail(name, why), [name, why] as const);
}

async function succeed(fake: JSHandle<Fake>, name: string): Promise<void> {
  await fake.evaluate((fake, name) => fake.succeed(name), name);
}

for (const { percent, ...size } of SIZES) {
  test.describe(`at ${percent} %`, () => {
    test.use({ ...size, contextOptions: { reducedMotion: "reduce" } });
    // Each goes a long way.
    test.describe.configure({ timeout: 600_000 });

    /** Looks at the window as it is, by day and by night. */
    async function look(page: Page, state: string): Promise<void> {
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        await expect(page.locator("html")).toHaveAttribute("data-theme", colorScheme);
        const screen = `${state}-${colorScheme}-${percent}`;
        await expectInside(page, screen);
        await expectAccessible(page, screen, colorScheme === "dark" ? "colours" : "all");
        await keepPicture(page, `state-${screen}`);
      }
    }

    async function leave(page: Page): Promise<void> {
      await page.keyboard.press("Escape");
      await expect(page.getByRole("dialog")).toHaveCount(0);
    }

    test("menus and profiles", async ({ page }) => {
      await openFake(page, "fake=6");
      await page.keyboard.press("F10");
      await arrowTo(page, page.getByRole("menuitem", { name: /^Session/ }));
      await page.keyboard.press("ArrowRight");
      await expect(page.getByRole("menu")).toHaveCount(2);
      await look(page, "menu");
      await page.keyboard.press("Escape");
      await page.keyboard.press("Escape");
      await expect(page.getByRole("menu")).toHaveCount(0);

      await goToRow(page, "Stand-up notes");
      await look(page, "list");
      await page.keyboard.press("Shift+F10");
      await look(page, "menu-of-row");
      await choose(page, "Profile", "New profile");
      await expect(page.getByRole("dialog", { name: "New profile" })).toBeVisible();
      await page.keyboard.press("Enter");
      await look(page, "profile");
    });

    test("the list", async ({ page }) => {
      const fake = await openFake(page, "fake=6");
      await goToRow(page, "Stand-up notes");
      await page.keyboard.press("F2");
      await look(page, "renaming");
      await page.keyboard.press("Escape");
      await page.keyboard.press("Control+a");
      await expect(page.getByText("6 selected")).toBeVisible();
      await look(page, "clean-up");
      await page.keyboard.press("Escape");

      await fail(fake, "trash_sessions", problem("disk_full", NO_ROOM));
      await page.keyboard.press("Delete");
      await expect(messages(page).getByText(NO_ROOM)).toBeVisible();
      await succeed(fake, "trash_sessions");
      await page.keyboard.press("Delete");
      await expect(messages(page).getByText("moved to Trash.")).toBeVisible();
      await look(page, "messages");

      await activate(page, page.getByRole("button", { name: /^Trash/ }));
      await expect(row(page, "Stand-up notes")).toBeVisible();
      await look(page, "trash");
      await page.keyboard.press("Tab");
      await activate(page, row(page, "Stand-up notes"));
      await look(page, "menu-of-trash");
      await choose(page, "Delete forever");
      await expect(page.getByRole("alertdialog")).toBeVisible();
      await look(page, "question");
      await page.keyboard.press("Escape");
      await page.keyboard.press("Control+k");
      await page.keyboard.type("zebra");
      await expect(page.getByText("Nothing matches “zebra”.")).toBeVisible();
      await look(page, "nothing-found");
    });

    test("what comes in", async ({ page }) => {
      const fake = await openFake(page, "fake=6");
      await fake.evaluate((fake) => fake.files({ kind: "hovering", count: 2 }));
      await expect(page.getByText("Drop to import")).toBeVisible();
      await look(page, "drop");
      await fake.evaluate((fake) => fake.files({ kind: "importing", count: 3 }));
      await expect(page.getByText("Reading 3 files…")).toBeVisible();
      const refused = problem("malformed", "sales.json has no slides that Lectern can read.");
      await fake.evaluate((fake, problem) => {
        const [first, , lacking] = fake.store.sessions;
        const outcomes = [
          { file_name: "pricing.html", session: lacking, problem: null },
          { file_name: "q3.html", session: first, problem: null },
          { file_name: "sales.json", session: null, problem },
        ];
        fake.files({ kind: "imported", outcomes, dropped: true });
      }, refused);
      await expect(page.getByRole("dialog", { name: "Import", exact: true })).toBeVisible();
      await look(page, "import-report");
      await leave(page);
      await expect(messages(page).getByText(/sales\.json was not imported/)).toBeVisible();
      await look(page, "imported");
    });

    test("an export", async ({ page }) => {
      const fake = await openFake(page, "fake=6");
      await expect(page.locator('iframe[title^="Slide 1 of 14"]')).toBeAttached();
      await page.keyboard.press("Control+e");
      const dialog = page.getByRole("dialog", { name: /^Export/ });
      await expect(dialog.getByLabel("File name")).toBeFocused();
      await look(page, "export");

      await fail(fake, "saveExport", problem("already_exists", "There is such a file."));
      await page.keyboard.press("Enter");
      await expect(dialog.getByText("is already in this folder.")).toBeVisible();
      await look(page, "export-exists");
      await fail(fake, "saveExport", problem("render_failed", "Chromium ended while it drew."));
      await activate(page, dialog.getByRole("button", { name: "Replace" }));
      await expect(dialog.getByText("The export did not work")).toBeVisible();
      await look(page, "export-failed");

      const ends = await fake.evaluateHandle((fake) => {
        const ends: ((saved: unknown) => void)[] = [];
        fake.saveExport = () => new Promise((resolve) => ends.push(resolve));
        return ends;
      });
      await page.keyboard.press("Enter");
      await expect(dialog.getByRole("progressbar")).toBeVisible();
      await fake.evaluate((fake) => {
        const progress = { step: "slides", ready: 9, total: 14 };
        const session_id = fake.store.sessions[0]?.session_id ?? null;
        const change = { sequence: 0, change: "export_progressed", session_id, client: null };
        fake.store.hear.forEach((hear) => hear({ ...change, progress }));
      });
      await expect(dialog.getByText("slide 9 of 14")).toBeVisible();
      await look(page, "export-running");
      await page.keyboard.press("Enter");
      await expect(dialog).toHaveCount(0);
      await look(page, "export-hidden");
      await page.keyboard.press("Control+e");
      await ends.evaluate((ends) =>
        ends[0]?.({
          export_id: "1",
          file_name: "Q3 Revenue Analysis.pptx",
          folder: "~/Documents",
          bytes: 1_240_000,
          warnings: [{ kind: "overflow", slide: 5, message: "", address: null }],
          fidelity: {
            totals: {
              slides: 14,
              editable_slides: 13,
              texts: 56,
              tables: 2,
              charts: 3,
              pictures: 1,
              left_out: 0,
              uncommon_fonts: 1,
            },
            slides: [
              {
                slide: 5,
                texts: 4,
                tables: 0,
                charts: 0,
                pictures: [{ what: "effect", area: 0.16 }],
                left_out: [],
              },
            ],
            fonts: [{ family: "Inter", is_here: true, is_everywhere: false }],
          },
        }),
      );
      await expect(dialog.getByText(/^Saved Q3 Revenue Analysis\.pptx/)).toBeVisible();
      const details = dialog.getByText("Details (2)");
      await activate(page, details);
      await expect(dialog.getByText(/^Slide 5: 1 part with a filter/)).toBeVisible();
      await look(page, "export-done");
      await leave(page);

      await fake.evaluate((fake) => {
        fake.exportChoices = async () => ({ folder: "Documents", dialogs: true, browser: null });
      });
      await page.keyboard.press("Control+e");
      await expect(dialog.getByText("found none on this computer")).toBeVisible();
      await look(page, "export-without-browser");
    });

    test("presenting, after a deck hung", async ({ page }) => {
      const fake = await openFake(page, "fake=6&revived");
      await expect(page.locator('iframe[title^="Slide 3 of 14"]')).toBeAttached();
      await page.keyboard.press("Control+3");
      await expect(page.getByRole("button", { name: "Run scripts" })).toBeVisible();
      await look(page, "revived");
      await page.keyboard.press("Shift+F5");
      await expect(page.locator(".cover")).toBeAttached();
      await look(page, "presenting");
      await page.keyboard.press("b");
      await expect(page.locator(".cover.black")).toBeAttached();
      await look(page, "presenting-black");
      await page.keyboard.press("Escape");
      await page.keyboard.press("t");
      await look(page, "slide-as-text");

      await fail(fake, "get_session", problem("disk_full", NO_ROOM));
      await goToRow(page, "Hiring plan, engineering");
      await page.keyboard.press("Enter");
      await page.keyboard.press("Control+3");
      await expect(page.getByText("This session could not be opened")).toBeVisible();
      await look(page, "not-opened");
    });

    test("the settings", async ({ page }) => {
      await openFake(page, "fake=6");
      await page.keyboard.press("Control+,");
      const settings = page.getByRole("dialog", { name: "Settings" });
      for (const name of ["Appearance", "Profiles", "Export", "Data", "Integrations", "About"]) {
        await arrowTo(page, settings.getByRole("tab", { name }));
        await expect(settings.getByRole("tabpanel", { name })).toBeVisible();
        if (name === "Integrations") {
          await settings.getByRole("switch").press("Enter");
          await expect(settings.getByText(/^On at/)).toBeVisible();
          await look(page, "settings-integrations");
          await settings.getByRole("tab", { name }).focus();
        } else {
          await look(page, `settings-${name.toLowerCase()}`);
        }
      }
    });

    test("a start that fails, and a list", async ({ page }) => {
      await openFake(page, "fake=6&fail=startup");
      await expect(page.getByText("Lectern cannot open your sessions")).toBeVisible();
      await page.getByText("Details").click();
      await look(page, "startup-problem");
      await openFake(page, "fake=6&fail=list_sessions");
      await page.keyboard.press("Control+k");
      await expect(page.getByText("Could not read your sessions.")).toBeVisible();
      await look(page, "list-not-read");
    });

    test("the first start, and nothing yet", async ({ page }) => {
      await openFake(page, "fake=1&sample");
      await expect(page.getByText("This is a sample.")).toBeVisible();
      await look(page, "sample");
      await openFake(page, "fake=0&trashed=2");
      await page.keyboard.press("Control+k");
      await expect(page.getByText("No sessions", { exact: true })).toBeVisible();
      await look(page, "empty-library");
    });
  });
}
