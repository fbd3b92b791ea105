// Keys on buttons are written as everywhere else.

import { cleanup, render, screen } from "@testing-library/svelte";
import { createRawSnippet } from "svelte";
import { afterEach, expect, it } from "vitest";

import { appOn } from "$lib/state/testing";

import WithApp from "../features/menus/WithApp.test.svelte";
import Button from "./Button.svelte";
import IconButton from "./IconButton.svelte";

afterEach(cleanup);

const children = createRawSnippet(() => ({ render: () => "<span>Larger</span>" }));

it("a button tells a screen reader the plus key by its name", async () => {
  const { app } = await appOn({ sessions: 0 });
  const given = { label: "Larger", keys: "Mod++", children };
  render(WithApp, { app, part: IconButton, given });
  expect(screen.getByRole("button")).toHaveAttribute("aria-keyshortcuts", "Control+Plus");
});

it("a button shows the keys as macOS writes them", async () => {
  const { app } = await appOn({ sessions: 0, startup: { platform: "macos" } });
  render(WithApp, { app, part: Button, given: { keys: "Mod+Escape", children } });
  expect(screen.getByRole("button")).toHaveTextContent("Larger ⌘esc");
});
