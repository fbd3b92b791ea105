// The sessions, messages and slides that the fake starts with.

import type { Deck, Message, Profile, Session, Slide } from "../types";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Hours before now, title, profile, number of slides (0: no deck). */
type Row = [number, string, number | null, number];

const ROWS: readonly Row[] = [
  [0.4, "Q3 Revenue Analysis", 1, 14],
  [1.2, "Stand-up notes", 2, 0],
  [2.1, "Pricing options for 2027", 1, 8],
  [3.4, "Hiring plan, engineering", 3, 6],
  [4.0, "مراجعة إيرادات الربع الثالث", 1, 9],
  [26, "Supplier comparison", 4, 11],
  [27.5, "Churn by cohort, first draft", 1, 9],
  [31, "<b>Not bold</b> & <script>alert(1)</script>", null, 3],
  [50, "Board meeting, November", 1, 14],
  [
    52,
    "Onboarding in the first thirty days: what new colleagues told us, and what we change",
    3,
    12,
  ],
  [75, "Session 2025-11-18 09:12", null, 0],
  [76, "Kühlkette, Rückblick 2025", 4, 7],
  [98, "四半期レビュー", 1, 10],
  [101, "Warehouse move, risks", 4, 5],
  [121, "Brand refresh", 2, 16],
  [148, "Accessibility, what we learnt", 2, 9],
  [190, "Sales kick-off", 1, 22],
  [220, "New session", null, 0],
  [260, "Incident review, 3 November", 4, 6],
  [300, "Customer interviews, round two", 1, 13],
];

const MORE = ["Roadmap", "Budget", "Retro", "Town hall", "Training", "Proposal", "Survey", "Plan"];
const PLACES = ["Nordics", "DACH", "Benelux", "UK and Ireland", "Iberia"];

export const PROFILES: readonly Profile[] = [
  [1, "Production"],
  [2, "Personal"],
  [3, "People"],
  [4, "Operations"],
].map(([id, name]) => ({
  profile_id: id as number,
  profile_name: name as string,
  created_at: ago(200 * DAY),
}));

function ago(milliseconds: number): string {
  return new Date(Date.now() - milliseconds).toISOString();
}

function rowsOf(count: number): Row[] {
  const rows = ROWS.slice(0, count);
  for (let index = rows.length; index < count; index++) {
    const name = `${MORE[index % MORE.length]}, ${PLACES[(index * 7) % PLACES.length]} ${index}`;
    const profile = index % 5 === 4 ? null : (index % 4) + 1;
    rows.push([
      330 + (index - ROWS.length) * 37,
      name,
      profile,
      index % 6 === 5 ? 0 : (index % 17) + 1,
    ]);
  }
  return rows;
}

/** So many sessions, newest first. */
export function sessions(count: number): Session[] {
  return rowsOf(count).map(([hours, title, profile, slides], index) => ({
    session_id: idOf(index),
    title,
    created_by: "you",
    visibility: "private",
    profile_id: profile,
    profile_name: PROFILES.find((one) => one.profile_id === profile)?.profile_name ?? null,
    created_at: ago(hours * HOUR + DAY),
    updated_at: ago(hours * HOUR),
    last_activity: ago(hours * HOUR),
    message_count: title.startsWith("New session") ? 0 : 6,
    slide_count: slides,
    has_slide_deck: slides > 0,
  }));
}

export function idOf(index: number): string {
  return `01900000-0000-7000-8000-${String(index).padStart(12, "0")}`;
}

const TALK: readonly [Message["role"], string][] = [
  [
    "user",
    "Create a short deck about third-quarter revenue for the board. Keep it to a few slides, one chart, and say plainly what went wrong in Benelux.",
  ],
  [
    "assistant",
    "Here is a deck. The story:\n\n1. Revenue grew **8.4 %** on price, not volume.\n2. Margins recovered in every region *but Benelux*, where we lost one key account.\n\n| Region | Revenue | Growth |\n|---|---:|---:|\n| Nordics | €168 M | +11 % |\n| DACH | €121 M | +7 % |\n| Benelux | €64 M | −3 % |",
  ],
  ["tool", "14 slides written, revision 1."],
  ["user", "Compare with last year in the chart, quarter by quarter."],
  [
    "assistant",
    'Slide 3 now shows 2024 and 2025 side by side:\n\n```js\nnew Chart(canvas, {\n  type: "bar",\n  data: { labels: ["Q1", "Q2", "Q3", "Q4"], datasets },\n});\n```\n\nSee [the method](https://example.com/method) for how constant currency is computed. <img src=x onerror=alert(1)> stays text.',
  ],
  ["user", "Merci ! Und auf Deutsch? وبالعربية أيضا."],
];

