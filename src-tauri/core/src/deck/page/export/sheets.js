  // ---- Sheets of paper ---------------------------------------------------------

  // Slides that go on sheets stay where they are in the document, and as large as
  // they are to their own scripts and styles: each stands at the top of its sheet's
  // page without taking room, and is moved and made smaller when it is painted. What
  // stands around them on the sheet follows them.
  //
  // The first page has the size of a slide, because that is what the viewport's units
  // in a deck's styles are measured by. It holds the slides that go on no sheet, and
  // is not printed.

  const PAGE_NAME = "lectern-sheet";
  // Of what frames slides, and of lines to write on.
  const LINE_COLOUR = "#c4c7cc";

  const SHEET_PINS = {
    "all": "initial", ...CONTAINER_PINS, "break-inside": "avoid", "direction": "ltr",
    "position": "relative", "print-color-adjust": "exact",
  };

  // Of what stands on a sheet beside the slides: out of reach of the deck's styles.
  const SHEET_STYLE = `
    div, p { position: absolute; box-sizing: border-box; margin: 0; }
    .line { height: 1px; background: ${LINE_COLOUR}; }
    .title, .number { bottom: 24px; font: 11px/14px system-ui, sans-serif; color: #6b7078; }
    .title { overflow: hidden; white-space: nowrap; text-overflow: ellipsis; }
    .notes {
      font-family: system-ui, sans-serif; line-height: 1.45; color: #1b1d21;
      white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: plaintext; tab-size: 4;
    }
  `;

  // Sizes of notes, in CSS pixels: the largest that lets them stand on one sheet.
  const NOTES_SIZES = [16, 14.5, 13];
  // Lines of a sheet that notes leave free, in case that paper needs more than the
  // screen did.
  const SPARE_LINES = 2;
  // Characters that are measured for one sheet: more than any sheet can show.
  const MEASURED = 20000;

  function pixels(properties) {
    return Object.entries(properties).map(([name, value]) => `${name}: ${value}px`).join("; ");
  }

  function part(kind, place, text = "") {
    const element = document.createElement(kind === "notes" ? "p" : "div");
    element.className = kind;
    element.style.cssText = pixels(place);
    element.textContent = text;
    // What repeats on every sheet is not read aloud.
    if (kind !== "notes") element.setAttribute("aria-hidden", "true");
    return element;
  }

  function buildSheet({ width, height }, parts) {
    const sheet = document.createElement(PAGE_NAME);
    // Printers round the size of paper.
    pin(sheet, {
      ...SHEET_PINS, "page": PAGE_NAME, "width": `${width}px`, "height": `${height - 1}px`,
    });
    for (const name of ["before", "after"]) sheet.setAttribute(`data-lectern-no-${name}`, "");
    const style = document.createElement("style");
    style.textContent = SHEET_STYLE;
    sheet.attachShadow({ mode: "closed" }).append(style, ...parts);
    return sheet;
  }

  function footOf({ width, margin }, number) {
    const room = width - 2 * margin;
    return [
      part("title", { left: margin, width: room - 60 }, deck.title),
      part("number", { right: margin }, String(number)),
    ];
  }

  // Lines to write on beside so many slides.
  function linesOf({ places, lines, line_width: width }, slides) {
    const shown = lines.slice(0, slides * (lines.length / places.length));
    return shown.map((place) => part("line", { ...place, width }));
  }

  // ---- Notes below slides ------------------------------------------------------

  function heightFor(size, { height, margin }, top) {
    return height - margin - top - SPARE_LINES * size * 1.45;
  }

  // How far down a text reaches, from one of its characters to another.
  function lowerEdge(text, start, end) {
    const range = document.createRange();
    range.setStart(text, start);
    range.setEnd(text, end);
    return range.getBoundingClientRect().bottom;
  }

  // The end of what of a text, from one of its characters on, is not lower than that.
  function endOfFitting(text, start, lowest) {
    let [fits, tooLong] = [start + 1, Math.min(text.length, start + MEASURED) + 1];
    while (tooLong - fits > 1) {
      const end = Math.floor((fits + tooLong) / 2);
      if (lowerEdge(text, start, end) <= lowest) fits = end;
      else tooLong = end;
    }
    return fits;
  }

  // A slide's notes, cut at the ends of lines into as many texts as they need sheets.
  function spread(notes, sheets) {
    const { width, margin, notes_top: top } = sheets;
    const paragraph = part("notes", { left: margin, top, width: width - 2 * margin }, notes);
    const measuring = buildSheet(sheets, [paragraph]);
    document.body.append(measuring);
    const fits = (size) => {
      paragraph.style.fontSize = `${size}px`;
      return paragraph.offsetHeight <= heightFor(size, sheets, top);
    };
    const size = NOTES_SIZES.find(fits) ?? NOTES_SIZES.at(-1);
    const text = paragraph.firstChild;
    const texts = [];
    let reached = paragraph.getBoundingClientRect().top;
    for (let start = 0; start < notes.length;) {
      const lowest = reached + heightFor(size, sheets, texts.length === 0 ? top : margin);
      const end = endOfFitting(text, start, lowest);
      texts.push(notes.slice(start, end));
      reached = Math.max(reached, lowerEdge(text, start, end));
      start = end;
    }
    measuring.remove();
    return { size, texts };
  }

  // A sheet for each part of a slide's notes, the first of them with the slide.
  function notesParts(notes, sheets) {
    const { width, margin, notes_top: below } = sheets;
    if (notes === "") return [[]];
    const { size, texts } = spread(notes, sheets);
    return texts.map((text, index) => {
      const top = index === 0 ? below : margin;
      // A new sheet is a new line already.
      const shown = index === 0 ? text : text.replace(/^\n/, "");
      const element = part("notes", { left: margin, top, width: width - 2 * margin }, shown);
      element.style.fontSize = `${size}px`;
      return [element];
    });
  }

  // ---- Putting slides there ----------------------------------------------------

  function place(container, { left, top }, { width, scale }, isFirst) {
    pin(container, {
      "break-after": "auto", "break-before": isFirst ? "page" : "auto",
      "margin-bottom": `-${HEIGHT}px`,
      // Where lines run from right to left, what is too wide stands at the right.
      "margin-right": `${width - WIDTH}px`, "outline": `${1.25 / scale}px solid ${LINE_COLOUR}`,
      "outline-offset": "0", "page": PAGE_NAME,
      "transform": `translate(${left}px, ${top}px) scale(${scale})`, "transform-origin": "0 0",
    });
  }

  function notesOf(index) {
    return deck.slides[index].notes?.replace(/\r\n?/g, "\n").trimEnd() ?? "";
  }

  // Fixed boxes that `html` and `body` generate would be on each sheet, as large as
  // it. They belong behind each slide.
  function moveFixedBoxes() {
    for (const element of [document.documentElement, document.body]) {
      for (const name of ["before", "after"]) {
        const style = getComputedStyle(element, `::${name}`);
        if (style.position !== "fixed" || style.content === "none") continue;
        const rules = [...style].filter((property) => !/^(animation|counter)/.test(property))
          .map((property) => `${property}: ${style.getPropertyValue(property)} !important;`);
        addStyle(`:is(#lectern-none, lectern-slide)::${name} { ${rules.join(" ")} }`);
        element.setAttribute(`data-lectern-no-${name}`, "");
      }
    }
  }

  function putOnSheets(sheets) {
    addStyle(`@page ${PAGE_NAME} { size: ${sheets.width}px ${sheets.height}px; margin: 0; }`);
    moveFixedBoxes();
    // What is wider than a page would make the printer shrink everything.
    for (const element of [document.documentElement, document.body]) {
      pin(element, { "width": `${sheets.width}px` });
    }
    const chosen = new Set(sheets.slides);
    const spare = containers.filter((_, index) => !chosen.has(index));
    for (const container of spare) pin(container, { "left": "0", "position": "absolute", "top": "0" });
    const first = buildSheet({ width: WIDTH, height: HEIGHT }, []);
    pin(first, { "page": "auto" });
    document.body.prepend(first);
    let number = 0;
    for (let from = 0; from < sheets.slides.length; from += sheets.places.length) {
      const indices = sheets.slides.slice(from, from + sheets.places.length);
      indices.forEach((index, at) => place(containers[index], sheets.places[at], sheets, at === 0));
      const lines = linesOf(sheets, indices.length);
      const contents = sheets.notes_top === null ? [[]] : notesParts(notesOf(indices[0]), sheets);
      const built = contents.map((notes, at) => {
        number += 1;
        const parts = at === 0 ? [...lines, ...notes] : notes;
        const sheet = buildSheet(sheets, [...parts, ...footOf(sheets, number)]);
        if (at > 0) pin(sheet, { "break-before": "page" });
        return sheet;
      });
      containers[indices.at(-1)].after(...built);
    }
  }
