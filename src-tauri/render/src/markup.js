// Runs in a world of its own beside a page that is drawn. Called with a slide's index,
// answers the slide as markup that needs no script: what scripts painted is a picture
// of it.
((index) => {
  "use strict";

  const slide = Document.prototype.querySelectorAll.call(
    document, "body > lectern-slide",
  )[index];
  const copy = slide.cloneNode(true);
  const together = (selector) => {
    const copies = copy.querySelectorAll(selector);
    return [...slide.querySelectorAll(selector)].map((shown, at) => [shown, copies[at]]);
  };

  // As large as the canvas is, whatever styles say of canvases and pictures.
  function pictureOf(canvas) {
    const picture = document.createElement("img");
    for (const { name, value } of canvas.attributes) {
      if (!/^(width|height)$/.test(name)) picture.setAttribute(name, value);
    }
    picture.src = canvas.toDataURL();
    picture.alt = canvas.getAttribute("aria-label") ?? canvas.textContent.trim();
    const { width, height, display } = getComputedStyle(canvas);
    for (const [name, value] of Object.entries({ width, height, display })) {
      picture.style.setProperty(name, value, "important");
    }
    return picture;
  }

  // What a user or a script has entered is no attribute.
  function keepEntry(shown, copied) {
    if (copied instanceof HTMLTextAreaElement) copied.textContent = shown.value;
    else if (copied instanceof HTMLOptionElement) copied.toggleAttribute("selected", shown.selected);
    else copied.setAttribute("value", shown.value);
    if ("checked" in shown) copied.toggleAttribute("checked", shown.checked);
  }

  for (const [shown, copied] of together("input, option, textarea")) keepEntry(shown, copied);
  for (const [shown, copied] of together("canvas")) copied.replaceWith(pictureOf(shown));
  for (const script of copy.querySelectorAll("script")) script.remove();
  for (const element of copy.querySelectorAll("*")) {
    for (const name of element.getAttributeNames()) {
      // Places among the slides are marked anew.
      if (/^on|^data-lectern-(places|root)$/i.test(name)) element.removeAttribute(name);
    }
  }
  return copy.innerHTML;
})
