  // ---- Event handlers in the markup ------------------------------------------

  // The code of an `onclick` runs outside the scope of its slide's scripts, but
  // looks for names at its own element first. So what the scripts declare is
  // lent to the elements whose handlers name it.

  const NAME = /[\p{ID_Start}$_][\p{ID_Continue}$]*/gu;
  // Words that are no names, or that nothing can be assigned to.
  const RESERVED = new Set((
    "arguments await break case catch class const continue debugger default delete do else enum "
    + "eval export extends false finally for function if implements import in instanceof "
    + "interface let new null package private protected public return static super switch this "
    + "throw true try typeof var void while with yield"
  ).split(" "));

  // For each slide: its elements with handlers, and the names in those.
  const borrowers = new Map();

  function noteHandlers(container, index) {
    const found = [];
    // Most slides have none, and some have very many elements.
    if (/[\s"'/]on[a-z]+\s*=/i.test(deck.slides[index].html)) {
      for (const element of container.querySelectorAll("*")) {
        const handlers = [...element.attributes].filter(({ name }) => name.startsWith("on"));
        const names = handlers.flatMap(({ value }) => value.match(NAME) ?? []);
        if (names.length > 0) found.push({ element, names });
      }
    }
    borrowers.set(index, found);
  }

  // Whether a script seems to declare the name that stands there. One that it
  // does not is looked for outside of it, as ever.
  function isDeclared(text, name, start) {
    const before = text.slice(Math.max(0, start - 20), start);
    const after = text.slice(start + name.length, start + name.length + 20);
    return /\b(class|const|function|let|var)[\s*]+$/.test(before) || /^\s*=(?![=>])/.test(after);
  }

  // The beginning of a script that lends what it declares.
  function lending(text, index) {
    const named = new Set(borrowers.get(index).flatMap(({ names }) => names));
    if (named.size === 0) return "";
    const lent = new Set();
    for (const { 0: name, index: start } of text.matchAll(NAME)) {
      const isName = named.has(name) && !RESERVED.has(name);
      if (isName && isDeclared(text, name, start)) lent.add(name);
    }
    const accessors = [...lent].map((name) => (
      `get ${name}() { return ${name}; }, set ${name}(lecternValue) { ${name} = lecternValue; }`
    ));
    return ` lecternPage.lend(${index}, { ${accessors.join(", ")} });`;
  }

  // What an element has of its own goes first, as ever.
  function lend(index, lent) {
    for (const { element, names } of borrowers.get(index)) {
      for (const name of names) {
        const isFree = Object.hasOwn(element, name) || !(name in element);
        const accessors = Object.getOwnPropertyDescriptor(lent, name);
        if (isFree && accessors) Object.defineProperty(element, name, accessors);
      }
    }
  }
