// Runs in a world of its own beside a page that is drawn. Called with an element of the
// page and what is to be seen of it, hides everything else, so that a picture of its place
// shows nothing but that: "whole", "ground" (what is painted for it alone), "wordless" or
// "letters", followed by "before" or "after" if it is not the element but what it generates.
((element, kind) => {
  "use strict";

  const MARK = "data-lectern-shot";
  const WORDLESS = `
    -webkit-text-fill-color: transparent !important;
    -webkit-text-stroke-color: transparent !important;
    text-decoration-color: transparent !important;
    text-shadow: none !important;
  `;
  // Not by colour: it is what grounds and borders are painted with, too.
  const STYLE = `
    *:not([${MARK}], [${MARK}="whole"] *, [${MARK}="wordless"] *),
    *:not([${MARK}], [${MARK}="whole"] *, [${MARK}="wordless"] *)::before,
    *:not([${MARK}], [${MARK}="whole"] *, [${MARK}="wordless"] *)::after {
      visibility: hidden !important;
    }
    [${MARK}] { visibility: visible !important; }
    :is([${MARK}="ground"], [${MARK}="letters"])::before,
    :is([${MARK}="ground"], [${MARK}="letters"])::after { visibility: hidden !important; }
    [${MARK}^="letters"], [${MARK}^="letters"]::before, [${MARK}^="letters"]::after {
      background: none !important;
      border-color: transparent !important;
      box-shadow: none !important;
    }
    :is([${MARK}$="before"], [${MARK}$="after"]),
    [${MARK}$="before"]::after, [${MARK}$="after"]::before { visibility: hidden !important; }
    [${MARK}$="before"]::before, [${MARK}$="after"]::after { visibility: visible !important; }
    [${MARK}^="ground"], [${MARK}^="ground"]::before, [${MARK}^="ground"]::after,
    [${MARK}="wordless"], [${MARK}="wordless"] *,
    [${MARK}="wordless"] *::before, [${MARK}="wordless"] *::after { ${WORDLESS} }
    [${MARK}^="ground"]::marker, [${MARK}="wordless"] *::marker { color: transparent !important; }
    [${MARK}="wordless"] :is(text, foreignObject, foreignObject *) {
      visibility: hidden !important;
    }
  `;
  const all = (selector) => [...Document.prototype.querySelectorAll.call(document, selector)];
  const { removeAttribute, setAttribute } = Element.prototype;

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

  for (const marked of all(`[${MARK}]`)) removeAttribute.call(marked, MARK);
  if (all("#lectern-shots").length === 0) {
    const style = document.createElement("style");
    style.id = "lectern-shots";
    style.textContent = STYLE + takeDesks();
    document.documentElement.append(style);
  }
  setAttribute.call(element, MARK, kind);
})
