// Runs in a world of its own beside a page that is drawn. Called with an `svg` element of
// the page, and whether its texts stay; answers the drawing as a document that needs
// nothing else: with the styles that it got, and with what it refers to. The answer is
// empty where there is none.
//
// What is not drawn is left out, and so is everything that runs or leads outside.
((svg, withTexts) => {
  "use strict";

  // Elements, and characters: far more than anybody edits.
  const MOST = 5000;
  const LARGEST = 4 * 1024 * 1024;
  const NAMESPACE = "http://www.w3.org/2000/svg";

  const GROUPS = new Set(["svg", "g", "a", "switch", "symbol", "use"]);
  const FORMS = new Set(["path", "rect", "circle", "ellipse", "line", "polyline", "polygon"]);
  const TEXTS = new Set(["text", "tspan", "textPath"]);
  // Drawn only where something refers to them.
  const DEFINITIONS = new Set([
    "symbol", "linearGradient", "radialGradient", "pattern", "clipPath", "mask", "marker", "filter",
  ]);
  // A name, and what it is where nothing is said. What children get comes first.
  const INHERITED = {
    "clip-rule": "nonzero", color: "", "color-interpolation-filters": "linearrgb",
    fill: "rgb(0, 0, 0)", "fill-opacity": "1", "fill-rule": "nonzero", "marker-end": "none",
    "marker-mid": "none", "marker-start": "none", "paint-order": "normal", stroke: "none",
    "stroke-dasharray": "none", "stroke-dashoffset": "0px", "stroke-linecap": "butt",
    "stroke-linejoin": "miter", "stroke-miterlimit": "4", "stroke-opacity": "1",
    "stroke-width": "1px", visibility: "visible",
  };
  const OF_TEXTS = {
    direction: "ltr", "dominant-baseline": "auto", "font-family": "", "font-size": "",
    "font-style": "normal", "font-weight": "400", "letter-spacing": "normal",
    "text-anchor": "start", "word-spacing": "0px", "writing-mode": "horizontal-tb",
  };
  const OWN = {
    "clip-path": "none", filter: "none", "flood-color": "rgb(0, 0, 0)", "flood-opacity": "1",
    "lighting-color": "rgb(255, 255, 255)", mask: "none", "mix-blend-mode": "normal",
    opacity: "1", "stop-color": "rgb(0, 0, 0)", "stop-opacity": "1", "vector-effect": "none",
  };
  if (withTexts) Object.assign(INHERITED, OF_TEXTS);
  const PROPERTIES = [...Object.keys(INHERITED), ...Object.keys(OWN)];
  // Lengths that styles may say as well as attributes, by element.
  const LENGTHS = {
    circle: ["cx", "cy", "r"],
    ellipse: ["cx", "cy", "rx", "ry"],
    rect: ["x", "y", "width", "height", "rx", "ry"],
    image: ["x", "y", "width", "height"],
    use: ["x", "y", "width", "height"],
    svg: ["x", "y", "width", "height"],
  };
  const STYLED = new Set(["style", "class", "id", "href", "transform", ...PROPERTIES]);

  const root = svg.getRootNode();
  const drawing = document.implementation.createDocument(NAMESPACE, "svg");
  const definitions = drawing.createElementNS(NAMESPACE, "defs");
  // The names of what is referred to, in the order in which it is met.
  const names = new Map();
  let count = 0;

  class Impossible extends Error {}

  // Rules that say something of drawings: their styles cannot be told from inherited ones.
  const rules = [];
  function collect(list) {
    for (const rule of list) {
      if (rule.style && rule.selectorText) rules.push(rule);
      const holds = !rule.media || matchMedia(rule.media.mediaText).matches;
      if (rule.cssRules && holds) collect(rule.cssRules);
    }
  }
  for (const sheet of [...root.styleSheets, ...(root.adoptedStyleSheets ?? [])]) {
    try {
      collect(sheet.cssRules);
    } catch {
      // Of another origin, and so not loaded.
    }
  }

  // What is said of an element's property, by whatever it was said.
  function sayings(element, property) {
    const said = [element.getAttribute(property), element.style?.getPropertyValue(property)];
    for (const rule of matching(element)) said.push(rule.style.getPropertyValue(property));
    return said.filter(Boolean);
  }

  const matched = new WeakMap();
  function matching(element) {
    if (!matched.has(element)) {
      matched.set(element, rules.filter((rule) => {
        try {
          return element.matches(rule.selectorText);
        } catch {
          // Nested rules name others by signs that stand for nothing here.
          return false;
        }
      }));
    }
    return matched.get(element);
  }

  // What is legal in XML, and only that.
  function legal(text) {
    // eslint-disable-next-line no-control-regex
    return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "").toWellFormed();
  }

  function numbers(value) {
    return value.replaceAll("px", "");
  }

  const paper = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  // Colours in words that every reader knows. Others are painted, without their opacity,
  // which paint would make coarse.
  function color(value) {
    if (/^(#|rgba?\(|none$|context-|currentcolor$)/i.test(value)) return value;
    const alpha = /\/\s*([\d.]+)(%?)\s*\)$/.exec(value);
    paper.fillStyle = "#000";
    paper.fillStyle = alpha ? value.replace(alpha[0], ")") : value;
    paper.fillRect(0, 0, 1, 1);
    const [red, green, blue] = paper.getImageData(0, 0, 1, 1).data;
    const opacity = alpha ? Number(alpha[1]) / (alpha[2] ? 100 : 1) : 1;
    return `rgba(${red}, ${green}, ${blue}, ${opacity})`;
  }

  const REFERENCE = /^url\(\s*["']?([^"')]*)["']?\s*\)\s*(.*)$/i;

  // The name, in the document that is made, of what an address leads to.
  function nameOf(address) {
    const hash = address.indexOf("#");
    const id = hash < 0 ? "" : address.slice(hash + 1);
    const outside = hash > 0 && address.slice(0, hash) !== document.URL.replace(/#.*/, "");
    let target = id && !outside ? root.getElementById(id) : null;
    if (!target && id && !outside) target = root.getElementById(decode(id));
    if (!target || target.namespaceURI !== NAMESPACE) return null;
    if (!names.has(target)) {
      names.set(target, `d${names.size + 1}`);
      define(target);
    }
    return names.get(target);
  }

  function decode(id) {
    try {
      return decodeURIComponent(id);
    } catch {
      return id;
    }
  }

  function define(target) {
    const place = definitions.childNodes.length;
    const copy = copied(target, true);
    if (!copy) return;
    copy.setAttribute("id", names.get(target));
    // What it refers to itself stands before it.
    definitions.insertBefore(copy, definitions.childNodes[Math.max(place, definitions.childNodes.length)] ?? null);
  }

  // A paint, a marker, a clip: with the reference, if it is one, by its new name.
  function value(property, computed) {
    const reference = REFERENCE.exec(computed);
    if (reference) {
      const name = nameOf(reference[1]);
      const rest = reference[2] && property !== "filter" ? ` ${color(reference[2])}` : "";
      return name ? `url(#${name})${rest}` : color(reference[2] || "none");
    }
    if (property === "fill" || property === "stroke" || property.endsWith("color")) {
      return color(computed);
    }
    return property.startsWith("stroke-dash") || property === "stroke-width"
      ? numbers(computed) : computed;
  }
})
