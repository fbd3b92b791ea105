// Writes the typed client's inputs from the committed OpenAPI document:
// schema.d.ts (types) and operations.ts (how each operation is asked over HTTP).

import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import openapiTS, { astToString } from "openapi-typescript";

const DOCUMENT = new URL("../../src-tauri/http/openapi.json", import.meta.url);
const FOLDER = new URL("../src/lib/api/", import.meta.url);
const NOTE = "// Made by `npm run generate` from src-tauri/http/openapi.json. Do not edit.\n\n";

const document = JSON.parse(await readFile(DOCUMENT, "utf8"));

function operationsOf([path, methods]) {
  return Object.entries(methods)
    .filter(([, operation]) => operation.operationId)
    .map(([method, operation]) => [
      operation.operationId,
      {
        method: method.toUpperCase(),
        path,
        query: (operation.parameters ?? [])
          .filter((parameter) => parameter.in === "query")
          .map((parameter) => parameter.name),
        mediaTypes: Object.keys(operation.requestBody?.content ?? {}),
      },
    ]);
}

const rows = Object.entries(document.paths).flatMap(operationsOf);
const table = JSON.stringify(Object.fromEntries(rows), null, 2);
await writeFile(
  new URL("operations.ts", FOLDER),
  `${NOTE}/** How each operation is asked over HTTP. */\nexport const OPERATIONS = ${table} as const;\n`,
);

const types = astToString(await openapiTS(new URL(DOCUMENT)));
await writeFile(new URL("schema.d.ts", FOLDER), NOTE + types);

process.stdout.write(`${rows.length} operations written to ${fileURLToPath(FOLDER)}\n`);
