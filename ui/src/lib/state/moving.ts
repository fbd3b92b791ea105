// What can be asked of the stage by key, menu or button. Each is one function of
// the app, for the one list of actions.

import type { App } from "./app.svelte";

export function nextSlide(app: App): void {
  app.opened.show(app.opened.slide + 1);
}

export function previousSlide(app: App): void {
  app.opened.show(app.opened.slide - 1);
}

export function firstSlide(app: App): void {
  app.opened.show(0);
}

export function lastSlide(app: App): void {
  app.opened.show(app.opened.slideCount - 1);
}

/** Turns the slide into text, and back. */
export function toggleReading(app: App): void {
  app.showing.reading = !app.showing.reading;
}

export function toggleNotes(app: App): void {
  app.layout.notesShown = !app.layout.notesShown;
}

export function showReport(app: App): void {
  app.overlay = { kind: "report", of: "deck" };
}

/** Whether there is a slide to act on. */
export function hasSlides(app: App): boolean {
  return app.opened.slideCount > 0;
}
