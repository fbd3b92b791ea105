  // ---- Steps -------------------------------------------------------------------

  // What would change the page as a whole, or connect somewhere before any
  // policy is asked: a link that is a stylesheet may be more than that.
  function removeHeadOnly(slide) {
    const removed = "meta[http-equiv], base, link:not([rel~='stylesheet' i])";
    for (const element of slide.querySelectorAll(removed)) element.remove();
    for (const link of slide.querySelectorAll("link")) link.setAttribute("rel", "stylesheet");
  }

  function pinPages() {
    for (const element of [document.documentElement, document.body]) {
      keepStyle(element);
      const { background, ...pins } = STAGE_PINS;
      pin(element, element === document.body ? { ...pins, background: "none" } : STAGE_PINS);
    }
    for (const container of containers) pin(container, SLIDE_PINS);
  }

  function begin() {
    if (containers.length > 0) return;
    listenForTrouble();
    listenForInput();
    listenForLateness();
    applyAttributes(document.documentElement, deck.html_attributes);
    applyAttributes(document.body, deck.body_attributes);
    addStyle(deck.css);
    addStyle(OWN_STYLE);
    containers.push(...deck.slides.map((slide) => buildSlide(slide, removeHeadOnly)));
    // Put away before they are in the page, or all of them would be laid out.
    containers.forEach((container, index) => {
      places.push({ index, container, style: container.style, isDrawn: false, wasShown: false });
      setHere(places[index], false);
    });
    document.body.prepend(...containers, buildSurroundings());
    document.title = deck.title;
    adaptSelectors();
    keepPlaces();
    moveStylesToPages();
    dropGeneratedBoxes();
    pinPages();
    shareFirstState();
    asked ??= firstSlide();
    wait(start, START_AT_LATEST);
    if (deck.runs_scripts) runShared();
  }

  function firstSlide() {
    const [, number] = /^#(\d{1,6})$/.exec(location.hash) ?? [];
    return number === undefined ? deck.first : Number(number);
  }

  function start() {
    if (isStarted) return;
    isStarted = true;
    if (!show(asked - deck.first)) show(0);
    wait(loaded, LOADED_AT_LATEST);
  }

  function tellReady() {
    if (shown) tell({ t: "ready", slide: shown.index + deck.first });
  }

  const steps = Object.freeze({ begin, start, lend, reach, run });
  Object.defineProperty(window, "lecternPage", { value: steps });
