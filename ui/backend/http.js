// The listener's HTTP interface, for a browser that serves as the window.

import { ProblemError, problemOf } from "./problem.js";

const JSON_TYPE = "application/json";
const RETRY_AFTER = 2000;

const token = takeToken();
let operations;
const exportsUnderWay = new Map();

/** The loopback listener serves this very page, so the page cannot switch it. */
export const listener = null;

/** Does an operation of the list. */
export async function call(operation, request = {}) {
  const response = await ask(operation, request);
  return response.status === 204 ? null : response.json();
}

/** Calls `hear` with every change, or with null when some were missed. */
export async function subscribe(hear) {
  for (;;) {
    try {
      await readEvents(hear);
    } catch {
      // The listener is gone or was stopped; try again below.
    }
    await new Promise((resume) => setTimeout(resume, RETRY_AFTER));
    hear(null);
  }
}

/** Lets the user choose files and imports them. */
export async function importFiles() {
  const result = { imported: [], failed: [] };
  for (const file of await chooseFiles()) {
    try {
      const content = await file.text();
      result.imported.push(await call("import_session", { content, name: file.name }));
    } catch (cause) {
      result.failed.push({ file_name: file.name, problem: { ...problemOf(cause), detail: problemOf(cause).message } });
    }
  }
  return result;
}

/** Exports a deck and hands it to the browser as a download. */
export async function saveExport(sessionId, format) {
  const cancelling = new AbortController();
  exportsUnderWay.set(sessionId, cancelling);
  try {
    const request = { session_id: sessionId, format };
    const response = await ask("export_session", request, cancelling.signal);
    const name = fileNameOf(response.headers.get("content-disposition"));
    download(await response.blob(), name);
    // HTTP tells how many there are, not what they say.
    const warnings = Number(response.headers.get("x-lectern-warnings") ?? 0);
    return { file_name: name, folder: null, warnings: new Array(warnings).fill({}) };
  } finally {
    exportsUnderWay.delete(sessionId);
  }
}

/** Stops an export; `saveExport` then fails with the code `cancelled`. */
export async function cancelExport(sessionId) {
  exportsUnderWay.get(sessionId)?.abort();
}

/** The token stands in the fragment, and must not stay in the address bar. */
function takeToken() {
  const fragment = new URLSearchParams(location.hash.slice(1));
  const found = fragment.get("token");
  if (found) {
    history.replaceState(null, "", location.pathname);
  }
  return found;
}

async function ask(name, request, signal) {
  const operation = (await allOperations()).get(name);
  const fields = { ...request };
  const path = operation.path.replace(/\{(\w+)\}/g, (_, field) => {
    const value = encodeURIComponent(fields[field]);
    delete fields[field];
    return value;
  });
  const query = new URLSearchParams();
  for (const field of operation.query) {
    if (fields[field] !== undefined && fields[field] !== null) {
      query.set(field, fields[field]);
    }
    delete fields[field];
  }
  const search = query.size > 0 ? `?${query}` : "";
  return send(path + search, { method: operation.method, signal, ...body(operation, fields) });
}

/** A document goes as it is; everything else as one JSON object. */
function body(operation, fields) {
  if (operation.mediaTypes.length === 0) {
    return {};
  }
  if ("content" in fields) {
    const isJson = /^\s*[[{]/.test(fields.content);
    const type = isJson ? JSON_TYPE : operation.mediaTypes.find((known) => known !== JSON_TYPE);
    return { body: fields.content, headers: { "content-type": type ?? JSON_TYPE } };
  }
  return { body: JSON.stringify(fields), headers: { "content-type": JSON_TYPE } };
}

async function send(path, { headers, ...options }) {
  if (!token) {
    throw new ProblemError({
      code: "unauthorized",
      title: "A token is needed",
      detail: "This page has no token. Open the address that Lectern printed once more.",
    });
  }
  const response = await reach(path, {
    ...options,
    headers: { ...headers, authorization: `Bearer ${token}` },
  });
  if (!response.ok) {
    throw problemOf(await response.json().catch(() => null));
  }
  return response;
}

async function reach(path, options) {
  try {
    return await fetch(path, { cache: "no-store", ...options });
  } catch (cause) {
    if (cause.name === "AbortError") {
      throw new ProblemError({
        code: "cancelled",
        title: "Cancelled",
        detail: "Export cancelled. No file was written.",
      });
    }
    throw new ProblemError({
      code: "not_found",
      title: "Lectern does not answer",
      detail: "Lectern does not answer. Start it again and open the address that it prints.",
    });
  }
}

/** How each operation is asked, read from the description that is made of the list. */
async function allOperations() {
  operations ??= send("/api/openapi.json", {}).then(async (response) => {
    const { paths } = await response.json();
    return new Map(Object.entries(paths).flatMap(operationsOfPath));
  });
  operations.catch(() => (operations = undefined));
  return operations;
}

function operationsOfPath([path, methods]) {
  return Object.entries(methods)
    .filter(([, operation]) => operation.operationId)
    .map(([method, operation]) => [
      operation.operationId,
      {
        path,
        method: method.toUpperCase(),
        query: (operation.parameters ?? [])
          .filter((parameter) => parameter.in === "query")
          .map((parameter) => parameter.name),
        mediaTypes: Object.keys(operation.requestBody?.content ?? {}),
      },
    ]);
}

/** Server-sent events, read with fetch since EventSource sends no token. */
async function readEvents(hear) {
  const response = await send("/api/events", {});
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let pending = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) {
      return;
    }
    const blocks = (pending + value).split(/\r?\n\r?\n/);
    pending = blocks.pop();
    for (const block of blocks) {
      tell(block, hear);
    }
  }
}

function tell(block, hear) {
  const data = block
    .split(/\r?\n/)
    .filter((line) => line.startsWith("data:"))
    .map((line) => line.slice(5).trimStart())
    .join("\n");
  if (data) {
    hear(JSON.parse(data));
  }
}

function chooseFiles() {
  return new Promise((resolve) => {
    const input = document.createElement("input");
    input.type = "file";
    input.multiple = true;
    input.accept = ".html,.htm,.json";
    input.addEventListener("change", () => resolve([...input.files]));
    input.addEventListener("cancel", () => resolve([]));
    input.click();
  });
}

function fileNameOf(disposition) {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? "");
  return encoded ? decodeURIComponent(encoded[1]) : "deck.pdf";
}

function download(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
