// Runs in a world of its own beside a page that is drawn. Called with an element of the
// page and what is to be seen of it ("whole", "ground", "wordless"), hides everything
// else, so that a picture of its place shows nothing but that.
((element, kind) => {
  "use strict";

  const MARK = "data-lectern-shot";
  const STYLE = `
    html, body, lectern-slide { background: none !important; }
    *:not([${MARK}], [${MARK}="whole"] *, [${MARK}="wordless"] *) {
      visibility: hidden !important;
    }
    [${MARK}] { visibility: visible !important; }
    [${MARK}="ground"] {
      color: transparent !important;
      -webkit-text-fill-color: transparent !important;
      text-shadow: none !important;
    }
    [${MARK}="wordless"] text { visibility: hidden !important; }
  `;
  const find = (selector) => Document.prototype.querySelector.call(document, selector);

  find(`[${MARK}]`)?.removeAttribute(MARK);
  if (find("#lectern-shots") === null) {
    const style = document.createElement("style");
    style.id = "lectern-shots";
    style.textContent = STYLE;
    document.documentElement.append(style);
  }
  element.setAttribute(MARK, kind);
})
