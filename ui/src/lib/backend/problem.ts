import { strings } from "../strings";
import type { Code, ProblemText } from "./types";

/** An error of Lectern's: a code for programs and a sentence for people. */
export class Problem extends Error {
  readonly code: Code;
  readonly title: string;
  readonly fields: NonNullable<ProblemText["errors"]>;

  constructor(body: ProblemText) {
    super(body.detail);
    this.name = "Problem";
    this.code = body.code;
    this.title = body.title;
    this.fields = body.errors ?? [];
  }

  get text(): ProblemText {
    return { code: this.code, title: this.title, detail: this.message, errors: this.fields };
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

function isBody(cause: unknown): cause is ProblemText {
  return typeof cause === "object" && cause !== null && "code" in cause && "detail" in cause;
}
