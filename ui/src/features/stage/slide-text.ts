// A slide as text: its title for labels, and a reading of it for those who do not
// see it. The markup is parsed without being shown, so nothing of it runs or loads.

export type Block =
  | { kind: "heading"; level: number; text: string }
  | { kind: "paragraph"; text: string }
  | { kind: "picture"; text: string }
  | { kind: "list"; ordered: boolean; items: string[] }
  | { kind: "table"; rows: { head: boolean; text: string }[][] };

const UNREAD =
  "script, style, template, noscript, head, title, canvas, audio, video, iframe, object";
const TITLE_LENGTH = 120;
/** Elements that a text runs through; others begin a text of their own. */
const INLINE = new Set(
  "a abbr b bdi bdo br cite code data del dfn em font i ins kbd label mark q s samp small span strong sub sup time u var wbr".split(
    " ",
  ),
);

/** The slide's first heading, else its first text; empty for one of pictures only. */
export function slideTitle(html: string): string {
  const body = parse(html);
  const heading = [...body.querySelectorAll("h1, h2, h3, h4, [role=heading]")]
    .map(textOf)
    .find((text) => text !== "");
  const text =
    heading ??
    readBlocks(body)
      .map(textOfBlock)
      .find((found) => found !== "") ??
    "";
  return text.length > TITLE_LENGTH ? `${text.slice(0, TITLE_LENGTH)}…` : text;
}

/** Everything that the slide says, in its order. */
export function readSlide(html: string): Block[] {
  return readBlocks(parse(html));
}

function parse(html: string): HTMLElement {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  for (const element of body.querySelectorAll(UNREAD)) {
    element.remove();
  }
  for (const element of body.querySelectorAll("*")) {
    if (element.localName === "br" || !INLINE.has(element.localName)) {
      // Words of two elements that stand apart are two words.
      element.append(" ");
    }
  }
  return body;
}

function readBlocks(parent: Element): Block[] {
  const blocks: Block[] = [];
  let running = "";
  const endText = (): void => {
    const text = collapse(running);
    running = "";
    if (text !== "") {
      blocks.push({ kind: "paragraph", text });
    }
  };
  for (const node of parent.childNodes) {
    if (node instanceof Element && !runsOn(node)) {
      endText();
      blocks.push(...readElement(node));
    } else {
      running += node.textContent ?? "";
    }
  }
  endText();
  return blocks;
}

/** Whether the element is part of the text around it. */
function runsOn(element: Element): boolean {
  return INLINE.has(element.localName) && [...element.children].every(runsOn);
}

function readElement(element: Element): Block[] {
  const name = element.localName;
  if (element.getAttribute("aria-hidden") === "true") {
    return [];
  }
  if (/^h[1-6]$/.test(name)) {
    return withText({ kind: "heading", level: Number(name[1]), text: textOf(element) });
  }
  if (name === "ul" || name === "ol") {
    const items = [...element.children].map(textOf).filter((text) => text !== "");
    return items.length > 0 ? [{ kind: "list", ordered: name === "ol", items }] : [];
  }
  if (name === "table") {
    return readTable(element);
  }
  if (name === "img" || name === "svg") {
    return withText({ kind: "picture", text: nameOfPicture(element) });
  }
  return readBlocks(element);
}

function readTable(table: Element): Block[] {
  const rows = [...table.querySelectorAll("tr")].map((row) =>
    [...row.querySelectorAll("th, td")].map((cell) => ({
      head: cell.localName === "th",
      text: textOf(cell),
    })),
  );
  const filled = rows.filter((row) => row.length > 0);
  return filled.length > 0 ? [{ kind: "table", rows: filled }] : [];
}

function nameOfPicture(element: Element): string {
  const name = element.getAttribute("alt") ?? element.getAttribute("aria-label");
  return collapse(name ?? (element.localName === "svg" ? (element.textContent ?? "") : ""));
}

function withText<Kind extends Block & { text: string }>(block: Kind): Block[] {
  return block.text === "" ? [] : [block];
}

function textOfBlock(block: Block): string {
  switch (block.kind) {
    case "list":
      return block.items[0] ?? "";
    case "table":
      return block.rows.flat().find((cell) => cell.text !== "")?.text ?? "";
    default:
      return block.text;
  }
}

function textOf(element: Element): string {
  return collapse(element.textContent ?? "");
}

function collapse(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}
