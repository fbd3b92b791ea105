// Reads Markdown into a tree that components draw with text nodes only. A message
// is anybody's text, so it may be made to take long: it is cut into pieces that are
// read when they come into sight, and what would still take long stays plain text.

import type { Definition, Heading, Nodes, Root, RootContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";

/** Longer messages are shown as they were written. */
const LONGEST = 200_000;
/** Read in one go, at most; about 20 ms of an old laptop. */
const PIECE = 12_000;
/** Signs that may open something, in one block; the reader compares them pairwise. */
const MOST_SIGNS = 600;
/** Quotes and lists in each other at the start of a line. */
const DEEPEST_LINE = 24;
/** Definitions of link targets that every piece is given. */
const MOST_DEFINITIONS = 50;
/** How deep components follow the tree before they show the source instead. */
export const DEEPEST = 16;

/** One piece, read. */
export interface Reading {
  source: string;
  blocks: RootContent[];
  targets: ReadonlyMap<string, Definition>;
  /** Heading levels below the message's own, without gaps. */
  levels: ReadonlyMap<Heading, number>;
}

/** Cuts a message at blank lines where a new block starts; `null`: show it as it is. */
export function pieces(text: string): string[] | null {
  if (text.length > LONGEST || tooHard(text)) {
    return null;
  }
  if (text.length <= PIECE) {
    return [text];
  }
  const parts = cut(text);
  const targets = definitionLines(text);
  return targets === "" ? parts : parts.map((part) => `${part}\n\n${targets}`);
}

/** Reads a piece; `null` when the reader cannot, so that it is shown as it is. */
export function read(source: string): Reading | null {
  try {
    const root = fromMarkdown(source, {
      extensions: [gfm()],
      mdastExtensions: [gfmFromMarkdown()],
    });
    return { source, blocks: root.children, targets: targets(root), levels: levels(root) };
  } catch {
    return null;
  }
}

/**
 * A message for an editor that takes HTML: what it says in HTML stays text, only harmless
 * addresses become links, and so do pictures. `null`: it is shown as it is.
 */
export function htmlOf(text: string): string | null {
  if (pieces(text) === null) {
    return null;
  }
  const noPictures = { disable: { null: ["labelStartImage"] } };
  try {
    return micromark(text, { extensions: [gfm(), noPictures], htmlExtensions: [gfmHtml()] });
  } catch {
    return null;
  }
}

/** What stands in the source for a node. */
export function sourceOf(node: Nodes, source: string): string {
  const { start, end } = node.position ?? {};
  return source.slice(start?.offset ?? 0, end?.offset ?? 0);
}

/** The address, if it is one that may be opened after a click. */
export function openable(address: string): string | null {
  if (!URL.canParse(address)) {
    return null;
  }
  const { protocol, href } = new URL(address);
  return ["http:", "https:", "mailto:"].includes(protocol) ? href : null;
}

function tooHard(text: string): boolean {
  return text.split(/\n[ \t]*\n/).some((block) => {
    const signs = block.match(/[*_~[\]`<]+/g);
    return (signs?.length ?? 0) > MOST_SIGNS || longestRun(block) > MOST_SIGNS || tooDeep(block);
  });
}

function longestRun(block: string): number {
  const runs = block.match(/[*_~[\]`<]{40,}/g) ?? [];
  return Math.max(0, ...runs.map((run) => run.length));
}

function tooDeep(block: string): boolean {
  return block.split("\n").some((line) => {
    const opening = /^(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])))+/.exec(line)?.[0] ?? "";
    return (opening.match(/[>+*.)-]/g)?.length ?? 0) > DEEPEST_LINE;
  });
}

function cut(text: string): string[] {
  const parts: string[] = [];
  let part: string[] = [];
  let size = 0;
  let fence = "";
  let blank = false;
  for (const line of text.split("\n")) {
    if (fence === "" && blank && size > PIECE && /^[^\s]/.test(line)) {
      parts.push(part.join("\n"));
      part = [];
      size = 0;
    }
    part.push(line);
    size += line.length + 1;
    blank = line.trim() === "";
    fence = fenceAfter(line, fence);
  }
  parts.push(part.join("\n"));
  return parts;
}

/** The fence of the code block that is open after a line. */
function fenceAfter(line: string, fence: string): string {
  const found = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line);
  const signs = found?.[1] ?? "";
  if (fence === "") {
    return signs;
  }
  const closes = signs.startsWith(fence) && found?.[2]?.trim() === "";
  return closes ? "" : fence;
}

function definitionLines(text: string): string {
  const lines = text.match(/^ {0,3}\[[^\]\n]{1,200}\]:[ \t]*\S.{0,500}$/gm) ?? [];
  return lines.slice(0, MOST_DEFINITIONS).join("\n");
}

function targets(root: Root): Map<string, Definition> {
  const found = new Map<string, Definition>();
  walk(root, (node) => {
    if (node.type === "definition" && !found.has(node.identifier)) {
      found.set(node.identifier, node);
    }
  });
  return found;
}

/** Below the message's `h3`, never skipping a level: screen readers count on it. */
function levels(root: Root): Map<Heading, number> {
  const found = new Map<Heading, number>();
  let last = 3;
  walk(root, (node) => {
    if (node.type === "heading") {
      last = Math.min(node.depth + 3, last + 1, 6);
      found.set(node, last);
    }
  });
  return found;
}

/** In the order of the text, without recursion. */
function walk(root: Root, visit: (node: Nodes) => void): void {
  const waiting: Nodes[] = [root];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    visit(node);
    if ("children" in node) {
      waiting.push(...[...node.children].reverse());
    }
  }
}
