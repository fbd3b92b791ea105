// Runs in a world of its own beside a page that is drawn, before and after the page is
// measured. Called with true, takes all transforms away, and writes what they were on the
// elements: six numbers of the plane, and the point about which they turn; called with
// false, brings them back. A transform changes no layout, and without it the places that
// are measured are those of the layout.
((begins) => {
  "use strict";

  const MARK = "data-lectern-matrix";
  const PROPERTIES = ["transform", "translate", "rotate", "scale", "offset-path"];
  const all = (selector) => [...Document.prototype.querySelectorAll.call(document, selector)];

  function isMoved(style) {
    return PROPERTIES.some((name) => style.getPropertyValue(name) !== "none");
  }

  // All of them together; null where the plane is left.
  function matrixOf(element, style) {
    const list = (name) => style.getPropertyValue(name).split(" ");
    const resolve = (length, whole) => (
      Number.parseFloat(length) * (length.endsWith("%") ? whole / 100 : 1)
    );
    const matrix = new DOMMatrix();
    if (style.translate !== "none") {
      const [x, y = "0px", z = "0px"] = list("translate");
      if (z !== "0px" || `${x}${y}`.includes("calc")) return null;
      const [width, height] = [sizeOf(element, "offsetWidth"), sizeOf(element, "offsetHeight")];
      matrix.translateSelf(resolve(x, width), resolve(y, height));
    }
    if (style.rotate !== "none") {
      const [angle, ...axis] = list("rotate").reverse();
      if (axis.length > 0 && axis[0] !== "z") return null;
      matrix.rotateSelf(Number.parseFloat(angle));
    }
    if (style.scale !== "none") {
      const [x, y = x] = list("scale");
      matrix.scaleSelf(Number.parseFloat(x), Number.parseFloat(y));
    }
    if (style.transform !== "none") matrix.multiplySelf(new DOMMatrix(style.transform));
    return matrix.is2D ? matrix : null;
  }

  // Of the prototypes: a form's fields may have the names of its properties.
  const read = (prototype, name) => Object.getOwnPropertyDescriptor(prototype, name).get;
  const styleOf = (element) => (
    read((element instanceof SVGElement ? SVGElement : HTMLElement).prototype, "style").call(element)
  );
  const sizeOf = (element, name) => (
    element instanceof HTMLElement ? read(HTMLElement.prototype, name).call(element) : 0
  );
  const REPLACED = /^(canvas|embed|iframe|img|input|object|svg|video)$/;

  function take(element) {
    const style = getComputedStyle(element);
    // Boxes of a line that are only text cannot be moved.
    const isText = style.display === "inline" && !REPLACED.test(read(Element.prototype, "localName").call(element));
    if (!isMoved(style) || isText) return null;
    const own = styleOf(element);
    const matrix = style.offsetPath === "none" ? matrixOf(element, style) : null;
    const origin = style.transformOrigin.split(" ").map(Number.parseFloat);
    const { a, b, c, d, e, f } = matrix ?? {};
    return {
      element,
      inline: PROPERTIES.map((name) => [
        name, own.getPropertyValue(name), own.getPropertyPriority(name),
      ]),
      mark: matrix ? [a, b, c, d, e, f, origin[0], origin[1]].join(" ") : "unknown",
    };
  }

  // What is painted in an order of its own still is.
  function flatten() {
    for (const element of all(`[${MARK}]`)) Element.prototype.removeAttribute.call(element, MARK);
    const elements = all("body > lectern-slide *").filter((element) => (
      element instanceof HTMLElement || element instanceof SVGSVGElement
    ));
    const taken = elements.map(take).filter((moved) => moved !== null);
    for (const { element, mark } of taken) {
      Element.prototype.setAttribute.call(element, MARK, mark);
      const own = styleOf(element);
      for (const name of PROPERTIES) own.setProperty(name, "none", "important");
      own.setProperty("transform", "translate(0px, 0px)", "important");
    }
    globalThis.lecternTaken = taken;
  }

  function restore() {
    for (const { element, inline } of globalThis.lecternTaken ?? []) {
      for (const [name, value, priority] of inline) {
        if (value === "") styleOf(element).removeProperty(name);
        else styleOf(element).setProperty(name, value, priority);
      }
    }
  }

  if (begins) flatten();
  else restore();
  return "";
})
