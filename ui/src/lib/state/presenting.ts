// Presenting: the deck over the whole screen, and back.

import type { PresentCommand } from "$lib/present-keys";

import type { App } from "./app.svelte";

interface Return {
  focus: Element | null;
  reading: boolean;
}

const RETURNS = new WeakMap<App, Return>();

export async function presentFromStart(app: App): Promise<void> {
  if (app.opened.slideCount > 0) {
    app.opened.show(0);
    await present(app);
  }
}

export async function presentFromHere(app: App): Promise<void> {
  if (app.opened.slideCount > 0) {
    await present(app);
  }
}

/** Ends the presentation; the slide that was shown last stays on the stage. */
export async function endPresenting(app: App): Promise<void> {
  if (!app.presenting) {
    return;
  }
  const { showing } = app;
  const before = RETURNS.get(app);
  app.presenting = false;
  showing.blank = null;
  showing.reading = before?.reading ?? false;
  await fillScreen(app, false);
  focusAgain(before?.focus ?? null);
}

/** Does what a key of the presentation asks for. */
export async function obey(app: App, command: PresentCommand): Promise<void> {
  const { opened, showing } = app;
  switch (command.do) {
    case "black":
    case "white":
      showing.blank = showing.blank === command.do ? null : command.do;
      return;
    case "full":
      await fillScreen(app, !isFullScreen());
      return;
    case "end":
      await endPresenting(app);
      return;
    default:
  }
  showing.blank = null;
  const slides = {
    next: opened.slide + 1,
    previous: opened.slide - 1,
    first: 0,
    last: opened.slideCount - 1,
  };
  opened.show(command.do === "jump" ? command.number - 1 : slides[command.do]);
}

/** Whether the window fills the screen, whoever made it so. */
export function isFullScreen(): boolean {
  return (
    document.fullscreenElement !== null ||
    (window.innerWidth >= screen.width && window.innerHeight >= screen.height)
  );
}

async function present(app: App): Promise<void> {
  if (app.presenting) {
    return;
  }
  const { showing } = app;
  RETURNS.set(app, { focus: document.activeElement, reading: showing.reading });
  app.overlay = null;
  // Where there is room for one pane only, the other one may be shown.
  app.layout.narrowPane = "stage";
  showing.reading = false;
  showing.blank = null;
  app.presenting = true;
  await fillScreen(app, true);
}

/** A window that cannot fill the screen presents in its own size, and says so afterwards. */
async function fillScreen(app: App, on: boolean): Promise<void> {
  app.showing.fillsScreen = on;
  try {
    await app.backend.setFullScreen(on);
  } catch (cause) {
    app.toasts.fail(cause);
  }
}

/** Gives the focus back; a thumbnail's goes to the one of the slide that is shown now. */
function focusAgain(element: Element | null): void {
  const target = element?.closest("[data-rail]")?.querySelector("[aria-current]") ?? element;
  if (target instanceof HTMLElement && target.isConnected) {
    target.focus();
  }
}
