// Turns the pages of the deck in the frame. What the frame says comes over a port
// that it sends at its start, before any script of the deck runs.
(() => {
  "use strict";

  const WIDTH = 1280;
  const HEIGHT = 720;
  const STEPS = {
    ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1, Enter: 1,
    ArrowLeft: -1, ArrowUp: -1, PageUp: -1, Backspace: -1,
    Home: -Infinity, End: Infinity,
  };

  const byId = (id) => document.getElementById(id);
  const [stage, frame, number, link] = ["stage", "slide", "number", "link"].map(byId);
  const deck = byId("lectern-file").textContent;
  const last = JSON.parse(deck).slides.length - 1;
  let port = null;
  let shown = 0;

  function show(index) {
    shown = Math.min(Math.max(index, 0), last);
    port?.postMessage({ t: "show", slide: shown });
    number.textContent = `${shown + 1} of ${last + 1}`;
    frame.title = `Slide ${shown + 1} of ${last + 1}`;
    byId("previous").disabled = shown === 0;
    byId("next").disabled = shown === last;
    link.hidden = true;
    history.replaceState(null, "", `#${shown + 1}`);
  }

  function fit() {
    const scale = Math.min(stage.clientWidth / WIDTH, stage.clientHeight / HEIGHT);
    frame.style.transform = `scale(${scale}) translate(-50%, -50%)`;
  }

  function fill() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen?.().catch(() => {});
  }

  // Answers whether the key was of use.
  function press({ key, ctrlKey, altKey, metaKey }) {
    if (ctrlKey || altKey || metaKey) return false;
    if (key === "f" || key === "F") fill();
    else if (Object.hasOwn(STEPS, key)) show(shown + STEPS[key]);
    else return false;
    return true;
  }

  function offer(address) {
    link.href = address;
    link.textContent = `Open ${new URL(address).host || address}`;
    link.hidden = false;
  }

  function hear({ data }) {
    if (data?.t === "ready") show(shown);
    if (data?.t === "key") press(data);
    if (data?.t === "link" && /^(https?|mailto):/.test(data.href)) offer(data.href);
  }

  window.addEventListener("message", (event) => {
    const isGreeting = event.source === frame.contentWindow && event.data?.lectern === "hello";
    if (!isGreeting || port !== null) return;
    [port] = event.ports;
    port.onmessage = hear;
  });
  window.addEventListener("keydown", (event) => {
    const isUsed = event.target.closest("button, a") !== null && /^( |Enter)$/.test(event.key);
    if (!isUsed && press(event)) event.preventDefault();
  });
  window.addEventListener("resize", fit);
  window.addEventListener("hashchange", () => show(Number(location.hash.slice(1)) - 1 || 0));
  byId("previous").addEventListener("click", () => show(shown - 1));
  byId("next").addEventListener("click", () => show(shown + 1));
  byId("fill").addEventListener("click", fill);

  show(Number(location.hash.slice(1)) - 1 || 0);
  fit();
  const [before, after] = JSON.parse(byId("lectern-frame").textContent);
  frame.srcdoc = before + deck + after;
})();
