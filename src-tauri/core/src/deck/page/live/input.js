  // ---- Keys and links ----------------------------------------------------------

  const FIELDS = "textarea, select, [contenteditable]:not([contenteditable='false']), "
    + "input:not([type='button'], [type='checkbox'], [type='image'], [type='reset'], "
    + "[type='submit'])";
  const CONTROLS = `${FIELDS}, input, button, summary, a[href], area[href], audio[controls], `
    + "video[controls], [role='button'], [role='tab'], [role='link']";
  const MOVES = keys("ArrowUp ArrowDown ArrowLeft ArrowRight PageUp PageDown Home End");
  const ALWAYS = keys("Escape F1 F2 F3 F4 F5 F6 F7 F8 F9 F10 F11 F12");
  const MODIFIERS = keys("Control Meta Shift Alt AltGraph");
  const CLIPBOARD = keys("a c v x z A C V X Z");

  function keys(names) {
    return { __proto__: null, ...Object.fromEntries(names.split(" ").map((name) => [name, true])) };
  }

  // Whether the host has a use for a key: what the slide needs it keeps.
  function isForHost(event) {
    const key = keyOf(event);
    if (isComposing(event) || key in MODIFIERS) return false;
    if (key in ALWAYS) return true;
    const element = activeOf(window.document);
    const isTyping = element !== null && matches(element, FIELDS);
    if (hasControl(event) || hasMeta(event)) {
      return !(key in CLIPBOARD && (isTyping || hasSelection()));
    }
    if (key in MOVES) return !isTyping;
    const isWord = key === "Enter" || key.length === 1;
    return isWord && !(element !== null && matches(element, CONTROLS));
  }

  function hasSelection() {
    return document.getSelection()?.isCollapsed === false;
  }

  function onKey(event) {
    if (!event.isTrusted || !isForHost(event)) return;
    preventDefault(event);
    stop(event);
    if (typeOf(event) !== "keydown") return;
    tell({
      t: "key", key: keyOf(event), code: codeOf(event), shiftKey: hasShift(event),
      ctrlKey: hasControl(event), altKey: hasAlt(event), metaKey: hasMeta(event),
    });
  }

  function linkOf(event) {
    const path = pathOf(event);
    for (let index = 0; index < path.length; index += 1) {
      const node = path[index];
      if (node instanceof Element && matches(node, "a[*|href], area[href]")) return node;
    }
    return null;
  }

  // The address of a link that leads out of the deck.
  function addressOf(link) {
    const written = link.getAttribute("href")
      ?? link.getAttributeNS("http://www.w3.org/1999/xlink", "href");
    const url = URL.parse(written, document.baseURI);
    const isOutside = LINK_SCHEMES.includes(url?.protocol) && url.host !== location.host;
    const address = isOutside ? url.href : null;
    return isText(address, ADDRESS_LIMIT) ? address : null;
  }

  // The frame itself never goes anywhere.
  function onClick(event) {
    const link = linkOf(event);
    if (!link) return;
    preventDefault(event);
    const address = event.isTrusted ? addressOf(link) : null;
    if (address !== null) tell({ t: "link", href: address });
  }

  function listenForInput() {
    for (const type of ["keydown", "keyup"]) listen(window, type, onKey, true);
    for (const type of ["click", "auxclick"]) listen(window, type, onClick, true);
    listen(window, "submit", preventDefault, true);
    listen(window, "dragover", preventDefault, true);
    listen(window, "drop", preventDefault, true);
  }
