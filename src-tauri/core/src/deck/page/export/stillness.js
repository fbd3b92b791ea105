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