/** A conversation over half an hour, in Markdown. */
export function messages(session: Session): Message[] {
  const end = Date.parse(session.last_activity);
  return TALK.slice(0, session.message_count).map(([role, content], index) => ({
    message_id: `${session.session_id.slice(0, -4)}m${String(index).padStart(3, "0")}`,
    role,
    content,
    timestamp: new Date(end - (TALK.length - index) * 5 * MINUTE).toISOString(),
  }));
}

const CSS = `
.s{width:1280px;height:720px;background:#fff;color:#10202b;font-family:system-ui,sans-serif;padding:64px 76px;position:relative;box-sizing:border-box}
.s h2{font-size:44px;line-height:1.15;letter-spacing:-.5px;margin:0}.s p{font-size:21px;line-height:32px;color:#5a6a74;margin:8px 0 0}
.s li{font-size:27px;line-height:46px;color:#27363f}.cover{background:linear-gradient(120deg,#1b2150,#3d4fd8 70%,#7f8cff);color:#fff;display:flex;flex-direction:column;justify-content:flex-end}
.cover h2{font-size:68px}.cover p{color:#dfe3ff;font-size:26px}.bars{position:absolute;left:76px;right:76px;bottom:70px;height:350px;display:flex;gap:44px;align-items:flex-end;border-bottom:2px solid #d7dee2}
.bars i{flex:1;border-radius:6px 6px 0 0;background:#c9d4ef}.bars i:nth-child(even){background:#3d4fd8}.quote{background:#f4f1ea;display:flex;align-items:center}.quote h2{font:italic 500 52px/68px Georgia,serif}
table{border-collapse:collapse;width:100%;font-size:22px;margin-top:34px}td,th{padding:15px 16px;border-bottom:1px solid #dde4e8;text-align:left}th{background:#1b2150;color:#fff}`;

const BARS = [62, 70, 66, 76, 71, 84, 74, 92].map((height) => `<i style="height:${height}%"></i>`);

const PAGES: readonly string[] = [
  `<div class="s cover"><h2>Third quarter,<br>in a few slides</h2><p>Revenue review for the board, November 2025</p></div>`,
  `<div class="s"><h2>What changed</h2><p>Against the plan of January</p><ul><li>Price rise held in DACH and the Nordics</li><li>Volume flat, mix better</li><li>Benelux lost one key account</li><li>Cold chain paid back early</li></ul></div>`,
  `<div class="s"><h2>Revenue grew 8.4 %, on price</h2><p>€ million by quarter, 2024 and 2025</p><div class="bars">${BARS.join("")}</div></div>`,
  `<div class="s"><h2>Regions</h2><table><tr><th>Region</th><th>Revenue</th><th>Growth</th></tr><tr><td>Nordics</td><td>€168 M</td><td>+11 %</td></tr><tr><td>DACH</td><td>€121 M</td><td>+7 %</td></tr><tr><td>Benelux</td><td>€64 M</td><td>−3 %</td></tr></table></div>`,
  `<div class="s quote"><h2>“We would rather pay more<br>than switch again.”</h2></div>`,
];

function slide(index: number): Slide {
  return {
    slide_id: `slide-${index + 1}`,
    html: PAGES[index % PAGES.length] ?? "",
    scripts: index === 2 ? "document.querySelector('.bars').classList.add('drawn');" : "",
    notes:
      index % 3 === 2
        ? "Pause here. Ask who has seen the second-quarter deck, then explain why the price rise held."
        : "",
  };
}

/** A deck of so many slides. */
export function deck(slideCount: number, title: string): Deck {
  return {
    title,
    slide_count: slideCount,
    revision: 1,
    slides: Array.from({ length: slideCount }, (_, index) => slide(index)),
    css: CSS,
    scripts: "",
    external_scripts: [],
    surroundings: "",
  };
}
