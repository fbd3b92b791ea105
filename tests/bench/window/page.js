// What the benchmark does in the page, and what it sees there. A frame that
// finds something drawn is the one in which a person sees it.

const all = (selector) => [...document.querySelectorAll(selector)];
const rows = () => all("[data-testid=sessions] [data-session]");
const listed = () => Number(rows()[0]?.getAttribute("aria-setsize") ?? 0);
const scroller = () => document.querySelector("[data-testid=sessions]");
const frame = () => new Promise(requestAnimationFrame);
const button = (words) =>
  all("button").find((one) => words.test(one.innerText.trim()) && !one.disabled);

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
    titles().length > 0 &&
    (word === "" ? new Set(titles().map(kind)).size > 1 : titles().every(fits));
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
  (await until(() => button(/^All [\d,.]+ shown$/))).click();
  await until(() => button(/^Move [\d,.]{2,} to Trash$/));
}

// Rows go and come back before it is done; what counts after that is that nothing
// else waits. It is done when it can be taken back.
async function trash() {
  const gone = time(
    () => button(/^Move /).click(),
    () => rows().length === 0,
  );
  return withEnd(gone, () => button(/^Undo/) !== undefined);
}

async function undo(count) {
  const back = time(
    () => button(/^Undo/).click(),
    () => listed() === count,
  );
  return withEnd(
    back,
    () => !document.querySelector(".state[role=status]").innerText.startsWith("Saving"),
  );
}

// When something was seen, when it was done, and the longest frame until then.
async function withEnd(seeing, done) {
  const doing = time(() => {}, done);
  const [{ took: seen }, { took: whole, longest }] = [await seeing, await doing];
  return { seen, whole, longest };
}

// When the first rows were drawn, in milliseconds since 1970.
const firstRows = () =>
  performance.timeOrigin + performance.getEntriesByName("first rows")[0].startTime;

// Once the list has not grown or shrunk for a second: the page reads on behind
// what it shows.
async function quiet() {
  let [before, since] = [listed(), performance.now()];
  await until(() => {
    if (listed() !== before) {
      [before, since] = [listed(), performance.now()];
    }
    return performance.now() - since > 1000;
  });
}
