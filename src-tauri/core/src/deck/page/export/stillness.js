  // ---- Time, which runs faster ----------------------------------------------

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

  function chartsOfDeck() {
    return Object.values(window.Chart?.instances ?? {});
  }

  // Whatever a deck made of its charts: one that fails does not stop the others.
  function forEachChart(charts, work) {
    for (const chart of charts) {
      try {
        work(chart);
      } catch (error) {
        noteFailure(error, containers.findIndex((page) => page.contains(chart.canvas)));
      }
    }
  }

  // Final data, whatever animation the deck asked for.
  function finishCharts() {
    forEachChart(chartsOfDeck(), (chart) => {
      chart.stop();
      chart.update("none");
    });
  }

  // Scripts that ask how fine the screen is paint their canvases accordingly. The
  // browser's own screen stays as coarse as it is: finer, it would hold more memory
  // and lay some texts out otherwise than it does on other screens.
  function refineCanvases() {
    Object.defineProperty(window, "devicePixelRatio", {
      configurable: true, get: () => deck.pixel_ratio,
    });
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
