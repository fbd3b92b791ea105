  // ---- Charts as lines and text ------------------------------------------------

  // What is drawn on a canvas in the task that prints the page goes on paper as
  // lines and text; what was drawn before is a picture by then. So charts are drawn
  // once more when the page is about to be printed. Chrome prints what a canvas is
  // cleared of as white, so it is filled with the colour behind it instead; where
  // that is no plain colour, the chart stays a picture.

  // Pixels for each CSS pixel of what stays a picture: 288 for each inch of paper.
  const PAPER_PIXELS = 3;
  // What lets through what lies behind, or changes it.
  const BLENDING = { "opacity": "1", "filter": "none", "mixBlendMode": "normal", "maskImage": "none" };

  // The colour behind a canvas and the element that has it; none if it is not plain.
  function groundOf(canvas) {
    for (let element = canvas; element; element = element.parentElement) {
      const style = getComputedStyle(element);
      const blends = Object.entries(BLENDING).some(([name, plain]) => style[name] !== plain);
      if (blends || style.backgroundImage !== "none") return null;
      if (!hasBackground(style)) continue;
      const isOpaque = /^rgb\([^/]*\)$/.test(style.backgroundColor);
      return isOpaque ? { element, colour: style.backgroundColor } : null;
    }
    return { element: document.documentElement, colour: "#fff" };
  }

  // Whether something else lies between a canvas and its ground.
  function floats(canvas, ground) {
    const box = canvas.getBoundingClientRect();
    const liesBehind = (element) => (
      element.compareDocumentPosition(canvas) & Node.DOCUMENT_POSITION_FOLLOWING
      || Number.parseInt(getComputedStyle(element).zIndex, 10) < 0
    );
    const touches = (element) => {
      const other = element.getBoundingClientRect();
      return other.left < box.right && box.left < other.right
        && other.top < box.bottom && box.top < other.bottom;
    };
    return [...ground.querySelectorAll("*")].some((element) => (
      !element.contains(canvas) && liesBehind(element) && touches(element)
    ));
  }

  // Whether all that a chart draws lies above what it drew before.
  function isLayered(chart) {
    const { ctx } = chart;
    const modes = Object.getOwnPropertyDescriptor(
      CanvasRenderingContext2D.prototype, "globalCompositeOperation",
    );
    let isPlain = true;
    Object.defineProperty(ctx, "globalCompositeOperation", {
      configurable: true,
      get: () => modes.get.call(ctx),
      set: (mode) => {
        isPlain &&= mode === "source-over";
        modes.set.call(ctx, mode);
      },
    });
    try {
      chart.draw();
    } catch {
      isPlain = false;
    } finally {
      delete ctx.globalCompositeOperation;
    }
    return isPlain;
  }

  function drawOnGround(chart, colour) {
    const { canvas, ctx, currentDevicePixelRatio: ratio } = chart;
    canvas.width = canvas.width; // Begins anew.
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect = (...area) => {
      ctx.save();
      ctx.fillStyle = colour;
      ctx.fillRect(...area);
      ctx.restore();
    };
    try {
      chart.draw();
    } finally {
      delete ctx.clearRect;
    }
  }

  // A chart that stays a picture on paper has pixels enough for it.
  function sharpen(chart) {
    // Unlike `resize`, this leaves it as large as it is.
    window.Chart.helpers.retinaScale(chart, Math.max(PAPER_PIXELS, deck.pixel_ratio));
    chart.draw();
  }

  // The colour on which a chart can be drawn as lines and text; null if there is none.
  function paperOf(chart) {
    const ground = groundOf(chart.canvas);
    const isPlain = ground && !floats(chart.canvas, ground.element) && isLayered(chart);
    return isPlain ? ground.colour : null;
  }

  // The charts that become lines and text, with the colours behind them.
  const papers = new Map();

  // The deck is drawn when it is printed, and nothing of it may change any more. Who
  // listens first hears first.
  function takePrinting() {
    window.addEventListener("beforeprint", (event) => {
      event.stopImmediatePropagation();
      forEachChart(papers.keys(), (chart) => drawOnGround(chart, papers.get(chart)));
    }, { capture: true });
  }

  function chooseCharts() {
    forEachChart(chartsOfDeck().filter((chart) => chart.canvas?.isConnected), (chart) => {
      const paper = paperOf(chart);
      if (paper === null) sharpen(chart);
      else papers.set(chart, paper);
    });
  }
