// What the fake's window can do: it remembers settings and says yes.

import type { ChangedSettings, Desktop, Session, SettingsView } from "../types";

export function settings(): SettingsView {
  return {
    appearance: { theme: "system", text_size: 100 },
    user: { name: "", shown_as: "you" },
    export: {
      folder: "~/Documents",
      browser: {
        chosen: "",
        found: { name: "Chromium", version: "140.0", path: "/usr/bin/chromium" },
        problem: null,
      },
    },
    data: { folder: "~/.local/share/lectern", bytes: 48_200_000, sessions: 40, trashed: 3 },
    listener: { port: 47810 },
    about: { version: "0.1.0", engine: "Fake 1.0", platform: "linux" },
  };
}

/** A window whose every wish is granted. */
export function desktop(makeSample: () => Promise<Session>): Desktop {
  const view = settings();
  let port: number | null = null;
  let token = "0123456789abcdef".repeat(4);
  const listener = () => ({
    listening:
      port === null
        ? null
        : { url: `http://127.0.0.1:${port}`, token_file: "~/.local/share/token" },
    problem: null,
  });
  const done = async () => undefined;
  const changed = (): ChangedSettings => {
    const { appearance, user, export: exporting, listener: listening, about } = view;
    return structuredClone({ appearance, user, export: exporting, listener: listening, about });
  };
  return {
    chooseExportFile: async ({ file_name }) => ({
      target: "chosen",
      folder: "~/Desktop",
      file_name,
    }),
    openExport: done,
    revealExport: done,
    chooseExportFolder: async () => {
      view.export.folder = "~/Decks";
      return changed();
    },
    chooseBrowser: async () => changed(),
    readSettings: async () => structuredClone(view),
    changeSettings: async (change) => {
      Object.assign(view.appearance, change.appearance);
      view.user.name = change.user?.name ?? view.user.name;
      view.export.browser.chosen = change.export?.browser ?? view.export.browser.chosen;
      view.listener.port = change.listener?.port ?? view.listener.port;
      port = port === null ? null : view.listener.port;
      return changed();
    },
    revealFolder: done,
    listenerState: async () => listener(),
    startListener: async () => {
      port = view.listener.port;
      return listener();
    },
    stopListener: async () => {
      port = null;
      return listener();
    },
    listenerToken: async () => token,
    rotateToken: async () => {
      token = [...token].reverse().join("");
      return token;
    },
    makeSample,
    heartbeat: done,
    diagnostics: async () => "Lectern 0.1.0\nFake 1.0",
    closeWindow: done,
  };
}
