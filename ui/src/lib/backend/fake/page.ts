// A deck's page as the real one behaves towards its host, small enough to stand in
// an address: it says hello, shows the slide it is asked for, and passes keys on.

import type { Deck } from "../types";

const SCRIPT = `
const channel = new MessageChannel(), port = channel.port1;
parent.postMessage({ lectern: "hello" }, "*", [channel.port2]);
const slides = [...document.querySelectorAll("section")];
function show(index) {
  slides.forEach((slide, at) => (slide.hidden = at !== index));
  port.postMessage({ t: "shown", slide: index });
}
port.onmessage = ({ data }) => {
  if (data.t === "show") show(data.slide);
  if (data.t === "ping") port.postMessage({ t: "pong", n: data.n });
};
addEventListener("keydown", (event) => {
  if (!event.isTrusted) return;
  event.preventDefault();
  const { key, code, shiftKey, ctrlKey, altKey, metaKey } = event;
  port.postMessage({ t: "key", key, code, shiftKey, ctrlKey, altKey, metaKey });
});
const first = Number(location.hash.slice(1)) || 0;
show(first);
port.postMessage({ t: "ready", slide: first });
`;

/** The page's address, with everything in it. */
export function pageAddress(deck: Deck, slide: number): string {
  const sections = deck.slides.map(({ html }) => `<section hidden>${html}</section>`).join("");
  const page = `<!doctype html><meta charset="utf-8"><style>body{margin:0;overflow:hidden}${deck.css ?? ""}</style>${sections}<script>${SCRIPT}</script>`;
  return `data:text/html;charset=utf-8,${encodeURIComponent(page)}#${slide}`;
}

const KINDS = ["cover", "text", "bars", "table", "quote"] as const;

const DRAWN: Record<(typeof KINDS)[number], string> = {
  cover: `<rect width="320" height="180" fill="#2f3dab"/><rect x="19" y="118" width="150" height="14" fill="#fff"/><rect x="19" y="140" width="110" height="14" fill="#fff"/>`,
  text: `<rect width="320" height="180" fill="#fff"/><rect x="19" y="18" width="120" height="12" fill="#10202b"/><g fill="#a3b0b8"><rect x="24" y="60" width="170" height="6"/><rect x="24" y="76" width="140" height="6"/><rect x="24" y="92" width="180" height="6"/><rect x="24" y="108" width="120" height="6"/></g>`,
  bars: `<rect width="320" height="180" fill="#fff"/><rect x="19" y="18" width="150" height="12" fill="#10202b"/><g fill="#c9d4ef"><rect x="24" y="100" width="28" height="60"/><rect x="96" y="94" width="28" height="66"/><rect x="168" y="88" width="28" height="72"/><rect x="240" y="84" width="28" height="76"/></g><g fill="#3d4fd8"><rect x="54" y="92" width="28" height="68"/><rect x="126" y="86" width="28" height="74"/><rect x="198" y="78" width="28" height="82"/><rect x="270" y="66" width="28" height="94"/></g>`,
  table: `<rect width="320" height="180" fill="#fff"/><rect x="19" y="18" width="80" height="12" fill="#10202b"/><rect x="19" y="48" width="282" height="18" fill="#1b2150"/><g fill="#dde4e8"><rect x="19" y="84" width="282" height="1"/><rect x="19" y="104" width="282" height="1"/><rect x="19" y="124" width="282" height="1"/></g>`,
  quote: `<rect width="320" height="180" fill="#f4f1ea"/><rect x="30" y="72" width="220" height="10" fill="#4c4a45"/><rect x="30" y="94" width="180" height="10" fill="#4c4a45"/>`,
};

/** A slide's picture. */
export function picture(slide: number): Blob {
  const kind = KINDS[slide % KINDS.length] ?? "text";
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="320" height="180">${DRAWN[kind]}</svg>`;
  return new Blob([drawing], { type: "image/svg+xml" });
}
