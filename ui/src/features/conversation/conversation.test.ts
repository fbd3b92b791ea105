// Messages and the composer as they are used, and when they are used badly.

import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";

import { Problem } from "$lib/backend";
import { App } from "$lib/state/app.svelte";
import { appOn, DISK_FULL, held, ids, drained } from "$lib/state/testing";
import { strings } from "$lib/strings";

import WithApp from "../menus/WithApp.test.svelte";
import Conversation from "./Conversation.svelte";
import MessageArticle from "./MessageArticle.svelte";
import { reader } from "./reader.svelte";

// A busy machine draws dialogs slowly.
vi.setConfig({ testTimeout: 20_000 });

const words = strings.conversation;
beforeAll(() => reader.load());
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

/** What the test's document lacks. */
class Copied {
  constructor(readonly data: Record<string, Blob>) {}

  get types(): string[] {
    return Object.keys(this.data);
  }

  async getType(type: string): Promise<Blob | undefined> {
    return this.data[type];
  }
}

/** The test's document reads a blob by a reader only. */
function textOf(blob: Blob): Promise<unknown> {
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.readAsText(blob);
  });
}

async function message(content: string) {
  const made = await appOn({ sessions: 1 });
  const given = {
    message: {
      message_id: "1",
      role: "assistant",
      content,
      timestamp: "2026-11-04T10:30:00Z",
    },
  };
  const { container } = render(WithApp, { app: made.app, part: MessageArticle, given });
  return { ...made, container };
}

it("messages are shown as they were written where what reads them is missing", async () => {
  const { parsing } = reader;
  const lost = new Problem({ code: "unreadable", ...strings.problems.partMissing });
  Object.assign(reader, { parsing: null, problem: lost });
  onTestFinished(() => void Object.assign(reader, { parsing, problem: null }));
  const { app } = await appOn({ sessions: 1 });
  await app.opened.open(ids(app)[0] ?? "");
  app.opened.messages = app.opened.messages.map((one) => ({ ...one, content: "*as written*" }));
  render(WithApp, { app, part: Conversation });
  expect(await screen.findAllByText("*as written*")).not.toHaveLength(0);
  expect(app.toasts.items.map(({ text }) => text)).toContain(lost.message);
});

