// The words of the sidebar, of the title bar and of what is done to sessions.

function sessions(count: number): string {
  return count === 1 ? "1 session" : `${count.toLocaleString()} sessions`;
}

/** One goes by its title, more by their number. */
function named(count: number, title: string): string {
  return count === 1 && title !== "" ? `“${title}”` : sessions(count);
}

function files(count: number): string {
  return count === 1 ? "1 file" : `${count.toLocaleString()} files`;
}

export const library = {
  /** Names of the parts of the window, for screen readers. */
  panes: {
    sessions: "Sessions",
    conversation: "Conversation",
    deck: "Deck",
    sidebarWidth: "Width of the sidebar",
    conversationWidth: "Width of the conversation",
    closeSidebar: "Close the sidebar",
    shown: "Shown",
  },
  toggleSidebar: "Sidebar",
  loading: "Reading your sessions",
  search: "Search",
  searchTitles: "Search titles",
  clearSearch: "Clear search",
  views: { label: "View", all: "All", trash: "Trash" },
  trashCount: (count: number, more: boolean) => `${count.toLocaleString()}${more ? "+" : ""}`,
  footer: { newSession: "New session", import: "Import", settings: "Settings" },
  found: (count: number) => (count === 0 ? "Nothing found" : `${sessions(count)} found`),

  profile: {
    all: "All profiles",
    none: "No profile",
    filter: "Profiles shown",
    assign: "Profile",
    create: "New profile…",
    rename: (name: string) => `Rename “${name}”…`,
    createTitle: "New profile",
    renameTitle: "Rename profile",
    name: "Name",
    createAct: "Create",
    renameAct: "Rename",
    cancel: "Cancel",
    empty: "A profile's name needs at least one character.",
  },

  row: {
    untitled: "Untitled",
    slides: (count: number) => (count === 1 ? "1 slide" : `${count.toLocaleString()} slides`),
    noSlides: "no slides",
    menu: (title: string) => `“${title}”`,
    open: "Open",
    rename: "Rename",
    duplicate: "Duplicate",
    export: "Export…",
    trash: "Move to Trash",
    restore: "Restore",
    deleteForever: "Delete forever…",
    cleanUp: "Clean up…",
  },

  days: { today: "Today", yesterday: "Yesterday", week: "Last 7 days" },

  rename: {
    label: "Rename",
    title: "Title",
    empty: "A title needs at least one character.",
    tooLong: (length: number) => `Titles can have up to 255 characters (now ${length}).`,
  },

  clean: {
    label: "Clean up",
    select: "Select",
    all: (count: number) => `All ${count.toLocaleString()} shown`,
    allIn: (count: number, where: string) => `All ${count.toLocaleString()} in ${where}`,
    withoutDeck: (count: number) => `No slides ${count.toLocaleString()}`,
    untouched: (count: number) => `Untouched 90 days ${count.toLocaleString()}`,
    empty: (count: number) => `Empty ${count.toLocaleString()}`,
    none: "None",
    selected: (count: number) => `${count.toLocaleString()} selected`,
    trash: (count: number) => `Move ${count.toLocaleString()} to Trash`,
    restore: (count: number) => `Restore ${count.toLocaleString()}`,
    forever: (count: number) => `Delete ${count.toLocaleString()} forever…`,
    deleting: "Deleting",
    deleted: (done: number, of: number) =>
      `${done.toLocaleString()} of ${of.toLocaleString()} deleted`,
    leave: "Done",
  },

  trashed: (count: number, title: string) => `${named(count, title)} moved to Trash.`,
  notInTrash: (count: number) =>
    `${sessions(count)} ${count === 1 ? "was" : "were"} not in the Trash any more.`,
  restored: (count: number) => `${sessions(count)} restored.`,
  partly: (done: number, left: number, why: string) =>
    `${done.toLocaleString()} done. ${left.toLocaleString()} could not be and ${
      left === 1 ? "is" : "are"
    } still selected. ${why}`,
  undo: "Undo",
  retry: "Retry",
  showDataFolder: "Show data folder",
  gone: "This session no longer exists. It may have been deleted in another window or by the command line.",

  forever: {
    title: (count: number, title: string) => `Delete ${named(count, title)} forever?`,
    text: (count: number) =>
      `${count === 1 ? "Its" : "Their"} messages and slides are removed from this computer. This cannot be undone.`,
    act: (count: number) =>
      count === 1 ? "Delete forever" : `Delete ${count.toLocaleString()} forever`,
    done: (count: number) => `${sessions(count)} deleted forever.`,
  },

  empty: {
    firstTitle: "No sessions",
    firstText: "Start with an empty one, or drop HTML or JSON here.",
    newSession: "New session",
    openSample: "Open sample",
    inTrash: (count: string) => `${count} in Trash`,
    noHits: (query: string) => `Nothing matches “${query}”.`,
    noHitsIn: (where: string) => `Searched titles in ${where}.`,
    noHitsEverywhere: "Searched the titles of all sessions.",
    searchAll: "Search all profiles",
    noneInProfile: (name: string) => `No sessions in ${name}.`,
    showAll: "Show all profiles",
    trash: "Trash is empty.",
  },

  failed: {
    title: "Could not read your sessions.",
    again: "Try again",
  },

  startup: {
    opening: "Opening your sessions…",
    title: "Lectern cannot open your sessions",
    again: "Try again",
    details: "Details",
  },

  imports: {
    importing: (count: number) => `Reading ${files(count)}…`,
    imported: (count: number) => `Imported ${files(count)}.`,
    failed: (name: string, why: string) => `${name} was not imported. ${why}`,
    report: "Show report",
  },

  bar: {
    noSession: "Lectern",
    rename: (title: string) => `Rename “${title}”`,
    profile: "Profile of this session",
    saved: "Saved",
    saving: "Saving…",
    notSaved: (why: string) => `Not saved: ${why}`,
    present: "Present",
    export: "Export",
  },

  toasts: { label: "Messages", close: "Close", details: "Details" },
} as const;
