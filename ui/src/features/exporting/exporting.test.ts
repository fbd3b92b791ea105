// The export dialog in each of its states.

import { cleanup, render, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

import { perform } from "$lib/actions";
import {
  type ExportRequest,
  type FidelityReport,
  Problem,
  type Progress,
  type Saved,
  type SlideFidelity,
} from "$lib/backend";
import type { Fake } from "$lib/backend/fake";
import { fidelityOf } from "$lib/backend/fake/fidelity";
import { endingOf, numberedName, withEnding } from "$lib/state/export-names";
import { appOn, drained, ids } from "$lib/state/testing";
import { strings } from "$lib/strings";

import { dialogs } from "../menus/dialogs.svelte";
import Overlays from "../menus/Overlays.svelte";
import WithApp from "../menus/WithApp.test.svelte";
import { readRange } from "./ranges";
import RunningExport from "./RunningExport.svelte";

// A busy machine draws dialogs slowly.
vi.setConfig({ testTimeout: 20_000 });

const words = strings.exporting;
const SAVED: Saved = {
  export_id: "1",
  file_name: "Q3 Revenue Analysis.pptx",
  folder: "/home/ada/Documents",
  bytes: 1_240_000,
  warnings: [],
  fidelity: null,
};
const EFFECT = { what: "effect", area: 0.6 } as const;
const CHART = { what: "chart", area: 0.004 } as const;
const lossy = (slide: number, pictures: SlideFidelity["pictures"]) => ({
  slide,
  texts: 4,
  tables: 0,
  charts: 0,
  pictures,
  left_out: [] as SlideFidelity["left_out"],
});
const REPORT: FidelityReport = {
  totals: {
    slides: 14,
    editable_slides: 12,
    texts: 56,
    tables: 1,
    charts: 3,
    pictures: 4,
    left_out: 1,
    uncommon_fonts: 2,
  },
  slides: [
    lossy(4, []),
    lossy(5, [EFFECT, CHART, EFFECT]),
    { ...lossy(9, [CHART]), left_out: ["outline"] },
  ],
  fonts: [
    { family: "Arial", is_here: true, is_everywhere: true },
    { family: "House", is_here: false, is_everywhere: false },
    { family: "Inter", is_here: true, is_everywhere: false },
  ],
};
const WHOLE = {
  slides: 4,
  editable_slides: 4,
  texts: 8,
  tables: 0,
  charts: 0,
  pictures: 0,
  left_out: 0,
  uncommon_fonts: 0,
};
const EXISTS = new Problem({
  code: "already_exists",
  title: "It exists",
  detail: "There is a file of that name.",
});
const CANCELLED = new Problem({ code: "cancelled", title: "Cancelled", detail: "Cancelled." });
const SCRIPT = new Problem({
  code: "slide_not_ready",
  title: "A slide was not ready",
  detail: "Slide 9 could not be drawn. Nothing was written.",
});

beforeEach(() => {
  Element.prototype.scrollTo = () => undefined;
});
beforeAll(async () => {
  await dialogs.load({ kind: "export" });
  await dialogs.load({ kind: "settings", page: "" });
});
afterEach(cleanup);

/** Answers what exports were asked for, one after the other. */
function exporting(backend: Fake, ...answers: (Saved | Problem | Promise<Saved>)[]) {
  const asked: ExportRequest[] = [];
  vi.spyOn(backend, "saveExport").mockImplementation(async (request) => {
    asked.push(request);
    const answer = answers.shift() ?? SAVED;
    if (answer instanceof Problem) {
      throw answer;
    }
    return answer;
  });
  return asked;
}

async function opened(options = {}, prepare: (backend: Fake) => void = () => undefined) {
  const made = await appOn({ sessions: 4, ...options });
  prepare(made.backend);
  await made.app.opened.open(ids(made.app)[0] ?? "");
  render(WithApp, { app: made.app, part: Overlays });
  made.app.overlay = { kind: "export" };
  await screen.findByRole("dialog");
  await drained();
  return { ...made, user: userEvent.setup() };
}

const libreOffice = () => screen.getByRole("checkbox", { name: words.madeForLibreOffice });
const button = (name: string | RegExp) => screen.getByRole("button", { name });

describe("the choices", () => {
  it("Enter exports every slide under the title, and tells where it is", async () => {
    const { backend, user } = await opened();
    const asked = exporting(backend);
    expect(screen.getByText(words.uses("Chromium", "140"))).toBeVisible();
    expect(screen.getByRole("textbox")).toHaveFocus();
    await user.keyboard("{Enter}");
    expect(await screen.findByText(words.saved(SAVED.file_name, "1.2 MB"))).toBeVisible();
    expect(asked[0]).toMatchObject({ format: "pptx", file_name: "Q3 Revenue Analysis.pptx" });
    expect(asked[0]).not.toHaveProperty("slides");
    const open = vi.spyOn(backend.desktop ?? never(), "openExport");
    await user.click(button(words.open));
    expect(open).toHaveBeenCalledWith("1");
  });

  it("opens the file when it is done, and the next one, too", async () => {
    const { backend, user } = await opened();
    exporting(backend);
    const open = vi.spyOn(backend.desktop ?? never(), "openExport");
    await user.click(screen.getByRole("checkbox", { name: words.openWhenDone }));
    await user.click(button(/^Export/));
    await waitFor(() => expect(open).toHaveBeenCalledExactlyOnceWith("1"));
    await user.click(button(words.again));
    expect(screen.getByRole("checkbox", { name: words.openWhenDone })).toBeChecked();
  });

  it("says when the file cannot be opened", async () => {
    const { app, backend, user } = await opened();
    exporting(backend);
    backend.fail("openExport", SCRIPT);
    await user.click(screen.getByRole("checkbox", { name: words.openWhenDone }));
    await user.click(button(/^Export/));
    await waitFor(() => expect(app.toasts.items[0]?.text).toBe(SCRIPT.message));
  });

  it("offers PowerPoint first, to be edited", async () => {
    await opened();
    const formats = screen.getByRole("radiogroup", { name: words.format });
    const names = within(formats).getAllByRole("radio");
    expect(names[0]).toBe(screen.getByRole("radio", { name: words.powerpoint }));
    expect(names[0]).toBeChecked();
    expect(screen.getByText(words.what.pptx)).toBeVisible();
    expect(screen.getByText(".pptx")).toBeVisible();
    expect(screen.getByRole("radio", { name: words.editable })).toBeChecked();
    expect(screen.getByText(words.whatMode.editable)).toBeVisible();
    expect(libreOffice()).not.toBeChecked();
    expect(libreOffice()).toHaveAccessibleDescription(words.madeForHint);
  });

  it("places texts for LibreOffice, as long as there are texts", async () => {
    const { backend, user } = await opened();
    const asked = exporting(backend);
    await user.click(libreOffice());
    await user.click(button(/^Export/));
    await waitFor(() => expect(asked[0]).toMatchObject({ made_for: "libreoffice" }));
    expect(asked[0]).not.toHaveProperty("mode");
    await user.click(button(words.again));
    expect(libreOffice()).toBeChecked();
    await user.click(screen.getByRole("radio", { name: words.exact }));
    expect(screen.getByText(words.whatMode.exact)).toBeVisible();
    expect(screen.queryByRole("checkbox", { name: words.madeForLibreOffice })).toBeNull();
    await user.click(button(/^Export/));
    await waitFor(() => expect(asked[1]).toMatchObject({ format: "pptx", mode: "exact" }));
    expect(asked[1]).not.toHaveProperty("made_for");
  });

  it("asks for nothing of PowerPoint in another format", async () => {
    const { backend, user } = await opened();
    const asked = exporting(backend);
    await user.click(screen.getByRole("radio", { name: words.exact }));
    await user.click(screen.getByRole("radio", { name: words.pdf }));
    expect(screen.queryByRole("radio", { name: words.exact })).toBeNull();
    await user.click(button(/^Export/));
    await waitFor(() => expect(asked[0]?.format).toBe("pdf"));
    expect(asked[0]).not.toHaveProperty("mode");
  });

  it("makes pictures of the chosen size, packed where they are several", async () => {
    const { backend, user } = await opened();
    const asked = exporting(backend);
    await user.click(screen.getByRole("radio", { name: words.pictures }));
    expect(screen.getByText(words.what.png)).toBeVisible();
    expect(screen.getByText(".zip")).toBeVisible();
    await user.click(screen.getByRole("radio", { name: words.this(1) }));
    expect(screen.getByText(".png")).toBeVisible();
    await user.click(screen.getByRole("radio", { name: words.pixels(3840, 2160) }));
    await user.click(button(/^Export/));
    const file_name = "Q3 Revenue Analysis.png";
    const expected = { format: "png", slides: "1", scale: 3, file_name };
    await waitFor(() => expect(asked[0]).toMatchObject(expected));
    await user.click(button(words.again));
    expect(screen.getByRole("radio", { name: words.pictures })).toBeChecked();
  });

  it("puts slides and notes on paper, and one or the other", async () => {
    const { backend, user } = await opened();
    const asked = exporting(backend);
    const notes = () => screen.getByRole("combobox", { name: words.notes });
    const perPage = () => screen.getByRole("combobox", { name: words.perPage });
    await user.click(screen.getByRole("radio", { name: words.pdf }));
    expect(screen.queryByRole("combobox", { name: words.paper })).toBeNull();
    await user.selectOptions(notes(), words.notesPages);
    expect(perPage()).toBeDisabled();
    await user.selectOptions(notes(), words.notesAnnotations);
    await user.selectOptions(perPage(), words.perPageOf(3));
    expect(screen.getByRole("option", { name: words.notesPages })).toBeDisabled();
    await user.selectOptions(screen.getByRole("combobox", { name: words.paper }), words.letter);
    await user.click(button(/^Export/));
    const expected = { format: "pdf", notes: "annotations", per_page: 3, paper: "letter" };
    await waitFor(() => expect(asked[0]).toMatchObject(expected));
    await user.click(button(words.again));
    expect(perPage()).toHaveValue("3");
    await user.click(screen.getByRole("radio", { name: words.pictures }));
    expect(screen.queryByRole("combobox", { name: words.notes })).toBeNull();
    await user.click(button(/^Export/));
    await waitFor(() => expect(asked).toHaveLength(2));
    for (const option of ["notes", "per_page", "paper"]) {
      expect(asked[1]).not.toHaveProperty(option);
    }
  });

  it("asks for nothing that is usual", async () => {
    const { backend, user } = await opened();
    const asked = exporting(backend);
    await user.click(button(/^Export/));
    await waitFor(() => expect(asked).toHaveLength(1));
    for (const option of ["notes", "per_page", "paper", "mode", "made_for", "scale"]) {
      expect(asked[0]).not.toHaveProperty(option);
    }
  });

  it("makes an HTML file where there is no browser", async () => {
    const { backend, user } = await opened({}, (fake) => {
      fake.exportChoices = async () => ({ folder: "~", dialogs: false, browser: null });
    });
    const asked = exporting(backend);
    expect(button(/^Export/)).toBeDisabled();
    await user.click(screen.getByRole("radio", { name: words.html }));
    expect(screen.queryByText(words.noBrowser)).toBeNull();
    await user.click(button(/^Export/));
    await waitFor(() => expect(asked[0]?.file_name).toBe("Q3 Revenue Analysis.html"));
    expect(asked[0]).not.toHaveProperty("scale");
  });

  it("asks for another file when the one of the dialog was for another format", async () => {
    const { backend, user } = await opened();
    const asked = exporting(backend);
    await user.click(button(words.choose));
    expect(await screen.findByText(words.goesTo("~/Desktop"))).toBeVisible();
    await user.click(screen.getByRole("radio", { name: words.html }));
    expect(screen.queryByText(words.goesTo("~/Desktop"))).toBeNull();
    await user.click(button(/^Export/));
    await waitFor(() => expect(asked[0]).not.toHaveProperty("target"));
  });

  it("reads a range while it is typed", async () => {
    const { backend, user } = await opened();
    const asked = exporting(backend);
    await user.click(screen.getByRole("radio", { name: words.range }));
    const field = screen.getByRole("textbox", { name: words.rangeLabel });
    expect(button(/^Export/)).toBeDisabled();
    await user.type(field, "1-3, 99");
    expect(screen.getByText(words.rangeBeyond(99, 14))).toBeVisible();
    expect(field).toBeInvalid();
    await user.clear(field);
    await user.type(field, "1-3, 8");
    expect(screen.getByText(words.rangeCount(4, 14))).toBeVisible();
    await user.keyboard("{Enter}");
    await waitFor(() => expect(asked[0]?.slides).toBe("1-3,8"));
  });

  it("can be the slide on the stage alone", async () => {
    const { app, backend, user } = await opened();
    const asked = exporting(backend);
    expect(app.opened.slide).toBe(0);
    await user.click(screen.getByRole("radio", { name: words.this(1) }));
    await user.click(button(/^Export/));
    await waitFor(() => expect(asked[0]?.slides).toBe("1"));
  });

  it("needs a name", async () => {
    const { user } = await opened();
    await user.clear(screen.getByRole("textbox"));
    expect(screen.getByText(words.nameEmpty)).toBeVisible();
    expect(button(/^Export/)).toBeDisabled();
  });

  it("takes the file that the system's dialog was given", async () => {
    const { backend, user } = await opened();
    const asked = exporting(backend);
    await user.click(button(words.choose));
    await user.click(button(/^Export/));
    await waitFor(() => expect(asked[0]).toMatchObject({ target: "chosen", replace: true }));
  });

  it("says so when there is no browser, and leads to the settings", async () => {
    const none = { folder: "Documents", dialogs: true, browser: null };
    const { app, user } = await opened({}, (backend) => {
      vi.spyOn(backend, "exportChoices").mockResolvedValue(none);
    });
    expect(screen.getByText(words.noBrowser)).toBeVisible();
    expect(button(/^Export/)).toBeDisabled();
    await user.click(button(words.chooseBrowser));
    expect(app.overlay).toEqual({ kind: "settings", page: "export" });
  });

  it("says what went wrong when Lectern cannot tell where files go", async () => {
    await opened({}, (backend) => backend.fail("exportChoices", SCRIPT));
    expect(screen.getByRole("alert")).toHaveTextContent(SCRIPT.message);
  });

  it("leaves the place to the browser where there is no window", async () => {
    await opened({ desktop: false });
    expect(screen.getByText(words.download)).toBeVisible();
    expect(screen.queryByRole("button", { name: words.choose })).toBeNull();
  });
});

describe("while it runs", () => {
  it("counts slides, and Cancel ends it", async () => {
    const { app, backend, user } = await opened();
    let end: (cause: Problem) => void = () => undefined;
    exporting(backend, new Promise<Saved>((_, fail) => (end = fail)));
    const cancel = vi.spyOn(backend, "cancelExport").mockImplementation(async () => end(CANCELLED));
    await user.keyboard("{Enter}");
    const session_id = app.opened.asked;
    const hear = (progress: Progress) =>
      backend.store.hear.forEach((hear) =>
        hear({ sequence: 1, change: "export_progressed", session_id, client: null, progress }),
      );
    const bar = screen.getByRole("progressbar");
    for (const step of ["waiting", "starting_browser"] as const) {
      hear({ step });
      expect(await screen.findByText(words.steps[step])).toBeVisible();
      expect(bar).not.toHaveAttribute("aria-valuenow");
    }
    hear({ step: "slides", ready: 9, total: 14 });
    expect(await screen.findByText(words.slide(9, 14))).toBeVisible();
    expect(bar).toHaveAttribute("aria-valuenow", "9");
    hear({ step: "printing", total: 3 });
    expect(await screen.findByText(words.steps.printing)).toBeVisible();
    hear({ step: "writing" });
    expect(await screen.findByText(words.steps.writing)).toBeVisible();
    expect(bar).toHaveAttribute("aria-valuenow", "3");
    await user.click(button(words.cancelExport));
    expect(cancel).toHaveBeenCalledWith(session_id);
    expect(await screen.findByText(words.cancelled)).toBeVisible();
    expect(button(/^Export/)).toBeEnabled();
  });

  it("goes on when the dialog closes, and tells the end", async () => {
    const { app, backend, user } = await opened();
    render(WithApp, { app, part: RunningExport });
    let end: (saved: Saved) => void = () => undefined;
    exporting(backend, new Promise<Saved>((done) => (end = done)));
    await user.keyboard("{Enter}");
    await user.click(await screen.findByRole("button", { name: words.hide }));
    expect(app.overlay).toBeNull();
    expect(screen.getByRole("progressbar")).toBeVisible();
    end(SAVED);
    await waitFor(() => expect(screen.queryByRole("progressbar")).toBeNull());
    const toast = app.toasts.items.at(-1);
    expect(toast?.text).toBe(words.saved(SAVED.file_name, "1.2 MB"));
    expect(toast?.actions.map(({ label }) => label)).toEqual([words.open, words.reveal]);
  });

  it("tells behind its closed dialog what became a picture, and shows the rest", async () => {
    const { app, backend, user } = await opened();
    render(WithApp, { app, part: RunningExport });
    let end: (saved: Saved) => void = () => undefined;
    exporting(backend, new Promise<Saved>((done) => (end = done)));
    await user.keyboard("{Enter}");
    await user.click(await screen.findByRole("button", { name: words.hide }));
    end({ ...SAVED, fidelity: REPORT });
    const text = `${words.saved(SAVED.file_name, "1.2 MB")} · ${words.fidelity.pictures(4)}`;
    await waitFor(() => expect(app.toasts.items.at(-1)).toMatchObject({ text, tone: "success" }));
    await app.toasts.items.at(-1)?.actions[0]?.run();
    expect(await screen.findByText(words.fidelity.details(5))).toBeVisible();
  });

  it("exports of other sessions wait", async () => {
    const { app, backend } = await opened();
    const asked = exporting(backend, new Promise<Saved>(() => undefined));
    const [first, , third] = app.library.sessions;
    const file = { format: "pdf", slides: null, count: 14, scale: 2 } as const;
    const paper = { notes: "none", per_page: 1, paper: "a4" } as const;
    const powerpoint = { mode: "editable", made_for: "any" } as const;
    const choices = { ...file, paper, powerpoint, name: "A", target: null, open: false };
    app.exports.start(first ?? never(), choices);
    const waiting = app.exports.start(third ?? never(), choices);
    expect(asked).toHaveLength(1);
    expect(waiting.state.kind).toBe("waiting");
    await app.exports.cancel(waiting);
    expect(waiting.state.kind).toBe("cancelled");
  });

  it("quitting asks, and stops it if told to", async () => {
    const { app, backend, user } = await opened();
    exporting(backend, new Promise<Saved>(() => undefined));
    const close = vi.spyOn(backend.desktop ?? never(), "closeWindow");
    const cancel = vi.spyOn(backend, "cancelExport").mockResolvedValue();
    await user.keyboard("{Enter}");
    await waitFor(() => expect(app.exports.active).toHaveLength(1));
    perform(app, "quit");
    expect(await screen.findByText(words.quitTitle(1, 0))).toBeVisible();
    expect(close).not.toHaveBeenCalled();
    await waitFor(() => expect(button(words.quitWait)).toHaveFocus());
    await user.click(button(words.quitStop));
    await waitFor(() => expect(close).toHaveBeenCalledOnce());
    expect(cancel).toHaveBeenCalledOnce();
  });
});

describe("how it ends", () => {
  it("a file in the way is asked about once", async () => {
    const { backend, user } = await opened();
    const asked = exporting(backend, EXISTS, SAVED);
    await user.keyboard("{Enter}");
    expect(await screen.findByText(words.exists(SAVED.file_name))).toBeVisible();
    await user.click(button(words.replace));
    await screen.findByText(words.saved(SAVED.file_name, "1.2 MB"));
    expect(asked[1]?.replace).toBe(true);
  });

  it("both files can be kept, under the first free number", async () => {
    const { backend, user } = await opened();
    const asked = exporting(backend, EXISTS, EXISTS, SAVED);
    await user.keyboard("{Enter}");
    await user.click(await screen.findByRole("button", { name: /Keep both/ }));
    await screen.findByText(words.saved(SAVED.file_name, "1.2 MB"));
    expect(asked.map(({ file_name }) => file_name)).toEqual([
      "Q3 Revenue Analysis.pptx",
      "Q3 Revenue Analysis (2).pptx",
      "Q3 Revenue Analysis (3).pptx",
    ]);
    expect(asked.some(({ replace }) => replace)).toBe(false);
  });

  it("a failure is told in Lectern's words, and can be tried again", async () => {
    const { backend, user } = await opened();
    exporting(backend, SCRIPT, SAVED);
    await user.keyboard("{Enter}");
    expect(await screen.findByRole("alert")).toHaveTextContent(SCRIPT.message);
    expect(screen.getByText(words.failedText)).toBeVisible();
    await user.click(button(words.tryAgain));
    expect(await screen.findByText(words.saved(SAVED.file_name, "1.2 MB"))).toBeVisible();
  });

  it("what may look different is said in words", async () => {
    const { backend, user } = await opened();
    exporting(backend, {
      ...SAVED,
      warnings: [
        { kind: "script_failed", slide: 9, message: "Chart is not defined" },
        { kind: "blocked", address: "https://example.org/a.png" },
        { kind: "overflow", slide: 4 },
        { kind: "picture_missing", slide: 2 },
        { kind: "drawn_apart", slide: 3, name: "total" },
        { kind: "font_missing", family: "Inter" },
      ],
    });
    await user.keyboard("{Enter}");
    await screen.findByText(words.notesCount(6));
    expect(screen.getByText(words.warnings.script(9, "Chart is not defined"))).toBeVisible();
    expect(screen.getByText(words.warnings.blocked("https://example.org/a.png"))).toBeVisible();
    expect(screen.getByText(words.warnings.overflow(4))).toBeVisible();
    expect(screen.getByText(words.warnings.picture(2))).toBeVisible();
    expect(screen.getByText(words.warnings.apart(3, "total"))).toBeVisible();
    expect(screen.getByText(words.warnings.font("Inter"))).toBeVisible();
  });

  it("what became a picture is said in few words, and in full on request", async () => {
    const { backend, user } = await opened();
    exporting(backend, { ...SAVED, fidelity: REPORT });
    await user.keyboard("{Enter}");
    const told = words.fidelity;
    const summary = `${told.partly(12, 14)} · ${told.kept(3, 1)}`;
    expect(await screen.findByText(summary)).toBeVisible();
    const chart = [told.causes.chart(1)];
    const five = told.slide(5, [told.causes.effect(2), ...chart], 3, 100);
    expect(screen.getByText(five)).not.toBeVisible();
    await user.click(screen.getByText(told.details(5)));
    expect(screen.getByText(five)).toBeVisible();
    expect(screen.getByText(told.slide(9, chart, 1, 0))).toHaveTextContent("less than 1 %");
    expect(screen.getByText(told.leftOut(9, [told.leftOuts.outline]))).toBeVisible();
    expect(screen.getByText(told.font("Inter"))).toBeVisible();
    expect(screen.getByText(told.fontOfDeck("House"))).toBeVisible();
    expect(screen.queryByText(/Arial/)).toBeNull();
  });

  it("a report in numbers is told in numbers", async () => {
    const { backend, user } = await opened();
    exporting(backend, { ...SAVED, fidelity: { ...REPORT, slides: [], fonts: [] } });
    await user.keyboard("{Enter}");
    await user.click(await screen.findByText(words.fidelity.details(3)));
    expect(screen.getByText(words.fidelity.pictures(4))).toBeVisible();
    expect(screen.getByText(words.fidelity.leftOutInAll(1))).toBeVisible();
    expect(screen.getByText(words.fidelity.fonts(2))).toBeVisible();
  });

  it("a file without losses says so, and has no details", async () => {
    const { backend, user } = await opened();
    exporting(backend, { ...SAVED, fidelity: { ...fidelityOf(4), fonts: [], totals: WHOLE } });
    await user.keyboard("{Enter}");
    expect(await screen.findByText(words.fidelity.whole(4))).toBeVisible();
    expect(screen.queryByText(/^Details/)).toBeNull();
  });

  it("slides that were asked to be pictures are no losses", async () => {
    const { backend, user } = await opened();
    exporting(backend, { ...SAVED, fidelity: fidelityOf(4, "exact") });
    await user.keyboard("{Enter}");
    expect(await screen.findByText(words.fidelity.exact)).toBeVisible();
    expect(screen.queryByText(/^Details/)).toBeNull();
  });

  it("a file that cannot be opened is told", async () => {
    const { app, backend, user } = await opened();
    exporting(backend);
    backend.fail("openExport", SCRIPT);
    await user.keyboard("{Enter}");
    await user.click(await screen.findByRole("button", { name: words.open }));
    await waitFor(() => expect(app.toasts.items.at(-1)?.text).toBe(SCRIPT.message));
  });

  it("the same again needs no dialog", async () => {
    const { app, backend, user } = await opened();
    const asked = exporting(backend);
    await user.keyboard("{Enter}");
    await user.click(await screen.findByRole("button", { name: "Close" }));
    perform(app, "export-again");
    await waitFor(() => expect(asked).toHaveLength(2));
    expect(app.overlay).toBeNull();
    expect(asked[1]).toEqual(asked[0]);
  });

  it("the slides of one deck are nothing to another", async () => {
    const { app, backend, user } = await opened();
    const asked = exporting(backend);
    await user.click(screen.getByRole("radio", { name: words.range }));
    await user.type(screen.getByRole("textbox", { name: words.rangeLabel }), "2-3{Enter}");
    await user.click(await screen.findByRole("button", { name: "Close" }));
    await app.opened.open(ids(app)[2] ?? "");
    perform(app, "export-again");
    await waitFor(() => expect(asked).toHaveLength(2));
    expect(asked[1]).not.toHaveProperty("slides");
    await app.opened.open(ids(app)[0] ?? "");
    perform(app, "export-again");
    await waitFor(() => expect(asked[2]?.slides).toBe("2-3"));
  });

  it("a dialog offers the slides that were chosen last for its own deck", async () => {
    const { app, backend, user } = await opened();
    exporting(backend);
    const typed = () => screen.getByRole("textbox", { name: words.rangeLabel });
    await user.click(screen.getByRole("radio", { name: words.range }));
    await user.type(typed(), "2-3{Enter}");
    await user.click(await screen.findByRole("button", { name: "Close" }));
    await app.opened.open(ids(app)[2] ?? "");
    app.overlay = { kind: "export" };
    await user.click(await screen.findByRole("radio", { name: words.range }));
    expect(typed()).toHaveValue("");
  });

  it("without a last time, the dialog opens", async () => {
    const { app } = await opened();
    app.overlay = null;
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    perform(app, "export-again");
    expect(app.overlay).toEqual({ kind: "export" });
  });
});

describe("names and ranges", () => {
  it("files end as their format says", () => {
    expect(withEnding(" Q3 ", "pdf")).toBe("Q3.pdf");
    expect(withEnding("Q3.PDF", "pdf")).toBe("Q3.PDF");
    expect(endingOf("png", 1)).toBe("png");
    expect(endingOf("png", 2)).toBe("zip");
    expect(endingOf("html", 2)).toBe("html");
    expect(numberedName("a.b.pdf", 2)).toBe("a.b (2).pdf");
  });

  it.each([
    ["1-5, 8", "1-5,8", 6],
    [" 3 ", "3", 1],
    ["1–3", "1-3", 3],
    ["2,2,2", "2", 1],
    ["1;2,", "1,2", 2],
  ])("%s", (typed, slides, count) => {
    const range = readRange(typed, 14);
    expect(range).toMatchObject({ ok: true, count });
    expect(typed === "2,2,2" || (range.ok && range.slides === slides)).toBe(true);
  });

  it.each(["", "0", "15", "a", "1-", "-3", "5-2", "1.5", "1 - - 2"])("not %s", (typed) => {
    expect(readRange(typed, 14).ok).toBe(false);
  });
});

function never(): never {
  throw new Error("there is one in this test");
}
