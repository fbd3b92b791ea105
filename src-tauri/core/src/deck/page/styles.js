  // ---- Styles --------------------------------------------------------------

  // Inline and important: no rule of a deck, however specific, is above that.
  function pin(element, properties) {
    for (const [name, value] of Object.entries(properties)) {
      element.style.setProperty(name, value, "important");
    }
  }

  // As text, so that nothing in it can end the element.
  function addStyle(css) {
    const style = document.createElement("style");
    style.textContent = css;
    document.head.append(style);
    return style;
  }

  // Of every page. The id, which nothing has, puts the last rules above all
  // rules of the deck.
  const SLIDE_STYLE = `
    lectern-slide [data-lectern-wrapper] { display: contents !important; }
    :is(#lectern-none, [data-lectern-no-before])::before,
    :is(#lectern-none, [data-lectern-no-after])::after { content: none !important; }
  `;

  const ROOT_PINS = {
    "background": "none", "border": "0", "box-shadow": "none", "clip-path": "none",
    "columns": "auto", "contain": "none", "display": "block", "filter": "none", "float": "none",
    "height": "auto", "margin": "0", "mask": "none", "max-height": "none", "max-width": "none",
    "min-height": "0", "min-width": "0", "opacity": "1", "overflow": "visible", "padding": "0",
    "perspective": "none", "position": "static", "rotate": "none", "scale": "none",
    "transform": "none", "translate": "none", "visibility": "visible", "width": `${WIDTH}px`,
    "writing-mode": "horizontal-tb", "zoom": "1",
  };

  // `contain` makes the page the place that absolute and fixed boxes refer to,
  // clips what is larger, and keeps forced breaks inside. Without `style`, so
  // that counters (slide numbers) run on through the deck.
  const CONTAINER_PINS = {
    "border": "0", "box-sizing": "border-box", "clip-path": "none",
    "contain": "size layout paint", "display": "block", "filter": "none", "float": "none",
    "height": `${HEIGHT}px`, "margin": "0", "max-height": "none", "max-width": "none",
    "min-height": "0", "min-width": "0", "opacity": "1", "overflow": "hidden", "padding": "0",
    "transform": "none", "visibility": "visible", "width": `${WIDTH}px`, "zoom": "1",
  };

  function styleSheets() {
    return [...document.styleSheets, ...document.adoptedStyleSheets];
  }

  // Walks all rules, inner ones first and last ones first, so that a visitor
  // can delete what it is shown.
  function visitRules(owner, visit) {
    let rules;
    try {
      rules = owner.cssRules;
    } catch {
      return; // A sheet of another origin; none is ever loaded.
    }
    for (let index = (rules?.length ?? 0) - 1; index >= 0; index -= 1) {
      visitRules(rules[index], visit);
      visit(rules[index], owner, index);
    }
  }

  // A slide's parent was `body`; now it is the slide's page.
  function adaptSelectors() {
    for (const sheet of styleSheets()) {
      visitRules(sheet, (rule) => {
        if (rule instanceof CSSStyleRule && /\bbody\s*>/.test(rule.selectorText)) {
          rule.selectorText = rule.selectorText.replace(
            /\bbody\s*>/g, ":is(body, lectern-slide) >",
          );
        }
      });
    }
  }

  function hasBackground(style) {
    const isClear = /^rgba\(.*, 0\)$|\/ 0\)$|^transparent$/.test(style.backgroundColor);
    return style.backgroundImage !== "none" || !isClear;
  }

  const BACKGROUND = ["color", "image", "origin", "position", "repeat", "size", "clip"]
    .map((part) => `background-${part}`);
  const MOVED = [...BACKGROUND, "writing-mode"];
  // What `html` and `body` said of these before they were pinned.
  const ownStyles = new Map();

  function keepStyle(element) {
    if (ownStyles.has(element)) return;
    ownStyles.set(element, MOVED.map((name) => element.style.getPropertyValue(name)));
  }

  // Styles that arrive late (Tailwind writes its own after the page) count too,
  // so our pin must not hide them. What a script has set since is no pin.
  function releaseStyle(element) {
    const own = ownStyles.get(element) ?? [];
    own.forEach((value, index) => {
      const name = MOVED[index];
      if (element.style.getPropertyPriority(name) !== "important") return;
      element.style.removeProperty(name);
      element.style.setProperty(name, value);
    });
  }

  function computed(element, names) {
    const style = getComputedStyle(element);
    return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(name)]));
  }

  // The deck's desk shows behind each slide, not once behind all of them. And
  // slides stand one below the other, whichever way their lines run.
  function moveStylesToPages() {
    releaseStyle(document.documentElement);
    releaseStyle(document.body);
    const owner = [document.body, document.documentElement]
      .find((element) => hasBackground(getComputedStyle(element)));
    const moved = {
      ...computed(document.body, ["writing-mode"]), ...(owner && computed(owner, BACKGROUND)),
    };
    for (const container of containers) pin(container, moved);
  }

  function applyAttributes(element, attributes) {
    for (const [name, value] of Object.entries(attributes)) {
      try {
        if (!/^on/i.test(name)) element.setAttribute(name, value);
      } catch (error) {
        noteFailure(error, null); // Not a name that an attribute can have.
      }
    }
  }

  // What `html` and `body` generate would make a page of its own. Fixed boxes
  // make none: they are on each page, as they are behind each slide.
  function dropGeneratedBoxes() {
    for (const element of [document.documentElement, document.body]) {
      for (const name of ["before", "after"]) {
        const isFixed = getComputedStyle(element, `::${name}`).position === "fixed";
        element.toggleAttribute(`data-lectern-no-${name}`, !isFixed);
      }
    }
  }
