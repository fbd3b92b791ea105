  // ---- What the page is made of ---------------------------------------------

  const WIDTH = 1280;
  const HEIGHT = 720;
  // Classes by which decks mark the slide that is shown.
  const STATE_CLASSES = ["active", "current", "present", "visible", "show", "shown", "is-active"];
  const LINK_SCHEMES = ["http:", "https:", "mailto:"];
  const TEXT_LIMIT = 200;

  // Taken before scripts of the deck can replace them.
  const { get: readFrom, set: writeTo } = Reflect;
  const toText = String;
  const cut = Function.prototype.call.bind(String.prototype.slice);

  // A form named "body" stands before the document's own `body`, so its members
  // are asked for at the prototype. Scripts of the deck get the plain document.
  const document = new Proxy(window.document, {
    get: (plain, key) => bound(readFrom(Document.prototype, key, plain), plain),
    set: (plain, key, value) => writeTo(Document.prototype, key, value, plain),
  });

  const deck = JSON.parse(document.getElementById("lectern-deck").textContent);
  const containers = [];
  // The slide whose scripts run now: an index, or null for the whole deck.
  let running = null;
