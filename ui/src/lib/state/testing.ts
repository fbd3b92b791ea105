// An app on the fake, for tests.

import { expect, vi } from "vitest";

import { fake, type Fake, type FakeOptions } from "$lib/backend/fake";
import { Problem, type OperationName, type Session } from "$lib/backend";

import { App } from "./app.svelte";

/** An app whose library has been read. */
export async function appOn(options: FakeOptions = {}): Promise<{ app: App; backend: Fake }> {
  localStorage.clear();
  sessionStorage.clear();
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

/** Holds the answers of an operation back; answers how to let one of them go. */
export function held(backend: Fake, name: OperationName): (place: number) => Promise<void> {
  const operations = backend.store.operations as Record<string, (request: unknown) => unknown>;
  const asked = operations[name]?.bind(operations);
  const waiting: (() => void)[] = [];
  operations[name] = async (request) => {
    const answer = asked?.(request);
    await new Promise<void>((resume) => waiting.push(resume));
    return answer;
  };
  return async (place) => {
    await vi.waitFor(() => expect(waiting.length).toBeGreaterThan(place));
    waiting[place]?.();
    await drained();
  };
}

/** Lets everything happen that waits for no timer. */
export function drained(): Promise<void> {
  return new Promise((resume) => setTimeout(resume));
}
