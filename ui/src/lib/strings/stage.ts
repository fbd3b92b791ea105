/** "1 thing", "2 things". */
function count(number: number, one: string, many: string): string {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}

export const stage = {
  region: "Deck",
  counter: (slide: number, of: number) => `${slide} of ${of}`,
  slideOf: (slide: number, of: number, title: string) =>
    title === "" ? `Slide ${slide} of ${of}` : `Slide ${slide} of ${of}: ${title}`,
  previous: "Previous slide",
  next: "Next slide",
  way: "How the slide is shown",
  asSlide: "Slide",
  asText: "Text",
  thumbnails: "Slides",
  drawing: "Drawing the slide…",

  notes: "Notes",
  showNotes: "Show notes",
  hideNotes: "Hide notes",
  noNotes: "No notes for this slide.",

  worksOffline: "Works offline",
  needs: (number: number) => count(number, "thing blocked", "things blocked"),
  showReport: "Show what this deck needs",
  notLookedThrough: "Not looked through",
  ratio: "16:9",
  fits: (percent: number) => `Fit ${percent} %`,

  nothingOpen: {
    title: "Bring in a deck",
    text: "Open a file of HTML or JSON, paste one, or drop it anywhere in this window.",
  },
  noDeck: {
    title: "No slides yet",
    text: "Bring in a deck as HTML or JSON: open its file, paste it, or drop it anywhere in this window.",
  },
  notOpened: "This session could not be opened",
  readingSession: "Reading the session…",
  privacy: "Everything stays on this computer.",
  openFiles: "Open files…",
  paste: "Paste",
  tryAgain: "Try again",
  backToList: "Back to list",
  failed: "This deck could not be shown",
  unanswered: {
    title: "The deck's page did not come up",
    detail: "The deck could not be drawn. Nothing of it was changed. Try again.",
  },

  sample: "This is a sample. Try → and F5.",
  newSession: "New session",

  /** Why a deck's scripts are off. */
  stopped: {
    silent: "This deck stopped answering, so its scripts are off. Nothing was changed.",
    revived:
      "This deck stopped the window. Lectern brought it back with the deck's scripts off; nothing was lost.",
    strayed:
      "This deck tried to lead away from its slides, so its scripts are off. Nothing was changed.",
    off: "This deck's scripts are off.",
  },
  runAgain: "Run scripts again",
  held: {
    title: "This deck is not drawn",
    text: "It stopped the window, so Lectern brought it back without this deck’s slides. Their text and notes can be read; nothing was lost.",
    act: "Draw it again",
  },
  slideFailed: (slide: number) => `Slide ${slide}’s script failed, so its chart may be missing.`,
  deckFailed: "A script of this deck failed, so charts may be missing.",
  pictureless: (why: string) => `The small pictures of the slides could not be drawn. ${why}`,
  showError: "Show error",
  hideError: "Hide error",
  close: "Close",
  leadsTo: (place: string) => `This slide links to ${place}`,
  open: "Open",
  copyLink: "Copy link",
  copied: "Link copied.",
  notCopied: "The link could not be copied. Select it and copy it by key.",

  reading: "Slide as text",
  nothingToRead: "There is no text on this slide.",
  picture: "Picture",

  presentingHint: "Esc ends the presentation",

  drop: "Drop to import",
  dropTakes: "Decks and sessions as .html, .htm or .json",

  pasted: "Pasted deck",
  notPasted:
    "There is no deck on the clipboard. Copy the HTML or the JSON of one, then paste it here.",
  pasteByKey: (keys: string) => `Press ${keys} to paste here.`,

  report: {
    titleImported: "Import",
    titleDeck: "What this deck needs",
    imported: (slides: number) => `Imported ${count(slides, "slide", "slides")}.`,
    importedSession: "Imported, without slides.",
    importedFiles: (files: number) => `Imported ${count(files, "file", "files")}.`,
    notImported: (files: number) => `${count(files, "file was", "files were")} not imported.`,
    allThere: "Everything this deck needs is on this computer, so it works offline.",
    remote: (number: number, kind: "picture" | "font" | "thing") =>
      `${count(number, `remote ${kind} was`, `remote ${kind}s were`)} not loaded because Lectern stays offline.`,
    missing: (number: number) =>
      `${count(number, "script library is", "script libraries are")} missing, so charts may be, too.`,
    libraries: "Comes with Lectern",
    ships: (name: string, version: string) => `${name} ${version} ships with Lectern`,
    missingLibraries: "Missing libraries",
    missingNote: "Lectern has no copy of these. What they draw stays empty.",
    blocked: (kind: string) => `${kind}, not loaded`,
    late: "Asked for by its scripts, not loaded",
    lateNote: "The deck asked for these addresses while it was shown.",
    leftOut: "Left out",
    leftOutNote: "These parts of the file have no place in a deck.",
    kinds: {
      picture: "Pictures",
      style: "Stylesheets",
      font: "Fonts",
      media: "Sound and video",
      frame: "Embedded pages",
      script: "Scripts",
      other: "Other addresses",
    },
    open: "Open",
    done: "Done",
    reading: "Looking through the deck…",
  },
} as const;
