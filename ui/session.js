// One session: its deck and its conversation as text, and what can be done
// with it.

import { backend } from "./backend/index.js";
import { problemOf } from "./backend/problem.js";
import { agrees, button, complain, counted, element, notify, time } from "./elements.js";

const LONGEST_TITLE = 255;
const SPEAKERS = { user: "You", assistant: "Assistant", system: "System", tool: "Tool" };
const UNSHOWN = "script, style, template, noscript, title";
const BLOCKS = "address, article, aside, blockquote, dd, div, dl, dt, figcaption, figure, footer, h1, h2, h3, h4, h5, h6, header, li, main, nav, ol, p, pre, section, table, tr, ul, body";
const PICTURES = [
  ["canvas", "chart"],
  ["svg", "drawing"],
  ["img, picture", "picture"],
  ["video, audio", "recording"],
];

const pane = document.getElementById("session");

export class SessionView {
  session = null;
  #isInTrash = false;
  #exporting = new Map();
  #showing = 0;
  #drawn = null;
  #close;

  /** `close` is called when the session that is shown goes away. */
  constructor(close) {
    this.#close = close;
  }

  /** Shows a session; one in the trash can only be brought back or deleted. */
  async show(session, isInTrash) {
    const isOther = session.session_id !== this.session?.session_id;
    this.session = session;
    this.#isInTrash = isInTrash;
    if (isInTrash) {
      this.#showing += 1;
      pane.replaceChildren(this.#inTrash());
      return;
    }
    await this.#read(isOther);
  }

  /** Reads the shown session anew. */
  async refresh() {
    if (this.session && !this.#isInTrash) {
      await this.#read(false);
    }
  }

  /** Shows what to do when nothing is chosen. */
  showNothing(importFiles, hasSessions) {
    this.session = null;
    this.#showing += 1;
    pane.replaceChildren(hasSessions ? nothingChosen() : firstRun(importFiles));
  }

  /** Shows why Lectern cannot work at all. */
  showProblem(problem) {
    this.session = null;
    this.#showing += 1;
    pane.replaceChildren(
      element(
        "div",
        { class: "empty", role: "alert" },
        element("h2", {}, problem.title),
        element("p", {}, problem.message),
      ),
    );
  }

  async rename() {
    if (!this.session || this.#isInTrash) {
      return;
    }
    const { session_id: sessionId, title } = this.session;
    const input = element("input", {
      type: "text",
      id: "new-title",
      value: title,
      maxlength: LONGEST_TITLE,
      autocomplete: "off",
    });
    const content = element("label", { for: "new-title" }, "Title", input);
    const agreed = agrees({ title: "Rename session", content, agree: "Rename" });
    input.focus();
    input.select();
    if (await agreed) {
      await doing(() => backend.call("rename_session", { session_id: sessionId, title: input.value }));
    }
  }

  async trash() {
    if (!this.session || this.#isInTrash) {
      return;
    }
    const { session_id: sessionId, title } = this.session;
    const request = { session_id: sessionId };
    const done = await doing(() => backend.call("trash_session", request));
    if (done) {
      this.#close();
      const restore = () => doing(() => backend.call("restore_session", request));
      notify(`“${title}” moved to Trash.`, { action: { label: "Undo", press: restore } });
    }
  }

  async export() {
    if (!this.session?.has_slide_deck || this.#isInTrash) {
      return;
    }
    const { session_id: sessionId } = this.session;
    if (this.#exporting.has(sessionId)) {
      return;
    }
    this.#tellProgress(sessionId, "Exporting…", null);
    try {
      const saved = await backend.saveExport(sessionId, "pdf", (progress) =>
        this.#tellProgress(sessionId, ...inWords(progress)),
      );
      if (saved) {
        notify(savedSentence(saved), { details: warningsOf(saved) });
      }
    } catch (cause) {
      complain(problemOf(cause));
    } finally {
      this.#exporting.delete(sessionId);
      this.#drawProgress();
    }
  }

  async #read(isOther) {
    const showing = ++this.#showing;
    const request = { session_id: this.session.session_id };
    try {
      const [session, slides, messages] = await Promise.all([
        backend.call("get_session", request),
        backend.call("get_slides", request),
        backend.call("list_messages", request),
      ]);
      if (showing === this.#showing) {
        this.session = session;
        this.#draw(slides.slide_deck, messages.messages, isOther);
      }
    } catch (cause) {
      const problem = problemOf(cause);
      if (showing !== this.#showing) {
        return;
      }
      if (problem.code === "not_found") {
        this.#close();
        notify("This session no longer exists. It may have been deleted in another window or by the command line.");
      } else {
        complain(problem);
      }
    }
  }

