// Everything that the page asks for is made to fail, and the sentence is read on
// the screen of the whole window. What has no row here does not pass the types.

import {
  cleanup,
  configure,
  fireEvent,
  render,
  screen,
  waitFor,
  within,
} from "@testing-library/svelte";
import userEvent, { type UserEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { connect, type Backend, type Desktop, type OperationName, type Saved } from "$lib/backend";
import { fake, type Fake, type FakeOptions } from "$lib/backend/fake";
import { DISK_FULL } from "$lib/state/testing";

import Window from "./Window.svelte";

vi.mock("$lib/backend", async (original) => ({ ...(await original()), connect: vi.fn() }));
// A busy machine draws the window slowly.
vi.setConfig({ testTimeout: 60_000 });
configure({ asyncUtilTimeout: 20_000 });

/** What other programs ask for, and the page does not. */
type NotAsked =
  "cleanup_sessions" | "restore_session" | "trash_session" | "put_slides" | "export_session";
/** What cannot fail, or fails under the name of an operation. */
type Plain = "desktop" | "call" | "onChange" | "onFiles" | "onMenu" | "previewAddress";
/** Asked for once a browser has drawn the deck: tried in a browser. */
type OfBrowser = "get_slide_picture";

type Asked =
  Exclude<OperationName, NotAsked | OfBrowser> | Exclude<keyof Backend, Plain> | keyof Desktop;

interface Shown {
  backend: Fake;
  user: UserEvent;
  /** From now on it fails. */
  fail: () => void;
}

type Deed = (shown: Shown) => Promise<void> | void;

interface Way {
  /** It fails before the window opens. */
  early?: boolean;
  deed?: Deed;
  options?: FakeOptions;
}

const TITLE = "Stand-up notes";
const NO_SESSIONS = { options: { sessions: 0 } };
const IN_BROWSER = { options: { desktop: false } };

const SAVED: Saved = {
  export_id: "1",
  file_name: "Q3.pdf",
  folder: "Documents",
  bytes: 1000,
  warnings: [],
  fidelity: null,
};

/** What is done to come to each failure, in words and in deed. */
const WAYS: Record<Asked, Record<string, Way>> = {
  startup: { "opening the window": { early: true } },
  list_profiles: { "reading the profiles": { early: true } },
  list_sessions: {
    "reading the list": { early: true },
    "going to the Trash": after(() => press("button", /^Trash/)),
  },
  get_session: {
    "opening a session": after(() => pressRow(TITLE)),
    "hearing that one has changed": after(({ backend }) =>
      backend.store.tell("session_updated", idOf(backend, TITLE)),
    ),
    "hearing that the open one has changed": {
      deed: async (shown) => {
        await opened();
        await pressRow(TITLE);
        await screen.findByRole("heading", { level: 1, name: TITLE });
        shown.fail();
        shown.backend.store.tell("session_updated", idOf(shown.backend, TITLE));
      },
    },
  },
  get_slides: { "opening a session": after(() => pressRow(TITLE)) },
  list_messages: {
    "opening a session": after(() => pressRow(TITLE)),
    "reading older messages": { deed: readOlder },
  },
  open_preview: { "showing a deck": after(() => pressRow("Pricing options for 2027")) },
  inspect_slides: { "asking what a deck needs": after(chosen("deck-report")) },
  create_session: {
    "by its button": after(() => press("button", "New session")),
    "into an empty library": { ...after(() => press("button", "New session")), ...NO_SESSIONS },
  },
  import_session: {
    "pasting a deck": after(() => paste({ files: [], getData: () => "<h1>Deck</h1>" })),
  },
  rename_session: {
    "in the list": after(async ({ user }) => {
      row(TITLE).focus();
      await user.keyboard("{F2}Another{Enter}");
    }),
    "in the title bar": after(async ({ user }) => {
      await press("button", /^Rename/);
      await user.keyboard("Another{Enter}");
    }),
  },
  duplicate_session: { "by key": after(keysOn(TITLE, "{Control>}d{/Control}")) },
  assign_profile: {
    "in the title bar": after(async () => {
      await press("button", /^Profile of this session/);
      await press("menuitemcheckbox", "People");
    }),
  },
  create_profile: {
    "in the settings": after(async ({ user }) => {
      await settingsPage("Profiles");
      await user.type(await screen.findByRole("textbox", { name: "New profile" }), "Work{Enter}");
    }),
    "in its dialog": after(async ({ user }) => {
      await press("button", /^Profiles shown/);
      await press("menuitem", "New profile…");
      await user.type(await screen.findByRole("textbox", { name: "Name" }), "Work{Enter}");
    }),
  },
  rename_profile: {
    "in the settings": after(async ({ user }) => {
      await settingsPage("Profiles");
      await press("button", "Rename People");
      await user.type(await screen.findByRole("textbox", { name: "Name" }), "!{Enter}");
    }),
    "in its dialog": after(async ({ user }) => {
      await press("button", /^Profiles shown/);
      await press("menuitemcheckbox", "People");
      await press("button", "Profiles shown: People");
      await press("menuitem", "Rename “People”…");
      await user.type(await screen.findByRole("textbox", { name: "Name" }), "!{Enter}");
    }),
  },
  trash_sessions: {
    "by key": after(keysOn(TITLE, "{Delete}")),
    "many at once": after(async ({ user }) => {
      await keysOn(TITLE, "{Control>}a{/Control}")({ user });
      await press("button", /^Move 4 to Trash/);
    }),
  },
  restore_sessions: {
    "in the Trash": after(async ({ backend, user }) => {
      await openTrash({ backend });
      await user.keyboard("{Control>}a{/Control}");
      await press("button", "Restore 3");
    }),
    "by undo": {
      deed: async ({ user, fail }) => {
        await opened();
        await keysOn(TITLE, "{Delete}")({ user });
        await within(screen.getByRole("region", { name: "Messages" })).findByText(
          `“${TITLE}” moved to Trash.`,
        );
        fail();
        await user.keyboard("{Control>}z{/Control}");
      },
    },
  },
  delete_session: {
    "in the Trash": after(async ({ backend, user }) => {
      await openTrash({ backend });
      await user.keyboard("{Shift>}{Delete}{/Shift}");
      await press("button", "Delete forever");
    }),
  },
  append_message: {
    "writing a note": after(async ({ user }) => {
      const field = await screen.findByRole("textbox", { name: /^Write a note/ });
      await user.type(field, "A note{Enter}");
    }),
  },

  remember: { "looking at another session": after(() => pressRow(TITLE)) },
  rememberAppearance: {
    "in the settings": after(async () => {
      await settingsPage("Appearance");
      await press("radio", "Dark");
    }),
    "by key": after(({ user }) => user.keyboard("{Control>}+{/Control}")),
  },
  importFiles: { "by its button": after(() => press("button", "Import")) },
  importDropped: {
    "pasting files": {
      ...after(() => paste({ files: [new File(["<h1>x</h1>"], "x.html")] })),
      ...IN_BROWSER,
    },
  },
  exportChoices: { "opening the dialog": after(chosen("export")) },
  saveExport: {
    "in the dialog": after(exported),
    "behind the closed dialog": {
      deed: async ({ backend, user }) => {
        await opened();
        let end: (problem: Error) => void = () => undefined;
        vi.spyOn(backend, "saveExport").mockReturnValue(new Promise((_, refuse) => (end = refuse)));
        await exported({ backend, user });
        await press("button", "Hide");
        end(DISK_FULL);
      },
    },
  },
  cancelExport: {
    "in the dialog": after(async ({ backend, user }) => {
      vi.spyOn(backend, "saveExport").mockReturnValue(new Promise(() => undefined));
      await exported({ backend, user });
      await press("button", "Cancel export");
    }),
    "behind the closed dialog": after(async ({ backend, user }) => {
      vi.spyOn(backend, "saveExport").mockReturnValue(new Promise(() => undefined));
      await exported({ backend, user });
      await press("button", "Hide");
      await press("button", "Cancel");
    }),
  },
  openLink: {
    "of a message": after(async ({ user }) => {
      const field = await screen.findByRole("textbox", { name: /^Write a note/ });
      await user.type(field, "https://example.org/{Enter}");
      await press("link", "https://example.org/");
    }),
  },
  setFullScreen: {
    "by its command": after(chosen("full-screen")),
    "while presenting": after(async ({ backend, user }) => {
      backend.menu("present");
      await screen.findByText("Esc ends the presentation");
      await user.keyboard("{Escape}");
    }),
  },

  chooseExportFile: {
    "in the export dialog": after(async ({ backend }) => {
      backend.menu("export");
      await press("button", "Choose…");
    }),
  },
  openExport: { "of an export": after((shown) => ofExport(shown, "Open")) },
  revealExport: { "of an export": after((shown) => ofExport(shown, "Show in folder")) },
  readSettings: { "opening the settings": after(() => settingsPage("Data")) },
  listenerState: { "opening the settings": after(() => settingsPage("Integrations")) },
  changeSettings: {
    "of the port": after(async ({ user }) => {
      await settingsPage("Integrations");
      const field = await screen.findByRole("textbox", { name: "Port" });
      await user.clear(field);
      await user.type(field, "47811{Enter}");
    }),
    "of the browser": after(async ({ user }) => {
      await settingsPage("Export");
      const field = await screen.findByRole("textbox", { name: "Another browser" });
      await user.type(field, "/bin/true{Enter}");
    }),
  },
  chooseBrowser: {
    "in the settings": after(async ({ user }) => {
      await settingsPage("Export");
      const [choose] = await screen.findAllByRole("button", { name: "Choose…" });
      await user.click(choose as HTMLElement);
    }),
  },
  chooseExportFolder: {
    "in the settings": after(async ({ user }) => {
      await settingsPage("Export");
      const [, choose] = await screen.findAllByRole("button", { name: "Choose…" });
      await user.click(choose as HTMLElement);
    }),
  },
  revealFolder: {
    "of the logs": after(async () => {
      await settingsPage("Data");
      await press("button", /^Logs/);
    }),
    "of exports": after(async () => {
      await settingsPage("Export");
      await press("button", "Show in folder");
    }),
  },
  startListener: {
    "by its switch": after(async () => {
      await settingsPage("Integrations");
      await press("switch", /^Let programs/);
    }),
  },
  stopListener: {
    "by its switch": after(async () => {
      await settingsPage("Integrations");
      await press("switch", /^Let programs/);
      await screen.findByText(/^On at/);
      await press("switch", /^Let programs/);
    }),
  },
  listenerToken: {
    "copying it": after(async () => {
      await settingsPage("Integrations");
      await press("button", "Copy");
    }),
  },
  rotateToken: {
    "rotating it": after(async () => {
      await settingsPage("Integrations");
      await press("button", "Rotate…");
      await press("button", "Rotate token");
    }),
  },
  diagnostics: {
    "copying them": after(async () => {
      await settingsPage("About");
      await press("button", "Copy diagnostics");
    }),
  },
  makeSample: {
    "by its command": after(chosen("sample")),
    "in an empty library": { ...after(() => press("button", "Open sample")), ...NO_SESSIONS },
  },
  heartbeat: {
    "while a deck's scripts run": after(async ({ backend }) => {
      const id = idOf(backend, TITLE);
      const deck = { slides: [{ html: "<h1>Runs</h1>" }], scripts: "let runs = 1;" };
      await backend.call("put_slides", { session_id: id, deck: deck as never });
      await pressRow(TITLE);
    }),
  },
  closeWindow: { "by its command": after(chosen("close")) },
};

beforeEach(() => {
  localStorage.clear();
  // The test's document has no layout: the list is told how much of it is seen, and
  // menus that their buttons are in sight.
  vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockImplementation(heightSeen);
  vi.spyOn(Element.prototype, "getBoundingClientRect").mockReturnValue(new DOMRect(9, 9, 9, 9));
  vi.spyOn(Element.prototype, "clientWidth", "get").mockReturnValue(1440);
  vi.spyOn(Element.prototype, "clientHeight", "get").mockReturnValue(900);
  Element.prototype.scrollTo = () => undefined;
  Element.prototype.scrollIntoView = () => undefined;
  URL.createObjectURL = () => "blob:picture";
  vi.stubGlobal("matchMedia", () => new EventTarget());
  vi.stubGlobal("ResizeObserver", Unmoved);
  vi.stubGlobal("IntersectionObserver", SeesAtOnce);
});
afterEach(cleanup);

describe.each(Object.entries(WAYS))("%s fails", (name, ways) => {
  it.each(Object.entries(ways))("%s", async (_, { early, deed, options }) => {
    const backend = fake({ sessions: 4, ...options });
    const fail = () => backend.fail(name as Asked, DISK_FULL);
    vi.mocked(connect).mockResolvedValue(backend);
    if (early) {
      fail();
    }
    render(Window);
    await deed?.({ backend, user: userEvent.setup(), fail });
    await waitFor(() => {
      const alerts = [...document.querySelectorAll('[role="alert"]')];
      const said = alerts.find(({ textContent }) => textContent?.includes(DISK_FULL.message));
      expect(said).toBeVisible();
    });
  });
});

/** The window is there, and from then on it fails. */
function after(run: Deed): Way {
  return {
    deed: async (shown) => {
      await opened();
      shown.fail();
      await run(shown);
    },
  };
}

/** Until the window shows what it starts with: the newest session, if there is one. */
async function opened(): Promise<void> {
  await waitFor(() => {
    const choice = { name: /^Export/, hidden: true };
    const ready = !screen.getByRole<HTMLButtonElement>("button", choice).disabled;
    expect(ready || screen.queryByText("No sessions") !== null).toBe(true);
  });
}

function row(title: string): HTMLElement {
  return screen.getByRole("option", { name: new RegExp(`^${title},`), hidden: true });
}

function idOf(backend: Fake, title: string): string {
  return backend.store.sessions.find((session) => session.title === title)?.session_id ?? "";
}

async function press(role: string, name: string | RegExp): Promise<void> {
  const [control] = await screen.findAllByRole(role, { name, hidden: true });
  await fireEvent.click(control as HTMLElement);
}

async function pressRow(title: string): Promise<void> {
  await fireEvent.click(row(title));
}

function keysOn(title: string, keys: string) {
  return async ({ user }: Pick<Shown, "user">): Promise<void> => {
    row(title).focus();
    await user.keyboard(keys);
  };
}

function chosen(action: string) {
  return ({ backend }: Pick<Shown, "backend">): void => backend.menu(action);
}

async function openTrash({ backend }: Pick<Shown, "backend">): Promise<void> {
  await press("button", /^Trash/);
  const title = backend.store.trash[0]?.title ?? "";
  await waitFor(() => row(title).focus());
}

async function settingsPage(name: string): Promise<void> {
  await press("button", "Settings");
  await press("tab", name);
}

async function exported({ backend, user }: Pick<Shown, "backend" | "user">): Promise<void> {
  backend.menu("export");
  await waitFor(() => expect(screen.getByRole("textbox", { name: "File name" })).toHaveFocus());
  await user.keyboard("{Enter}");
}

async function ofExport(shown: Shown, button: string): Promise<void> {
  vi.spyOn(shown.backend, "saveExport").mockResolvedValue(SAVED);
  await exported(shown);
  await press("button", button);
}

function paste(clipboardData: object): void {
  void fireEvent.paste(document.body, { clipboardData });
}

/** More messages than are read at once, and the place where older ones begin. */
async function readOlder({ backend, fail }: Shown): Promise<void> {
  await opened();
  const id = idOf(backend, TITLE);
  const messages = Array.from({ length: 201 }, (_, at) => ({
    message_id: `message-${at}`,
    role: "user" as const,
    content: "Once more",
    timestamp: "2026-11-04T10:30:00Z",
  }));
  backend.store.messages.set(id, messages);
  SeesAtOnce.before = fail;
  await pressRow(TITLE);
}

function heightSeen(this: HTMLElement): number {
  return this.dataset["testid"] === "sessions" ? 700 : 0;
}

class Unmoved {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

/** Whatever is watched has come into sight. */
class SeesAtOnce extends Unmoved {
  static before: () => void = () => undefined;

  constructor(readonly tell: (entries: { isIntersecting: boolean }[]) => void) {
    super();
  }

  override observe(): void {
    SeesAtOnce.before();
    this.tell([{ isIntersecting: true }]);
  }
}
