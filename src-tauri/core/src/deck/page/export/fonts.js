  // ---- Fonts that are not there --------------------------------------------------

  // Families that name no font: each system has its own for them.
  const ANY_FONT = new RegExp(
    "^(serif|sans-serif|monospace|cursive|fantasy|system-ui|math|emoji|ui-.*|-apple-system"
      + "|BlinkMacSystemFont|inherit|initial|unset|revert|revert-layer|var\\(.*|)$",
    "i",
  );
  // Letters that are as wide in two different fonts hardly ever.
  const SAMPLE = "mmmmWWWWiiillll@0123456789";

  // The family that a list of families asks for first.
  function firstFamily(list) {
    const [, quoted, plain] = /^\s*(?:["']([^"']*)["']|([^,]*))/.exec(list);
    return (quoted ?? plain).trim();
  }

  function familiesInStyles() {
    const families = new Set();
    const note = (style) => families.add(firstFamily(style?.fontFamily ?? ""));
    for (const sheet of styleSheets()) visitRules(sheet, (rule) => note(rule.style));
    for (const element of document.querySelectorAll("lectern-slide [style*=font]")) {
      note(element.style);
    }
    return [...families].filter((family) => !ANY_FONT.test(family));
  }

  // Text in a font that is not there is as wide as in whichever font follows.
  function isThere(family, pen) {
    const width = (font) => {
      pen.font = `72px ${font}`;
      return pen.measureText(SAMPLE).width;
    };
    return ["serif", "monospace"].some((other) => (
      width(`"${CSS.escape(family)}", ${other}`) !== width(other)
    ));
  }

  // A font that the deck brings may have no letter of the sample.
  function isBrought(family) {
    return [...document.fonts].some((face) => (
      face.status === "loaded" && firstFamily(face.family) === family
    ));
  }

  function isUsed(family) {
    const hasText = (element) => [...element.childNodes].some(
      (node) => node instanceof Text && node.data.trim() !== "",
    );
    return [...document.querySelectorAll("lectern-slide *")].some((element) => (
      hasText(element) && element.checkVisibility()
        && firstFamily(getComputedStyle(element).fontFamily) === family
    ));
  }

  function noteMissingFonts() {
    const pen = document.createElement("canvas").getContext("2d");
    for (const family of familiesInStyles()) {
      if (!isThere(family, pen) && !isBrought(family) && isUsed(family)) note(report.fonts, family);
    }
  }
