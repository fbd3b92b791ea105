// The words of the settings.

const sessions = (count: number) =>
  count === 1 ? "1 session" : `${count.toLocaleString()} sessions`;

export const settings = {
  title: "Settings",
  pages: {
    appearance: "Appearance",
    profiles: "Profiles",
    export: "Export",
    data: "Data",
    integrations: "Integrations",
    about: "About",
  },
  pagesLabel: "Pages of the settings",
  loading: "Reading the settings…",
  tryAgain: "Try again",
  elsewhere:
    "Export, data and integrations are set in Lectern’s own window, on the computer where it runs.",
  choose: "Choose…",
  show: "Show in folder",
  copy: "Copy",
  copied: "Copied",
  notCopied: "The clipboard could not be reached.",

  appearance: {
    theme: "Theme",
    themeHint: "“System” follows the computer, also at night.",
    system: "System",
    light: "Light",
    dark: "Dark",
    size: "Text size",
    sizeHint: (larger: string, smaller: string) => `Also with ${larger} and ${smaller}.`,
    percent: (size: number) => `${size} %`,
    usual: "Usual size",
  },

  profiles: {
    hint: "Sessions can belong to a profile, and the sidebar can show one profile alone.",
    none: "No profiles yet.",
    add: "New profile",
    name: "Name",
    create: "Create",
    rename: "Rename",
    renameNamed: (name: string) => `Rename ${name}`,
    save: "Save",
    cancel: "Cancel",
    empty: "A name needs at least one character.",
    list: "Profiles",
  },

  export: {
    browser: "Browser that draws files",
    found: (name: string, version: string) => `${name} ${version}`,
    foundItself: "Found by Lectern",
    foundChosen: "Chosen by you",
    none: "No browser found. Lectern draws slides with Chrome, Edge or Chromium: install one of them, or say below where it is.",
    other: "Another browser",
    otherHint: "The path of Chrome, Edge or Chromium. Empty: Lectern looks for one.",
    example: "/usr/bin/chromium",
    apply: "Use",
    look: "Look for one",
    folder: "Folder for files",
    folderHint: "Where an export goes when no other place is chosen.",
  },

  data: {
    user: "Your name",
    userHint:
      "Programs that read your sessions see it as their owner. Empty: your login name and this computer’s. Used from the next start on.",
    apply: "Use",
    folder: "Data folder",
    folderHint: "Everything you keep in Lectern is here, on this computer.",
    size: "Size",
    kept: "Kept",
    counts: (kept: number, trashed: number) =>
      trashed === 0 ? sessions(kept) : `${sessions(kept)}, ${trashed.toLocaleString()} in Trash`,
    logs: "Logs",
    logsHint: "What Lectern did, without titles or content.",
    settings: "Settings file",
    settingsHint: "The same settings as here, as text.",
  },

  integrations: {
    listener: "Let programs on this computer use Lectern",
    listenerHint: "Over HTTP on 127.0.0.1 only, with a token. Off until you switch it on.",
    on: (url: string) => `On at ${url}`,
    off: "Off",
    port: "Port",
    portHint: "When it is on, it moves there at once.",
    portBad: "A port is a number from 1024 to 65535.",
    apply: "Use",
    token: "Token",
    tokenHint: "Whoever has it can read and change your sessions from this computer.",
    tokenHidden: "The token is not shown",
    rotate: "Rotate…",
    rotateAsk: "Programs that use the old token will be turned away.",
    rotateNow: "Rotate token",
    rotated: "There is a new token.",
    cancel: "Cancel",
    example: "Try it",
    exampleHint: "Lists your sessions in a terminal.",
    curl: (url: string, tokenFile: string) =>
      `curl -H "Authorization: Bearer $(cat '${tokenFile}')" \\\n  ${url}/api/sessions`,
  },

  about: {
    name: "Lectern",
    version: (version: string) => `Version ${version}`,
    engine: "Drawn by",
    platform: "System",
    licence: "Licence",
    licences: "MIT or Apache 2.0, at your choice. The Inter typeface: SIL Open Font License 1.1.",
    network: "Lectern makes no network connections.",
    networkHint: "Your sessions and slides stay on this computer.",
    networkBrowser: "This page talks to the Lectern on this computer, and to nothing else.",
    diagnostics: "Diagnostics",
    diagnosticsHint: "Versions and counts for a report of a fault. No titles, no content.",
    copyDiagnostics: "Copy diagnostics",
  },
} as const;