describe("a message", () => {
  it("names who and when, with the whole date in reach", async () => {
    await message("Hello");
    const heading = screen.getByRole("heading", { level: 3 });
    expect(heading).toHaveTextContent(/^Assistant, \d/);
    expect(heading.querySelector("time")).toHaveAttribute("title", expect.stringContaining("2026"));
  });

  it("shows HTML as text", async () => {
    const html = '<script>alert(1)</script>\n\nand <img src=x onerror="alert(1)"> too';
    const { container } = await message(html);
    expect(container.querySelector("script, img")).toBeNull();
    expect(container).toHaveTextContent("<script>alert(1)</script>");
    expect(container).toHaveTextContent('<img src=x onerror="alert(1)">');
  });

  it("loads no picture, and says which one it would be", async () => {
    const { container } = await message("![a chart](https://example.org/a.png)");
    expect(container.querySelector("img")).toBeNull();
    expect(container).toHaveTextContent("Picture: a chart (https://example.org/a.png)");
  });

  it("opens links after a click only, and in the system's browser", async () => {
    const { backend, container } = await message("[here](https://example.org/a)");
    const open = vi.spyOn(backend, "openLink");
    const link = screen.getByRole("link", { name: "here" });
    expect(link).toHaveAttribute("title", "https://example.org/a");
    expect(container.querySelector("[href]")).toBeNull();
    expect(open).not.toHaveBeenCalled();
    await userEvent.click(link);
    expect(open).toHaveBeenCalledExactlyOnceWith("https://example.org/a");
  });

  it.each(["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "/api/sessions"])(
    "makes no link of %s",
    async (address) => {
      const { container } = await message(`[click](${address})`);
      expect(screen.queryByRole("link")).toBeNull();
      expect(container).toHaveTextContent(`click (${address})`);
    },
  );

  it("says so when a link cannot be opened", async () => {
    const { app, backend } = await message("<https://example.org/>");
    backend.fail("openLink", DISK_FULL);
    await userEvent.click(screen.getByRole("link"));
    expect(app.toasts.items.map(({ text }) => text)).toContain(DISK_FULL.message);
  });

  it("knows tables, tasks, code and quotes", async () => {
    await message("|a|\n|-|\n|b|\n\n- [x] done\n- [ ] open\n\n```js\n1 + 1\n```\n\n> said");
    expect(screen.getByRole("table")).toBeVisible();
    expect(screen.getByRole("checkbox", { name: words.taskDone })).toBeChecked();
    expect(screen.getByRole("checkbox", { name: words.taskOpen })).not.toBeChecked();
    expect(screen.getByRole("button", { name: words.copyCode })).toBeVisible();
    expect(screen.getByText("said").closest("blockquote")).not.toBeNull();
  });

  it("shows what is nested too deeply as it was written", async () => {
    const { container } = await message(`${"> ".repeat(20)}deep down`);
    expect(container.querySelectorAll("blockquote").length).toBeLessThan(20);
    expect(container).toHaveTextContent("deep down");
    const { container: worse } = await message(`${"> ".repeat(30_000)}deep down`);
    expect(worse.querySelector("blockquote")).toBeNull();
  });

  it("copies its Markdown, and the same for editors", async () => {
    const user = userEvent.setup();
    vi.stubGlobal("ClipboardItem", Copied);
    await message("**bold**");
    await user.click(screen.getByRole("button", { name: words.copyMessage }));
    expect(await navigator.clipboard.readText()).toBe("**bold**");
    const [item] = await navigator.clipboard.read();
    const html = (await item?.getType("text/html")) as Blob;
    expect(await textOf(html)).toBe("<p><strong>bold</strong></p>");
    expect(screen.getByText(words.copied)).toBeInTheDocument();
  });
});

describe("the composer", () => {
  async function composing() {
    const made = await appOn({ sessions: 3 });
    await made.app.opened.open(ids(made.app)[0] ?? "");
    render(WithApp, { app: made.app, part: Conversation });
    await drained();
    return { ...made, field: screen.getByRole<HTMLTextAreaElement>("textbox") };
  }

  it("writes with Enter, as the user", async () => {
    const { app, backend, field } = await composing();
    const call = vi.spyOn(backend, "call");
    await userEvent.type(field, "A note{Enter}");
    await waitFor(() => expect(field).toHaveValue(""));
    expect(call).toHaveBeenCalledWith("append_message", {
      session_id: app.opened.asked,
      role: "user",
      content: "A note",
    });
    await waitFor(() => expect(screen.getAllByText("A note")).toHaveLength(1));
  });

  it("makes a new line with Shift+Enter", async () => {
    const { backend, field } = await composing();
    await userEvent.type(field, "One{Shift>}{Enter}{/Shift}Two");
    expect(field).toHaveValue("One\nTwo");
    expect(backend.asked).not.toContain("append_message");
  });

  it("leaves Enter to an input method", async () => {
    const { backend, field } = await composing();
    await userEvent.type(field, "にほん");
    await fireEvent.keyDown(field, { key: "Enter", isComposing: true });
    await fireEvent.keyDown(field, { key: "Enter", keyCode: 229 });
    expect(backend.asked).not.toContain("append_message");
    expect(field).toHaveValue("にほん");
  });

  it("writes nothing that is blank", async () => {
    const { backend, field } = await composing();
    await userEvent.type(field, "  {Enter}");
    expect(backend.asked).not.toContain("append_message");
  });

  it("keeps the text and says why when it cannot be written", async () => {
    const { backend, field } = await composing();
    backend.fail("append_message", DISK_FULL);
    await userEvent.type(field, "Precious{Enter}");
    expect(await screen.findByRole("alert")).toHaveTextContent(DISK_FULL.message);
    expect(field).toHaveValue("Precious");
    backend.succeed("append_message");
    await userEvent.type(field, "{Enter}");
    await waitFor(() => expect(field).toHaveValue(""));
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("keeps a draft for each session", async () => {
    const { app } = await composing();
    const [first = "", second = ""] = ids(app);
    await userEvent.type(screen.getByRole("textbox"), "Half a thought");
    await app.opened.open(second);
    await waitFor(() => expect(screen.getByRole("textbox")).toHaveValue(""));
    await app.opened.open(first);
    await waitFor(() => expect(screen.getByRole("textbox")).toHaveValue("Half a thought"));
  });
});

describe("a note that is on its way", () => {
  /** One is written into the first session; the second one is open by then. */
  async function onItsWay() {
    const made = await appOn({ sessions: 3 });
    const { app, backend } = made;
    const [first = "", second = ""] = ids(app);
    await app.opened.open(first);
    render(WithApp, { app, part: Conversation });
    const answer = held(backend, "append_message");
    await userEvent.type(await screen.findByRole("textbox"), "For the first{Enter}");
    await app.opened.open(second);
    return { ...made, first, second, answer };
  }

  it("is shown in its own session only", async () => {
    const { app, first, answer } = await onItsWay();
    await answer(0);
    expect(screen.queryByText("For the first")).toBeNull();
    await app.opened.open(first);
    expect(await screen.findByText("For the first")).toBeVisible();
    expect(screen.getByRole("textbox")).toHaveValue("");
  });

  it("lets another one be written into another session", async () => {
    const { backend, second, answer } = await onItsWay();
    await userEvent.type(screen.getByRole("textbox"), "For the second{Enter}");
    await answer(1);
    await answer(0);
    const { messages } = await backend.call("list_messages", { session_id: second });
    expect(messages.at(-1)?.content).toBe("For the second");
  });

  it("says in its own session why it could not be written", async () => {
    const { app, backend } = await appOn({ sessions: 3 });
    const [first = "", second = ""] = ids(app);
    await app.opened.open(first);
    render(WithApp, { app, part: Conversation });
    backend.fail("append_message", DISK_FULL);
    await userEvent.type(await screen.findByRole("textbox"), "For the first{Enter}");
    await screen.findByRole("alert");
    await app.opened.open(second);
    await userEvent.type(screen.getByRole("textbox"), "For the second{Enter}");
    backend.succeed("append_message");
    await userEvent.type(screen.getByRole("textbox"), "{Enter}");
    await waitFor(() => expect(screen.queryByRole("alert")).toBeNull());
    await app.opened.open(first);
    expect(await screen.findByRole("alert")).toHaveTextContent(DISK_FULL.message);
  });
});

describe("a note that is not written yet", () => {
  async function typing(desktop: boolean) {
    const made = await appOn({ sessions: 3, desktop });
    const [first = "", second = ""] = ids(made.app);
    made.app.drafts.of(first).keep("Half a thought");
    made.app.drafts.of(second).keep("Another one");
    return { ...made, first, second };
  }

  it.each([true, false])("outlives its page (in the window: %s)", async (desktop) => {
    const { app, backend, first } = await typing(desktop);
    const again = new App(backend, app.startup);
    expect(again.drafts.of(first).text).toBe("Half a thought");
    app.drafts.of(first).keep("");
    expect(new App(backend, app.startup).drafts.of(first).text).toBe("");
  });

  it("is left to nobody who serves at a browser's address next", async () => {
    await typing(false);
    expect(JSON.stringify(localStorage)).not.toContain("Half a thought");
  });

  it("goes for good with its session", async () => {
    const { app, backend, first, second } = await typing(true);
    await backend.call("delete_session", { session_id: first });
    await backend.call("trash_session", { session_id: second });
    expect(app.drafts.of(first).text).toBe("");
    const again = new App(backend, app.startup);
    expect(again.drafts.of(first).text).toBe("");
    expect(again.drafts.of(second).text).toBe("Another one");
  });
});

describe("the conversation", () => {
  it("shows messages of other doors", async () => {
    const { app, backend } = await appOn({ sessions: 2 });
    const session_id = ids(app)[0] ?? "";
    await app.opened.open(session_id);
    render(WithApp, { app, part: Conversation });
    await backend.call("append_message", { session_id, role: "assistant", content: "From afar" });
    expect(await screen.findByText("From afar")).toBeVisible();
  });

  it("says that nothing was said yet", async () => {
    const { app, backend } = await appOn({ sessions: 2 });
    const made = await backend.call("create_session", { title: "Empty" });
    await app.opened.open(made.session_id);
    render(WithApp, { app, part: Conversation });
    expect(await screen.findByText(words.empty)).toBeVisible();
  });
});
