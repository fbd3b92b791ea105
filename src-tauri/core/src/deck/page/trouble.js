  // ---- What goes wrong -------------------------------------------------------

  // Each page says by `tellFailure` and `tellBlocked` whom to tell.
  function noteFailure(error, slide = running) {
    tellFailure(slide, cut(toText(error?.message ?? error), 0, TEXT_LIMIT));
  }

  // Scripts carry a name that says which slide they belong to, since errors of
  // listeners and timers arrive when no slide runs.
  function slideOfScript(name) {
    const match = /slide-(\d+)\.js$/.exec(name ?? "");
    return match ? Number(match[1]) - 1 : null;
  }

  function listenForTrouble() {
    window.addEventListener("error", (event) => {
      if (event instanceof ErrorEvent) {
        noteFailure(event.message, running ?? slideOfScript(event.filename));
      }
    });
    window.addEventListener("unhandledrejection", (event) => noteFailure(event.reason));
    document.addEventListener("securitypolicyviolation", (event) => {
      const address = cut(toText(event.blockedURI), 0, TEXT_LIMIT);
      if (/^(https?|wss?|file):/.test(address)) tellBlocked(address);
    });
  }
