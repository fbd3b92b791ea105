// Parts of the page that come when they are needed.

import { Problem } from "$lib/backend";
import { strings } from "$lib/strings";

/** A part, or the problem that it cannot be loaded. */
export async function part<Part>(load: () => Promise<Part>): Promise<Part> {
  try {
    return await load();
  } catch {
    throw new Problem({ code: "unreadable", ...strings.problems.partMissing });
  }
}
