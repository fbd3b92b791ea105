  // ---- The one slide that is shown -------------------------------------------

  const OWN_STYLE = `
    ${SLIDE_STYLE}
    /* What scripts put beside the slides is not shown, as in an export. */
    :is(#lectern-none, body) > :not(lectern-slide, style, link, script) {
      display: none !important;
    }
  `;

  // The frame has the size of one slide, and nothing in it scrolls. What shows
  // through a deck without a background is paper.
  const STAGE_PINS = {
    ...ROOT_PINS, "background": "Canvas", "height": `${HEIGHT}px`, "overflow": "clip",
  };

  // But for what makes a slide seen or unseen.
  const { opacity, visibility, ...LASTING_PINS } = CONTAINER_PINS;
  const SLIDE_PINS = {
    ...LASTING_PINS, "inset": "0 auto auto 0", "overflow": "clip", "position": "absolute",
  };

  // A slide that is away keeps its layout (charts ask for sizes), but the
  // browser neither paints it nor moves what is animated in it. It forgets its
  // counters, though, so where slides are numbered by them they are only unseen.
  const countsSlides = /counter/i.test(deck.css) || deck.slides.some(
    (slide) => /counter-(increment|reset|set)/i.test(slide.html),
  );
  const AWAY = countsSlides
    ? { property: "opacity", away: "0", here: "1" }
    : { property: "content-visibility", away: "hidden", here: "visible" };

  // How soon after a slide its neighbours are drawn, in milliseconds.
  const AHEAD = 400;
  // How often what a script hides is shown again, so that two do not struggle
  // for ever.
  const REVEALS = 20;

  // For each slide: its container, that container's style (the object, which
  // no script can replace), and what has happened to it.
  const places = [];
  let isStarted = false;
  let shown = null;
  // Which slide to begin with, as an index in the deck.
  let asked = null;
  let reveals = 0;

  function setHere(place, isHere) {
    setStyle(place.style, AWAY.property, isHere ? AWAY.here : AWAY.away, "important");
    setStyle(place.style, "visibility", isHere ? "visible" : "hidden", "important");
    setStyle(place.style, "z-index", isHere ? "1" : "0", "important");
    toggleAttribute(place.container, "inert", !isHere);
  }

  // Before the first slide is shown it is only remembered.
  function askFor(slide) {
    if (typeof slide !== "number") return;
    if (!isStarted) {
      asked = slide;
    } else if (show(slide - deck.first)) {
      whenPainted(() => tell({ t: "shown", slide }));
    }
  }

  function show(index) {
    const next = places[index];
    if (!next) return false;
    if (shown !== next) {
      if (shown) leave(shown);
      shown = next;
      reveals = 0;
      if (!isConnected(next.container)) append(bodyOf(window.document), next.container);
      setHere(next, true);
    }
    safely(() => drawOnce(index), index);
    safely(() => settle(next), index);
    wait(() => drawAhead(index), AHEAD);
    return true;
  }

  function leave(place) {
    setHere(place, false);
    safely(() => {
      for (const media of place.container.querySelectorAll("audio, video")) media.pause();
    }, null);
  }

  function drawOnce(index) {
    const place = places[index];
    if (place.isDrawn || !deck.runs_scripts) return;
    place.isDrawn = true;
    running = index;
    try {
      drawScripts(place.container, index);
    } finally {
      running = null;
    }
  }

  // One at a time, so that keys are answered in between.
  function drawAhead(index) {
    if (!deck.runs_scripts || shown !== places[index]) return;
    const isWaiting = (neighbour) => places[neighbour] && !places[neighbour].isDrawn;
    const neighbour = isWaiting(index + 1) ? index + 1 : index - 1;
    if (!isWaiting(neighbour)) return;
    safely(() => drawOnce(neighbour), neighbour);
    wait(() => drawAhead(index), 0);
  }

  // A slide is revealed as it will be at the end of its animations, which then
  // begin anew where it is shown for the first time.
  function settle(place) {
    const root = rootOf(place.container);
    const moving = root?.getAnimations() ?? [];
    const transition = root?.style.getPropertyValue("transition") ?? "";
    if (root) pin(root, { transition: "none" });
    if (!place.wasShown) moving.forEach(end);
    shareFirstState();
    reveal(place.container);
    trimAll([place.container]);
    if (root) {
      root.getBoundingClientRect();
      root.style.setProperty("transition", transition);
    }
    if (!place.wasShown) place.container.getAnimations({ subtree: true }).forEach(beginAnew);
    place.wasShown = true;
    watch(root);
  }

  function end(animation) {
    try {
      animation.finish();
    } catch {
      // Endless.
    }
  }

  function beginAnew(animation) {
    if (!(animation instanceof CSSAnimation)) return;
    animation.cancel();
    animation.play();
  }

  // Decks that show one slide at a time would hide this one again.
  const watcher = new MutationObserver(() => {
    const root = rootOf(shown.container);
    if (!root || reveals >= REVEALS || !isHidden(root, shown.container)) return;
    reveals += 1;
    settle(shown);
  });

  function watch(root) {
    watcher.disconnect();
    if (root) watcher.observe(root, { attributeFilter: ["class", "style", "hidden"] });
  }

  // A frame that is not in sight gets no frames to paint.
  function whenPainted(then) {
    let isDone = false;
    const once = () => {
      if (!isDone) then();
      isDone = true;
    };
    nextFrame(() => nextFrame(once));
    wait(once, 300);
  }
