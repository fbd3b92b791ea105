// Making elements. Everything that comes from a session goes in as text, never
// as markup.

/**
 * Makes an element. `attributes` are set as they are, those whose value is
 * null or false are left out; functions listen to the event of their name.
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") {
      made.addEventListener(key, value);
    } else if (value !== null && value !== undefined && value !== false) {
      made.setAttribute(key, value === true ? "" : value);
    }
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

/** A button with a word on it. */
export function button(label, press, attributes = {}) {
  return element("button", { type: "button", click: press, ...attributes }, label);
}

/** "1 slide", "14 slides". */
export function counted(count, noun) {
  return `${count.toLocaleString()} ${noun}${count === 1 ? "" : "s"}`;
}

const UNITS = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: "auto", style: "short" });
const absolute = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

/** A time as people say it, with the exact one for whoever points at it. */
export function time(timestamp) {
  const moment = new Date(timestamp);
  return element(
    "time",
    { datetime: timestamp, title: absolute.format(moment) },
    sinceThen(moment),
  );
}

function sinceThen(moment) {
  const seconds = (moment.getTime() - Date.now()) / 1000;
  const unit = UNITS.find(([, length]) => Math.abs(seconds) >= length);
  return unit ? relative.format(Math.round(seconds / unit[1]), unit[0]) : "just now";
}

const notices = document.getElementById("notices");
const SHOWN_FOR = 10_000;

/**
 * Shows a sentence for a while, with an action if there is one. Failures stay
 * until they are dismissed.
 */
export function notify(sentence, { action, tone = "notice", details } = {}) {
  const notice = element("div", { class: `notice ${tone}` });
  const dismiss = () => notice.remove();
  notice.append(
    element(
      "div",
      { class: "sentence" },
      element("p", {}, sentence),
      details ? element("details", {}, element("summary", {}, "Details"), element("p", {}, details)) : null,
    ),
  );
  if (action) {
    notice.append(
      button(action.label, () => {
        dismiss();
        action.press();
      }),
    );
  }
  notice.append(button("×", dismiss, { class: "quiet close", "aria-label": "Dismiss" }));
  notices.append(notice);
  if (tone === "notice") {
    setTimeout(dismiss, SHOWN_FOR);
  }
}

/** Shows an error's sentence. */
export function complain(problem) {
  const tone = problem.code === "cancelled" ? "notice" : "warning";
  notify(problem.message, { tone, details: `${problem.title} (${problem.code})` });
}

/**
 * Asks a question in a dialog. `content` stands between title and buttons.
 * Answers whether the user agreed.
 */
export function agrees({ title, content, agree, danger = false }) {
  const dialog = document.getElementById("question");
  const cancel = button("Cancel", () => dialog.close("cancel"));
  const form = element(
    "form",
    { method: "dialog", submit: (event) => finish(event, dialog) },
    element("h2", { id: "question-title" }, title),
    content,
    element(
      "div",
      { class: "buttons" },
      cancel,
      element("button", { type: "submit", class: danger ? "danger" : "primary" }, agree),
    ),
  );
  dialog.replaceChildren(form);
  dialog.returnValue = "cancel";
  dialog.showModal();
  if (danger) {
    cancel.focus();
  }
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "agree"), { once: true });
  });
}

function finish(event, dialog) {
  event.preventDefault();
  dialog.close("agree");
}
