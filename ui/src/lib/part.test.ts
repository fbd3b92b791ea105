// A part of the page that does not come is told of in a sentence.

import { expect, it } from "vitest";

import { strings } from "$lib/strings";

import { part } from "./part";

it("a part that cannot be loaded says so", async () => {
  const gone = () => Promise.reject(new TypeError("Failed to fetch dynamically imported module"));
  await expect(part(gone)).rejects.toThrow(strings.problems.partMissing.detail);
  await expect(part(async () => "part")).resolves.toBe("part");
});
