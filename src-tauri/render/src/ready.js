// Runs in a world of its own beside the page: scripts of the deck share the
// document with it, but no function and no variable, so they cannot pretend
// that the page is drawn, nor keep this from noticing.
//
// Called with the number of slides, the time that one slide may take in
// milliseconds, whether the page brings Tailwind, and whether anything may still
// happen on it. Answers what Rust reads as `Readiness`.
(async (slideCount, slideTime, bringsTailwind, isLively) => {
  "use strict";

  // Tailwind's base styles begin with the former, all that it writes without
  // them with the latter.
  const TAILWIND_MARK = /^\/\* ! tailwindcss v|^\*, ::before, ::after ?\{\s*--tw-/;
  // How often it is looked for them, five milliseconds apart and only while the
  // page is idle.
  const TAILWIND_LOOKS = 400;
  // Milliseconds, in which three seconds pass for the scripts of the deck.
  const GRACE = 200;

  // A form named "body" stands before the document's own `body`, so its members
  // are asked for at the prototype.
  const document = new Proxy(window.document, {
    get: (plain, key) => {
      const value = Reflect.get(Document.prototype, key, plain);
      return typeof value === "function" ? value.bind(plain) : value;
    },
  });

  const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

  class Late extends Error {
    constructor(slide, what) {
      super(what);
      this.slide = slide;
      this.what = what;
    }
  }

  // `slide` is a number from 1; 0 is the deck as a whole.
  async function within(work, slide, what) {
    const late = pause(slideTime).then(() => {
      throw new Late(slide, what);
    });
    return Promise.race([work, late]);
  }

  async function loaded() {
    while (document.readyState !== "complete") await pause(5);
  }

  // Tailwind's play build writes its styles some time after the page. How they
  // begin depends on the deck's settings, so the wait for them has an end.
  async function styled() {
    if (!bringsTailwind) return;
    const isWritten = () => [...document.querySelectorAll("style")].some((style) => (
      TAILWIND_MARK.test(style.textContent.slice(0, 200).trim())
    ));
    for (let look = 0; look < TAILWIND_LOOKS && !isWritten(); look += 1) await pause(5);
  }

  // Whether all pictures of a slide could be decoded.
  async function decode(slide) {
    const pictures = [...slide.querySelectorAll("img")].filter((picture) => picture.currentSrc);
    const results = await Promise.allSettled(pictures.map((picture) => picture.decode()));
    return results.every((result) => result.status === "fulfilled");
  }

  function slidesShown() {
    return [...document.body.querySelectorAll(":scope > lectern-slide")];
  }

  async function picturesMissing() {
    const missing = [];
    for (const [index, slide] of slidesShown().entries()) {
      const isWhole = await within(decode(slide), index + 1, "picture");
      if (!isWhole) missing.push(index + 1);
    }
    return missing;
  }

  // Fonts are asked for when text is laid out.
  async function lettered() {
    document.documentElement.getBoundingClientRect();
    await within(document.fonts.ready, 0, "font");
  }

  // The page ends its work by publishing its report. One that has lost its slides
  // is told of otherwise.
  function finish() {
    document.getElementById("lectern-report")?.remove();
    document.dispatchEvent(new Event("lectern-finish"));
    const isFinished = document.getElementById("lectern-report") !== null;
    if (!isFinished && slidesShown().length === slideCount) throw new Late(0, "end");
  }

  async function drawn() {
    // Each slide's scripts have a time of their own, which Rust watches over.
    await loaded();
    await within(styled(), 0, "style");
    const pictures = await picturesMissing();
    await lettered();
    if (isLively) {
      await pause(GRACE);
      await frame();
      await frame();
    }
    finish();
    // Slides that were drawn apart have come with pictures of their own.
    if (document.getElementById("lectern-drawn")) await picturesMissing();
    await lettered();
    if (isLively) {
      await frame();
      await frame();
    }
    const report = document.getElementById("lectern-report")?.textContent ?? "";
    return { late: null, slides: slidesShown().length, pictures, report: report.slice(0, 100_000) };
  }

  try {
    return JSON.stringify(await drawn());
  } catch (error) {
    const isLate = error instanceof Late;
    const late = isLate ? { slide: error.slide, what: error.what } : { slide: 0, what: "failure" };
    return JSON.stringify({ late, slides: slideCount, pictures: [], report: "" });
  }
})
