// The HTTP way: where the token goes, how requests are made, what problems become.

import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { http } from "./http";
import type { Problem } from "./problem";

const fetched = vi.fn<typeof fetch>();

beforeEach(() => {
  fetched.mockReset();
  vi.stubGlobal("fetch", fetched);
  history.replaceState(null, "", "/#token=secret");
});

afterEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
});

function answer(body: unknown, status = 200, headers: Record<string, string> = {}): void {
  fetched.mockImplementation(async () => {
    const type = { "content-type": "application/json", ...headers };
    return new Response(body instanceof Blob ? body : JSON.stringify(body), {
      status,
      headers: type,
    });
  });
}

function request(): { path: string; options: RequestInit; headers: Record<string, string> } {
  const [path, options = {}] = fetched.mock.calls[0] ?? [];
  return { path: String(path), options, headers: options.headers as Record<string, string> };
}

test("the token leaves the address bar, goes into the header and nowhere else", async () => {
  const backend = http();
  expect(location.hash).toBe("");
  answer({ profiles: [] });
  await backend.call("list_profiles", {});
  expect(request().headers["authorization"]).toBe("Bearer secret");
  expect(request().path).toBe("/api/profiles");
  expect(JSON.stringify({ ...localStorage })).not.toContain("secret");
});

test("without a token nothing is sent, and the sentence says what to do", async () => {
  history.replaceState(null, "", "/");
  await expect(http().call("list_profiles", {})).rejects.toThrow(
    "This page has no token. Open the address that Lectern printed once more.",
  );
  expect(fetched).not.toHaveBeenCalled();
});

test("a call that is left is a request that is aborted", async () => {
  const backend = http();
  fetched.mockImplementation(
    (_, options) =>
      new Promise((__, refuse) =>
        options?.signal?.addEventListener("abort", () =>
          refuse(new DOMException("", "AbortError")),
        ),
      ),
  );
  const leaving = new AbortController();
  const asking = backend.call("get_slide_picture", { session_id: "a", number: 1 }, leaving.signal);
  leaving.abort();
  await expect(asking).rejects.toMatchObject({ code: "cancelled" });
});

test("fields go into the path, the query or the body, as the table says", async () => {
  const backend = http();
  answer({ sessions: [], count: 0 });
  await backend.call("list_sessions", { limit: 100, q: "a b", trashed: true });
  expect(request().path).toBe("/api/sessions?limit=100&q=a+b&trashed=true");

  fetched.mockClear();
  answer({});
  await backend.call("rename_profile", { profile_id: 7, profile_name: "x" });
  expect(request().path).toBe("/api/profiles/7");
  expect(request().options).toMatchObject({ method: "PATCH", body: '{"profile_name":"x"}' });
});

test("a document is sent as it is", async () => {
  const backend = http();
  answer({});
  await backend.call("import_session", { content: "<section></section>", name: "a.html" });
  expect(request().path).toBe("/api/sessions/import?name=a.html");
  expect(request().options.body).toBe("<section></section>");
  expect(request().headers["content-type"]).toBe("text/html");
});

test("a problem keeps its code, its sentence and its fields", async () => {
  const backend = http();
  const errors = [{ location: "title", message: "Too long." }];
  answer(
    { type: "about:blank", title: "T", status: 422, code: "invalid", detail: "D.", errors },
    422,
  );
  const problem = await backend.call("list_profiles", {}).catch((cause: Problem) => cause);
  expect(problem).toMatchObject({ code: "invalid", message: "D.", title: "T", fields: errors });
});

test("an answer that is no problem document is told in a sentence, too", async () => {
  fetched.mockResolvedValue(new Response("<h1>Bad gateway</h1>", { status: 502 }));
  await expect(http().call("list_profiles", {})).rejects.toThrow("Something went wrong");
});

test("a change whose answer cannot be read is not said to be undone", async () => {
  const backend = http();
  fetched.mockImplementation(
    async () => new Response("{", { headers: { "content-type": "application/json" } }),
  );
  const session_id = "s";
  await expect(backend.call("duplicate_session", { session_id })).rejects.toThrow(
    "this may or may not have been done",
  );
  await expect(backend.call("get_session", { session_id })).rejects.toThrow(
    "Something went wrong inside Lectern. Try again.",
  );
});

test("a file that went away before it was read is told in a sentence", async () => {
  const file = new File([], "a.html");
  file.text = () => Promise.reject(new DOMException("", "NotFoundError"));
  const [outcome] = await http().importDropped([file]);
  expect(outcome?.problem?.detail).toBe("The browser could not read this file. Choose it again.");
});

