// What the page itself says of a failure. Most sentences come from Lectern, which
// knows more: these are for what never reached it, or came back unread.

export const problems = {
  unknown: {
    title: "Something went wrong in Lectern",
    detail: "Something went wrong inside Lectern. Try again.",
  },
  /** Of a change whose answer says nothing. */
  unsure: {
    title: "Something went wrong in Lectern",
    detail:
      "Something went wrong inside Lectern, and this may or may not have been done. Look before you try again.",
  },
  noToken: {
    title: "A token is needed",
    detail: "This page has no token. Open the address that Lectern printed once more.",
  },
  silent: {
    title: "Lectern does not answer",
    detail: "Lectern does not answer. Start it again and open the address that it prints.",
  },
  cancelled: {
    title: "Cancelled",
    detail: "Export cancelled. No file was written.",
  },
  fileUnread: {
    title: "Cannot be read",
    detail: "The browser could not read this file. Choose it again.",
  },
  partMissing: {
    title: "A part of the page is missing",
    detail: "A part of this page could not be loaded. Try again, or open the page anew.",
  },
  keptSmall: {
    title: "The browser did not allow it",
    detail: "The browser did not let Lectern fill the screen. Its own key for that still does.",
  },
} as const;
