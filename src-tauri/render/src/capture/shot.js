// Runs in a world of its own beside a page that is drawn. Called with an element of the
// page and what is to be seen of it ("whole", "ground", "wordless"), hides everything
// else, so that a picture of its place shows nothing but that.
((element, kind) => {
  "use strict";

  const MARK = "data-lectern-shot";
  const STYLE = `
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
  const all = (selector) => [...Document.prototype.querySelectorAll.call(document, selector)];

  // The desk of the deck, which each slide's page was given in its own styles, is seen
  // only where a picture of it is taken.
  function takeDesks() {
    let rule = "";
    for (const { style } of all("lectern-slide")) {
      const names = [...style].filter((name) => name.startsWith("background-"));
      const desk = names.map((name) => `${name}: ${style.getPropertyValue(name)} !important;`);
      rule = `lectern-slide[${MARK}] { ${desk.join(" ")} }`;
      for (const name of names) style.removeProperty(name);
    }
    return rule;
  }

  for (const marked of all(`[${MARK}]`)) marked.removeAttribute(MARK);
  if (all("#lectern-shots").length === 0) {
    const style = document.createElement("style");
    style.id = "lectern-shots";
    style.textContent = STYLE + takeDesks();
    document.documentElement.append(style);
  }
  element.setAttribute(MARK, kind);
})
