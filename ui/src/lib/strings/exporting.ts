// The words of exporting.

const counted = (count: number, one: string, several: string) =>
  `${count} ${count === 1 ? one : several}`;
const slides = (count: number) => counted(count, "slide", "slides");

const exportsRun = (count: number) =>
  count === 1 ? "1 export is running" : `${count} exports are running`;
const filesComeIn = (count: number) =>
  count === 1 ? "1 file is being imported" : `${count} files are being imported`;

export const exporting = {
  title: (name: string) => `Export “${name}”`,
  close: "Close",
  format: "Format",
  pdf: "PDF",
  pictures: "Pictures",
  html: "HTML",
  powerpoint: "PowerPoint",
  what: {
    pptx: "A presentation for PowerPoint, LibreOffice and others, with the notes of its slides.",
    pdf: "Pages with text that can be searched and read aloud, for the screen or for paper.",
    png: "A PNG picture of each slide; several come in a ZIP archive.",
    html: "One file that any browser shows, with its charts alive. Lectern can import it again.",
  },
  look: "Look",
  editable: "Editable",
  exact: "Exact look",
  whatMode: {
    editable:
      "Texts, shapes, tables and charts can be changed. What cannot be told so is a picture.",
    exact: "Each slide is one picture: it looks as it does here, and cannot be changed.",
  },
  madeForLibreOffice: "Made for LibreOffice",
  madeForHint: "Places lines of text as LibreOffice does. Otherwise the file suits all programs.",
  size: "Size in pixels",
  pixels: (width: number, height: number) => `${width} × ${height}`,
  notes: "Notes",
  notesNone: "None",
  notesAnnotations: "As annotations",
  notesPages: "Below each slide",
  perPage: "Slides per page",
  perPageOf: (slides: number) => (slides === 3 ? "3, with lines" : String(slides)),
  paper: "Paper",
  a4: "A4",
  letter: "Letter",
  noBrowserNeeded: "Needs no browser",
  slides: "Slides",
  all: (count: number) => (count === 1 ? "The only slide" : `All ${count}`),
  this: (number: number) => `This slide (${number})`,
  range: "Range",
  rangeLabel: "Which slides",
  rangeExample: "1-5, 8",
  rangeCount: (count: number, total: number) => `${slides(count)} of ${total}`,
  rangeEmpty: "Write numbers of slides, such as 1-5, 8.",
  rangeUnread: (part: string) => `“${part}” is no number of a slide. Write numbers such as 1-5, 8.`,
  rangeBeyond: (number: number, total: number) =>
    `There is no slide ${number}. This deck has ${slides(total)}.`,
  rangeBackwards: (part: string) => `“${part}” runs backwards. Write the smaller number first.`,
  fileName: "File name",
  goesTo: (folder: string) => `Goes to ${folder}`,
  changeFolder: "Change folder…",
  choose: "Choose…",
  useFolder: (folder: string) => `Use ${folder} instead`,
  download: "Your browser saves the file where it saves downloads.",
  openWhenDone: "Open when done",
  nameEmpty: "A file name needs at least one character.",
  uses: (name: string, version: string) => `Uses ${name} ${version}`,
  noBrowser:
    "Lectern draws slides with Chrome, Edge or Chromium, and found none on this computer. Install one of them, or say where it is.",
  noBrowserShort: "No browser found",
  chooseBrowser: "Choose a browser…",
  looking: "Looking for a browser…",
  cancel: "Cancel",
  cancelExport: "Cancel export",
  export: "Export",
  noDeck: "This session has no slides to export yet.",
  noSession: "Open a session to export its slides.",

  exists: (name: string) => `“${name}” is already in this folder.`,
  existsText: "Replacing it cannot be undone.",
  replace: "Replace",
  keepBoth: (name: string) => `Keep both: “${name}”`,

  running: (name: string) => `Exporting ${name}`,
  waiting: "Waits for the export before it",
  steps: {
    waiting: "Waits for another deck",
    starting_browser: "Starting the browser",
    printing: "Printing the pages",
    writing: "Writing the file",
  },
  slide: (ready: number, total: number) => `slide ${ready} of ${total}`,
  cancelling: "Stopping…",
  hide: "Hide",
  hideText: "You can close this. The export goes on.",
  cancelled: "Export cancelled. No file was written.",
  progress: "Progress of the export",
  show: "Show",

  saved: (name: string, size: string) => `Saved ${name} (${size})`,
  savedIn: (folder: string) => `in ${folder}`,
  notesCount: (count: number) =>
    count === 1 ? "1 note about how it may look" : `${count} notes about how it may look`,
  open: "Open",
  reveal: "Show in folder",
  copyPath: "Copy path",
  pathCopied: "The path is on the clipboard.",
  notCopied: "The clipboard could not be reached.",
  done: "Done",
  again: "Export again…",
  more: (count: number) => `and ${count} more`,
  warnings: {
    script: (slide: number | null, message: string) =>
      slide === null
        ? `A script of the whole deck failed, so charts may be missing: ${message}`
        : `Slide ${slide}’s script failed, so its chart may be missing: ${message}`,
    blocked: (address: string) => `Blocked, because it is outside the deck: ${address}`,
    overflow: (slide: number) => `Slide ${slide} is taller than its page, the rest is cut`,
    picture: (slide: number) => `Slide ${slide}: a picture could not be decoded`,
    font: (family: string) =>
      `The font “${family}” is not on this computer, so its texts have another one`,
    apart: (slide: number, name: string) =>
      `Slide ${slide} was drawn by itself, because later slides change “${name}”; what its scripts painted is a picture`,
  },

  fidelity: {
    whole: (count: number) =>
      count === 1 ? "The slide can be edited in full" : `All ${count} slides can be edited in full`,
    partly: (editable: number, count: number) =>
      `${editable} of ${slides(count)} can be edited in full`,
    exact: "Each slide is one picture, which cannot be edited",
    kept: (charts: number, tables: number) =>
      [
        ...(charts > 0 ? [counted(charts, "chart", "charts")] : []),
        ...(tables > 0 ? [counted(tables, "table", "tables")] : []),
      ].join(" and ") + " with data to edit",
    details: (count: number) => `Details (${count})`,
    slide: (slide: number, things: readonly string[], count: number, percent: number) =>
      `Slide ${slide}: ${things.join(", ")} became ${count === 1 ? "a picture" : "pictures"} (${
        percent < 1 ? "less than 1" : percent
      } % of the slide)`,
    causes: {
      canvas: (count: number) => counted(count, "canvas", "canvases") + " that scripts painted",
      chart: (count: number) =>
        counted(count, "chart", "charts") + " that PowerPoint would show otherwise",
      drawing: (count: number) =>
        counted(count, "drawing", "drawings") + " of more than lines and plain areas",
      effect: (count: number) =>
        counted(count, "part", "parts") + " with a filter, a blend, a mask or a clip",
      ground: (count: number) =>
        counted(count, "background", "backgrounds") + " of a kind that PowerPoint does not have",
      icon: (count: number) => counted(count, "icon", "icons") + " of a font of icons",
      image: (count: number) =>
        counted(count, "image", "images") + " of a format that other programs do not show",
      widget: (count: number) =>
        counted(count, "film, field or other part", "films, fields or other parts") +
        " of the browser’s own",
      slide: (count: number) => counted(count, "whole slide", "whole slides"),
    },
    leftOut: (slide: number, things: readonly string[]) =>
      `Slide ${slide}: left out were ${things.join(", ")}`,
    leftOuts: {
      text_shadow: "shadows of letters",
      outline: "outlines",
      backdrop: "what is blurred behind boxes",
    },
    leftOutInAll: (count: number) =>
      count === 1 ? "1 kind of effect was left out" : `${count} kinds of effects were left out`,
    pictures: (count: number) =>
      count === 1 ? "1 thing became a picture" : `${count} things became pictures`,
    font: (family: string) =>
      `The font “${family}” is not part of Office. Where it is missing, texts get another one`,
    fontOfDeck: (family: string) =>
      `The font “${family}” came with the deck and is not part of Office. Where it is missing, texts get another one`,
    fonts: (count: number) =>
      count === 1 ? "1 font is not part of Office" : `${count} fonts are not part of Office`,
  },

  failed: "The export did not work",
  failedText: "Your slides are unchanged, and no file was written.",
  tryAgain: "Try again",
  back: "Back",

  quitTitle: (exports: number, files: number) => {
    if (exports > 0 && files > 0) {
      return `${exportsRun(exports)} and ${filesComeIn(files)}`;
    }
    return files > 0 ? filesComeIn(files) : exportsRun(exports);
  },
  quitText: "Stopping leaves no half file and no half session behind. Your slides are unchanged.",
  quitStop: "Stop and quit",
  quitWait: "Wait",
} as const;
