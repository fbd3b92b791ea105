  // ---- What goes wrong -------------------------------------------------------

  // Each page says by `tellFailure` and `tellBlocked` whom to tell.
  function noteFailure(error, slide = running) {
    tellFailure(slide, String(error?.message ?? error).slice(0, TEXT_LIMIT));
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
      if (/^(https?|wss?|file):/.test(event.blockedURI)) {
        tellBlocked(event.blockedURI.slice(0, TEXT_LIMIT));
      }
    });
  }
