// The settings: every change at once, and every refusal in its place.

import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

import type { FakeOptions } from "$lib/backend/fake";
import { appOn, DISK_FULL, drained } from "$lib/state/testing";
import { strings } from "$lib/strings";

import { dialogs } from "../menus/dialogs.svelte";
import Overlays from "../menus/Overlays.svelte";
import WithApp from "../menus/WithApp.test.svelte";

// A busy machine draws dialogs slowly.
vi.setConfig({ testTimeout: 20_000 });

const words = strings.settings;

beforeEach(() => {
  Element.prototype.scrollTo = () => undefined;
});
beforeAll(() => dialogs.load({ kind: "settings", page: "" }));
afterEach(cleanup);

async function page(name: string, options: FakeOptions = {}) {
  const made = await appOn({ sessions: 4, ...options });
  render(WithApp, { app: made.app, part: Overlays });
  made.app.overlay = { kind: "settings", page: name };
  await screen.findByRole("dialog");
  await drained();
  return { ...made, user: userEvent.setup() };
}

const button = (name: string | RegExp) => screen.getByRole("button", { name });
const refused = async () =>
  expect(await screen.findByRole("alert")).toHaveTextContent(DISK_FULL.message);

describe("appearance", () => {
  it("changes at once and is kept", async () => {
    const { app, backend, user } = await page("appearance");
    const keep = vi.spyOn(backend, "rememberAppearance");
    await user.click(screen.getByRole("radio", { name: words.appearance.dark }));
    expect(app.appearance.theme).toBe("dark");
    expect(keep).toHaveBeenCalledWith({ theme: "dark", text_size: 100 });
  });

  it("goes back if it cannot be kept", async () => {
    const { app, backend } = await page("appearance");
    backend.fail("rememberAppearance", DISK_FULL);
    const slider = screen.getByRole("slider");
    await fireEvent.input(slider, { target: { value: "150" } });
    expect(app.appearance.text_size).toBe(150);
    await fireEvent.change(slider, { target: { value: "150" } });
    await refused();
    expect(app.appearance.text_size).toBe(100);
  });
});

describe("the keys for the size of the text", () => {
  const hint = () => document.getElementById("text-size-hint")?.textContent ?? null;

  it("are named as the system writes them", async () => {
    await page("appearance");
    expect(hint()).toBe(words.appearance.sizeHint("Ctrl +", "Ctrl -"));
    cleanup();
    await page("appearance", { startup: { platform: "macos" } });
    expect(hint()).toBe(words.appearance.sizeHint("⌘+", "⌘-"));
  });

  it("are a browser's own there", async () => {
    await page("appearance", { desktop: false });
    expect(hint()).toBeNull();
  });
});

describe("profiles", () => {
  it("are made and renamed", async () => {
    const { app, user } = await page("profiles");
    await user.type(screen.getByRole("textbox", { name: words.profiles.add }), "Sales{Enter}");
    await user.click(await screen.findByRole("button", { name: "Rename Sales" }));
    const field = screen.getByRole("textbox", { name: words.profiles.name });
    await user.clear(field);
    await user.type(field, "Marketing{Enter}");
    expect(await screen.findByRole("button", { name: "Rename Marketing" })).toHaveFocus();
    expect(app.library.profiles.map(({ profile_name }) => profile_name)).toContain("Marketing");
  });

  it("say why a name is refused", async () => {
    const { backend, user } = await page("profiles");
    await user.click(button(words.profiles.create));
    expect(screen.getByRole("alert")).toHaveTextContent(words.profiles.empty);
    backend.fail("create_profile", DISK_FULL);
    await user.type(screen.getByRole("textbox", { name: words.profiles.add }), "Sales{Enter}");
    await refused();
  });

  it("keep the old name if the new one is refused; Escape ends the writing only", async () => {
    const { app, backend, user } = await page("profiles");
    backend.fail("rename_profile", DISK_FULL);
    await user.click(button("Rename People"));
    const field = screen.getByRole("textbox", { name: words.profiles.name });
    await user.type(field, "!{Enter}");
    await refused();
    expect(field).toHaveValue("People");
    await user.keyboard("{Escape}");
    expect(button("Rename People")).toHaveFocus();
    expect(app.overlay).not.toBeNull();
  });
});

describe("export", () => {
  it("names the browser that was found", async () => {
    await page("export");
    expect(screen.getByText("Chromium 140.0")).toBeVisible();
    expect(screen.getByText(/\/usr\/bin\/chromium/)).toBeVisible();
  });

  it("lets pictures be asked for again when another browser is chosen", async () => {
    const { app, user } = await page("export");
    const ask = vi.spyOn(app.pictures, "askAgain");
    await user.click(screen.getAllByRole("button", { name: words.choose })[0] as HTMLElement);
    await waitFor(() => expect(ask).toHaveBeenCalledOnce());
  });

  it("shows the old browser again when another is refused", async () => {
    const { backend, user } = await page("export");
    backend.fail("changeSettings", DISK_FULL);
    await user.type(screen.getByRole("textbox"), "/bin/true{Enter}");
    await refused();
    expect(screen.getByRole("textbox")).toHaveValue("");
  });

  it("changes the folder, and says why not", async () => {
    const { backend, user } = await page("export");
    const choose = screen.getAllByRole("button", { name: words.choose })[1] as HTMLElement;
    await user.click(choose);
    expect(await screen.findByText("~/Decks")).toBeVisible();
    backend.fail("chooseExportFolder", DISK_FULL);
    await user.click(choose);
    await refused();
  });
});

