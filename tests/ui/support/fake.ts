// The page on its fake: every state of the window is a call away, also those that
// only the desktop has.

import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { expect, type JSHandle, type Page } from "@playwright/test";

export const UI = fileURLToPath(new URL("../../../ui/", import.meta.url));
/** Where the page with its fake is built. */
export const PAGE = fileURLToPath(new URL("../output/page/", import.meta.url));
const ADDRESS = "http://lectern.test/";

/** What of the fake is played with. */
export interface Fake {
  store: {
    sessions: { session_id: string; title: string }[];
    hear: Set<(change: unknown) => void>;
  };
  fail(name: string, problem: unknown): void;
  succeed(name: string): void;
  files(event: unknown): void;
  exportChoices: () => Promise<unknown>;
  saveExport: (request: unknown) => Promise<unknown>;
}

/** Opens the page on a fake as asked for, e.g. `fake=6&revived`. */
export async function openFake(page: Page, asked: string): Promise<JSHandle<Fake>> {
  await page.route(`${ADDRESS}**`, (route) => {
    const { pathname } = new URL(route.request().url());
    return route.fulfill({ path: join(PAGE, pathname === "/" ? "index.html" : pathname) });
  });
  await page.goto(`${ADDRESS}?${asked}`);
  await expect(page.getByRole("main")).toBeVisible();
  return page.evaluateHandle(() => (globalThis as unknown as { fake: Fake }).fake);
}
