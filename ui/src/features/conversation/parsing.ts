// Reads Markdown into a tree, and into HTML. What reads is large: it is loaded by
// reader.svelte.ts.

import type { Definition, Heading, Nodes, Root } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";

import { pieces, type Reading } from "./markdown";

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
