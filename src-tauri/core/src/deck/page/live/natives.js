  // ---- What the deck cannot take away ----------------------------------------

  // Scripts of the deck can replace every function of the browser. Those that
  // showing a slide and talking to the host rest on are taken before.
  const uncurried = (native) => Function.prototype.call.bind(native);
  const getter = (prototype, name) => uncurried(
    Object.getOwnPropertyDescriptor(prototype, name).get,
  );

  const listen = uncurried(EventTarget.prototype.addEventListener);
  const dataOf = getter(MessageEvent.prototype, "data");
  const pathOf = uncurried(Event.prototype.composedPath);
  const preventDefault = uncurried(Event.prototype.preventDefault);
  const stop = uncurried(Event.prototype.stopImmediatePropagation);
  const typeOf = getter(Event.prototype, "type");
  const keyOf = getter(KeyboardEvent.prototype, "key");
  const codeOf = getter(KeyboardEvent.prototype, "code");
  const hasShift = getter(KeyboardEvent.prototype, "shiftKey");
  const hasControl = getter(KeyboardEvent.prototype, "ctrlKey");
  const hasAlt = getter(KeyboardEvent.prototype, "altKey");
  const hasMeta = getter(KeyboardEvent.prototype, "metaKey");
  const isComposing = getter(KeyboardEvent.prototype, "isComposing");
  const setStyle = uncurried(CSSStyleDeclaration.prototype.setProperty);
  const toggleAttribute = uncurried(Element.prototype.toggleAttribute);
  const isConnected = getter(Node.prototype, "isConnected");
  const append = uncurried(Node.prototype.appendChild);
  const clock = performance.now.bind(performance);
  const wait = window.setTimeout.bind(window);
  const nextFrame = window.requestAnimationFrame.bind(window);
  const bodyOf = getter(Document.prototype, "body");
  const activeOf = getter(Document.prototype, "activeElement");
  const matches = uncurried(Element.prototype.matches);

  // Whatever a deck has broken, the rest goes on.
  function safely(work, slide) {
    try {
      work();
    } catch (error) {
      try {
        noteFailure(error, slide);
      } catch {
        // Then nobody hears of it.
      }
    }
  }