describe("data", () => {
  it("stays known when another setting was changed", async () => {
    const { user } = await page("export");
    await user.type(screen.getByRole("textbox"), "/usr/bin/brave{Enter}");
    await user.click(screen.getByRole("tab", { name: words.pages.data }));
    expect(screen.getByText(words.data.counts(40, 3))).toBeVisible();
  });

  it("says where and how much", async () => {
    await page("data");
    expect(screen.getByText("48 MB")).toBeVisible();
    expect(screen.getByText(words.data.counts(40, 3))).toBeVisible();
  });

  const ownName = () => screen.getByRole("textbox", { name: words.data.user });

  it("takes the user's name, and shows the system's own where there is none", async () => {
    const { backend, user } = await page("data");
    expect(ownName()).toHaveValue("");
    expect(ownName()).toHaveAttribute("placeholder", "you");
    const change = vi.spyOn(backend.desktop ?? never(), "changeSettings");
    await user.type(ownName(), " Ada Lovelace{Enter}");
    expect(change).toHaveBeenCalledWith({ user: { name: "Ada Lovelace" } });
    await waitFor(() => expect(ownName()).toHaveValue("Ada Lovelace"));
  });

  it("says at the name why it is refused, and shows the old one again", async () => {
    const { backend, user } = await page("data");
    backend.fail("changeSettings", DISK_FULL);
    await user.type(ownName(), "Ada{Enter}");
    await refused();
    await waitFor(() => expect(ownName()).toHaveValue(""));
    expect(ownName()).toBeInvalid();
    expect(ownName()).toHaveAccessibleDescription(new RegExp(DISK_FULL.message));
  });

  it("says why a folder cannot be shown", async () => {
    const { backend, user } = await page("data");
    backend.fail("revealFolder", DISK_FULL);
    await user.click(button(/^Logs/));
    await refused();
  });
});

describe("integrations", () => {
  it("are off until they are switched on", async () => {
    const { user } = await page("integrations");
    const listener = screen.getByRole("switch", { name: words.integrations.listener });
    expect(listener).not.toBeChecked();
    await user.click(listener);
    await waitFor(() => expect(listener).toBeChecked());
    expect(screen.getByText(words.integrations.on("http://127.0.0.1:47810"))).toBeVisible();
    expect(screen.getByText(/curl/)).toBeVisible();
  });

  it("stay off if the port is taken", async () => {
    const { backend, user } = await page("integrations");
    backend.fail("startListener", DISK_FULL);
    await user.click(screen.getByRole("switch"));
    await refused();
    expect(screen.getByRole("switch")).not.toBeChecked();
  });

  it("refuse what is no port", async () => {
    const { user } = await page("integrations");
    const field = screen.getByRole("textbox");
    await user.clear(field);
    await user.type(field, "80{Enter}");
    expect(screen.getByRole("alert")).toHaveTextContent(words.integrations.portBad);
  });

  it("move to another port at once, and say where they are", async () => {
    const { user } = await page("integrations");
    await user.click(screen.getByRole("switch"));
    const field = screen.getByRole("textbox");
    await user.clear(field);
    await user.type(field, "50000{Enter}");
    expect(await screen.findByText(words.integrations.on("http://127.0.0.1:50000"))).toBeVisible();
  });

  it("never show the token, and ask before it is replaced", async () => {
    const { backend, user } = await page("integrations");
    const rotate = vi.spyOn(backend.desktop ?? never(), "rotateToken");
    const token = await (backend.desktop ?? never()).listenerToken();
    await user.click(button(words.copy));
    expect(await navigator.clipboard.readText()).toBe(token);
    expect(document.body).not.toHaveTextContent(token);
    await user.click(button(words.integrations.rotate));
    expect(button(words.integrations.cancel), "the safe answer comes first").toHaveFocus();
    await user.keyboard("{Enter}");
    expect(button(words.integrations.rotate)).toHaveFocus();
    await user.keyboard("{Enter}");
    expect(rotate).not.toHaveBeenCalled();
    await user.click(button(words.integrations.rotateNow));
    expect(rotate).toHaveBeenCalledOnce();
    expect(await screen.findByText(words.integrations.rotated)).toBeVisible();
    expect(button(words.integrations.rotate)).toHaveFocus();
  });
});

describe("about", () => {
  it("copies diagnostics", async () => {
    const { user } = await page("about");
    expect(screen.getByText(words.about.network)).toBeVisible();
    await user.click(button(words.about.copyDiagnostics));
    expect(await navigator.clipboard.readText()).toContain("Lectern 0.1.0");
  });
});

it("says why the settings cannot be read, and tries again", async () => {
  const { app, backend, user } = await page("appearance");
  backend.fail("readSettings", DISK_FULL);
  app.overlay = { kind: "settings", page: "data" };
  await refused();
  backend.succeed("readSettings");
  await user.click(button(words.tryAgain));
  expect(await screen.findByText("48 MB")).toBeVisible();
});

it("a browser shows what can be set there, and says where the rest is", async () => {
  await page("appearance", { desktop: false });
  expect(screen.getAllByRole("tab").map(({ textContent }) => textContent)).toEqual([
    words.pages.appearance,
    words.pages.profiles,
    words.pages.about,
  ]);
  expect(screen.getByText(words.elsewhere)).toBeVisible();
});

function never(): never {
  throw new Error("there is a window in this test");
}
