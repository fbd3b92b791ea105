// An app on the fake, for tests.

import { fake, type Fake, type FakeOptions } from "$lib/backend/fake";
import { Problem, type Session } from "$lib/backend";

import { App } from "./app.svelte";

/** An app whose library has been read. */
export async function appOn(options: FakeOptions = {}): Promise<{ app: App; backend: Fake }> {
  localStorage.clear();
  const backend = fake(options);
  const app = new App(backend, await backend.startup());
  app.start();
  await app.library.start();
  await app.library.complete();
  return { app, backend };
}

export const DISK_FULL = new Problem({
  code: "disk_full",
  title: "The disk is full",
  detail: "This disk is full, so nothing was changed. Free some space and try again.",
});

export function titles(app: App): string[] {
  return app.library.sessions.map(({ title }) => title);
}

export function ids(app: App): string[] {
  return app.library.sessions.map(({ session_id }) => session_id);
}

/** The session that is listed at a place, from 0. */
export function sessionAt(app: App, place: number): Session {
  const session = app.library.sessions[place];
  if (session === undefined) {
    throw new Error(`no session is listed at ${place}`);
  }
  return session;
}

/** Lets everything that is on its way arrive. */
export function settled(milliseconds = 60): Promise<void> {
  return new Promise((resume) => setTimeout(resume, milliseconds));
}
