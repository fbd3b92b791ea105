// An error as every door tells it: a closed set of codes for programs, one
// sentence for people.

export class ProblemError extends Error {
  constructor(problem) {
    super(problem.detail);
    this.name = "ProblemError";
    this.code = problem.code;
    this.title = problem.title;
  }
}

/** Whatever was thrown or answered, as a ProblemError. */
export function problemOf(cause) {
  if (cause instanceof ProblemError) {
    return cause;
  }
  if (cause && typeof cause === "object" && typeof cause.detail === "string") {
    return new ProblemError(cause);
  }
  return new ProblemError({
    code: "internal",
    title: "Something went wrong in Lectern",
    detail: "Something went wrong inside Lectern. Nothing was changed.",
  });
}
