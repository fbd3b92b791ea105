// The operations as the table says them, whoever carries them.

import { OPERATIONS } from "../api/operations";

export interface Operation {
  method: string;
  path: string;
  query: readonly string[];
  mediaTypes: readonly string[];
}

/** Null for what is none: the window has commands of its own. */
export function operationOf(name: string): Operation | null {
  return (OPERATIONS as Record<string, Operation>)[name] ?? null;
}

/** Whether it may change something that is kept. */
export function isChange(name: string): boolean {
  return (operationOf(name)?.method ?? "GET") !== "GET";
}
