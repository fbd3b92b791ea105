// What a deck's frame may say, and nothing else: every message of its port is
// read here before anything is done about it.

/** A key that the frame was given, as the page would have heard it. */
export interface FrameKey {
  key: string;
  code: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
}

export type FrameMessage =
  | { t: "ready"; slide: number }
  | { t: "shown"; slide: number }
  | { t: "failed"; slide: number | null; message: string }
  | { t: "blocked"; address: string }
  | { t: "link"; href: string }
  | ({ t: "key" } & FrameKey)
  | { t: "pong"; n: number };

const MESSAGE_LENGTH = 200;
const ADDRESS_LENGTH = 200;
const LINK_LENGTH = 2000;
const KEY_LENGTH = 32;
/** More slides than any deck has, and more pings than any day. */
const LARGEST = 10_000_000;

type Fields = Record<string, unknown>;

/** The message, or null if it is none of the known ones in their exact shape. */
export function readMessage(data: unknown): FrameMessage | null {
  if (typeof data !== "object" || data === null) {
    return null;
  }
  const fields = data as Fields;
  switch (fields.t) {
    case "ready":
    case "shown":
      return isCount(fields.slide) ? { t: fields.t, slide: fields.slide } : null;
    case "failed":
      return readFailure(fields);
    case "blocked":
      return isText(fields.address, ADDRESS_LENGTH)
        ? { t: "blocked", address: fields.address }
        : null;
    case "link":
      return isText(fields.href, LINK_LENGTH) ? { t: "link", href: fields.href } : null;
    case "key":
      return readKey(fields);
    case "pong":
      return isCount(fields.n) ? { t: "pong", n: fields.n } : null;
    default:
      return null;
  }
}

function readFailure({ slide, message }: Fields): FrameMessage | null {
  if (!(slide === null || isCount(slide)) || !isText(message, MESSAGE_LENGTH)) {
    return null;
  }
  return { t: "failed", slide, message };
}

function readKey({ key, code, shiftKey, ctrlKey, altKey, metaKey }: Fields): FrameMessage | null {
  if (!isText(key, KEY_LENGTH) || !isText(code, KEY_LENGTH)) {
    return null;
  }
  if (!isSwitch(shiftKey) || !isSwitch(ctrlKey) || !isSwitch(altKey) || !isSwitch(metaKey)) {
    return null;
  }
  return { t: "key", key, code, shiftKey, ctrlKey, altKey, metaKey };
}

function isText(value: unknown, longest: number): value is string {
  return typeof value === "string" && value.length <= longest;
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= LARGEST;
}

function isSwitch(value: unknown): value is boolean {
  return typeof value === "boolean";
}
