// The sessions that the sidebar lists, and what is done to them.

import type { Profile, Session } from "$lib/backend";

import type { App } from "./app.svelte";

export class Library {
  sessions = $state.raw<Session[]>([]);
  profiles = $state.raw<Profile[]>([]);

  constructor(readonly app: App) {}
}
