// Says how an export ended when nobody is looking at its dialog.

import type { Saved } from "$lib/backend";
import { bytesText } from "$lib/amounts";
import { copyText } from "$lib/clipboard";
import { strings } from "$lib/strings";

import type { App } from "./app.svelte";
import type { Job } from "./exports.svelte";

/** Tells the news of an export that is over, unless its dialog does. */
export function announce(app: App, job: Job): void {
  const words = strings.exporting;
  const { state } = job;
  if (app.exports.isShown(job)) {
    return;
  }
  if (state.kind === "saved") {
    const { saved } = state;
    announceSaved(app, job, saved);
  } else if (state.kind === "failed") {
    app.toasts.fail(state.problem, [showAction(app, job)]);
  } else if (state.kind === "exists") {
    app.toasts.show(words.exists(job.request.file_name), {
      tone: "warning",
      actions: [showAction(app, job)],
    });
  } else if (state.kind === "cancelled") {
    app.toasts.show(words.cancelled);
    app.exports.dismiss(job);
  }
}

function announceSaved(app: App, job: Job, saved: Saved): void {
  const words = strings.exporting;
  const text = words.saved(saved.file_name, bytesText(saved.bytes));
  const actions = actionsOf(app, saved);
  const notes = saved.warnings.length;
  const lost = lostIn(job, saved);
  if (notes + lost === 0) {
    app.toasts.show(text, { tone: "success", actions });
    app.exports.dismiss(job);
  } else {
    const all = [
      text,
      ...(lost > 0 ? [words.fidelity.pictures(lost)] : []),
      ...(notes > 0 ? [words.notesCount(notes)] : []),
    ];
    app.toasts.show(all.join(" · "), {
      tone: notes > 0 ? "warning" : "success",
      actions: [showAction(app, job), ...actions],
    });
  }
}

/** How many things became a picture that nobody asked to be one. */
function lostIn({ choices }: Job, { fidelity }: Saved): number {
  return choices.powerpoint.mode === "exact" ? 0 : (fidelity?.totals.pictures ?? 0);
}

/** What can be done with a file that was written; nothing in a browser. */
export function actionsOf(app: App, saved: Saved): { label: string; run: () => Promise<void> }[] {
  const words = strings.exporting;
  const { desktop } = app.backend;
  if (!desktop) {
    return [];
  }
  const reveal = () => tried(app, () => desktop.revealExport(saved.export_id));
  return [
    { label: words.open, run: () => openSaved(app, saved) },
    { label: words.reveal, run: reveal },
  ];
}

/** Opens a file that was written with the system's program for it. */
export async function openSaved(app: App, { export_id }: Saved): Promise<void> {
  await tried(app, async () => app.backend.desktop?.openExport(export_id));
}

async function tried(app: App, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (cause) {
    app.toasts.fail(cause);
  }
}

/** Puts the file's path on the clipboard. */
export async function copyPath(app: App, saved: Saved): Promise<void> {
  const words = strings.exporting;
  const separator = saved.folder?.includes("\\") ? "\\" : "/";
  const path = saved.folder === null ? saved.file_name : saved.folder + separator + saved.file_name;
  app.toasts.show((await copyText(path)) ? words.pathCopied : words.notCopied);
}

function showAction(app: App, job: Job): { label: string; run: () => Promise<void> } {
  return {
    label: strings.exporting.show,
    run: async () => {
      await app.opened.open(job.session.session_id);
      app.overlay = { kind: "export" };
    },
  };
}
