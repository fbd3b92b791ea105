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

/** Whatever was thrown or answered, as a problem. */
export function problemOf(cause: unknown): Problem {
  if (cause instanceof Problem) {
    return cause;
  }
  if (isBody(cause)) {
    return new Problem(cause);
  }
  return new Problem({
    code: "internal",
    title: "Something went wrong in Lectern",
    detail: "Something went wrong inside Lectern. Nothing was changed. Try again.",
  });
}

function isBody(cause: unknown): cause is ProblemBody {
  return typeof cause === "object" && cause !== null && "code" in cause && "detail" in cause;
}
