// What every screen is held against: a checker of accessibility, and the window's sides.

import { fileURLToPath } from "node:url";
import { join } from "node:path";

import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const FOLDER = fileURLToPath(new URL("../output/screens/", import.meta.url));

/** What is still fading has colours that nobody reads, and what still moves is not there yet. */
async function arrived(page: Page): Promise<void> {
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
        .map((one) => one.finished),
    ),
  );
}

/**
 * Without what the checker finds; where the rest was checked in another theme, of its
 * colours. The deck's own page is its author's, so its frame is left out.
 */
export async function expectAccessible(
  page: Page,
  screen: string,
  what: "all" | "colours" = "all",
): Promise<void> {
  await arrived(page);
  const checker = new AxeBuilder({ page }).exclude("iframe");
  if ((await page.getByRole("menu").count()) > 1) {
    // A menu that scrolls, with another one open: its arrows scroll it.
    checker.disableRules(["scrollable-region-focusable"]);
  }
  const { violations } = await (
    what === "colours" ? checker.withRules(["color-contrast"]) : checker
  ).analyze();
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target }) => `${id}: ${help}: ${target.join(" ")}`),
  );
  expect.soft(found, screen).toEqual([]);
}

/** Neither the page nor a pane, a dialog or a button reaches beyond the window's sides. */
export async function expectInside(page: Page, screen: string): Promise<void> {
  await arrived(page);
  const outside = await page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    /** What is wider than its part of the window, and scrolls there. */
    const scrolls = (element: Element) => {
      const { overflowX } = getComputedStyle(element);
      return element.scrollWidth > element.clientWidth && /auto|scroll/.test(overflowX);
    };
    const isIn = (element: Element | null): boolean =>
      element !== null && (scrolls(element) || isIn(element.parentElement));
    const wide = [...document.querySelectorAll("dialog, [role=dialog], header, nav, main, button")]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .filter((element) => {
        const { left, right, width } = element.getBoundingClientRect();
        return width > 0 && (left < -1 || right > clientWidth + 1) && !isIn(element);
      })
      .map((element) => element.outerHTML.slice(0, 120));
    return scrollWidth > clientWidth ? [`the page is ${scrollWidth} wide`, ...wide] : wide;
  });
  expect.soft(outside, screen).toEqual([]);
}

/** Keeps a picture of the window for people to look at. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(FOLDER, `${name}.png`) });
}
