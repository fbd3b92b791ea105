// The session that is open: its conversation, its deck, the slide on the stage.

import type { Deck, Message, Session } from "$lib/backend";

import type { App } from "./app.svelte";

export class Opened {
  session = $state.raw<Session | null>(null);
  messages = $state.raw<Message[]>([]);
  deck = $state.raw<Deck | null>(null);
  /** Index of the slide on the stage, from 0. */
  slide = $state(0);
  /** Whether the deck's scripts may run; off for one that hung. */
  scripts = $state(true);

  constructor(readonly app: App) {}

  get slideCount(): number {
    return this.deck?.slides.length ?? 0;
  }

  /** Opens a session; `null` closes the open one. */
  async open(sessionId: string | null): Promise<void> {
    void sessionId;
  }

  /** Shows another slide; beyond the ends, the last one there is. */
  show(slide: number): void {
    this.slide = Math.max(0, Math.min(slide, this.slideCount - 1));
  }
}
