// Short sentences at the edge of the window, with what can be done about them.

import { problemOf, type Problem } from "$lib/backend";

export type Tone = "plain" | "success" | "warning" | "failure";

export interface ToastAction {
  label: string;
  /** Its keys, as "Mod+Z", if it has any. */
  keys?: string;
  run: () => Promise<void> | void;
}

export interface Toast {
  id: number;
  text: string;
  tone: Tone;
  actions: ToastAction[];
  /** More than the sentence, shown on demand. */
  details: string | null;
}

/** Long enough to read a sentence and press Undo. */
const SHOWN_MS = 10_000;

export class Toasts {
  items = $state<Toast[]>([]);
  /** Somebody is at them: none goes by itself. */
  held = false;
  #next = 1;

  /** `helpFor` knows what can be done about a problem beside trying again. */
  constructor(readonly helpFor: (problem: Problem) => ToastAction[] = () => []) {}

  /** Something lies over them. */
  #covered = false;
  #closing: Record<number, ReturnType<typeof setTimeout>> = {};

  /** Told whether anybody can see them: their time begins when somebody can. */
  cover(covered: boolean): void {
    this.#covered = covered;
    // A pointer that rests on them is not told to leave when they go.
    this.held = false;
    Object.values(this.#closing).forEach((timer) => clearTimeout(timer));
    this.#closing = {};
    this.items.forEach((toast) => this.#closeInTime(toast));
  }

  /** Shows a sentence; failures stay until they are closed, and none stands there twice. */
  show(text: string, options: Partial<Omit<Toast, "id" | "text">> = {}): number {
    const id = this.#next++;
    const toast: Toast = { id, text, tone: "plain", actions: [], details: null, ...options };
    const again = (one: Toast) => one.tone === "failure" && one.text === text;
    this.items = [...this.items.filter((one) => !again(one)), toast];
    this.#closeInTime(toast);
    return id;
  }

  /** Shows what went wrong, in Lectern's own sentence. Answers the problem. */
  fail(cause: unknown, actions: ToastAction[] = []): Problem {
    const problem = problemOf(cause);
    const details = `${problem.title} (${problem.code})`;
    const all = [...actions, ...this.helpFor(problem)];
    this.show(problem.message, { tone: "failure", actions: all, details });
    return problem;
  }

  close(id: number): void {
    this.held = false;
    clearTimeout(this.#closing[id]);
    this.items = this.items.filter((toast) => toast.id !== id);
  }

  #closeInTime(toast: Toast): void {
    if (toast.tone === "failure" || this.#covered) {
      return;
    }
    const close = () => (this.held ? this.#closeInTime(toast) : this.close(toast.id));
    this.#closing[toast.id] = setTimeout(close, SHOWN_MS);
  }

  /** Closes what is no longer so. */
  takeBack(text: string): void {
    this.items = this.items.filter((toast) => toast.text !== text);
  }
}
