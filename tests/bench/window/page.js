// What the benchmark does in the page, and what it sees there. A frame that
// finds something drawn is the one in which a person sees it.

const all = (selector) => [...document.querySelectorAll(selector)];
const rows = () => all("[data-testid=sessions] [data-session]");
const listed = () => Number(rows()[0]?.getAttribute("aria-setsize") ?? 0);
const scroller = () => document.querySelector("[data-testid=sessions]");
const frame = () => new Promise(requestAnimationFrame);
const button = (word) =>
  all("button").find((one) => one.innerText.trim().startsWith(word) && !one.disabled);

async function until(seen) {
  for (;;) {
    const found = seen();
    if (found) {
      return found;
    }
    await frame();
  }
}

// Milliseconds from `act` until something is seen, and the longest frame between.
async function time(act, seen) {
  let last = await frame();
  let longest = 0;
  const start = performance.now();
  act();
  do {
    const now = await frame();
    longest = Math.max(longest, now - last);
    last = now;
  } while (!seen());
  return { took: performance.now() - start, longest };
}

// Moves the list up and down at a speed in pixels per second. Answers each
// frame's length, and the longest time without a row in the middle of the list.
async function scroll(speed, duration) {
  const list = scroller();
  const reach = list.scrollHeight - list.clientHeight;
  const frames = [];
  const start = await frame();
  let [last, blank, longestBlank] = [start, 0, 0];
  while (last - start < duration) {
    const way = ((last - start) / 1000) * speed;
    const [turn, rest] = [Math.floor(way / reach), way % reach];
    list.scrollTop = turn % 2 === 0 ? rest : reach - rest;
    const now = await frame();
    frames.push(now - last);
    blank = middleIsDrawn(list) ? 0 : blank + now - last;
    longestBlank = Math.max(longestBlank, blank);
    last = now;
  }
  list.scrollTop = 0;
  await until(() => rows()[0]?.getAttribute("aria-posinset") === "1");
  return { frames, blank: longestBlank };
}

function middleIsDrawn(list) {
  const { top, height } = list.getBoundingClientRect();
  const middle = top + height / 2;
  return all("[data-testid=sessions] .place").some((place) => {
    const box = place.getBoundingClientRect();
    return box.top <= middle && middle < box.bottom;
  });
}

// Frames of a page in which nothing happens.
async function idle(duration) {
  const frames = [];
  const start = await frame();
  let last = start;
  while (last - start < duration) {
    const now = await frame();
    frames.push(now - last);
    last = now;
  }
  return frames;
}

function search(word) {
  const field = document.querySelector("[role=search] input");
  const act = () => {
    field.value = word;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  };
  const titles = () => rows().map((row) => row.querySelector(".title").textContent);
  const fits = (title) => title.includes(word);
  // The whole list again, when nothing is looked for any more.
  const seen = () =>
    titles().length > 0 && (word === "" ? new Set(titles().map(kind)).size > 1 : titles().every(fits));
  return time(act, seen);
}

const kind = (title) => title.split(" ")[1];

// Opens the session of a row; `place` counts the rows with a deck.
async function open(place) {
  const row = rows().filter((one) => one.querySelector(".deck"))[place];
  const talk = time(
    () => row.click(),
    () => document.querySelector(".conversation article") !== null,
  );
  const deck = time(
    () => {},
    () => document.querySelector("iframe.front.ready") !== null,
  );
  const [{ took: conversation }, { took: slide }] = [await talk, await deck];
  return { conversation, slide };
}

async function chooseAll() {
  rows()[0].dispatchEvent(new MouseEvent("click", { bubbles: true, ctrlKey: true }));
  (await until(() => button("All "))).click();
  await until(() => button("Move "));
}

const trash = () =>
  time(
    () => button("Move ").click(),
    () => rows().length === 0,
  );

const undo = (count) =>
  time(
    () => button("Undo").click(),
    () => listed() === count,
  );

// When the first rows were drawn, in milliseconds since 1970.
const firstRows = () =>
  performance.timeOrigin + performance.getEntriesByName("first rows")[0].startTime;

// Once the page has asked nothing of Lectern for half a second.
async function quiet() {
  const asked = () => performance.getEntriesByType("resource").length;
  let [before, since] = [asked(), performance.now()];
  await until(() => {
    if (asked() !== before) {
      [before, since] = [asked(), performance.now()];
    }
    return performance.now() - since > 500;
  });
}
