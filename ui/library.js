// The list of sessions: filter, trash, choosing one with mouse or keys.

import { backend } from "./backend/index.js";
import { button, complain, counted, element, time } from "./elements.js";

const PAGE = 100;
const TYPING_PAUSE = 200;

const filter = document.getElementById("filter");
const list = document.getElementById("sessions");
const count = document.getElementById("count");
const trash = document.getElementById("trash");

export class Library {
  sessions = [];
  chosen = null;
  showsTrash = false;
  #next = null;
  #typing = null;
  #reading = 0;
  #choose;

  /** `choose` is called with the session that the user opens. */
  constructor(choose) {
    this.#choose = choose;
    filter.addEventListener("input", () => this.#filterSoon());
    trash.addEventListener("click", () => this.#switch());
    list.addEventListener("keydown", (event) => this.#move(event));
  }

  /** Reads the list anew. Answers the problem, if there is one. */
  async refresh() {
    const reading = ++this.#reading;
    const wanted = Math.min(Math.max(this.sessions.length, PAGE), PAGE);
    const page = await backend.call("list_sessions", this.#request(wanted));
    if (reading === this.#reading) {
      this.sessions = page.sessions;
      this.#next = page.next_cursor ?? null;
      this.#draw();
    }
  }

  /** Marks a session as the one that is shown. */
  mark(sessionId) {
    this.chosen = sessionId;
    this.#draw();
  }

  focusFilter() {
    filter.focus();
    filter.select();
  }

  #request(limit) {
    return {
      limit,
      q: filter.value.trim() || null,
      trashed: this.showsTrash || null,
    };
  }

  #filterSoon() {
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.refresh().catch(complain), TYPING_PAUSE);
  }

  #switch() {
    this.showsTrash = !this.showsTrash;
    trash.setAttribute("aria-pressed", String(this.showsTrash));
    this.#choose(null);
    this.refresh().catch(complain);
  }

  async #more() {
    const request = { ...this.#request(PAGE), cursor: this.#next };
    try {
      const page = await backend.call("list_sessions", request);
      this.sessions.push(...page.sessions);
      this.#next = page.next_cursor ?? null;
      this.#draw();
    } catch (problem) {
      complain(problem);
    }
  }

  #draw() {
    const focused = document.activeElement?.dataset?.sessionId;
    count.textContent = this.#summary();
    const rows = this.sessions.map((session) => this.#row(session));
    if (this.#next) {
      rows.push(element("li", {}, button("Show more", () => this.#more(), { class: "quiet more" })));
    }
    list.replaceChildren(...rows);
    if (focused) {
      list.querySelector(`[data-session-id="${focused}"]`)?.focus();
    }
  }

  #summary() {
    if (this.sessions.length > 0) {
      const more = this.#next ? "+" : "";
      const noun = this.showsTrash ? "session in the trash" : "session";
      return this.showsTrash
        ? `${this.sessions.length}${more} in the trash`
        : counted(this.sessions.length, noun).replace(" ", `${more} `);
    }
    if (filter.value.trim()) {
      return `Nothing matches “${filter.value.trim()}”.`;
    }
    return this.showsTrash ? "Trash is empty." : "";
  }

  #row(session) {
    const isChosen = session.session_id === this.chosen;
    const facts = session.has_slide_deck
      ? counted(session.slide_count, "slide")
      : counted(session.message_count, "message");
    return element(
      "li",
      {},
      element(
        "button",
        {
          type: "button",
          class: "row",
          title: session.title,
          "data-session-id": session.session_id,
          "aria-current": isChosen ? "true" : null,
          click: () => this.#choose(session),
        },
        element("span", { class: "title" }, session.title),
        element("span", { class: "facts muted" }, `${facts} · `, time(session.last_activity)),
      ),
    );
  }

  #move(event) {
    const rows = [...list.querySelectorAll("button")];
    const steps = { ArrowDown: 1, ArrowUp: -1, Home: -rows.length, End: rows.length };
    const step = steps[event.key];
    if (step === undefined) {
      return;
    }
    event.preventDefault();
    const at = rows.indexOf(document.activeElement);
    rows[Math.min(Math.max(at + step, 0), rows.length - 1)]?.focus();
  }
}
