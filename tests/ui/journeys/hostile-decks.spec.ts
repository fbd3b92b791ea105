// A deck runs in its frame, and what it does there stays there.

import { createServer, type AddressInfo } from "node:net";

import type { FrameLocator, Page } from "@playwright/test";

import { expect, test, type Lectern } from "../support/lectern";
import { openRow, row, slideFrame } from "../support/window";

// Decks are clicked on, too.
test.use({ mouse: true });

interface Deck {
  slides: { html: string; scripts?: string }[];
  scripts?: string;
  surroundings?: string;
}

async function importDeck(lectern: Lectern, slide_deck: Deck): Promise<void> {
  await lectern.importJson({ title: "Orchard", slide_deck });
}

/** The inside of the frame that shows the deck. */
function insideOf(page: Page): FrameLocator {
  return page.frameLocator('iframe.front[title^="Slide "]');
}

/** Puts the focus into the frame, where the deck hears every key first. */
async function enterFrame(page: Page): Promise<void> {
  await page.locator('iframe.ready[title^="Slide 1 of 2"]').click();
}

/** Scripts that make every key press look like another one. */
function forged(prototype: string, members: Record<string, unknown>): string {
  return Object.entries(members)
    .map(
      ([name, value]) =>
        `Object.defineProperty(${prototype}, "${name}", { get: () => ${JSON.stringify(value)} });`,
    )
    .join("\n");
}

test.describe("keys", () => {
  const slides = [{ html: "<h1>One</h1>" }, { html: "<h1>Two</h1>" }];

  test("are what was pressed, whatever the deck makes of them", async ({ lectern, openPage }) => {
    const duplicate = {
      code: "KeyD",
      ctrlKey: true,
      metaKey: true,
      shiftKey: false,
      altKey: false,
    };
    await importDeck(lectern, { slides, scripts: forged("KeyboardEvent.prototype", duplicate) });
    const page = await openPage();
    await openRow(page, "Orchard");
    await enterFrame(page);
    await page.keyboard.press("ArrowRight");
    await expect(slideFrame(page, 2, 2)).toBeVisible();
    await expect(row(page, "Orchard")).toHaveCount(1);
  });

  test("leave a deck that says they are composed or released", async ({ lectern, openPage }) => {
    const scripts = [
      forged("KeyboardEvent.prototype", { isComposing: true }),
      forged("Event.prototype", { type: "keyup" }),
    ];
    await importDeck(lectern, { slides, scripts: scripts.join("\n") });
    const page = await openPage();
    await openRow(page, "Orchard");
    await page.keyboard.press("F5");
    await expect(page.getByText("Esc ends the presentation")).toBeAttached();
    await enterFrame(page);
    await page.keyboard.press("Escape");
    await expect(page.getByText("Esc ends the presentation")).not.toBeAttached();
  });
});

/** Keeps, as JSON, what the page hears through ports. */
async function listenIn(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const heard: string[] = [];
    const { set } = Object.getOwnPropertyDescriptor(MessagePort.prototype, "onmessage") ?? {};
    Object.defineProperty(MessagePort.prototype, "onmessage", {
      set(hear: (event: MessageEvent) => void) {
        set?.call(this, (event: MessageEvent) => {
          heard.push(JSON.stringify(event.data));
          hear(event);
        });
      },
    });
    Object.assign(window, { heard });
  });
}

test("what a deck says of its failures is short, however it says it", async ({
  lectern,
  page,
  openPage,
}) => {
  const long = "'long'.repeat(10000)";
  const scripts = `
    String.prototype.slice = () => [${long}];
    window.String = () => ({ slice: () => [${long}] });
    lecternPage.run(${long}, () => {});
    throw new Error("on purpose");`;
  await importDeck(lectern, { slides: [{ html: "<h1>One</h1>", scripts }] });
  await listenIn(page);
  await openPage();
  await openRow(page, "Orchard");
  await expect(page.getByText("A script of this deck failed")).toBeVisible();
  await expect(slideFrame(page, 1, 1)).toBeVisible();
  const heard = await page.evaluate(() => (window as unknown as { heard: string[] }).heard);
  const failures = heard.map((text) => JSON.parse(text)).filter(({ t }) => t === "failed");
  expect(failures).toEqual([
    { t: "failed", slide: null, message: expect.any(String) },
    { t: "failed", slide: 0, message: "on purpose" },
  ]);
});

test.describe("with its scripts off", () => {
  test("a deck connects nowhere and stays", async ({ lectern, openPage }) => {
    let connections = 0;
    const canary = createServer((socket) => {
      connections += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => canary.listen(0, "127.0.0.1", resolve));
    const address = `http://127.0.0.1:${(canary.address() as AddressInfo).port}/`;
    const link = `<link rel="StyleSheet preconnect" href="${address}">`;
    await importDeck(lectern, {
      slides: [{ html: `<h1>One</h1>${link}` }],
      surroundings: `<p id="around"><meta http-equiv="refresh" content="0; url=${address}"></p>
        <base href="${address}">`,
    });
    const page = await openPage();
    await openRow(page, "Orchard");
    await expect(slideFrame(page, 1, 1)).toBeVisible();
    const inside = insideOf(page);
    await expect(inside.getByRole("heading", { name: "One" })).toBeVisible();
    await expect(inside.locator("link")).toHaveAttribute("rel", "stylesheet");
    await expect(inside.locator("#around")).toBeAttached();
    await expect(inside.locator("meta[http-equiv], base")).toHaveCount(0);
    expect(connections).toBe(0);

    // The same link in a page without any policy is heard.
    await page.goto("about:blank");
    await page.setContent(link);
    await expect.poll(() => connections).toBeGreaterThan(0);
    canary.close();
  });
});

test("handlers in a slide's markup find what its own script declares", async ({
  lectern,
  openPage,
}) => {
  const html = `<button onclick="more(step)">More</button>
    <button onclick="count = 'None'; show()">Less</button><p id="count">0</p>`;
  const script = (word: string) => `
    let count = 0, step = 2;
    const show = () => { document.getElementById("count").textContent = "${word}: " + count; };
    function more(by) { count += by; show(); }`;
  await importDeck(lectern, {
    slides: [
      { html, scripts: script("First") },
      { html: `<script>"use strict"; ${script("Second")}</script>${html}` },
    ],
  });
  const page = await openPage();
  await openRow(page, "Orchard");
  await expect(slideFrame(page, 1, 2)).toBeVisible();
  const inside = insideOf(page);
  for (const word of ["First", "Second"]) {
    await inside.getByRole("button", { name: "More" }).press("Enter");
    await expect(inside.getByText(`${word}: 2`)).toBeVisible();
    await inside.getByRole("button", { name: "Less" }).press("Enter");
    await expect(inside.getByText(`${word}: None`)).toBeVisible();
    await page.keyboard.press("PageDown");
  }
});
