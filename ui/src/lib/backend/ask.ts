// One request of the listener's HTTP interface: its path, its body, its problems.

import { strings } from "../strings";
import { operationOf, type Operation } from "./operation";
import { Problem, problemOf } from "./problem";
import type { OperationName } from "./types";

const JSON_TYPE = "application/json";

/** Where a request goes, and what it carries. */
export function requestOf(name: OperationName, fields: object): [string, RequestInit] {
  const operation = operationOf(name);
  if (operation === null) {
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
    throw new Problem({ code: "unauthorized", ...strings.problems.noToken });
  }
  const response = await reach(path, {
    ...options,
    headers: { ...(headers as Record<string, string>), authorization: `Bearer ${token}` },
  });
  if (!response.ok) {
    throw problemOf(await response.json().catch(() => null), isChange(options));
  }
  return response;
}

/** What an answer carries; one that cannot be read is a `Problem`, too. */
export async function contentOf(response: Response, options: RequestInit): Promise<unknown> {
  if (response.status === 204) {
    return null;
  }
  const isJson = response.headers.get("content-type")?.includes("json") ?? false;
  try {
    return await (isJson ? response.json() : response.blob());
  } catch (cause) {
    throw isAbort(cause) ? cancelled() : problemOf(cause, isChange(options));
  }
}

function isChange({ method = "GET" }: RequestInit): boolean {
  return method !== "GET";
}

async function reach(path: string, options: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { cache: "no-store", ...options });
  } catch (cause) {
    throw options.signal?.aborted === true || isAbort(cause) ? cancelled() : silent();
  }
}

function isAbort(cause: unknown): boolean {
  return cause instanceof DOMException && cause.name === "AbortError";
}

export function cancelled(): Problem {
  return new Problem({ code: "cancelled", ...strings.problems.cancelled });
}

function silent(): Problem {
  return new Problem({ code: "unreadable", ...strings.problems.silent });
}
