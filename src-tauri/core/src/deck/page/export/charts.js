  // ---- Charts as data ----------------------------------------------------------

  // What a file with charts of its own needs to know of those that the deck drew. All
  // that is read here may be made up by scripts of the deck: numbers are numbers or
  // nothing, texts are texts, and there is an end to how much of them is read. Whoever
  // reads the result (`lectern-render`, `capture/charts.rs`) judges it once more.

  // For all charts together.
  const CHART_LIMIT = 1000;
  const POINT_LIMIT = 200_000;
  const LETTER_LIMIT = 4_000_000;
  // For one.
  const SERIES_LIMIT = 250;
  const TICK_LIMIT = 2000;

  // When a plugin that is not of the library draws.
  const DRAWING_MOMENTS = [
    "beforeRender", "afterRender", "beforeDraw", "afterDraw", "beforeDatasetsDraw",
    "afterDatasetsDraw", "beforeDatasetDraw", "afterDatasetDraw",
  ];
  const OWN_PLUGINS = [
    "Colors", "Decimation", "Filler", "Legend", "SubTitle", "Title", "Tooltip",
  ];

  class TooMuch extends Error {}

  const left = { points: POINT_LIMIT, letters: LETTER_LIMIT };

  function spend(what, amount) {
    left[what] -= amount;
    if (!(left[what] >= 0)) throw new TooMuch();
  }

  function numberOf(value) {
    return typeof value === "number" && Number.isFinite(value) ? value : null;
  }

  function textOf(value) {
    const plain = Array.isArray(value) ? value.map((line) => toText(line)).join("\n") : value;
    const text = toText(plain ?? "").toWellFormed();
    spend("letters", text.length);
    return text;
  }

  // A list of at most so many; what lies about its length is cut.
  function listOf(list, limit, work) {
    const length = numberOf(list?.length) ?? 0;
    if (length > limit) throw new TooMuch();
    return Array.from({ length }, (_, index) => work(list[index], index));
  }

  // ---- Colours

  const coloursRead = new Map();

  // Red, green, blue (0 to 255) and alpha (0 to 1); null for what is no colour.
  function colourOf(text) {
    if (!coloursRead.has(text)) coloursRead.set(text, readColour(text));
    return coloursRead.get(text);
  }

  function readColour(text) {
    const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const painted = ["#000000", "#ffffff"].map((before) => {
      pen.fillStyle = before;
      pen.fillStyle = text;
      return pen.fillStyle;
    });
    if (painted[0] !== painted[1]) return null;
    const hexadecimal = /^#(..)(..)(..)$/.exec(painted[0]);
    if (hexadecimal) return [...hexadecimal.slice(1).map((part) => Number.parseInt(part, 16)), 1];
    const parts = /^rgba\((\d+), (\d+), (\d+), ([\d.e-]+)\)$/.exec(painted[0]);
    if (parts) return parts.slice(1).map(Number);
    pen.clearRect(0, 0, 1, 1);
    pen.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = pen.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  }

  // Where gradients lead, and their colours: a gradient does not tell.
  const gradients = new WeakMap();

  function recordGradients() {
    const pens = CanvasRenderingContext2D.prototype;
    const { createLinearGradient: create } = pens;
    const { addColorStop: add } = CanvasGradient.prototype;
    pens.createLinearGradient = function createLinearGradient(...line) {
      const gradient = create.apply(this, line);
      gradients.set(gradient, { line: line.map(Number), stops: [] });
      return gradient;
    };
    CanvasGradient.prototype.addColorStop = function addColorStop(at, colour) {
      add.call(this, at, colour);
      const stops = gradients.get(this)?.stops;
      if (stops?.length < REPORT_LIMIT) stops.push([Number(at), toText(colour)]);
    };
  }

  // What is painted with: a colour, or a gradient; null for nothing, and "unknown" for
  // what cannot be told.
  function paintOf(style) {
    if (style === undefined || style === null || style === false) return null;
    if (typeof style === "string") {
      const colour = colourOf(style);
      return colour ? { colour } : "unknown";
    }
    const gradient = gradients.get(style);
    if (!gradient) return "unknown";
    const stops = gradient.stops.map(([at, text]) => [at, colourOf(text)]);
    return { line: gradient.line.map(numberOf), stops };
  }

  function strokeOf(style, width, dash) {
    const widths = width && typeof width === "object" ? Object.values(width) : [width];
    const thickest = Math.max(0, ...widths.map((side) => numberOf(side) ?? 0));
    const dashes = Array.isArray(dash) ? listOf(dash, REPORT_LIMIT, numberOf) : [];
    return { paint: paintOf(style), width: thickest, dash: dashes };
  }

  // ---- Texts

  // The first family of a list that is there, or one that names no font.
  function familyOf(list) {
    const families = toText(list ?? "").split(",").map((family) => firstFamily(family));
    const isUsable = (family) => ANY_FONT.test(family) || isBrought(family) || isKnown(family);
    return textOf(families.find(isUsable) ?? families.at(-1));
  }

  const familiesKnown = new Map();

  function isKnown(family) {
    if (!familiesKnown.has(family)) {
      const pen = document.createElement("canvas").getContext("2d");
      familiesKnown.set(family, isThere(family, pen));
    }
    return familiesKnown.get(family);
  }

  function fontOf(options) {
    const font = window.Chart.helpers.toFont(options);
    const weight = toText(font.weight ?? "");
    return {
      family: familyOf(font.family),
      size: numberOf(font.size),
      weight: numberOf(Number(weight)) || (/^bold/.test(weight) ? 700 : 400),
      italic: /italic|oblique/.test(font.style ?? ""),
      line: numberOf(font.lineHeight),
      css: font.string,
    };
  }

  function widthOf(lines, font, pen) {
    pen.save();
    pen.font = font.css;
    const widths = lines.split("\n").map((line) => pen.measureText(line).width);
    pen.restore();
    return Math.max(...widths);
  }

  // A title, around the middle of its first line.
  function titleOf(options, place, pen) {
    const font = fontOf(options.font);
    const text = textOf(options.text);
    if (text.trim() === "") return null;
    return {
      text, font, colour: paintOf(options.color), align: textOf(options.align),
      x: numberOf(place.titleX), y: numberOf(place.titleY),
      rotation: numberOf(place.rotation) ?? 0, width: numberOf(widthOf(text, font, pen)),
    };
  }

  // Titles and subtitles, which are boxes of their own beside the chart.
  function titlesOf(chart) {
    const blocks = listOf(chart.boxes, TICK_LIMIT, (box) => box).filter((box) => (
      typeof box?._drawArgs === "function" && box.options.display
    ));
    return blocks.map((box) => {
      const { toFont, toPadding } = window.Chart.helpers;
      const offset = toFont(box.options.font).lineHeight / 2 + toPadding(box.options.padding).top;
      return titleOf(box.options, box._drawArgs(offset), chart.ctx);
    }).filter((title) => title !== null);
  }

  // Where an axis has its title, as `Scale.drawTitle` of the library places it.
  function axisTitlePlace(scale, options) {
    const { toFont, toPadding } = window.Chart.helpers;
    const padding = toPadding(options.padding);
    const { lineHeight } = toFont(options.font);
    const isBelow = scale.position === "bottom";
    const lines = Array.isArray(options.text) ? options.text.length - 1 : 0;
    const offset = lineHeight / 2
      + (isBelow ? padding.bottom + lineHeight * lines : padding.top);
    const between = (start, end) => (
      { start, end }[options.align] ?? (start + end) / 2
    );
    const fromEdge = ["top", "left"].includes(scale.position)
      ? scale[scale.position] + offset : scale[scale.position] - offset;
    return scale.isHorizontal()
      ? { titleX: between(scale.left, scale.right), titleY: fromEdge, rotation: 0 }
      : {
        titleX: fromEdge, titleY: between(scale.bottom, scale.top),
        rotation: (scale.position === "left" ? -1 : 1) * Math.PI / 2,
      };
  }

  // ---- Axes

  function gridOf(scale) {
    const { grid } = scale.options;
    if (!grid?.display || grid.drawOnChartArea === false) return null;
    const drawn = scale.axis === "r" ? null : scale._gridLineItems;
    // In the middle: the first and the last one are often drawn apart.
    const item = drawn?.[Math.floor((drawn.length - 1) / 2)];
    if (item) return strokeOf(item.color, item.width, item.borderDash);
    const context = grid.setContext(scale.getContext(1));
    return strokeOf(context.color, context.lineWidth, scale.options.border?.dash);
  }

  // The line that an axis is; the rays of a radar.
  function borderOf(scale) {
    const { border, angleLines } = scale.options;
    if (scale.axis === "r") {
      if (!angleLines?.display) return null;
      const rays = angleLines.setContext(scale.getPointLabelContext(0));
      return strokeOf(rays.color, rays.lineWidth, rays.borderDash);
    }
    if (!border?.display) return null;
    const context = border.setContext(scale.getContext(0));
    return strokeOf(context.color, context.width, context.dash);
  }

  function labelsOf(scale) {
    const { ticks } = scale.options;
    const style = ticks.setContext(scale.getContext(0));
    return {
      isShown: Boolean(ticks.display), font: fontOf(style.font), colour: paintOf(style.color),
      rotation: numberOf(scale.labelRotation) ?? 0,
    };
  }

  // The names around a radar.
  function pointLabelsOf(scale) {
    const { pointLabels } = scale.options;
    const style = pointLabels.setContext(scale.getPointLabelContext(0));
    return {
      isShown: Boolean(pointLabels.display), font: fontOf(style.font),
      colour: paintOf(style.color), texts: listOf(scale._pointLabels, POINT_LIMIT, textOf),
    };
  }

  function scaleOf(scale, pen) {
    const { options } = scale;
    const isRound = scale.axis === "r";
    const title = options.title?.display
      ? titleOf(options.title, axisTitlePlace(scale, options.title), pen) : null;
    return {
      id: textOf(scale.id), axis: textOf(scale.axis), type: textOf(scale.type),
      min: numberOf(scale.min), max: numberOf(scale.max), isReversed: Boolean(options.reverse),
      position: textOf(isRound ? "chartArea" : scale.position),
      isShown: options.display === true || options.display === "auto",
      isOffset: Boolean(options.offset),
      ticks: listOf(scale.ticks, TICK_LIMIT, (tick) => [numberOf(tick.value), textOf(tick.label)]),
      categories: scale.type === "category" ? listOf(scale.getLabels(), POINT_LIMIT, textOf) : null,
      labels: labelsOf(scale), grid: gridOf(scale), border: borderOf(scale),
      hasMarks: !isRound && Boolean(options.grid?.display && options.grid.drawTicks),
      title,
      circle: isRound
        ? [scale.xCenter, scale.yCenter, scale.drawingArea].map(numberOf) : null,
      around: isRound ? pointLabelsOf(scale) : null,
    };
  }

  // ---- Series

  // The box that something is painted in: left, top, right, bottom.
  function boxOf(element) {
    const { x, y, base, width, height, horizontal } = element;
    const radius = element.options.radius ?? element.outerRadius ?? 0;
    if (base === undefined) return [x - radius, y - radius, x + radius, y + radius].map(numberOf);
    const box = horizontal
      ? [Math.min(x, base), y - height / 2, Math.max(x, base), y + height / 2]
      : [x - width / 2, Math.min(y, base), x + width / 2, Math.max(y, base)];
    return box.map(numberOf);
  }

  // What one point looks like.
  function lookOf(element) {
    const { options } = element;
    const fill = paintOf(options.backgroundColor);
    const style = options.pointStyle;
    return {
      fill, stroke: strokeOf(options.borderColor, options.borderWidth, options.borderDash),
      box: fill?.line ? boxOf(element) : null,
      radius: numberOf(options.radius), offset: numberOf(options.offset),
      mark: typeof style === "string" ? textOf(style) : style === false ? "none" : "unknown",
    };
  }

  // What points look like: the different looks, and which of them each one has.
  function looksOf(elements) {
    const looks = new Map();
    const which = listOf(elements, POINT_LIMIT, (element) => {
      const look = JSON.stringify(lookOf(element));
      if (!looks.has(look)) looks.set(look, looks.size);
      return looks.get(look);
    });
    return {
      looks: [...looks.keys()].map((look) => JSON.parse(look)), which: looks.size > 1 ? which : [],
    };
  }

  function fillOf(meta) {
    const fill = meta.$filler?.fill ?? false;
    if (fill === false) return null;
    return typeof fill === "object" ? "value" : textOf(fill);
  }

  // Parts of a line that look otherwise: from which point to which, and how.
  function segmentsOf(element) {
    return listOf(element.segments, POINT_LIMIT, ({ start, end, style }) => [
      numberOf(start), numberOf(end),
      strokeOf(style.borderColor, style.borderWidth, style.borderDash),
    ]);
  }

  // The line of a series of points.
  function lineOf(chart, meta) {
    const element = meta.dataset;
    if (!element?.options) return null;
    const { options } = element;
    const points = listOf(meta.data, POINT_LIMIT, (point) => point).filter((point) => !point.skip);
    const base = numberOf(meta.vScale?.getBasePixel?.()) ?? chart.chartArea.bottom;
    const xs = points.map((point) => point.x);
    const ys = points.map((point) => point.y);
    const fill = paintOf(options.backgroundColor);
    const box = fill?.line && points.length > 0
      ? [Math.min(...xs), Math.min(base, ...ys), Math.max(...xs), Math.max(base, ...ys)] : null;
    return {
      isShown: meta.controller.options?.showLine !== false,
      stroke: strokeOf(options.borderColor, options.borderWidth, options.borderDash),
      fill, box: box?.map(numberOf) ?? null,
      fills: fillOf(meta),
      isSmooth: options.tension > 0 || options.cubicInterpolationMode === "monotone",
      isStepped: Boolean(options.stepped), spansGaps: Boolean(options.spanGaps),
      segments: options.segment ? segmentsOf(element) : [],
    };
  }

  // How thick the bars of a series are, where they stand, and how far apart.
  function barsOf(meta) {
    const bar = meta.data.find((element) => !element.skip && numberOf(element.width) !== null);
    if (!bar || meta.type !== "bar") return null;
    const index = meta.data.indexOf(bar);
    const [middle, thickness] = bar.horizontal ? [bar.y, bar.height] : [bar.x, bar.width];
    const place = (at) => meta.iScale.getPixelForValue(meta.iScale.min + at);
    return {
      thickness: numberOf(thickness),
      shift: numberOf(middle - meta.iScale.getPixelForValue(meta._parsed[index][meta.iScale.axis])),
      // A single category has the whole axis.
      pitch: numberOf(meta.iScale.max > meta.iScale.min
        ? Math.abs(place(1) - place(0))
        : meta.iScale.isHorizontal() ? meta.iScale.width : meta.iScale.height),
    };
  }

  function arcOf(meta) {
    const arc = meta.data.find((element) => numberOf(element.outerRadius) > 0);
    if (!arc) return null;
    return [arc.x, arc.y, arc.outerRadius, arc.innerRadius].map(numberOf);
  }

  // A value and where it stands, in whatever shape the deck gave it.
  function pointOf(parsed, meta) {
    if (typeof parsed === "number") return [null, numberOf(parsed), null];
    const { iScale, vScale, rScale } = meta;
    if (rScale) return [null, numberOf(parsed?.r), null];
    const radius = typeof parsed?._custom === "number" ? numberOf(parsed._custom) : null;
    return [numberOf(parsed?.[iScale.axis]), numberOf(parsed?.[vScale.axis]), radius];
  }

  function seriesOf(chart, meta, index) {
    const isFloating = meta.type === "bar"
      && listOf(meta._parsed, POINT_LIMIT, (parsed) => parsed?._custom).some(
        (custom) => custom && typeof custom === "object",
      );
    const points = listOf(meta._parsed, POINT_LIMIT, (parsed, at) => {
      const [x, value, radius] = pointOf(parsed, meta);
      // The radius as it is drawn, where the data says none.
      const drawn = meta.type === "bubble" ? numberOf(meta.data[at]?.options.radius) : null;
      return [x, value, radius ?? drawn];
    });
    return {
      name: textOf(chart.data.datasets[index].label), type: textOf(meta.type),
      isShown: chart.isDatasetVisible(index), isStacked: Boolean(meta._stacked),
      stack: textOf(meta.stack), isFloating,
      indexScale: textOf(meta.iScale?.id), valueScale: textOf(meta.vScale?.id),
      points, ...looksOf(meta.data), line: lineOf(chart, meta), bars: barsOf(meta),
      arc: arcOf(meta),
      hidden: ["pie", "doughnut"].includes(meta.type)
        ? points.flatMap((_, at) => (chart.getDataVisibility(at) ? [] : [at])) : [],
    };
  }

  // ---- The whole chart

  function legendOf(chart) {
    const { legend } = chart;
    if (!legend?.options?.display || !(legend.legendItems?.length > 0)) return null;
    const boxes = listOf(legend.legendHitBoxes, POINT_LIMIT, (box) => box);
    const { labels } = legend.options;
    return {
      position: textOf(legend.position),
      box: [
        Math.min(...boxes.map((box) => box.left)), Math.min(...boxes.map((box) => box.top)),
        Math.max(...boxes.map((box) => box.left + box.width)),
        Math.max(...boxes.map((box) => box.top + box.height)),
      ].map(numberOf),
      font: fontOf(labels.font), colour: paintOf(labels.color),
      items: listOf(legend.legendItems, POINT_LIMIT, (item) => (
        [numberOf(item.datasetIndex) ?? numberOf(item.index), textOf(item.text)]
      )),
    };
  }

  // Whether scripts of the deck draw upon the chart.
  function isDrawnUpon(chart) {
    const own = OWN_PLUGINS.map((name) => window.Chart[name]);
    const draws = (plugin) => !own.includes(plugin)
      && DRAWING_MOMENTS.some((moment) => typeof plugin[moment] === "function");
    const { onComplete, onProgress } = chart.options.animation || {};
    return listOf(chart._plugins._descriptors(chart), TICK_LIMIT, ({ plugin }) => draws(plugin))
      .includes(true)
      || [onComplete, onProgress].some((listener) => typeof listener === "function")
      || Object.hasOwn(chart, "draw");
  }

  // Where the canvas is painted within its border.
  function paintedBox(canvas) {
    const style = getComputedStyle(canvas);
    const [left, top, right, bottom] = ["Left", "Top", "Right", "Bottom"].map((side) => (
      Number.parseFloat(style[`border${side}Width`]) + Number.parseFloat(style[`padding${side}`])
    ));
    const around = style.boxSizing === "border-box" ? 1 : 0;
    return [
      left, top, Number.parseFloat(style.width) - around * (left + right),
      Number.parseFloat(style.height) - around * (top + bottom),
    ].map(numberOf);
  }

  function chartData(chart) {
    const metas = listOf(chart.data.datasets, SERIES_LIMIT, (_, index) => (
      chart.getDatasetMeta(index)
    ));
    for (const meta of metas) spend("points", meta._parsed.length);
    const { left: start, top, right, bottom } = chart.chartArea;
    const labels = Array.isArray(chart.data.labels) ? chart.data.labels : [];
    return {
      type: textOf(chart.config.type), isDrawnUpon: isDrawnUpon(chart),
      size: [chart.width, chart.height].map(numberOf), place: paintedBox(chart.canvas),
      area: [start, top, right, bottom].map(numberOf),
      labels: listOf(labels, POINT_LIMIT, textOf),
      rotation: numberOf(chart.options.rotation) ?? 0,
      circumference: numberOf(chart.options.circumference) ?? 360,
      scales: Object.values(chart.scales).slice(0, SERIES_LIMIT)
        .map((scale) => scaleOf(scale, chart.ctx)),
      titles: titlesOf(chart), legend: legendOf(chart),
      series: metas.map((meta, index) => seriesOf(chart, meta, index)),
    };
  }

  // As much of a chart as can be read.
  function readChart(chart) {
    const before = { ...left };
    try {
      return { read: chartData(chart) };
    } catch (error) {
      Object.assign(left, before);
      if (error instanceof TooMuch) return { trouble: "size" };
      noteFailure(error, containers.findIndex((page) => page.contains(chart.canvas)));
      return { trouble: "unreadable" };
    }
  }

  function publishCharts() {
    // A deck that wrote such marks itself, or was drawn apart, means other charts.
    for (const element of document.querySelectorAll("[data-lectern-chart]")) {
      element.removeAttribute("data-lectern-chart");
    }
    const entries = [];
    const shown = chartsOfDeck().filter((chart) => (
      chart.canvas?.isConnected && containers.some((page) => page.contains(chart.canvas))
    ));
    forEachChart(shown.slice(0, CHART_LIMIT), (chart) => {
      chart.canvas.setAttribute("data-lectern-chart", entries.length);
      entries.push(readChart(chart));
    });
    const element = document.createElement("script");
    element.type = "application/json";
    element.id = "lectern-charts";
    element.textContent = JSON.stringify(entries);
    document.head.append(element);
  }
