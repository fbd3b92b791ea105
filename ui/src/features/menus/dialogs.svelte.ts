// Dialogs that are loaded when they are first asked for, so that the window starts
// with less. The small ones, which ask before something is done, are always there.

import type { Overlay } from "$lib/state/app.svelte";
import { part } from "$lib/part";

const LOADERS = {
  export: () => import("../exporting/ExportDialog.svelte"),
  settings: () => import("../settings/Settings.svelte"),
  shortcuts: () => import("./Shortcuts.svelte"),
  report: () => import("../stage/ImportReport.svelte"),
};

type Kind = keyof typeof LOADERS;
type Loaded = { [Each in Kind]?: Awaited<ReturnType<(typeof LOADERS)[Each]>>["default"] };

class Dialogs {
  loaded = $state.raw<Loaded>({});

  /** Whether the dialog could be shown now. */
  isHere({ kind }: Overlay): boolean {
    return !isKind(kind) || this.loaded[kind] !== undefined;
  }

  /** Throws the problem. */
  async load({ kind }: Overlay): Promise<void> {
    if (isKind(kind)) {
      const { default: dialog } = await part<{ default: unknown }>(LOADERS[kind]);
      this.loaded = { ...this.loaded, [kind]: dialog };
    }
  }
}

/** One for the page: what was loaded stays. */
export const dialogs = new Dialogs();

function isKind(kind: string): kind is Kind {
  return kind in LOADERS;
}
