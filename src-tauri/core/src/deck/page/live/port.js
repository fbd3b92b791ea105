  // ---- The host --------------------------------------------------------------

  // One end of the channel goes to the host before any script of the deck runs;
  // the other stays in here, so that what arrives at the host comes from here.
  const channel = new MessageChannel();
  const post = channel.port1.postMessage.bind(channel.port1);
  window.parent.postMessage({ lectern: "hello" }, "*", [channel.port2]);

  const MESSAGES_A_SECOND = 50;
  // Of those, for what a deck can cause as often as it likes.
  const NOISE_A_SECOND = 30;
  const ADDRESS_LIMIT = 2000;

  let second = 0;
  let sent = 0;

  function tell(message, limit = MESSAGES_A_SECOND) {
    const now = clock();
    if (now - second >= 1000) {
      second = now;
      sent = 0;
    }
    if (sent >= limit) return;
    sent += 1;
    post(message);
  }

  // Whatever a deck has put in the place of a text is not told: it could be of
  // any size.
  function isText(value, longest) {
    return typeof value === "string" && value.length <= longest;
  }

  function tellFailure(slide, message) {
    if (!isText(message, TEXT_LIMIT)) return;
    const isNumber = typeof slide === "number" && slide >= 0;
    const number = isNumber ? slide + deck.first : null;
    tell({ t: "failed", slide: number, message }, NOISE_A_SECOND);
  }

  const blocked = new Set();

  function tellBlocked(address) {
    if (!isText(address, TEXT_LIMIT) || isBundled(address)) return;
    if (blocked.has(address) || blocked.size >= 200) return;
    blocked.add(address);
    tell({ t: "blocked", address }, NOISE_A_SECOND);
  }

  function receive(event) {
    const message = dataOf(event);
    if (message === null || typeof message !== "object") return;
    if (message.t === "ping") post({ t: "pong", n: message.n });
    if (message.t === "show") askFor(message.slide);
  }

  listen(channel.port1, "message", receive);
  channel.port1.start();
