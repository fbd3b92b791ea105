// Files that are dragged over a browser page. The desktop window hears of its own
// from the system; there, the page only keeps the engine from opening them.

import type { App } from "$lib/state/app.svelte";

export function dropOnPage(app: App): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  const inBrowser = app.backend.desktop === null;

  const over = (event: DragEvent) => {
    if (hasFiles(event)) {
      event.preventDefault();
      app.imports.hovering = inBrowser ? countOf(event) : app.imports.hovering;
    }
  };
  const leave = (event: DragEvent) => {
    // Leaving the window, not only one of its parts.
    if (inBrowser && event.relatedTarget === null) {
      app.imports.hovering = 0;
    }
  };
  const drop = (event: DragEvent) => {
    if (hasFiles(event)) {
      event.preventDefault();
      const files = [...(event.dataTransfer?.files ?? [])];
      if (inBrowser && files.length > 0) {
        void app.imports.drop(files);
      }
    }
  };
  addEventListener("dragover", over, { signal });
  addEventListener("dragleave", leave, { signal });
  addEventListener("drop", drop, { signal });
  return () => listening.abort();
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes("Files") ?? false;
}

function countOf(event: DragEvent): number {
  return Math.max(1, event.dataTransfer?.items.length ?? 0);
}
