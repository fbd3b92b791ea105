// What comes of a file that the page itself brings in.

import { problemOf } from "./problem";
import type { ImportOutcome, Session } from "./types";

/** The session that an import makes, or why it makes none. */
export async function imported(
  file_name: string,
  run: () => Promise<Session>,
): Promise<ImportOutcome> {
  try {
    return { file_name, session: await run(), problem: null };
  } catch (cause) {
    return { file_name, session: null, problem: problemOf(cause).text };
  }
}
