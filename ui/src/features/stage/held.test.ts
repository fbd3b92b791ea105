// What is on the stage when the window was brought back because of a deck.

import { afterEach, describe, expect, it } from "vitest";

import { appOn } from "$lib/state/testing";

import { stageOf } from "./stage-view.svelte";

let leave: (() => void) | undefined;

afterEach(() => leave?.());

/** A stage that was brought back because of the first session. */
async function broughtBack(scripts: boolean) {
  const { app: before } = await appOn();
  const session_id = before.library.sessions[0]?.session_id ?? "";
  const { app } = await appOn({ startup: { revived: { session_id, slide: 0, scripts } } });
  await app.opened.revive({ session_id, slide: 0, scripts });
  const view = stageOf(app);
  leave = () => view.leave();
  return { app, view };
}

/** What the stage draws, once it has followed. */
async function drawn(view: ReturnType<typeof stageOf>): Promise<boolean[]> {
  view.follow();
  await new Promise((resume) => setTimeout(resume, 0));
  return view.player.slots.map(({ scripts }) => scripts);
}

describe("a deck that hung", () => {
  it("comes back with its scripts off", async () => {
    const { app, view } = await broughtBack(true);
    expect([app.opened.revived, app.opened.held]).toEqual([true, false]);
    expect(await drawn(view)).toEqual([false]);
  });

  it("with its scripts off is not drawn until somebody asks", async () => {
    const { app, view } = await broughtBack(false);
    expect(view.wanted).not.toBeNull();
    expect(view.scriptsOff).toBe(false);
    expect(await drawn(view)).toEqual([]);
    app.opened.release();
    expect(await drawn(view)).toEqual([false]);
  });

  it("holds no other deck back", async () => {
    const { app, view } = await broughtBack(false);
    const others = app.library.sessions.slice(1).filter((session) => session.has_slide_deck);
    await app.opened.open(others[0]?.session_id ?? null);
    expect(app.opened.held).toBe(false);
    expect(await drawn(view)).toHaveLength(1);
  });
});
