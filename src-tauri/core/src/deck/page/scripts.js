  // ---- Scripts -------------------------------------------------------------

  function isPlainScript(script) {
    return /^(|text\/javascript|application\/javascript)$/i.test(script.type.trim());
  }

  // Native functions refuse a proxy as `this`; classes and ordinary functions
  // (they have a prototype) must stay as they are.
  function bound(value, owner) {
    return typeof value === "function" && !value.prototype ? value.bind(owner) : value;
  }

  function scopedView(target, overrides, set) {
    return new Proxy(target, {
      get: (_, key) => Object.hasOwn(overrides, key)
        ? overrides[key]
        : bound(readFrom(target, key), target),
      set: (_, key, value) => set(key, value),
    });
  }

  // What one kind of page has for slides' scripts in the place of the browser's.
  const additions = { document: {}, window: {} };

  // `document` as a slide's scripts see it: they find their own elements first,
  // so that the same id on two slides is two elements.
  function scopedDocument(container) {
    const own = (find) => (argument) => find(container, argument) ?? find(document, argument);
    const all = (find) => (argument) => {
      const found = find(container, argument);
      return found.length > 0 ? found : find(document, argument);
    };
    const write = (...parts) => {
      const place = document.currentScript;
      if (container.contains(place)) place.insertAdjacentHTML("beforebegin", parts.join(""));
    };
    const byId = (id) => container.querySelector(`[id="${CSS.escape(id)}"]`)
      ?? document.getElementById(id);
    const overrides = {
      getElementById: byId,
      querySelector: own((place, selector) => place.querySelector(selector)),
      querySelectorAll: all((place, selector) => place.querySelectorAll(selector)),
      getElementsByClassName: all((place, names) => place.getElementsByClassName(names)),
      getElementsByTagName: all((place, name) => place.getElementsByTagName(name)),
      getElementsByName: all((place, name) => place.querySelectorAll(`[name="${CSS.escape(name)}"]`)),
      write,
      writeln: write,
      ...additions.document,
    };
    const plain = window.document;
    return scopedView(plain, overrides, (key, value) => writeTo(plain, key, value));
  }

  // `window.onload = ...` of two slides are two listeners.
  function scopedWindow(overrides) {
    const listen = overrides.addEventListener ?? window.addEventListener;
    return scopedView(window, overrides, (key, value) => {
      if (key === "onload" && typeof value === "function") {
        listen.call(window, "load", value);
        return true;
      }
      return writeTo(window, key, value);
    });
  }

  // `new Chart("id", ...)` finds its canvas on its own slide.
  function scopedChart(byId) {
    const resolve = (item) => (typeof item === "string" ? byId(item) ?? item : item);
    return new Proxy(window.Chart, {
      construct: (Chart, [item, ...rest]) => new Chart(resolve(item), ...rest),
      get: (Chart, key) => (key === "getChart"
        ? (item) => Chart.getChart(resolve(item))
        : readFrom(Chart, key)),
    });
  }

  function scopeOf(container) {
    const scope = { document: scopedDocument(container), ...additions.window };
    if (window.Chart) scope.Chart = scopedChart(scope.document.getElementById);
    for (const name of ["window", "self", "globalThis"]) scope[name] = scopedWindow(scope);
    return scope;
  }

  // A script element runs as soon as it is in the page. An element, and not
  // `eval`, because the policy allows the former only.
  function runElement(text, place) {
    const element = document.createElement("script");
    for (const { name, value } of place.attributes ?? []) element.setAttribute(name, value);
    element.textContent = text;
    place.replaceWith(element);
  }

  // The scope's names are arguments of an outer function, so that a script may
  // declare variables of the same names.
  function inScope(text, scope, index) {
    const names = Object.keys(scope).join(", ");
    return `lecternPage.run(${index}, function (${names}) { return function () {`
      + `${lending(text, index)}\n${text}\n}; });\n//# sourceURL=slide-${index + 1}.js`;
  }

  const scopes = new Map();

  function run(index, wrap) {
    const scope = scopes.get(index);
    try {
      wrap(...Object.values(scope)).call(scope.window);
    } catch (error) {
      noteFailure(error, index);
    }
  }

  // The slide's own script elements, then the scripts kept beside its markup:
  // their texts, and the nodes that stand where they are to run.
  function scriptsOf(container, index) {
    const elements = [...container.querySelectorAll("script")]
      .filter((script) => script instanceof HTMLScriptElement);
    // Libraries are in the page already, or are not there at all.
    elements.filter((script) => script.src).forEach((script) => script.remove());
    const scripts = elements
      .filter((script) => !script.src && isPlainScript(script))
      .map((script) => ({ text: script.textContent, place: script }));
    const beside = deck.slides[index].scripts;
    if (beside.trim()) {
      const place = document.createComment("");
      container.append(place);
      scripts.push({ text: beside, place });
    }
    return scripts;
  }

  // Several scripts are run as one, since later ones use what earlier ones
  // declare. They run apart where one of them asks for its own element, and
  // after a failure, so that one broken script does not stop the others.
  function drawScripts(container, index) {
    const scripts = scriptsOf(container, index);
    const texts = scripts.map(({ text }) => text);
    scopes.set(index, scopeOf(container));
    noteHandlers(container, index);
    const runApart = (from) => scripts.slice(from).forEach(
      ({ text, place }) => runElement(inScope(text, scopes.get(index), index), place),
    );
    if (texts.length < 2 || texts.some((text) => text.includes("currentScript"))) {
      runApart(0);
      return;
    }
    reached = 0;
    const marked = texts.map((text, at) => `lecternPage.reach(${at + 1});\n${text}\n;`);
    const place = document.createComment("");
    container.append(place);
    runElement(inScope(marked.join(""), scopes.get(index), index), place);
    if (reached < texts.length) runApart(reached);
  }

  // How many of the scripts that run as one have begun.
  let reached = 0;

  function reach(count) {
    reached = count;
  }

  function runShared() {
    const place = document.createElement("script");
    document.head.append(place);
    runElement(`${deck.shared_scripts}\n//# sourceURL=deck.js`, place);
  }
