// The words of the conversation.

export const conversation = {
  label: "Conversation",
  roles: { user: "You", assistant: "Assistant", system: "System", tool: "Tool" },
  copyMessage: "Copy message",
  copyCode: "Copy code",
  copied: "Copied.",
  notCopied: "The clipboard could not be reached. Select the text and copy it instead.",
  code: "Code",
  table: "Table",
  taskDone: "Done",
  taskOpen: "Not done",
  picture: (text: string, address: string) =>
    address === ""
      ? `Picture: ${text}`
      : `Picture: ${text === "" ? address : `${text} (${address})`}`,
  loading: "Reading the conversation…",
  loadingOlder: "Reading older messages…",
  olderFailed: "Older messages could not be read.",
  tryAgain: "Try again",
  newMessages: (count: number) => (count === 1 ? "1 new message" : `${count} new messages`),
  toNewest: "To the newest message",
  empty: "Nothing said yet",
  emptyText: "Write a note below. It is kept with this session's slides.",
  noSession: "No session is open",
  noSessionText: "Choose one in the sidebar, or make a new one.",
  noSessionsText: "Make a new one, or bring in a deck.",
  newSession: "New session",
  write: "Write a note",
  writeLabel: "Write a note into this session",
  writeKeys: "Enter writes, Shift+Enter starts a new line",
  writeButton: "Write",
} as const;
