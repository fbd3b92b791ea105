  // ---- The report ------------------------------------------------------------

  const REPORT_LIMIT = 50;
  const report = { scripts: [], blocked: [], overflowing: [], fonts: [] };

  // The exporter listens here, while a script runs too. Decks must not find it.
  const tell = window.lecternTell ?? (() => {});
  delete window.lecternTell;

  function note(list, entry) {
    if (list.length < REPORT_LIMIT) list.push(entry);
  }

  function tellFailure(slide, message) {
    note(report.scripts, { slide: slide === null ? null : slide + 1, message });
  }

  function tellBlocked(address) {
    note(report.blocked, address);
  }

  // Whoever follows the page would hear all that a deck writes there.
  function silenceConsole() {
    for (const name of Object.keys(console)) console[name] = () => {};
  }

  // A deck has no business leaving its page.
  function stayHere() {
    window.navigation?.addEventListener("navigate", (event) => {
      if (event.cancelable && !event.destination.sameDocument) event.preventDefault();
    });
  }

  // The exporter reads the report from the document, in a world of its own.
  function publishReport() {
    const element = document.createElement("script");
    element.type = "application/json";
    element.id = "lectern-report";
    element.textContent = JSON.stringify(report);
    document.head.append(element);
  }
