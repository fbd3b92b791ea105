// An event of the desktop window. It is listened to before the window is told to
// begin; what comes before anybody on the page hears it waits.

import { listen } from "@tauri-apps/api/event";

import { problemOf } from "./problem";

export class WindowEvent<Payload> {
  readonly #name: string;
  readonly #hearers = new Set<(payload: Payload) => void>();
  #waiting: Payload[] = [];
  #listening = false;

  constructor(name: string) {
    this.#name = name;
  }

  /** From here on nothing is missed. */
  async listen(): Promise<void> {
    if (this.#listening) {
      return;
    }
    try {
      await listen<Payload>(this.#name, ({ payload }) => this.#tell(payload));
      this.#listening = true;
    } catch (cause) {
      throw problemOf(cause);
    }
  }

  /** Hears what waited and what comes. Answers how to stop. */
  hear(hear: (payload: Payload) => void): () => void {
    this.#hearers.add(hear);
    const waiting = this.#waiting;
    this.#waiting = [];
    waiting.forEach(hear);
    return () => void this.#hearers.delete(hear);
  }

  #tell(payload: Payload): void {
    if (this.#hearers.size === 0) {
      this.#waiting.push(payload);
    }
    this.#hearers.forEach((hear) => hear(payload));
  }
}
