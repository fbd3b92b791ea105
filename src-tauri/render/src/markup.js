// Runs in a world of its own beside a page that is drawn. Called with a slide's index,
// answers the slide as markup that needs no script: what scripts painted is a picture
// of it. A plus stands before it; the answer is empty if it is too large.
((index) => {
  "use strict";

  // Characters: as much as a deck may have.
  const LARGEST = 64 * 1024 * 1024;

  const slide = Document.prototype.querySelectorAll.call(
    document, "body > lectern-slide",
  )[index];
  // What moves has arrived, and stays there without its animation.
  for (const animation of slide.getAnimations({ subtree: true })) {
    try {
      animation.commitStyles();
    } catch {
      // What is not shown has no styles.
    }
  }
  const copy = slide.cloneNode(true);
  const together = (selector) => {
    const copies = copy.querySelectorAll(selector);
    return [...slide.querySelectorAll(selector)].map((shown, at) => [shown, copies[at]]);
  };

  // As large as the canvas is, whatever styles say of canvases and pictures.
  function pictureOf(canvas, painted) {
    const picture = document.createElement("img");
    for (const { name, value } of canvas.attributes) {
      if (!/^(width|height)$/.test(name)) picture.setAttribute(name, value);
    }
    picture.src = painted;
    picture.alt = canvas.getAttribute("aria-label") ?? canvas.textContent.trim();
    const { width, height, display } = getComputedStyle(canvas);
    for (const [name, value] of Object.entries({ width, height, display })) {
      picture.style.setProperty(name, value, "important");
    }
    return picture;
  }

  // Nothing where there is no picture: without area, or of what may not be read.
  function paintedOn(canvas) {
    try {
      return canvas.width > 0 && canvas.height > 0 ? canvas.toDataURL() : null;
    } catch {
      return null;
    }
  }

  // What a user or a script has entered is no attribute.
  function keepEntry(shown, copied) {
    if (copied instanceof HTMLTextAreaElement) copied.textContent = shown.value;
    else if (copied instanceof HTMLOptionElement) copied.toggleAttribute("selected", shown.selected);
    else copied.setAttribute("value", shown.value);
    if ("checked" in shown) copied.toggleAttribute("checked", shown.checked);
  }

  for (const [shown, copied] of together("input, option, textarea")) keepEntry(shown, copied);
  for (const [shown, copied] of together("canvas")) {
    const painted = paintedOn(shown);
    if (painted) copied.replaceWith(pictureOf(shown, painted));
  }
  for (const script of copy.querySelectorAll("script")) script.remove();
  for (const element of copy.querySelectorAll("*")) {
    for (const name of element.getAttributeNames()) {
      // Places among the slides are marked anew.
      if (/^on|^data-lectern-(places|root)$/i.test(name)) element.removeAttribute(name);
    }
  }
  const markup = copy.innerHTML;
  return markup.length > LARGEST ? "" : `+${markup}`;
})
