// Runs in a world of its own beside a page that is drawn. Called with an `svg` element of
// the page, and whether its texts stay; answers the drawing as a document that needs
// nothing else: with the styles that it got, and with what it refers to. The answer is
// empty where there is none.
//
// What is not drawn is left out, and so is everything that runs or leads outside. How the
// element itself is seen through, turned, filtered and clipped is not part of the answer:
// that is so with any box of the page.
((svg, withTexts) => {
  "use strict";

  // Elements, and characters: far more than anybody edits.
  const MOST = 5000;
  const LARGEST = 2 * 1024 * 1024;
  const SVG = "http://www.w3.org/2000/svg";
  const XLINK = "http://www.w3.org/1999/xlink";

  const FORMS = ["path", "rect", "circle", "ellipse", "line", "polyline", "polygon"];
  const TEXTS = ["text", "tspan", "textPath"];
  const GROUPS = ["svg", "g", "a", "switch", "use", "image"];
  // Drawn only where something refers to them.
  const SERVERS = [
    "linearGradient", "radialGradient", "pattern", "clipPath", "mask", "marker", "filter",
  ];
  const DRAWN = new Set([...FORMS, ...GROUPS, ...(withTexts ? TEXTS : [])]);
  const DEFINED = new Set([...SERVERS, "symbol"]);
  const PARTS = /^(stop|fe[A-Z]\w+)$/;

  // What children have from their parents, and what it is if nobody says anything.
  const INHERITED = {
    "clip-rule": "nonzero", color: "", "color-interpolation-filters": "linearrgb",
    fill: "rgb(0, 0, 0)", "fill-opacity": "1", "fill-rule": "nonzero", "marker-end": "none",
    "marker-mid": "none", "marker-start": "none", "paint-order": "normal", stroke: "none",
    "stroke-dasharray": "none", "stroke-dashoffset": "0px", "stroke-linecap": "butt",
    "stroke-linejoin": "miter", "stroke-miterlimit": "4", "stroke-opacity": "1",
    "stroke-width": "1px", visibility: "visible",
    ...(withTexts && {
      direction: "ltr", "dominant-baseline": "auto", "font-family": "", "font-size": "",
      "font-style": "normal", "font-weight": "400", "letter-spacing": "normal",
      "text-anchor": "start", "word-spacing": "0px", "writing-mode": "horizontal-tb",
    }),
  };
  const OWN = {
    "clip-path": "none", filter: "none", "flood-color": "rgb(0, 0, 0)", "flood-opacity": "1",
    "lighting-color": "rgb(255, 255, 255)", mask: "none", opacity: "1",
    "stop-color": "rgb(0, 0, 0)", "stop-opacity": "1", "vector-effect": "none",
  };
  // Lengths that styles may say as well as attributes.
  const LENGTHS = {
    circle: ["cx", "cy", "r"],
    ellipse: ["cx", "cy", "rx", "ry"],
    rect: ["x", "y", "width", "height", "rx", "ry"],
    image: ["x", "y", "width", "height"],
    use: ["x", "y"],
    svg: ["x", "y", "width", "height"],
  };
  // Written anew rather than copied.
  const WRITTEN = new Set([
    ...Object.keys(INHERITED), ...Object.keys(OWN), "class", "href", "id", "overflow",
    "pathLength", "style", "transform", "transform-origin",
  ]);
  const SAID = [...Object.keys(INHERITED), "d"];

  const drawing = new DOMParser().parseFromString(`<svg xmlns="${SVG}"/>`, "image/svg+xml");
  const definitions = drawing.createElementNS(SVG, "defs");
  // What is referred to, and its name in the answer.
  const names = new Map();
  let elements = 0;
  let fixedLines = 0;

  // From the prototype: a form of a slide may have the name of what is asked for.
  const root = svg.getRootNode();
  const kind = root instanceof ShadowRoot ? ShadowRoot : Document;
  const ask = (property) => {
    for (let place = kind.prototype; place; place = Object.getPrototypeOf(place)) {
      const found = Object.getOwnPropertyDescriptor(place, property);
      if (found) return found.get ? found.get.call(root) : found.value;
    }
    return undefined;
  };
  const elementOf = (id) => ask("getElementById").call(root, id);

  class Impossible extends Error {}

  const rules = [];
  function collect(list) {
    for (const rule of list) {
      const says = rule.selectorText && SAID.some((name) => rule.style?.getPropertyValue(name));
      if (says) rules.push(rule);
      const holds = !(rule instanceof CSSMediaRule) || matchMedia(rule.conditionText).matches;
      if (rule.cssRules && holds) collect(rule.cssRules);
    }
  }
  for (const sheet of [...ask("styleSheets"), ...ask("adoptedStyleSheets")]) {
    if (!sheet.disabled) collect(rulesIn(sheet));
  }

  // A sheet from elsewhere, which was never loaded, does not let itself be read.
  function rulesIn(sheet) {
    try {
      return sheet.cssRules;
    } catch {
      return [];
    }
  }

  const found = new Map();
  function rulesOf(element) {
    const matches = (rule) => {
      try {
        return element.matches(rule.selectorText);
      } catch {
        // A selector that means something only within another.
        return false;
      }
    };
    if (!found.has(element)) found.set(element, rules.filter(matches));
    return found.get(element);
  }

  // What anybody says of a property of an element, apart from what its parent has.
  function sayings(element, property) {
    const styles = [element.style, ...rulesOf(element).map((rule) => rule.style)];
    const said = styles.map((style) => style.getPropertyValue(property));
    return [...said, element.getAttribute(property)].filter(Boolean);
  }

  // Without characters that XML does not have.
  function legal(text) {
    return text.replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "");
  }

  const paper = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  // A colour in words that every reader knows. What has to be painted for that is painted
  // without its opacity, which would make it coarse.
  function color(value) {
    if (/^(#|rgba?\(|none$|context-|currentcolor$)/i.test(value)) return value;
    const [slash, share, percent] = /\s*\/\s*([\d.e-]+)(%?)\s*(?=\)$)/.exec(value) ?? [""];
    paper.fillStyle = slash ? value.replace(slash, "") : value;
    paper.fillRect(0, 0, 1, 1);
    const [red, green, blue] = paper.getImageData(0, 0, 1, 1).data;
    const opacity = slash ? Number(share) / (percent ? 100 : 1) : 1;
    return `rgba(${red}, ${green}, ${blue}, ${opacity})`;
  }

  // What an address in the page leads to, by its name in the answer.
  function nameOf(address) {
    const [page, id] = address.split(/#(.*)/s);
    if (!id || (page && page !== location.href.split("#")[0])) return null;
    const target = elementOf(id) ?? elementOf(decoded(id));
    // What paints and cuts is there only as far as it could be drawn, other than what is
    // used.
    if (target?.namespaceURI !== SVG) return null;
    if (SERVERS.includes(target.localName) && isWithheld(target)) return null;
    if (!names.has(target)) {
      names.set(target, `d${names.size + 1}`);
      const copy = copied(target, null);
      if (copy) {
        copy.setAttribute("id", names.get(target));
        definitions.append(copy);
      }
    }
    return names.get(target);
  }

  function isWithheld(element) {
    for (let place = element; place; place = place.parentElement) {
      if (getComputedStyle(place).display === "none") return true;
    }
    return false;
  }

  function decoded(id) {
    try {
      return decodeURIComponent(id);
    } catch {
      return id;
    }
  }

  function written(property, value) {
    const [all, address, rest] = /^url\(["']?(.*?)["']?\)\s*(.*)$/s.exec(value) ?? [];
    if (all) {
      const name = nameOf(address.replace(/\\(.)/gs, "$1"));
      const instead = rest && /^(fill|stroke)$/.test(property) ? color(rest) : "";
      return name ? `url(#${name}) ${instead}`.trim() : instead || "none";
    }
    if (/^(fill|stroke)$|color$/.test(property)) return color(value);
    return /^stroke-(dash|width)/.test(property) ? value.replaceAll("px", "") : value;
  }

  // What the copy of an element says. `base` is what it has if it says nothing.
  function writeProperties(element, copy, style, base) {
    for (const [property, initial] of Object.entries(INHERITED)) {
      const value = style.getPropertyValue(property);
      const said = sayings(element, property);
      if (value === (base?.getPropertyValue(property) ?? initial) && !said.length) continue;
      const isCurrent = property !== "color" && value === style.color
        && said.some((word) => word.toLowerCase() === "currentcolor");
      copy.setAttribute(property, isCurrent ? "currentColor" : written(property, value));
    }
    if (element === svg) return;
    for (const [property, initial] of Object.entries(OWN)) {
      const value = style.getPropertyValue(property);
      if (value !== initial) copy.setAttribute(property, written(property, value));
    }
    const blend = style.mixBlendMode;
    if (blend !== "normal") copy.setAttribute("style", `mix-blend-mode: ${blend}`);
  }

  function copyAttributes(element, copy) {
    const replaced = LENGTHS[element.localName] ?? [];
    for (const { name, namespaceURI, value } of element.attributes) {
      const isOther = namespaceURI || WRITTEN.has(name) || replaced.includes(name)
        || !/^[a-zA-Z][\w-]*$/.test(name) || /^(on|data-|aria-)/i.test(name);
      if (!isOther && !/url|image|\\/i.test(value)) copy.setAttribute(name, legal(value));
    }
  }

  function writeLengths(element, copy, style, isShown) {
    const name = element.localName;
    for (const length of LENGTHS[name] ?? []) {
      const value = style.getPropertyValue(length);
      if (/[a-z]\(/.test(value)) {
        if (!isShown || !FORMS.includes(name)) throw new Impossible();
        writeBox(element, copy);
        return;
      }
      if (!/^(auto|0px)$/.test(value)) copy.setAttribute(length, value.replace("px", ""));
    }
    if (name === "line") {
      for (const end of ["x1", "y1", "x2", "y2"]) {
        const isShare = !isShown && element.getAttribute(end)?.endsWith("%");
        if (!isShare) copy.setAttribute(end, element[end].animVal.value);
      }
    }
  }

  // Lengths that are sums of shares and others, as the browser has added them up.
  function writeBox(element, copy) {
    const { x, y, width, height } = element.getBBox();
    const lengths = element.localName === "rect" ? { x, y, width, height } : {
      cx: x + width / 2, cy: y + height / 2, r: width / 2, rx: width / 2, ry: height / 2,
    };
    for (const length of LENGTHS[element.localName]) {
      if (length in lengths) copy.setAttribute(length, lengths[length]);
      else if (element.hasAttribute(length)) throw new Impossible();
    }
  }

  function writeOutline(element, copy, style) {
    const isSaid = sayings(element, "d").length > Number(element.hasAttribute("d"));
    if (element.localName !== "path" || !(isSaid || element.querySelector("animate"))) return;
    const [, outline] = /^path\("(.*)"\)$/s.exec(style.getPropertyValue("d")) ?? [];
    if (outline === undefined) copy.removeAttribute("d");
    else copy.setAttribute("d", outline);
  }

  // Dashes in the drawing's own lengths.
  function writeDashes(element, copy, style) {
    const length = Number(element.getAttribute("pathLength"));
    if (!(length > 0) || style.strokeDasharray === "none") return;
    const scale = element.getTotalLength() / length;
    if (/%|\(/.test(style.strokeDasharray + style.strokeDashoffset)) throw new Impossible();
    const scaled = (value) => value.replace(/[\d.e-]+(px)?/g, (number) => parseFloat(number) * scale);
    copy.setAttribute("stroke-dasharray", scaled(style.strokeDasharray));
    copy.setAttribute("stroke-dashoffset", scaled(style.strokeDashoffset));
  }

  // From an element's own lengths to its parent's, by whatever it was said.
  function transformOf(element, style, isShown) {
    const name = element.localName;
    if (isShown && !/^(svg|use)$/.test(name)) {
      const [outer, inner] = [element.parentElement.getScreenCTM(), element.getScreenCTM()];
      if (!outer || !inner) throw new Impossible();
      const { a, b, c, d } = outer;
      if (a * d - b * c === 0) return new DOMMatrix();
      return DOMMatrix.fromMatrix(outer).inverse().multiply(DOMMatrix.fromMatrix(inner));
    }
    const isMoved = style.translate !== "none" || style.rotate !== "none" || style.scale !== "none";
    if (isMoved) throw new Impossible();
    if (style.transform === "none") return new DOMMatrix();
    const origin = style.transformOrigin.split(" ").map(parseFloat);
    if (style.transformOrigin.includes("%")) throw new Impossible();
    const { x, y } = style.transformBox === "fill-box" ? element.getBBox() : { x: 0, y: 0 };
    const [left, top] = [origin[0] + x, origin[1] + y];
    return new DOMMatrix().translate(left, top).multiply(new DOMMatrix(style.transform))
      .translate(-left, -top);
  }

  function writeTransform(element, copy, style, isShown) {
    const isServer = /Gradient$|^pattern$/.test(element.localName);
    if (isServer || !(element instanceof SVGGraphicsElement || element.localName === "clipPath")) return;
    const matrix = transformOf(element, style, isShown);
    if (!matrix.is2D) throw new Impossible();
    if (matrix.isIdentity) return;
    const numbers = ["a", "b", "c", "d", "e", "f"].map((name) => (
      Math.abs(matrix[name]) < 1e-9 ? 0 : Number(matrix[name].toPrecision(8))
    ));
    if (numbers.join() !== "1,0,0,1,0,0") copy.setAttribute("transform", `matrix(${numbers.join(" ")})`);
  }

  // Whether the element is drawn as far as its reference goes.
  function writeReference(element, copy) {
    const address = element.getAttribute("href") ?? element.getAttributeNS(XLINK, "href");
    if (address === null) return element.localName !== "use";
    if (element.localName === "image") {
      const isOwn = /^data:image\/(png|jpeg|gif|webp);base64,/.test(address);
      if (isOwn) copy.setAttribute("href", legal(address));
      return true;
    }
    const name = element.localName === "a" ? null : nameOf(address);
    if (name) copy.setAttribute("href", `#${name}`);
    return Boolean(name) || !/^(use|textPath)$/.test(element.localName);
  }

  // Those of the children that are drawn: one of a switch, as it is known here.
  function childrenOf(element) {
    if (element.localName !== "switch") return element.childNodes;
    const speaks = (words) => words.split(",").some((word) => (
      navigator.languages.some((language) => language.startsWith(word.trim()))
    ));
    const fits = (child) => !child.hasAttribute("requiredExtensions")
      && (!child.hasAttribute("systemLanguage") || speaks(child.getAttribute("systemLanguage")));
    return [...element.children].filter(fits).slice(0, 1);
  }

  function copyChildren(element, copy, parent) {
    const isText = TEXTS.includes(element.localName);
    for (const child of childrenOf(element)) {
      if (child instanceof SVGElement) {
        const inner = copied(child, parent);
        if (inner) copy.append(inner);
      } else if (isText && child.nodeType === Node.TEXT_NODE) {
        copy.append(legal(child.data));
      }
    }
  }

  // A copy of an element, or nothing if it is not drawn. `parent` is where it is drawn;
  // what is only referred to has none.
  function copied(element, parent) {
    const name = element.localName;
    if (name === "foreignObject" && withTexts) throw new Impossible();
    const isKnown = DRAWN.has(name) || (!parent?.isShown && (DEFINED.has(name) || PARTS.test(name)));
    if (!isKnown || (parent && DEFINED.has(name))) return null;
    elements += 1;
    if (elements > MOST) throw new Impossible();
    const style = getComputedStyle(element);
    if (style.display === "none" && DRAWN.has(name)) return null;
    const isShown = Boolean(parent?.isShown);
    const copy = drawing.createElementNS(SVG, name === "a" || name === "switch" ? "g" : name);
    copyAttributes(element, copy);
    if (!writeReference(element, copy)) return null;
    // What is used gets the styles of where it is used, others those of where they stand.
    const isAlone = !parent && SERVERS.includes(name);
    const above = element.parentElement && getComputedStyle(element.parentElement);
    writeProperties(element, copy, style, isAlone ? null : above);
    writeLengths(element, copy, style, isShown);
    writeOutline(element, copy, style);
    if (FORMS.includes(name)) writeDashes(element, copy, style);
    writeTransform(element, copy, style, isShown);
    if (style.overflow === "visible" && /^(svg|symbol|marker|pattern)$/.test(name)) {
      copy.setAttribute("overflow", "visible");
    }
    if (isShown && style.vectorEffect !== "none") {
      fixedLines += 1;
      copy.setAttribute("id", `f${fixedLines}`);
    }
    copyChildren(element, copy, { isShown });
    return copy;
  }

  // The drawing itself, within the padding of its box.
  function fill(sheet) {
    const style = getComputedStyle(svg);
    const box = svg.getBoundingClientRect();
    const [top, right, bottom, left] = ["Top", "Right", "Bottom", "Left"].map((side) => (
      parseFloat(style[`padding${side}`]) + parseFloat(style[`border${side}Width`])
    ));
    const place = {
      x: left, y: top, width: box.width - left - right, height: box.height - top - bottom,
    };
    if (!(place.width > 0 && place.height > 0)) throw new Impossible();
    const isPadded = top + right + bottom + left > 0;
    const inner = isPadded ? drawing.createElementNS(SVG, "svg") : sheet;
    sheet.setAttribute("width", box.width);
    sheet.setAttribute("height", box.height);
    copyAttributes(svg, inner);
    if (isPadded) sheet.append(inner);
    const lengths = isPadded ? ["x", "y", "width", "height"] : ["width", "height"];
    for (const length of lengths) inner.setAttribute(length, place[length]);
    if (style.overflow === "visible") {
      for (const part of [sheet, inner]) part.setAttribute("overflow", "visible");
    }
    writeProperties(svg, inner, style, null);
    copyChildren(svg, inner, { isShown: true });
    if (definitions.hasChildNodes()) inner.prepend(definitions);
  }

  try {
    fill(drawing.documentElement);
  } catch {
    // Lengths and turns that cannot be told, here or by the browser: there is a picture of
    // them all the same.
    return "";
  }
  const markup = new XMLSerializer().serializeToString(drawing);
  return markup.length > LARGEST ? "" : markup;
})
