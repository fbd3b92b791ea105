// The keyboard: one listener, and one way to write keys down. "Mod+Shift+E" means
// Ctrl, on macOS ⌘; a key written without Mod is the same on every system.

/** What the rules of the keyboard depend on. */
export interface KeyWorld {
  /** Whether a text field has the focus. */
  typing: boolean;
  /** Whether a dialog is open. */
  covered: boolean;
}

const NAMED: Record<string, string> = {
  " ": "Space",
  Esc: "Escape",
  Del: "Delete",
  Left: "ArrowLeft",
  Right: "ArrowRight",
  Up: "ArrowUp",
  Down: "ArrowDown",
};

/** Signs that some keyboards give only with Shift, which then says nothing. */
const SHIFTED = new Set(["+", "-", "/", "?", "\\", ",", "."]);

type Pressed = Pick<
  KeyboardEvent,
  "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey" | "isComposing"
>;

/** What was pressed, written as in the table of actions; "" while text is composed. */
export function keysOf(event: Pressed, mac: boolean): string {
  // 229 is what an input method reports; `isComposing` is late in some webviews.
  if (event.isComposing || event.key === "Process" || event.key === "Dead") {
    return "";
  }
  const key = keyOf(event);
  const mod = mac ? event.metaKey : event.ctrlKey;
  const other = mac ? event.ctrlKey : event.metaKey;
  const parts = [
    mod ? "Mod" : "",
    other ? (mac ? "Ctrl" : "Meta") : "",
    event.altKey ? "Alt" : "",
    event.shiftKey && !SHIFTED.has(key) ? "Shift" : "",
    key,
  ];
  return parts.filter((part) => part !== "").join("+");
}

function keyOf({ key, code, altKey, ctrlKey, metaKey }: Pressed): string {
  // With a modifier, letters and digits go by their place on keyboards of other
  // scripts, where Ctrl+N would otherwise be Ctrl+т. A key with a name is that key
  // wherever it is: End on a keypad is no digit.
  const modified = altKey || ctrlKey || metaKey;
  const place = /^(?:Key|Digit|Numpad)([A-Z0-9])$/.exec(code)?.[1];
  if (modified && place && key.length === 1 && !/[a-z0-9+\-/\\,.=]/i.test(key)) {
    return place;
  }
  const name = NAMED[key] ?? key;
  if (name === "=" && modified) {
    return "+";
  }
  return name.length === 1 ? name.toUpperCase() : name;
}

const SHOWN: Record<string, string> = {
  Mod: "Ctrl",
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
  PageUp: "PgUp",
  PageDown: "PgDn",
  Escape: "Esc",
  Delete: "Del",
};

const SHOWN_MAC: Record<string, string> = {
  ...SHOWN,
  Mod: "⌘",
  Ctrl: "⌃",
  Alt: "⌥",
  Shift: "⇧",
  Enter: "↩",
  Delete: "⌦",
  Backspace: "⌫",
  Escape: "esc",
};

/** The order in which macOS writes what is held. */
const MAC_ORDER = ["Ctrl", "Alt", "Shift", "Mod"];

/** Keys for people: "Ctrl Shift E", on macOS "⇧⌘E". */
export function shownKeys(keys: string, mac: boolean): string {
  const parts = partsOf(keys);
  if (!mac) {
    return parts.map((part) => SHOWN[part] ?? part).join(" ");
  }
  const held = MAC_ORDER.filter((part) => parts.includes(part));
  return [...held, parts.at(-1) ?? ""].map((part) => SHOWN_MAC[part] ?? part).join("");
}

/** Keys as `aria-keyshortcuts` wants them. */
export function spokenKeys(keys: string, mac: boolean): string {
  const spoken: Record<string, string> = { Mod: mac ? "Meta" : "Control", Ctrl: "Control" };
  return partsOf(keys)
    .map((part) => (part === "+" ? "Plus" : (spoken[part] ?? part)))
    .join("+");
}

function partsOf(keys: string): string[] {
  return keys.endsWith("++") ? [...keys.slice(0, -2).split("+"), "+"] : keys.split("+");
}

const HELD = new Set(["Control", "Meta", "Alt", "AltGraph", "Shift"]);

/** Whether a shortcut was pressed, no text and nothing that is only held, on any system. */
export function isShortcut({ key, ctrlKey, metaKey, altKey }: Pressed): boolean {
  return ((ctrlKey || metaKey || altKey) && !HELD.has(key)) || /^F\d+$/.test(key);
}

/** Keys that a text field needs itself. */
const OF_TEXT = new Set(["Mod+Z"]);

/** Whether these keys may act now: single keys never while somebody types. */
export function mayAct(keys: string, world: KeyWorld): boolean {
  if (world.covered) {
    return false;
  }
  if (!world.typing) {
    return true;
  }
  const parts = partsOf(keys);
  const held = ["Mod", "Ctrl", "Alt"].some((part) => parts.includes(part));
  return (held || /^F\d+$/.test(parts.at(-1) ?? "")) && !OF_TEXT.has(keys);
}

/** Whether the element takes text. */
export function takesText(element: Element | null): boolean {
  if (element instanceof HTMLInputElement) {
    return !["checkbox", "radio", "button", "submit", "range"].includes(element.type);
  }
  return (
    element instanceof HTMLTextAreaElement ||
    element instanceof HTMLSelectElement ||
    (element instanceof HTMLElement && element.isContentEditable === true)
  );
}