test("a listener that is gone is told in a sentence", async () => {
  fetched.mockRejectedValue(new TypeError("Failed to fetch"));
  await expect(http().call("list_profiles", {})).rejects.toThrow("Lectern does not answer.");
});

test("a cancelled export fails as cancelled", async () => {
  fetched.mockImplementation(
    (_, options) =>
      new Promise((_resolve, reject) => {
        options?.signal?.addEventListener("abort", () =>
          reject(new DOMException("", "AbortError")),
        );
      }),
  );
  const backend = http();
  const saving = backend.saveExport({ session_id: "s", format: "pdf", file_name: "a.pdf" });
  await backend.cancelExport("s");
  await expect(saving).rejects.toMatchObject({ code: "cancelled" });
});

test("what an exported deck did not get is told in full", async () => {
  Object.assign(URL, { createObjectURL: () => "blob:file", revokeObjectURL: () => undefined });
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockReturnValue();
  const warnings = [{ kind: "blocked", address: "https://a.example/ü?b=1" }];
  answer(new Blob(["%PDF-"]), 200, {
    "content-type": "application/pdf",
    "x-lectern-warning-details": encodeURIComponent(JSON.stringify(warnings)),
  });
  const order = { session_id: "s", format: "pdf", file_name: "a.pdf" } as const;
  const saved = await http().saveExport(order);
  expect(saved).toMatchObject({ file_name: "a.pdf", warnings, fidelity: null });
});

test("a PowerPoint file is asked for as it was chosen, and tells how close it is", async () => {
  Object.assign(URL, { createObjectURL: () => "blob:file", revokeObjectURL: () => undefined });
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockReturnValue();
  const fidelity = { totals: { slides: 2 }, slides: [], fonts: [{ family: "Ünï 100 %" }] };
  answer(new Blob(["PK"]), 200, {
    "content-type": "application/octet-stream",
    "x-lectern-fidelity": encodeURI(JSON.stringify(fidelity)),
  });
  const made = { mode: "exact", made_for: "libreoffice" } as const;
  const order = { session_id: "s", format: "pptx", file_name: "a.pptx", ...made } as const;
  const saved = await http().saveExport(order);
  const asked = new URL(request().path, "http://localhost").searchParams;
  expect(Object.fromEntries(asked)).toEqual({ format: "pptx", ...made });
  expect(saved).toMatchObject({ file_name: "a.pptx", fidelity, warnings: [] });
});

test("changes are heard, and a new connection says that some may be missed", async () => {
  vi.useFakeTimers();
  const change = { sequence: 1, change: "session_updated", session_id: "s", client: null };
  fetched.mockImplementation(async () => new Response(`data: ${JSON.stringify(change)}\n\n`));
  const heard: unknown[] = [];
  const stop = http().onChange((told) => heard.push(told));
  await vi.advanceTimersByTimeAsync(10);
  expect(heard).toEqual([change]);
  await vi.advanceTimersByTimeAsync(2010);
  stop();
  expect(heard).toEqual([change, null, change]);
  vi.useRealTimers();
});

test("a listener that goes and comes back is told of, both times", async () => {
  vi.useFakeTimers();
  const reached: (string | null)[] = [];
  fetched.mockRejectedValueOnce(new TypeError("Failed to fetch"));
  fetched.mockImplementation(async () => new Response(""));
  const stop = http().onChange(vi.fn(), (problem) => reached.push(problem?.message ?? null));
  await vi.advanceTimersByTimeAsync(2010);
  stop();
  expect(reached).toEqual([expect.stringContaining("Lectern does not answer."), null]);
  vi.useRealTimers();
});

test("a browser that keeps the page small is told of in a sentence", async () => {
  Object.assign(document, { fullscreenElement: null });
  Object.assign(document.documentElement, { requestFullscreen: () => Promise.reject(new Error()) });
  await expect(http().setFullScreen(true)).rejects.toThrow("did not let Lectern fill the screen");
});

test("the page's looks are kept in the browser, which may refuse", async () => {
  const backend = http();
  await backend.rememberAppearance({ theme: "dark", text_size: 120 });
  expect((await backend.startup()).appearance).toEqual({ theme: "dark", text_size: 120 });
  vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new DOMException("full", "QuotaExceededError");
  });
  await expect(backend.remember({ slide: 1 })).resolves.toBeUndefined();
});

test("a deck's page is named by its nonce, its page and its slide", () => {
  expect(http().previewAddress("ab", 2, 104)).toBe("/deck/ab?page=2#104");
});
