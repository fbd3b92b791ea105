// The keys while a deck fills the screen. Clickers send them, too.

export type PresentCommand =
  | { do: "next" }
  | { do: "previous" }
  | { do: "first" }
  | { do: "last" }
  | { do: "jump"; number: number }
  | { do: "black" }
  | { do: "white" }
  | { do: "full" }
  | { do: "end" };

type Pressed = Pick<KeyboardEvent, "key" | "ctrlKey" | "altKey" | "metaKey">;
type Simple = Exclude<PresentCommand["do"], "jump">;

const KEYS: Readonly<Record<string, Simple>> = {
  ArrowRight: "next",
  ArrowDown: "next",
  " ": "next",
  PageDown: "next",
  Enter: "next",
  n: "next",
  ArrowLeft: "previous",
  ArrowUp: "previous",
  Backspace: "previous",
  PageUp: "previous",
  p: "previous",
  Home: "first",
  End: "last",
  b: "black",
  ".": "black",
  w: "white",
  ",": "white",
  f: "full",
  Escape: "end",
};
const MOST_DIGITS = 5;

/** Reads keys; digits are kept until Enter. */
export class PresentKeys {
  #digits = "";

  /** What the key asks for, if anything. */
  read(pressed: Pressed): PresentCommand | null {
    if (pressed.ctrlKey || pressed.altKey || pressed.metaKey) {
      return null;
    }
    if (/^[0-9]$/.test(pressed.key)) {
      this.#digits = (this.#digits + pressed.key).slice(-MOST_DIGITS);
      return null;
    }
    const number = Number(this.#digits);
    this.#digits = "";
    if (pressed.key === "Enter" && number > 0) {
      return { do: "jump", number };
    }
    const key = pressed.key.length === 1 ? pressed.key.toLowerCase() : pressed.key;
    const found = KEYS[key];
    return found === undefined ? null : { do: found };
  }
}