  /** Draws anew only what changed, and leaves the focus where it was. */
  #draw(deck, messages, isOther) {
    const drawn = JSON.stringify([this.session, deck, messages]);
    if (!isOther && drawn === this.#drawn) {
      return;
    }
    this.#drawn = drawn;
    const position = isOther ? 0 : pane.scrollTop;
    const focused = [...pane.querySelectorAll("button")].indexOf(document.activeElement);
    pane.replaceChildren(this.#head(), slidesOf(deck), conversationOf(messages));
    this.#drawProgress();
    pane.scrollTop = position;
    if (isOther) {
      pane.focus({ preventScroll: true });
    } else {
      pane.querySelectorAll("button")[focused]?.focus({ preventScroll: true });
    }
  }

  #head() {
    const { session } = this;
    return element(
      "header",
      { class: "bar head" },
      element(
        "div",
        { class: "name" },
        element("h2", { title: session.title }, session.title),
        element("p", { class: "muted" }, factsOf(session)),
      ),
      element(
        "div",
        { class: "actions", role: "group", "aria-label": "Actions" },
        button("Rename", () => this.rename(), { title: "Rename (F2)" }),
        button("Delete", () => this.trash(), { title: "Move to Trash (Delete)" }),
        button("Export PDF", () => this.export(), {
          id: "export",
          class: "primary",
          title: "Export PDF (Ctrl+E)",
          disabled: !session.has_slide_deck,
        }),
      ),
      element("div", { id: "progress", class: "progress", hidden: true }),
    );
  }

  #tellProgress(sessionId, words, part) {
    this.#exporting.set(sessionId, { words, part });
    this.#drawProgress();
  }

  #drawProgress() {
    const place = document.getElementById("progress");
    if (!place || !this.session) {
      return;
    }
    const { session_id: sessionId } = this.session;
    const exporting = this.#exporting.get(sessionId);
    place.hidden = !exporting;
    document.getElementById("export").disabled = Boolean(exporting) || !this.session.has_slide_deck;
    if (!exporting) {
      place.replaceChildren();
      return;
    }
    if (place.childElementCount === 0) {
      place.append(
        element("progress", { "aria-label": "Export" }),
        element("span", { role: "status" }),
        button("Cancel", () => doing(() => backend.cancelExport(sessionId))),
      );
    }
    const [bar, words] = place.children;
    words.textContent = exporting.words;
    if (exporting.part === null) {
      bar.removeAttribute("value");
    } else {
      bar.value = exporting.part;
    }
  }

  #inTrash() {
    const { session } = this;
    const request = { session_id: session.session_id };
    const restore = async () => {
      if (await doing(() => backend.call("restore_session", request))) {
        this.#close();
        notify(`“${session.title}” is back in your sessions.`);
      }
    };
    const deleteForever = async () => {
      const agreed = await agrees({
        title: `Delete “${session.title}” forever?`,
        content: element("p", {}, "Its slides and its conversation are removed. This cannot be undone."),
        agree: "Delete forever",
        danger: true,
      });
      if (agreed && (await doing(() => backend.call("delete_session", request)))) {
        this.#close();
      }
    };
    return element(
      "div",
      { class: "empty" },
      element("h2", {}, session.title),
      element("p", { class: "muted" }, `${factsOf(session)} · in the trash`),
      element(
        "div",
        { class: "buttons" },
        button("Restore", restore, { class: "primary" }),
        button("Delete forever…", deleteForever),
      ),
    );
  }
}

/** Does something and shows its error. Answers whether it worked. */
async function doing(work) {
  try {
    await work();
    return true;
  } catch (cause) {
    complain(problemOf(cause));
    return false;
  }
}

function nothingChosen() {
  return element("div", { class: "empty" }, element("p", { class: "muted" }, "Choose a session to read it."));
}

function firstRun(importFiles) {
  return element(
    "div",
    { class: "empty" },
    element("h2", {}, "No sessions yet"),
    element("p", { class: "muted" }, "Import a deck as HTML or JSON. Everything stays on this computer."),
    element("div", { class: "buttons" }, button("Import files…", importFiles, { class: "primary" })),
  );
}

