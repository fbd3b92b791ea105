  // ---- Slides --------------------------------------------------------------

  // `prepare` changes the slide's markup while it is still in no page.
  function buildSlide(slide, prepare) {
    const template = document.createElement("template");
    template.innerHTML = slide.html;
    prepare(template.content);
    const container = document.createElement("lectern-slide");
    container.append(template.content);
    return container;
  }

  // What stood around the slides (navigation, counters) is not shown, but a
  // script that does not find it fails before it draws. It has no business
  // with the page as a whole.
  function buildSurroundings() {
    const template = document.createElement("template");
    template.innerHTML = deck.surroundings;
    const active = "script, style, link, meta[http-equiv], base, iframe, object, embed, audio, "
      + "video";
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

  // What a root that fills its page has no use for. On its own page a slide has no
  // desk to cast a shadow on; drawn all the same, that shadow would cost more than
  // the rest of the page.
  const FILLING = { "border-radius": "0px", "box-shadow": "none", "margin": "0px" };

  // Whether the margin of its first child would push a root down.
  function isPushed(style) {
    return style.display === "block" && style.overflow === "visible"
      && style.paddingTop === "0px" && style.borderTopWidth === "0px";
  }

  // What is to be known of a slide's root before anything is changed: asked in
  // between, each answer would need the page to be laid out anew.
  function measure(container) {
    const root = rootOf(container);
    if (!(root instanceof HTMLElement)) return null;
    const width = root.offsetWidth;
    const height = root.offsetHeight;
    const isWide = Math.abs(width / height - WIDTH / HEIGHT) < 0.02;
    // A column of text, however fixed its height is, would become illegible.
    const isScreen = isWide || (height <= width * 1.5 && isOfFixedSize(root));
    const style = getComputedStyle(root);
    const superfluous = Object.entries(FILLING)
      .filter(([name, value]) => style.getPropertyValue(name) !== value);
    if (isPushed(style)) superfluous.push(["display", "flow-root"]);
    return { root, width, height, isWide, isScreen, superfluous };
  }

  // A slide that is drawn for another screen is scaled to the page. A transform
  // changes no layout, so that charts and texts keep their places in the slide.
  function fit({ root, width, height, isWide, isScreen }) {
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

  // Only what is other than it should be: each change costs a layout.
  function trim(measured) {
    const scale = fit(measured);
    const { root, width, height, superfluous } = measured;
    const fills = width * scale > WIDTH - 2 && height * scale > HEIGHT - 2;
    if (fills) pin(root, Object.fromEntries(superfluous));
  }

  function trimAll(slides) {
    slides.map(measure).filter(Boolean).forEach(trim);
  }
