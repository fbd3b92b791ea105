import { strings } from "../strings";
import type { Code, ProblemBody } from "./types";

/** An error of Lectern's: a code for programs and a sentence for people. */
export class Problem extends Error {
  readonly code: Code;
  readonly title: string;
  readonly fields: readonly { location: string; message: string }[];

  constructor(body: Pick<ProblemBody, "code" | "title" | "detail"> & Partial<ProblemBody>) {
    super(body.detail);
    this.name = "Problem";
    this.code = body.code;
    this.title = body.title;
    this.fields = body.errors ?? [];
  }
}

/** Whatever was thrown or answered, as a problem; `changing` what a change came to. */
export function problemOf(cause: unknown, changing = false): Problem {
  if (cause instanceof Problem) {
    return cause;
  }
  if (isBody(cause)) {
    return new Problem(cause);
  }
  const { unknown, unsure } = strings.problems;
  return new Problem({ code: "internal", ...(changing ? unsure : unknown) });
}

function isBody(cause: unknown): cause is ProblemBody {
  return typeof cause === "object" && cause !== null && "code" in cause && "detail" in cause;
}
