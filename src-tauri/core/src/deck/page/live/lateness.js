  // ---- What comes late -------------------------------------------------------

  // A slide's scripts run when it is first shown. By then the page has long
  // been loaded, and they wait for that in vain unless they are told at once.
  const over = new Set();

  function listenOrBegin(target) {
    return function addEventListener(type, listener, ...rest) {
      if (!over.has(type)) return target.addEventListener(type, listener, ...rest);
      const slide = running;
      wait(() => {
        try {
          const event = new Event(type);
          if (typeof listener === "function") listener.call(target, event);
          else listener?.handleEvent(event);
        } catch (error) {
          noteFailure(error, slide);
        }
      }, 0);
    };
  }

  additions.document.addEventListener = listenOrBegin(window.document);
  additions.window.addEventListener = listenOrBegin(window);

  // Libraries are in the page. A script that fetches one of them all the same
  // is refused by the policy, and told that it has got it.
  function isBundled(address) {
    const [plain] = String(address).split(/[?#]/);
    const place = plain.replace(/^[a-z]+:\/\//, "");
    return deck.libraries.includes(place);
  }

  function onMissing(event) {
    const script = pathOf(event)[0];
    if (!(script instanceof HTMLScriptElement) || !isBundled(script.src)) return;
    stop(event);
    script.dispatchEvent(new Event("load"));
  }

  // Styles that scripts write (Tailwind does) change how all is judged.
  function styleAnew() {
    adaptSelectors();
    keepPlaces();
    moveStylesToPages();
    dropGeneratedBoxes();
    pinPages();
    if (shown) settle(shown);
  }

  let isStyling = false;

  function styleSoon() {
    if (isStyling) return;
    isStyling = true;
    wait(() => {
      isStyling = false;
      safely(styleAnew, null);
    }, 50);
  }

  // A deck that sets out to lead its frame away keeps the rest of the page from
  // being read, and the page from ever being loaded. Then it goes on by itself,
  // after so many milliseconds.
  const START_AT_LATEST = 300;
  const LOADED_AT_LATEST = 2000;
  let isLoaded = false;

  function loaded() {
    if (isLoaded) return;
    isLoaded = true;
    over.add("DOMContentLoaded");
    over.add("load");
    styleSoon();
    whenPainted(tellReady);
  }

  function listenForLateness() {
    listen(window, "error", onMissing, true);
    listen(window, "DOMContentLoaded", () => over.add("DOMContentLoaded"));
    listen(window, "load", loaded);
    const observer = new MutationObserver(styleSoon);
    observer.observe(document.head, { childList: true, characterData: true, subtree: true });
  }
