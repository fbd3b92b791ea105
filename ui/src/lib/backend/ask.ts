// One request of the listener's HTTP interface: its path, its body, its problems.

import { OPERATIONS } from "../api/operations";
import { Problem, problemOf } from "./problem";
import type { OperationName } from "./types";

const JSON_TYPE = "application/json";

interface Operation {
  method: string;
  path: string;
  query: readonly string[];
  mediaTypes: readonly string[];
}

/** Where a request goes, and what it carries. */
export function requestOf(name: OperationName, fields: object): [string, RequestInit] {
  const operation = (OPERATIONS as Record<string, Operation>)[name];
  if (operation === undefined) {
    throw problemOf(null);
  }
  const rest: Record<string, unknown> = { ...fields };
  const take = (field: string): unknown => {
    const value = rest[field];
    Reflect.deleteProperty(rest, field);
    return value;
  };
  const path = operation.path.replace(/\{(\w+)\}/g, (_, field: string) =>
    encodeURIComponent(String(take(field))),
  );
  const query = new URLSearchParams();
  for (const field of operation.query) {
    const value = take(field);
    if (value !== undefined && value !== null) {
      query.set(field, String(value));
    }
  }
  const search = query.size > 0 ? `?${query}` : "";
  return [path + search, { method: operation.method, ...bodyOf(operation, rest) }];
}

/** A document or a deck goes as it is; everything else as one JSON object. */
function bodyOf(operation: Operation, fields: Record<string, unknown>): RequestInit {
  if (operation.mediaTypes.length === 0) {
    return {};
  }
  if (typeof fields["content"] === "string" && operation.mediaTypes.length > 1) {
    return { body: fields["content"], headers: { "content-type": typeOf(fields["content"]) } };
  }
  const body = JSON.stringify("deck" in fields ? fields["deck"] : fields);
  return { body, headers: { "content-type": JSON_TYPE } };
}

function typeOf(document: string): string {
  return /^\s*[[{]/.test(document) ? JSON_TYPE : "text/html";
}

/** Sends a request with the token; an answer that is no success is a `Problem`. */
export async function send(
  token: string | null,
  path: string,
  { headers, ...options }: RequestInit = {},
): Promise<Response> {
  if (token === null) {
    throw new Problem({
      code: "unauthorized",
      title: "A token is needed",
      detail: "This page has no token. Open the address that Lectern printed once more.",
    });
  }
  const response = await reach(path, {
    ...options,
    headers: { ...(headers as Record<string, string>), authorization: `Bearer ${token}` },
  });
  if (!response.ok) {
    throw problemOf(await response.json().catch(() => null));
  }
  return response;
}

async function reach(path: string, options: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { cache: "no-store", ...options });
  } catch (cause) {
    throw options.signal?.aborted === true || isAbort(cause) ? cancelled() : silent();
  }
}

export function isAbort(cause: unknown): boolean {
  return cause instanceof DOMException && cause.name === "AbortError";
}

export function cancelled(): Problem {
  return new Problem({
    code: "cancelled",
    title: "Cancelled",
    detail: "Export cancelled. No file was written.",
  });
}

function silent(): Problem {
  return new Problem({
    code: "unreadable",
    title: "Lectern does not answer",
    detail: "Lectern does not answer. Start it again and open the address that it prints.",
  });
}
