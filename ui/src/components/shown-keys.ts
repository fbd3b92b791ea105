// Keys as people read them on their system: "Ctrl Shift E", and "⇧⌘E" on macOS.

const SHOWN: Record<string, string> = {
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
  Backspace: "⌫",
  Delete: "⌦",
};

/** The order in which macOS writes them; the key itself comes last. */
const MAC_ORDER = ["Ctrl", "Alt", "Shift", "Mod"];

/** Keys for people. */
export function shownKeys(keys: string, mac: boolean): string {
  const parts = partsOf(keys);
  if (!mac) {
    return parts.map((part) => (part === "Mod" ? "Ctrl" : (SHOWN[part] ?? part))).join(" ");
  }
  const rank = (part: string) => (MAC_ORDER.indexOf(part) + 5) % 5;
  const ordered = [...parts].sort((a, b) => rank(a) - rank(b));
  return ordered.map((part) => SHOWN_MAC[part] ?? part).join("");
}

/** Keys as `aria-keyshortcuts` wants them. */
export function spokenKeys(keys: string, mac: boolean): string {
  const mod = mac ? "Meta" : "Control";
  return partsOf(keys)
    .map((part) => (part === "Mod" ? mod : part === "Ctrl" ? "Control" : part))
    .join("+");
}

/** The plus key itself stands at the end: "Mod++". */
function partsOf(keys: string): string[] {
  return keys.endsWith("++") ? [...keys.slice(0, -2).split("+"), "+"] : keys.split("+");
}
