  // ---- Steps -------------------------------------------------------------------

  // What would change the page as a whole, or connect somewhere before any
  // policy is asked.
  function removeHeadOnly(slide) {
    const removed = "meta[http-equiv], base, link:not([rel~='stylesheet' i])";
    for (const element of slide.querySelectorAll(removed)) element.remove();
  }

  function pinPages() {
    for (const element of [document.documentElement, document.body]) {
      keepBackground(element);
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
    document.body.prepend(...containers, buildSurroundings());
    document.title = deck.title;
    adaptSelectors();
    keepPlaces();
    moveBackgroundToPages();
    dropGeneratedBoxes();
    pinPages();
    for (const container of containers) setHere({ container, style: container.style }, false);
    shareFirstState();
    if (deck.runs_scripts) runShared();
  }

  function firstSlide() {
    const [, number] = /^#(\d{1,6})$/.exec(location.hash) ?? [];
    return asked ?? (number === undefined ? deck.first : Number(number));
  }

  function start() {
    if (places.length > 0) return;
    containers.forEach((container) => {
      places.push({ container, style: container.style, isDrawn: false, wasShown: false });
    });
    if (!show(firstSlide() - deck.first)) show(0);
  }

  function tellReady() {
    const index = places.indexOf(shown);
    if (index >= 0) tell({ t: "ready", slide: index + deck.first });
  }

  const steps = Object.freeze({ begin, start, reach, run });
  Object.defineProperty(window, "lecternPage", { value: steps });
