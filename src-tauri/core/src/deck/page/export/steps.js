  // ---- Pages -----------------------------------------------------------------

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
    /* As the browser places modal dialogs. */
    :where([data-lectern-modal]) {
      position: fixed; inset-block: 0; overflow: auto; z-index: 2147483647;
      max-width: calc(100% - 6px - 2em); max-height: calc(100% - 6px - 2em);
    }
    ${SLIDE_STYLE}
  `;

  const PAGE_PINS = {
    ...CONTAINER_PINS,
    "break-before": "auto", "break-inside": "avoid", "page": "auto", "position": "relative",
  };

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
      const isAddress = URL.canParse(address, document.baseURI);
      const url = isAddress ? new URL(address, document.baseURI) : null;
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

  function pinPages() {
    for (const element of [document.documentElement, document.body]) {
      keepStyle(element);
      pin(element, ROOT_PINS);
    }
    containers.forEach((container, index) => pin(container, {
      ...PAGE_PINS,
      "break-after": index + 1 < containers.length ? "page" : "auto",
    }));
  }

  // Pages that are not in sight yet are printed too.
  function loadPicturesNow(slide) {
    for (const picture of slide.querySelectorAll("img, iframe")) {
      picture.setAttribute("loading", "eager");
    }
  }

  // ---- Slides that were drawn apart -----------------------------------------

  // In the place of what their own scripts made of them here, which these scripts go
  // on to change, unseen.
  function showDrawn() {
    const element = document.head.querySelector(":scope > #lectern-drawn");
    const drawn = JSON.parse(element?.textContent ?? "[]");
    for (const [index, html] of drawn) {
      const container = buildSlide({ html }, loadPicturesNow);
      containers[index].replaceWith(container);
      containers[index] = container;
    }
  }

  // ---- Steps ---------------------------------------------------------------

  function build() {
    silenceConsole();
    listenForTrouble();
    stayHere();
    hastenTime();
    takePrinting();
    refineCanvases();
    stillCharts();
    if (deck.reads_charts) recordGradients();
    window.IntersectionObserver = IntersectionObserver;
    applyAttributes(document.documentElement, deck.html_attributes);
    applyAttributes(document.body, deck.body_attributes);
    addStyle(deck.css);
    addStyle(OWN_STYLE).id = "lectern-style";
    containers.push(...deck.slides.map((slide) => buildSlide(slide, loadPicturesNow)));
    document.body.prepend(...containers, buildSurroundings());
    adaptSelectors();
    keepPlaces();
    moveStylesToPages();
    pinPages();
    revealAll();
    tell("0");
    runShared();
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
    showDrawn();
    removePageRules();
    adaptSelectors();
    keepPlaces();
    moveStylesToPages();
    removeStrays();
    dropGeneratedBoxes();
    keepDialogsOnPages();
    pinPages();
    revealAll();
    finishCharts();
    finishAnimations();
    chooseCharts();
    keepCanvasBackgrounds();
    trimAll(containers);
    noteOverflow();
    noteMissingFonts();
    cleanLinks();
    if (deck.sheets) putOnSheets(deck.sheets);
    document.title = deck.title;
    if (deck.reads_charts) publishCharts();
    publishReport();
  }

  document.addEventListener("lectern-finish", finish, { once: true });
  const steps = Object.freeze({ build, draw, end, lend, reach, run });
  Object.defineProperty(window, "lecternPage", { value: steps });
