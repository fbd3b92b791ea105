  // ---- Keys and links ----------------------------------------------------------

  const FIELDS = "textarea, select, [contenteditable]:not([contenteditable='false']), "
    + "input:not([type='button'], [type='checkbox'], [type='image'], [type='reset'], "
    + "[type='submit'])";
  const CONTROLS = `${FIELDS}, input, button, summary, a[href], area[href], audio[controls], `
    + "video[controls], [role='button'], [role='tab'], [role='link']";
  const MOVES = /^(Arrow(Up|Down|Left|Right)|PageUp|PageDown|Home|End)$/;
  const ALWAYS = /^(Escape|F([1-9]|1[0-2]))$/;
  const CLIPBOARD = /^[acvxz]$/i;

  function focused() {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element;
  }

  // Whether the host has a use for a key: what the slide needs it keeps.
  function isForHost(event) {
    const key = keyOf(event);
    if (event.isComposing) return false;
    if (ALWAYS.test(key)) return true;
    const element = focused();
    const isTyping = element?.matches(FIELDS) ?? false;
    if (event.ctrlKey || event.metaKey) {
      const isEditing = isTyping || String(document.getSelection()) !== "";
      return !(isEditing && CLIPBOARD.test(key));
    }
    if (MOVES.test(key)) return !isTyping;
    const isWord = key === "Enter" || key.length === 1;
    return isWord && !(element?.matches(CONTROLS) ?? false);
  }

  function onKey(event) {
    if (!event.isTrusted || !isForHost(event)) return;
    preventDefault(event);
    stop(event);
    if (event.type !== "keydown") return;
    const { code, shiftKey, ctrlKey, altKey, metaKey } = event;
    tell({ t: "key", key: keyOf(event), code, shiftKey, ctrlKey, altKey, metaKey });
  }

  function linkOf(event) {
    return pathOf(event).find(
      (node) => node instanceof Element && node.matches("a[href], area[href], a[*|href]"),
    );
  }

  // The address of a link that leads out of the deck.
  function addressOf(link) {
    const written = link.getAttribute("href")
      ?? link.getAttributeNS("http://www.w3.org/1999/xlink", "href");
    const url = URL.parse(written, document.baseURI);
    const isOutside = LINK_SCHEMES.includes(url?.protocol) && url.host !== location.host;
    return isOutside && url.href.length <= ADDRESS_LIMIT ? url.href : null;
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
