// A link of a slide or a message that leads out of Lectern: whether it may be opened,
// and what is shown before.

export interface OutsideLink {
  /** The whole address, as the system will be given it. */
  address: string;
  /** Where it leads, in short. */
  place: string;
}

const OPENED = new Set(["http:", "https:", "mailto:"]);

/** The link, or null for one that Lectern does not open. Odd hosts stay as odd as they are. */
export function outsideLink(href: string): OutsideLink | null {
  if (!URL.canParse(href)) {
    return null;
  }
  const url = new URL(href);
  if (!OPENED.has(url.protocol)) {
    return null;
  }
  const place = url.protocol === "mailto:" ? url.pathname : url.host;
  return place === "" ? null : { address: url.href, place };
}
