// Chooses how the page reaches Lectern. Nothing outside this folder knows.

import type { Backend } from "./types";

export { imported } from "./imported";
export { Problem, problemOf } from "./problem";
export type * from "./types";

/** The way of this page: the window's commands, else the listener's HTTP. */
export async function connect(): Promise<Backend> {
  // For work on the page alone; a build leaves it out.
  if (import.meta.env.DEV && new URLSearchParams(location.search).has("fake")) {
    return (await import("./fake")).fakeOfAddress();
  }
  if ("__TAURI_INTERNALS__" in window) {
    return (await import("./tauri")).tauri();
  }
  return (await import("./http")).http();
}
