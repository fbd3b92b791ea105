// The HTML file that a deck is exported as: it needs neither Lectern nor a network.

import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import type { FrameLocator, Page } from "@playwright/test";

import { expect, test, type Lectern } from "../support/lectern";

const DECK = {
  title: "Orchard",
  css: "section { width: 1280px; height: 720px } h1 { color: rgb(200, 0, 0) }",
  slides: [
    { html: "<section><h1>First</h1></section>", notes: "Say hello." },
    {
      html: '<section><h1>Second</h1><canvas id="chart"></canvas><p></p></section>',
      scripts:
        "const chart = new Chart('chart', { type: 'bar', data: { labels: ['a'], datasets: " +
        "[{ data: [1] }] } }); document.querySelector('p').textContent = chart.config.type + " +
        "' ' + (window.parent === window) + ' ' + origin;",
    },
    { html: "<section><h1>Third</h1></section>" },
  ],
};

/** A deck that asks an address for a picture, and then goes there. */
function leaving(address: string): object {
  const html = `<section><h1>Leaving</h1><img src="${address}/picture"></section>`;
  const scripts = `location.href = '${address}/?' + document.title;`;
  return { title: "Leaving", slides: [{ html, scripts }] };
}

async function exported(lectern: Lectern, deck: object = DECK): Promise<string> {
  const session = await lectern.ask<{ session_id: string }>("POST", "/api/sessions/import", deck);
  const file = join(lectern.folder, "Orchard.html");
  writeFileSync(file, await lectern.export(session.session_id, "html"));
  return file;
}

function slide(page: Page, number: number): FrameLocator {
  return page.frameLocator(`iframe[title="Slide ${number} of 3"]`);
}

test("shows a deck from a folder, page by page", async ({ lectern, page }) => {
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  const file = await exported(lectern);
  await lectern.end();
  await page.goto(pathToFileURL(file).href);
  await expect(page).toHaveTitle("Orchard");
  await expect(slide(page, 1).getByRole("heading", { name: "First" })).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByText("2 of 3")).toBeVisible();
  // The chart is there, and what draws it reaches nothing around it.
  await expect(slide(page, 2).getByText("bar false null")).toBeVisible();
  await page.keyboard.press("End");
  await expect(page.getByRole("button", { name: "Next slide" })).toBeDisabled();
  const box = await page.locator("iframe").boundingBox();
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  expect(box?.width).toBeGreaterThan(width * 0.8);
  expect((box?.y ?? 0) + (box?.height ?? height)).toBeLessThanOrEqual(height);
  await page.goto(`${pathToFileURL(file).href}#1`);
  await page.reload();
  await expect(slide(page, 1).getByRole("heading", { name: "First" })).toBeVisible();
  expect(problems).toEqual([]);
});

test("confines its deck", async ({ lectern, page }) => {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    heard.push(request.url ?? "");
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const refused = page.waitForEvent("console", (message) =>
    /frame-src|Framing/.test(message.text()),
  );
  await page.goto(pathToFileURL(await exported(lectern, leaving(address))).href);
  await refused;
  await fetch(`${address}/heard`);
  server.close();
  expect(heard, "only this test was heard").toEqual(["/heard"]);
});

test("is imported again as it was", async ({ lectern }) => {
  const file = await exported(lectern);
  const again = await lectern.importDeck(readFileSync(file, "utf8"));
  expect(again).toMatchObject({ title: "Orchard", slide_count: 3 });
  const kept = await lectern.ask<{ slide_deck: { slides: { notes: string }[] } }>(
    "GET",
    `/api/sessions/${again.session_id}/slides`,
  );
  expect(kept.slide_deck.slides[0]?.notes).toBe("Say hello.");
});