function factsOf(session) {
  return [
    session.has_slide_deck ? counted(session.slide_count, "slide") : "No slides",
    session.message_count > 0 ? counted(session.message_count, "message") : null,
    session.profile_name,
    session.created_by,
  ]
    .filter(Boolean)
    .join(" · ");
}

function inWords(progress) {
  switch (progress.step) {
    case "slides":
      return [`Slide ${progress.ready} of ${progress.total}`, progress.ready / Math.max(progress.total, 1)];
    case "printing":
      return [`Writing ${counted(progress.total, "page")}…`, null];
    default:
      return ["Starting the browser…", null];
  }
}

function savedSentence(saved) {
  const place = saved.folder ? `Saved ${saved.file_name} in ${saved.folder}` : `Downloaded ${saved.file_name}`;
  const notes = saved.warnings.length;
  return notes > 0 ? `${place}, with ${counted(notes, "note")} about how it may look.` : `${place}.`;
}

function warningsOf(saved) {
  return saved.warnings.map(warningInWords).join(" ").trim() || null;
}

function warningInWords(warning) {
  switch (warning.kind) {
    case "blocked":
      return `${warning.address} was not loaded because Lectern stays offline.`;
    case "script_failed":
      return warning.slide
        ? `Slide ${warning.slide}’s script failed: ${warning.message}.`
        : `A script of the deck failed: ${warning.message}.`;
    case "overflow":
      return `Slide ${warning.slide} is larger than its page; the rest is cut.`;
    case "picture_missing":
      return `A picture on slide ${warning.slide} cannot be shown.`;
    default:
      return "";
  }
}

function slidesOf(deck) {
  const slides = deck?.slides ?? [];
  return element(
    "section",
    { class: "slides", "aria-label": "Slides" },
    element("h3", {}, "Slides"),
    slides.length === 0
      ? element("p", { class: "muted" }, "No slides yet.")
      : element("ol", {}, slides.map((slide, index) => slideOf(slide, index, slides.length))),
  );
}

function slideOf(slide, index, total) {
  const { lines, pictures } = readSlide(slide.html);
  return element(
    "li",
    { class: "slide", "aria-label": `Slide ${index + 1} of ${total}` },
    element("span", { class: "number muted" }, String(index + 1)),
    element(
      "div",
      { class: "text" },
      lines.map((line) => element("p", { class: line.isHeading ? "heading" : null }, line.text)),
      lines.length === 0 && pictures.length === 0 ? element("p", { class: "muted" }, "No text.") : null,
      pictures.length > 0 ? element("p", { class: "pictures muted" }, pictures.join(" · ")) : null,
      slide.notes ? element("p", { class: "notes muted" }, `Notes: ${slide.notes}`) : null,
    ),
  );
}

/** The slide's words, block by block. The document it is parsed into never runs or loads anything. */
function readSlide(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  for (const unshown of parsed.querySelectorAll(UNSHOWN)) {
    unshown.remove();
  }
  for (const cell of parsed.querySelectorAll("td + td, th + td, td + th, th + th")) {
    cell.prepend(" · ");
  }
  const pictures = PICTURES.map(([selector, noun]) => [parsed.querySelectorAll(selector).length, noun])
    .filter(([number]) => number > 0)
    .map(([number, noun]) => counted(number, noun));
  return { lines: linesOf(parsed), pictures };
}

function linesOf(parsed) {
  const lines = [];
  const walker = parsed.createTreeWalker(parsed.body, NodeFilter.SHOW_TEXT);
  let last = null;
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    const block = parent.closest(BLOCKS);
    if (block !== last || !lines.length) {
      lines.push({ text: "", isHeading: block?.matches("h1, h2, h3, h4, h5, h6") ?? false });
      last = block;
    }
    lines.at(-1).text += walker.currentNode.data;
  }
  return lines
    .map((line) => ({ ...line, text: line.text.replace(/\s+/g, " ").trim() }))
    .filter((line) => line.text);
}

function conversationOf(messages) {
  return element(
    "section",
    { class: "conversation", "aria-label": "Conversation" },
    element("h3", {}, "Conversation"),
    messages.length === 0
      ? element("p", { class: "muted" }, "No messages.")
      : element("ol", {}, messages.map(messageOf)),
  );
}

function messageOf(message) {
  return element(
    "li",
    { class: `message ${message.role}` },
    element("p", { class: "speaker muted" }, `${SPEAKERS[message.role] ?? message.role} · `, time(message.timestamp)),
    element("p", { class: "content" }, message.content),
  );
}
