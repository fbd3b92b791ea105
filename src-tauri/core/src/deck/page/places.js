  // ---- Places among the slides ----------------------------------------------

  const STRUCTURAL = /:(nth-|first-|last-|only-)[a-z-]+(\([^)]*\))?/g;

  // The parts of a list of selectors, each a list of compounds with the
  // combinators before them.
  function compoundsOf(selectors) {
    const parts = [[{ combinator: "", text: "" }]];
    const token = /"[^"]*"|\\.|[()[\]]|,\s*|\s*[>+~]\s*|\s+|[^]/g;
    let depth = 0;
    for (const [text] of selectors.matchAll(token)) {
      if ("([".includes(text)) depth += 1;
      if (")]".includes(text)) depth -= 1;
      if (depth === 0 && text.startsWith(",")) {
        parts.push([{ combinator: "", text: "" }]);
      } else if (depth === 0 && /^\s*[>+~]|^\s/.test(text)) {
        parts.at(-1).push({ combinator: text, text: "" });
      } else {
        parts.at(-1).at(-1).text += text;
      }
    }
    return parts;
  }

  // The slides as they stood beside each other, without what they hold.
  function siblings(roots) {
    const outermost = document.createElement("lectern-slide");
    let parent = outermost;
    let around = containers[0].firstElementChild;
    while (around?.hasAttribute("data-lectern-wrapper")) {
      parent = parent.appendChild(around.cloneNode(false));
      around = around.firstElementChild;
    }
    const copies = roots.map((root) => root.cloneNode(false));
    parent.append(...copies);
    return { outermost, copies };
  }

  // Each slide is the only child of its container now. So the part of a
  // selector that asks for a place among the slides (`.slide:nth-child(2)`)
  // is answered once, where they are siblings, and the answer is a mark.
  function rewritePlaces(selectors, roots, copies) {
    const rewrite = (compounds) => {
      let original = "";
      let rewritten = "";
      for (const { combinator, text } of compounds) {
        const [, plain, rest] = /^(.*?)(::.*)?$/s.exec(text);
        original += combinator + plain;
        rewritten += combinator + plain;
        const isStructural = plain.search(STRUCTURAL) >= 0 || /[+~]/.test(combinator);
        const kind = plain.replace(STRUCTURAL, "") || "*";
        if (isStructural && copies.some((copy) => copy.matches(kind))) {
          const mark = markPlaces(original, roots, copies);
          rewritten = `:is(${rewritten}:not(:where([data-lectern-root])), ${mark})`;
        }
        rewritten += rest ?? "";
      }
      return rewritten;
    };
    return compoundsOf(selectors).map(rewrite).join(", ");
  }

  // Marks that stand for selectors.
  const placeMarks = new Map();

  function markPlaces(selector, roots, copies) {
    if (!placeMarks.has(selector)) placeMarks.set(selector, `p${placeMarks.size}`);
    const mark = placeMarks.get(selector);
    // All at once: asked one by one, each would count its siblings anew.
    const found = new Set(copies[0].parentElement.querySelectorAll(selector));
    roots.forEach((root, index) => {
      if (!found.has(copies[index])) return;
      const marks = root.getAttribute("data-lectern-places") ?? "";
      if (!marks.split(" ").includes(mark)) {
        root.setAttribute("data-lectern-places", `${marks} ${mark}`.trim());
      }
    });
    return `[data-lectern-places~="${mark}"]`;
  }

  function keepPlaces() {
    const roots = containers.map(rootOf).filter((root) => root !== null);
    if (roots.length < 2) return;
    for (const root of roots) root.setAttribute("data-lectern-root", "");
    const { outermost, copies } = siblings(roots);
    document.body.append(outermost);
    for (const sheet of styleSheets()) {
      visitRules(sheet, (rule) => {
        const selectors = rule instanceof CSSStyleRule ? rule.selectorText : "";
        if (!/:(nth|first|last|only)-|[+~] /.test(selectors)) return;
        if (/&|data-lectern-/.test(selectors)) return;
        try {
          rule.selectorText = rewritePlaces(selectors, roots, copies);
        } catch {
          // A selector of a kind that elements cannot be asked for stays.
        }
      });
    }
    outermost.remove();
  }
