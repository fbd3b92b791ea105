// Builds the slides of a deck from the data in the page, one page each, and
// runs their scripts so that slides do not disturb each other.
//
// Everything here shares the page with scripts of the deck, which may break
// it: whoever shows or prints the page judges the result by its own means.
(() => {
  "use strict";

  const WIDTH = 1280;
  const HEIGHT = 720;
  // Classes by which decks mark the slide that is shown.
  const STATE_CLASSES = ["active", "current", "present", "visible", "show", "shown", "is-active"];
  const LINK_SCHEMES = ["http:", "https:", "mailto:"];
  const REPORT_LIMIT = 50;
  const TEXT_LIMIT = 200;

  // A form named "body" stands before the document's own `body`, so its members
  // are asked for at the prototype. Scripts of the deck get the plain document.
  const document = new Proxy(window.document, {
    get: (plain, key) => bound(Reflect.get(Document.prototype, key, plain), plain),
    set: (plain, key, value) => Reflect.set(Document.prototype, key, value, plain),
  });

  const deck = JSON.parse(document.getElementById("lectern-deck").textContent);
  const report = { scripts: [], blocked: [], overflowing: [] };
  const containers = [];
  // The slide whose scripts run now: an index, or null for the whole deck.
  let running = null;

  // The exporter listens here, while a script runs too. Decks must not find it.
  const tell = window.lecternTell ?? (() => {});
  delete window.lecternTell;
  delete window.lecternProgress;

  // ---- What went wrong -----------------------------------------------------

  function note(list, entry) {
    if (list.length < REPORT_LIMIT) list.push(entry);
  }

  function noteFailure(error, slide = running) {
    const message = String(error?.message ?? error).slice(0, TEXT_LIMIT);
    note(report.scripts, { slide: slide === null ? null : slide + 1, message });
  }

  // Scripts carry a name that says which slide they belong to, since errors of
  // listeners and timers arrive when no slide runs.
  function slideOfScript(name) {
    const match = /slide-(\d+)\.js$/.exec(name ?? "");
    return match ? Number(match[1]) - 1 : null;
  }

  // Whoever follows the page would hear all that a deck writes there.
  function silenceConsole() {
    for (const name of Object.keys(console)) console[name] = () => {};
  }

  function listenForTrouble() {
    window.addEventListener("error", (event) => {
      if (event instanceof ErrorEvent) {
        noteFailure(event.message, running ?? slideOfScript(event.filename));
      }
    });
    window.addEventListener("unhandledrejection", (event) => noteFailure(event.reason));
    document.addEventListener("securitypolicyviolation", (event) => {
      if (/^(https?|wss?|file):/.test(event.blockedURI)) {
        note(report.blocked, event.blockedURI.slice(0, TEXT_LIMIT));
      }
    });
    // A deck has no business leaving its page.
    window.navigation?.addEventListener("navigate", (event) => {
      if (event.cancelable && !event.destination.sameDocument) event.preventDefault();
    });
  }

  // The exporter reads the report from the document, in a world of its own.
  function publishReport() {
    const element = document.createElement("script");
    element.type = "application/json";
    element.id = "lectern-report";
    element.textContent = JSON.stringify(report);
    document.head.append(element);
  }

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

  const OWN_STYLE = `
    @page { size: ${WIDTH}px ${HEIGHT}px; margin: 0; }
    *, *::before, *::after {
      -webkit-print-color-adjust: exact !important;
      print-color-adjust: exact !important;
      /* Whatever moves has arrived. */
      animation-delay: 0s !important;
      animation-duration: 0s !important;
      animation-iteration-count: 1 !important;
      animation-play-state: running !important;
      animation-timeline: auto !important;
      transition: none !important;
    }
    lectern-slide [data-lectern-wrapper] { display: contents !important; }
    /* As the browser places modal dialogs. */
    :where([data-lectern-modal]) {
      position: fixed; inset-block: 0; overflow: auto; z-index: 2147483647;
      max-width: calc(100% - 6px - 2em); max-height: calc(100% - 6px - 2em);
    }
    /* The id, which nothing has, puts these above all rules of the deck. */
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
    "zoom": "1",
  };

  // `contain` makes the page the place that absolute and fixed boxes refer to,
  // clips what is larger, and keeps forced breaks inside. Without `style`, so
  // that counters (slide numbers) run on through the deck.
  const CONTAINER_PINS = {
    "border": "0", "box-sizing": "border-box", "break-after": "page", "break-before": "auto",
    "break-inside": "avoid", "clip-path": "none", "contain": "size layout paint",
    "display": "block", "filter": "none", "float": "none", "height": `${HEIGHT}px`,
    "margin": "0", "max-height": "none", "max-width": "none", "min-height": "0",
    "min-width": "0", "opacity": "1", "overflow": "hidden", "padding": "0", "page": "auto",
    "position": "relative", "transform": "none", "visibility": "visible", "width": `${WIDTH}px`,
    "zoom": "1",
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

  // The size of a page is ours.
  function removePageRules() {
    const ours = document.getElementById("lectern-style")?.sheet;
    for (const sheet of styleSheets()) {
      if (sheet === ours) continue;
      visitRules(sheet, (rule, owner, index) => {
        if (rule instanceof CSSPageRule) owner.deleteRule(index);
      });
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

  // ---- Places among the slides ----------------------------------------------

  const STRUCTURAL = /:(nth-|first-|last-|only-)[a-z-]+(\([^)]*\))?/g;

  // The parts of a list of selectors, each a list of compounds with the
  // combinators before them.
  function compoundsOf(selectors) {
    const parts = [[{ combinator: "", text: "" }]];
    const token = /"[^"]*"|\\.|[()[\]]|,\s*|\s*[>+~]\s*|\s+|[^]/g;
    let depth = 0;
    for (const [text] of selectors.matchAll(token)) {
      if ("([".includes(text)) depth += 1;
      if (")]".includes(text)) depth -= 1;
      if (depth === 0 && text.startsWith(",")) {
        parts.push([{ combinator: "", text: "" }]);
      } else if (depth === 0 && /^\s*[>+~]|^\s/.test(text)) {
        parts.at(-1).push({ combinator: text, text: "" });
      } else {
        parts.at(-1).at(-1).text += text;
      }
    }
    return parts;
  }

  // The slides as they stood beside each other, without what they hold.
  function siblings(roots) {
    const outermost = document.createElement("lectern-slide");
    let parent = outermost;
    let around = containers[0].firstElementChild;
    while (around?.hasAttribute("data-lectern-wrapper")) {
      parent = parent.appendChild(around.cloneNode(false));
      around = around.firstElementChild;
    }
    const copies = roots.map((root) => root.cloneNode(false));
    parent.append(...copies);
    return { outermost, copies };
  }

  // Each slide is the only child of its container now. So the part of a
  // selector that asks for a place among the slides (`.slide:nth-child(2)`)
  // is answered once, where they are siblings, and the answer is a mark.
  function rewritePlaces(selectors, roots, copies) {
    const rewrite = (compounds) => {
      let original = "";
      let rewritten = "";
      for (const { combinator, text } of compounds) {
        const [, plain, rest] = /^(.*?)(::.*)?$/s.exec(text);
        original += combinator + plain;
        rewritten += combinator + plain;
        const isStructural = plain.search(STRUCTURAL) >= 0 || /[+~]/.test(combinator);
        const kind = plain.replace(STRUCTURAL, "") || "*";
        if (isStructural && copies.some((copy) => copy.matches(kind))) {
          const mark = markPlaces(original, roots, copies);
          rewritten = `:is(${rewritten}:not(:where([data-lectern-root])), ${mark})`;
        }
        rewritten += rest ?? "";
      }
      return rewritten;
    };
    return compoundsOf(selectors).map(rewrite).join(", ");
  }

  // Marks that stand for selectors.
  const placeMarks = new Map();

  function markPlaces(selector, roots, copies) {
    if (!placeMarks.has(selector)) placeMarks.set(selector, `p${placeMarks.size}`);
    const mark = placeMarks.get(selector);
    // All at once: asked one by one, each would count its siblings anew.
    const found = new Set(copies[0].parentElement.querySelectorAll(selector));
    roots.forEach((root, index) => {
      if (!found.has(copies[index])) return;
      const marks = root.getAttribute("data-lectern-places") ?? "";
      if (!marks.split(" ").includes(mark)) {
        root.setAttribute("data-lectern-places", `${marks} ${mark}`.trim());
      }
    });
    return `[data-lectern-places~="${mark}"]`;
  }

  function keepPlaces() {
    const roots = containers.map(rootOf).filter((root) => root !== null);
    if (roots.length < 2) return;
    for (const root of roots) root.setAttribute("data-lectern-root", "");
    const { outermost, copies } = siblings(roots);
    document.body.append(outermost);
    for (const sheet of styleSheets()) {
      visitRules(sheet, (rule) => {
        const selectors = rule instanceof CSSStyleRule ? rule.selectorText : "";
        if (!/:(nth|first|last|only)-|[+~] /.test(selectors)) return;
        if (/&|data-lectern-/.test(selectors)) return;
        try {
          rule.selectorText = rewritePlaces(selectors, roots, copies);
        } catch {
          // A selector of a kind that elements cannot be asked for stays.
        }
      });
    }
    outermost.remove();
  }

  function hasBackground(style) {
    const isClear = /^rgba\(.*, 0\)$|\/ 0\)$|^transparent$/.test(style.backgroundColor);
    return style.backgroundImage !== "none" || !isClear;
  }

  const BACKGROUND = ["color", "image", "origin", "position", "repeat", "size", "clip"]
    .map((part) => `background-${part}`);
  // What `html` and `body` said of their backgrounds before they were pinned.
  const ownBackgrounds = new Map();

  function keepBackground(element) {
    if (ownBackgrounds.has(element)) return;
    ownBackgrounds.set(element, BACKGROUND.map((name) => element.style.getPropertyValue(name)));
  }

  // Styles that arrive late (Tailwind writes its own after the page) count too,
  // so our pin must not hide them. What a script has set since is no pin.
  function releaseBackground(element) {
    const own = ownBackgrounds.get(element) ?? [];
    own.forEach((value, index) => {
      const name = BACKGROUND[index];
      if (element.style.getPropertyPriority(name) !== "important") return;
      element.style.removeProperty(name);
      element.style.setProperty(name, value);
    });
  }

  // The deck's desk shows behind each slide, not once behind all of them.
  function moveBackgroundToPages() {
    releaseBackground(document.documentElement);
    releaseBackground(document.body);
    const owner = [document.body, document.documentElement]
      .find((element) => hasBackground(getComputedStyle(element)));
    if (!owner) return;
    const style = getComputedStyle(owner);
    const background = Object.fromEntries(
      BACKGROUND.map((name) => [name, style.getPropertyValue(name)]),
    );
    for (const container of containers) pin(container, background);
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

  // ---- Slides --------------------------------------------------------------

  function buildSlide(slide) {
    const template = document.createElement("template");
    template.innerHTML = slide.html;
    for (const picture of template.content.querySelectorAll("img, iframe")) {
      picture.setAttribute("loading", "eager");
    }
    const container = document.createElement("lectern-slide");
    container.append(template.content);
    return container;
  }

  // What stood around the slides (navigation, counters) is not shown, but a
  // script that does not find it fails before it draws.
  function buildSurroundings() {
    const template = document.createElement("template");
    template.innerHTML = deck.surroundings;
    const active = "script, style, link, iframe, object, embed, audio, video";
    for (const element of template.content.querySelectorAll(active)) element.remove();
    const holder = document.createElement("lectern-surroundings");
    pin(holder, { display: "none" });
    holder.append(template.content);
    return holder;
  }

  // The importer puts the SVG definitions that a slide refers to beside it.
  function holdsOnlyDefinitions(element) {
    const definitions = "defs, symbol, linearGradient, radialGradient, pattern, filter, "
      + "clipPath, mask, marker, style, title, desc, metadata";
    return element instanceof SVGSVGElement
      && [...element.children].every((child) => child.matches(definitions));
  }

  // The one element that is the slide; null where a slide is loose markup.
  function rootOf(container) {
    const skipped = "script, style, link, meta, title, template";
    const elements = [...container.children].filter(
      (element) => !element.matches(skipped) && !holdsOnlyDefinitions(element),
    );
    if (elements.length !== 1) return null;
    const [element] = elements;
    return element.hasAttribute("data-lectern-wrapper") ? rootOf(element) : element;
  }

  function isOffPage(root, container) {
    const page = container.getBoundingClientRect();
    const box = root.getBoundingClientRect();
    // A root without an extent holds boxes that are placed by themselves.
    if (box.width === 0 || box.height === 0) return false;
    return box.right <= page.left || box.left >= page.right
      || box.bottom <= page.top || box.top >= page.bottom;
  }

  function isHidden(root, container) {
    const style = getComputedStyle(root);
    return style.display === "none" || style.visibility !== "visible"
      || Number(style.opacity) < 0.05 || isOffPage(root, container);
  }

  // Decks show one slide at a time and mark it by a class: what marks the first
  // slide marks all.
  function shareFirstState() {
    const first = containers.map(rootOf).find((root) => root !== null);
    const shared = STATE_CLASSES.filter((name) => first?.classList.contains(name));
    for (const container of containers) rootOf(container)?.classList.add(...shared);
  }

  function reveal(container) {
    const root = rootOf(container);
    if (!root || !isHidden(root, container)) return;
    for (const name of ["display", "visibility", "opacity", "transform", "left", "top"]) {
      root.style.removeProperty(name);
    }
    if (!isHidden(root, container)) return;
    for (const name of STATE_CLASSES.filter((name) => !root.classList.contains(name))) {
      root.classList.add(name);
      if (!isHidden(root, container)) return;
      root.classList.remove(name);
    }
    force(root, container);
  }

  function force(root, container) {
    if (getComputedStyle(root).display === "none") pin(root, { display: "block" });
    pin(root, { visibility: "visible", opacity: "1" });
    if (!isOffPage(root, container)) return;
    pin(root, { transform: "none", translate: "none" });
    if (isOffPage(root, container)) pin(root, { position: "absolute", left: "0", top: "0" });
  }

  function revealAll() {
    shareFirstState();
    containers.forEach(reveal);
  }

  // Whether a slide is as large as it says, and not as its content makes it.
  function isOfFixedSize(root) {
    const styles = root.computedStyleMap();
    const isLength = (name) => styles.get(name)?.unit === "px";
    const hasHeight = isLength("height") || String(styles.get("aspect-ratio")) !== "auto";
    return isLength("width") && hasHeight;
  }

  // A slide that is drawn for another screen is scaled to the page. A transform
  // changes no layout, so that charts and texts keep their places in the slide.
  function fit(root) {
    const width = root.offsetWidth;
    const height = root.offsetHeight;
    const isWide = Math.abs(width / height - WIDTH / HEIGHT) < 0.02;
    // A column of text, however fixed its height is, would become illegible.
    const isScreen = isWide || (height <= width * 1.5 && isOfFixedSize(root));
    const isLarger = width > WIDTH + 1 || (isScreen && height > HEIGHT + 1);
    // Smaller ones are pictures and the like, not slides.
    const isSmaller = isWide && width >= WIDTH / 2 && width < WIDTH - 1;
    if (!isLarger && !isSmaller) return 1;
    const scale = isScreen ? Math.min(WIDTH / width, HEIGHT / height) : WIDTH / width;
    pin(root, {
      "left": `${(WIDTH - width * scale) / 2}px`, "margin": "0", "position": "absolute", "top": "0",
      "transform": `scale(${scale})`, "transform-origin": "0 0", "translate": "none",
    });
    return scale;
  }

  // On its own page a slide has no desk to cast a shadow on; drawn all the
  // same, that shadow would cost more than the rest of the page.
  function trim(container) {
    const root = rootOf(container);
    if (!(root instanceof HTMLElement)) return;
    const scale = fit(root);
    const fills = root.offsetWidth * scale > WIDTH - 2 && root.offsetHeight * scale > HEIGHT - 2;
    if (!fills) return;
    pin(root, { "border-radius": "0", "box-shadow": "none", "margin": "0" });
    // Else the margin of its first child would push the whole slide down.
    if (getComputedStyle(root).display === "block") pin(root, { display: "flow-root" });
  }

  // Fractions of pixels add up to this much without anything being cut.
  const SPARE = 2;

  // What a box inside the slide cuts is meant to be cut, and what is placed
  // beyond the page was put there on purpose.
  function isMeantToBeAway(element, container) {
    const outermost = rootOf(container) ?? container;
    for (let box = element; box !== outermost && box !== container; box = box.parentElement) {
      const style = getComputedStyle(box);
      if (/absolute|fixed/.test(style.position) || /hidden|clip/.test(style.overflow)) return true;
    }
    return !element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  }

  // Text and pictures count; shapes that reach over the edge are decoration.
  function reachesOut(node, page) {
    const range = document.createRange();
    range.selectNode(node);
    return [...range.getClientRects()].some((box) => box.width > 0 && box.height > 0
      && (box.bottom > page.bottom + SPARE || box.right > page.right + SPARE));
  }

  function overflows(container) {
    const page = container.getBoundingClientRect();
    const nodes = document.createTreeWalker(
      container, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT,
    );
    while (nodes.nextNode()) {
      const node = nodes.currentNode;
      const isContent = node instanceof Text
        ? node.data.trim() !== ""
        : node instanceof HTMLImageElement || node instanceof HTMLCanvasElement;
      const element = node instanceof Text ? node.parentElement : node;
      if (isContent && reachesOut(node, page) && !isMeantToBeAway(element, container)) return true;
    }
    return false;
  }

  function noteOverflow() {
    containers.forEach((container, index) => {
      if (overflows(container)) note(report.overflowing, index + 1);
    });
  }

  // ---- Scripts -------------------------------------------------------------

  function isPlainScript(script) {
    return /^(|text\/javascript|application\/javascript)$/i.test(script.type.trim());
  }

  // Native functions refuse a proxy as `this`; classes and ordinary functions
  // (they have a prototype) must stay as they are.
  function bound(value, owner) {
    return typeof value === "function" && !value.prototype ? value.bind(owner) : value;
  }

  function scopedView(target, overrides, set) {
    return new Proxy(target, {
      get: (_, key) => Object.hasOwn(overrides, key)
        ? overrides[key]
        : bound(Reflect.get(target, key), target),
      set: (_, key, value) => set(key, value),
    });
  }

  // `document` as a slide's scripts see it: they find their own elements first,
  // so that the same id on two slides is two elements.
  function scopedDocument(container) {
    const own = (find) => (argument) => find(container, argument) ?? find(document, argument);
    const all = (find) => (argument) => {
      const found = find(container, argument);
      return found.length > 0 ? found : find(document, argument);
    };
    const write = (...parts) => {
      const place = document.currentScript;
      if (container.contains(place)) place.insertAdjacentHTML("beforebegin", parts.join(""));
    };
    const byId = (id) => container.querySelector(`[id="${CSS.escape(id)}"]`)
      ?? document.getElementById(id);
    const overrides = {
      getElementById: byId,
      querySelector: own((place, selector) => place.querySelector(selector)),
      querySelectorAll: all((place, selector) => place.querySelectorAll(selector)),
      getElementsByClassName: all((place, names) => place.getElementsByClassName(names)),
      getElementsByTagName: all((place, name) => place.getElementsByTagName(name)),
      getElementsByName: all((place, name) => place.querySelectorAll(`[name="${CSS.escape(name)}"]`)),
      write,
      writeln: write,
    };
    const plain = window.document;
    return scopedView(plain, overrides, (key, value) => Reflect.set(plain, key, value));
  }

  // `window.onload = ...` of two slides are two listeners.
  function scopedWindow(overrides) {
    return scopedView(window, overrides, (key, value) => {
      if (key === "onload" && typeof value === "function") {
        window.addEventListener("load", value);
        return true;
      }
      return Reflect.set(window, key, value);
    });
  }

  // `new Chart("id", ...)` finds its canvas on its own slide.
  function scopedChart(byId) {
    const resolve = (item) => (typeof item === "string" ? byId(item) ?? item : item);
    return new Proxy(window.Chart, {
      construct: (Chart, [item, ...rest]) => new Chart(resolve(item), ...rest),
      get: (Chart, key) => (key === "getChart"
        ? (item) => Chart.getChart(resolve(item))
        : Reflect.get(Chart, key)),
    });
  }

  function scopeOf(container) {
    const scope = { document: scopedDocument(container) };
    if (window.Chart) scope.Chart = scopedChart(scope.document.getElementById);
    for (const name of ["window", "self", "globalThis"]) scope[name] = scopedWindow(scope);
    return scope;
  }

  // A script element runs as soon as it is in the page. An element, and not
  // `eval`, because the policy allows the former only.
  function runElement(text, place) {
    const element = document.createElement("script");
    for (const { name, value } of place.attributes ?? []) element.setAttribute(name, value);
    element.textContent = text;
    place.replaceWith(element);
  }

  // The scope's names are arguments of an outer function, so that a script may
  // declare variables of the same names.
  function inScope(text, scope, index) {
    const names = Object.keys(scope).join(", ");
    return `lecternPage.run(${index}, function (${names}) { return function () {\n${text}\n}; });`
      + `\n//# sourceURL=slide-${index + 1}.js`;
  }

  const scopes = new Map();

  function run(index, wrap) {
    const scope = scopes.get(index);
    try {
      wrap(...Object.values(scope)).call(scope.window);
    } catch (error) {
      noteFailure(error, index);
    }
  }

  // The slide's own script elements, then the scripts kept beside its markup:
  // their texts, and the nodes that stand where they are to run.
  function scriptsOf(container, index) {
    const elements = [...container.querySelectorAll("script")]
      .filter((script) => script instanceof HTMLScriptElement);
    // Libraries are in the page already, or are not there at all.
    elements.filter((script) => script.src).forEach((script) => script.remove());
    const scripts = elements
      .filter((script) => !script.src && isPlainScript(script))
      .map((script) => ({ text: script.textContent, place: script }));
    const beside = deck.slides[index].scripts;
    if (beside.trim()) {
      const place = document.createComment("");
      container.append(place);
      scripts.push({ text: beside, place });
    }
    return scripts;
  }

  // Several scripts are run as one, since later ones use what earlier ones
  // declare. They run apart where one of them asks for its own element, and
  // after a failure, so that one broken script does not stop the others.
  function drawScripts(container, index) {
    const scripts = scriptsOf(container, index);
    const texts = scripts.map(({ text }) => text);
    scopes.set(index, scopeOf(container));
    const runApart = (from) => scripts.slice(from).forEach(
      ({ text, place }) => runElement(inScope(text, scopes.get(index), index), place),
    );
    if (texts.length < 2 || texts.some((text) => text.includes("currentScript"))) {
      runApart(0);
      return;
    }
    reached = 0;
    const marked = texts.map((text, at) => `lecternPage.reach(${at + 1});\n${text}\n;`);
    const place = document.createComment("");
    container.append(place);
    runElement(inScope(marked.join(""), scopes.get(index), index), place);
    if (reached < texts.length) runApart(reached);
  }

  // How many of the scripts that run as one have begun.
  let reached = 0;

  function reach(count) {
    reached = count;
  }

  // Elements that appear on scrolling appear: every page is looked at.
  class IntersectionObserver {
    #callback;
    constructor(callback) {
      this.#callback = callback;
    }
    observe(target) {
      const box = target.getBoundingClientRect();
      const entry = {
        target, isIntersecting: true, intersectionRatio: 1, time: performance.now(),
        boundingClientRect: box, intersectionRect: box, rootBounds: null,
      };
      queueMicrotask(() => this.#callback([entry], this));
    }
    unobserve() {}
    disconnect() {}
    takeRecords() {
      return [];
    }
  }

  // Time runs faster for the deck, so that numbers that count up and updates
  // that wait a little have arrived when the page is looked at. Long waits stay
  // as they are: what a deck does after many seconds is not how it begins.
  function hastenTime() {
    const SPEED = 20;
    const LONGEST_WAIT = 3000;
    const LONGEST_BEAT = 100;
    const now = performance.now.bind(performance);
    const wait = window.setTimeout.bind(window);
    const beat = window.setInterval.bind(window);
    const frame = window.requestAnimationFrame.bind(window);
    const [start, startDate] = [now(), Date.now()];
    const faster = (time) => start + (time - start) * SPEED;
    const shorten = (delay, longest) => (delay > longest ? delay : (delay || 0) / SPEED);
    window.setTimeout = (run, delay, ...rest) => wait(run, shorten(delay, LONGEST_WAIT), ...rest);
    window.setInterval = (run, delay, ...rest) => beat(run, shorten(delay, LONGEST_BEAT), ...rest);
    window.requestAnimationFrame = (run) => frame((time) => run(faster(time)));
    performance.now = () => faster(now());
    Date.now = () => Math.round(startDate + faster(now()) - start);
  }

  // ---- Charts --------------------------------------------------------------

  function stillCharts() {
    if (window.Chart?.defaults) window.Chart.defaults.animation = false;
  }

  // Final data, whatever animation the deck asked for.
  function finishCharts() {
    for (const chart of Object.values(window.Chart?.instances ?? {})) {
      try {
        chart.stop();
        chart.update("none");
      } catch (error) {
        noteFailure(error, containers.findIndex((page) => page.contains(chart.canvas)));
      }
    }
  }

  // Chrome prints a canvas without its background when that is one plain colour
  // (seen with version 156), so the colour becomes a picture.
  function keepCanvasBackgrounds() {
    for (const canvas of document.querySelectorAll("lectern-slide canvas")) {
      const style = getComputedStyle(canvas);
      const colour = style.backgroundColor;
      if (hasBackground(style) && style.backgroundImage === "none") {
        pin(canvas, { "background-image": `linear-gradient(${colour}, ${colour})` });
      }
    }
  }

  // ---- The end -------------------------------------------------------------

  function finishAnimations() {
    for (const animation of document.getAnimations()) {
      try {
        animation.finish();
      } catch {
        animation.cancel(); // Endless.
      }
    }
  }

  // Only links that a reader can follow, and that say where they lead.
  function cleanLinks() {
    for (const link of document.querySelectorAll("[href]")) {
      if (!(link instanceof HTMLAnchorElement || link instanceof SVGAElement)) continue;
      const address = link.getAttribute("href");
      const url = URL.parse(address, document.baseURI);
      const isInside = address.startsWith("#");
      const isOutside = LINK_SCHEMES.includes(url?.protocol) && url.host !== location.host;
      if (!isInside && !isOutside) link.removeAttribute("href");
    }
  }

  // What scripts put beside the slides would make pages of its own. Styles stay.
  function removeStrays() {
    const kept = new Set([document.head, document.body, ...containers]);
    for (const parent of [document.documentElement, document.body]) {
      for (const node of [...parent.childNodes]) {
        const isStyle = node instanceof HTMLStyleElement || node instanceof HTMLLinkElement;
        if (!kept.has(node) && !isStyle) node.remove();
      }
    }
  }

  // A modal dialog lies above the whole document: it would be on all pages.
  function keepDialogsOnPages() {
    for (const dialog of document.querySelectorAll("dialog:modal")) {
      dialog.close();
      dialog.setAttribute("open", "");
      dialog.setAttribute("data-lectern-modal", "");
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

  function pinPages() {
    for (const element of [document.documentElement, document.body]) {
      keepBackground(element);
      pin(element, ROOT_PINS);
    }
    containers.forEach((container, index) => pin(container, {
      ...CONTAINER_PINS,
      "break-after": index + 1 < containers.length ? "page" : "auto",
    }));
  }

  // ---- Steps ---------------------------------------------------------------

  function build() {
    silenceConsole();
    listenForTrouble();
    hastenTime();
    stillCharts();
    window.IntersectionObserver = IntersectionObserver;
    applyAttributes(document.documentElement, deck.html_attributes);
    applyAttributes(document.body, deck.body_attributes);
    addStyle(deck.css);
    addStyle(OWN_STYLE).id = "lectern-style";
    containers.push(...deck.slides.map(buildSlide));
    document.body.prepend(...containers, buildSurroundings());
    adaptSelectors();
    keepPlaces();
    moveBackgroundToPages();
    pinPages();
    revealAll();
    tell("0");
    const place = document.createElement("script");
    document.head.append(place);
    runElement(`${deck.shared_scripts}\n//# sourceURL=deck.js`, place);
    stillCharts();
  }

  function draw(index) {
    running = index;
    tell(String(index + 1));
    drawScripts(containers[index], index);
    running = null;
  }

  function end() {
    tell(String(deck.slides.length + 1));
  }

  // Asked for by whoever shows the page, when it has loaded.
  function finish() {
    removePageRules();
    adaptSelectors();
    keepPlaces();
    moveBackgroundToPages();
    removeStrays();
    dropGeneratedBoxes();
    keepDialogsOnPages();
    pinPages();
    revealAll();
    finishCharts();
    finishAnimations();
    keepCanvasBackgrounds();
    containers.forEach(trim);
    noteOverflow();
    cleanLinks();
    document.title = deck.title;
    publishReport();
  }

  document.addEventListener("lectern-finish", finish, { once: true });
  const steps = Object.freeze({ build, draw, end, reach, run });
  Object.defineProperty(window, "lecternPage", { value: steps });
})();
