// Whether everything that was changed is kept. The title bar says it.

import { problemOf, type Problem } from "$lib/backend";

export class Saving {
  /** Changes that are on their way. */
  pending = $state(0);
  /** Why the newest change was not kept. */
  problem = $state.raw<Problem | null>(null);

  /** Counts a change while it runs; its answer and its problem pass through. */
  async run<Answer>(change: () => Promise<Answer>): Promise<Answer> {
    this.pending++;
    try {
      const answer = await change();
      this.problem = null;
      return answer;
    } catch (cause) {
      const problem = problemOf(cause);
      // A value that was refused was never on its way to the disk.
      this.problem = problem.code === "invalid" ? this.problem : problem;
      throw problem;
    } finally {
      this.pending--;
    }
  }
}
