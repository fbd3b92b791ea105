// What the stage knows beyond the open session: its frames, what is to be said
// about the deck, and how it is presented. There is one for the whole window.

import { untrack } from "svelte";

import {
  problemOf,
  type DeckReport,
  type ImportOutcome,
  type Problem,
  type Slide,
  type StagedDeck,
} from "$lib/backend";
import { outsideLink, type OutsideLink } from "$lib/outside-link";
import type { App } from "$lib/state/app.svelte";

import { focusStage } from "./focus";
import { frameKey } from "./frame-key";
import type { FrameKey, FrameMessage } from "./frame-message";
import { Heartbeat } from "./heartbeat";
import { pasteDeck } from "./pasting";
import { DeckPlayer, type Wanted } from "./player.svelte";
import { deckHasScripts } from "./scripts";
import { slideTitle } from "./slide-text";

/** A script of the deck that failed. */
export interface Failure {
  /** Index of the slide; null: a script of the whole deck. */
  slide: number | null;
  message: string;
}

const MOST_FAILURES = 50;
const MOST_BLOCKED = 200;
/** A frame cuts the addresses that it tells. */
const ADDRESS_LENGTH = 200;
/** A link that comes sooner after another one was not clicked by a person. */
const LINK_REST = 700;

export class StageView {
  readonly app: App;
  readonly player: DeckPlayer;
  /** What the deck needs, once it has been looked through. */
  report = $state.raw<DeckReport | null>(null);
  /** Why it could not be looked through. */
  unread = $state.raw<Problem | null>(null);
  failures = $state.raw<Failure[]>([]);
  /** Addresses that the running deck asked for and did not get. */
  blocked = $state.raw<string[]>([]);
  link = $state.raw<OutsideLink | null>(null);
  /** Why the deck's scripts are off. */
  stopped = $state<"silent" | "strayed" | null>(null);
  /** The first start's session, until what is said about it was closed. */
  sample = $state<string | null>(null);
  /** Whether anybody can see the window. */
  seen = $state(!document.hidden);
  readonly #heartbeat: Heartbeat;
  readonly #titles = new WeakMap<Slide, string>();
  #told: readonly ImportOutcome[] | null = null;
  #linked = Number.NEGATIVE_INFINITY;

  constructor(app: App) {
    this.app = app;
    this.sample = app.startup.sample;
    this.player = new DeckPlayer(app.backend, {
      shows: (deck) => this.#guard(deck),
      heard: (message) => this.#heard(message),
      stopped: (why) => this.#stop(why),
    });
    this.#heartbeat = new Heartbeat(async (deck) => app.backend.desktop?.heartbeat(deck));
  }

  readonly #hasScripts = $derived.by(() => deckHasScripts(this.app.opened.deck));

  /** What should be on the stage, as far as the open session says. */
  get wanted(): Wanted | null {
    const { session, deck, slide, scripts } = this.app.opened;
    if (session === null || deck === null || deck.slides.length === 0) {
      return null;
    }
    return {
      session_id: session.session_id,
      revision: deck.revision ?? 0,
      scripts: scripts && this.#hasScripts,
      slide,
    };
  }

  /** Whether the deck has scripts that were turned off. */
  get scriptsOff(): boolean {
    const { scripts, held } = this.app.opened;
    return !scripts && !held && this.#hasScripts;
  }

  get slide(): Slide | null {
    return this.app.opened.deck?.slides[this.app.opened.slide] ?? null;
  }

  /** The failure to speak of at the slide that is shown. */
  get failure(): Failure | null {
    const { slide } = this.app.opened;
    return this.failures.find((one) => one.slide === slide || one.slide === null) ?? null;
  }

  titleOf(slide: Slide | undefined): string {
    if (slide === undefined) {
      return "";
    }
    const known = this.#titles.get(slide) ?? slideTitle(slide.html);
    this.#titles.set(slide, known);
    return known;
  }

  /** Addresses that only the running deck asked for. */
  get lateBlocked(): string[] {
    const known = this.report?.blocked.map(({ address }) => address.slice(0, ADDRESS_LENGTH)) ?? [];
    const missing = this.report?.missing_libraries ?? [];
    return this.blocked.filter((one) => !known.includes(one) && !missing.includes(one));
  }

  /** How many things the deck asks for and does not get. */
  get lacking(): number {
    const { blocked = [], missing_libraries = [] } = this.report ?? {};
    return blocked.length + missing_libraries.length + this.lateBlocked.length;
  }

  /** Follows the open session; called again whenever what it reads changes. */
  follow(): void {
    const wanted = this.app.opened.held ? null : this.wanted;
    untrack(() => void this.player.want(wanted));
  }

  /** Everything that was said about a deck is said about that deck only. */
  forget(): void {
    this.stopped = null;
    this.report = null;
    this.unread = null;
    this.failures = [];
    this.blocked = [];
    this.link = null;
    this.app.pictures.refusal = null;
  }

  /** The stage is gone: nothing is shown and nothing runs. */
  leave(): void {
    void this.player.want(null);
    this.#tellAlive(null);
  }

  /** Keeps the signs of life going while they mean something. */
  keepAlive(): void {
    const { wanted, seen } = this;
    this.player.watch(seen);
    const isShown = this.player.showing && wanted !== null;
    // Not only scripts hang: styles and markup can cost as much.
    this.#tellAlive(isShown ? stagedDeck(wanted, seen) : null);
  }

  async inspect(session_id: string): Promise<void> {
    const { opened } = this.app;
    const revision = opened.deck?.revision;
    const isOpen = () =>
      opened.session?.session_id === session_id && opened.deck?.revision === revision;
    try {
      const report = await this.app.backend.call("inspect_slides", { session_id });
      this.report = isOpen() ? report : this.report;
    } catch (cause) {
      this.unread = isOpen() ? problemOf(cause) : this.unread;
    }
  }

  /** Shows what came of an import, unless it was shown before or the window is busy. */
  tellOnce(outcomes: readonly ImportOutcome[]): void {
    if (outcomes !== this.#told && this.app.overlay === null && !this.app.presenting) {
      this.#told = outcomes;
      this.app.overlay = { kind: "report", of: "import" };
    }
  }

  runScriptsAgain(): void {
    this.stopped = null;
    this.failures = [];
    this.app.opened.allowScripts(true);
  }

  closeFailure(): void {
    const closed = this.failure;
    this.failures = this.failures.filter((one) => one !== closed);
  }

  #tellAlive(deck: StagedDeck | null): void {
    // What could not be told is told again by the next beat.
    this.#heartbeat.watch(deck).catch(() => undefined);
  }

  /**
   * A deck that hangs at once leaves no time for a sign of life, so the window must
   * expect them before. It expects none while nobody sees it.
   */
  async #guard(deck: Wanted): Promise<void> {
    do {
      await pageIsSeen();
      await this.#heartbeat.watch(stagedDeck(deck, true));
    } while (document.hidden);
  }

  #stop(why: "silent" | "strayed"): void {
    this.stopped = why;
    this.app.opened.allowScripts(false);
  }

  #heard(message: FrameMessage): void {
    switch (message.t) {
      case "failed":
        this.failures = [...this.failures, message].slice(-MOST_FAILURES);
        break;
      case "blocked":
        this.#noteBlocked(message.address);
        break;
      case "link":
        this.#offer(message.href);
        break;
      case "key":
        this.#press(message);
        break;
      default:
    }
  }

  #press(key: FrameKey): void {
    frameKey(key);
    if ((key.ctrlKey || key.metaKey) && key.key.toLowerCase() === "v" && !this.app.presenting) {
      // What is pasted into the frame never arrives here, so it is read instead.
      focusStage();
      void pasteDeck(this.app);
    }
  }

  #noteBlocked(address: string): void {
    if (!this.blocked.includes(address) && this.blocked.length < MOST_BLOCKED) {
      this.blocked = [...this.blocked, address];
    }
  }

  #offer(href: string): void {
    const link = outsideLink(href);
    const now = performance.now();
    if (link !== null && now - this.#linked >= LINK_REST) {
      this.#linked = now;
      this.link = link;
    }
  }
}

function stagedDeck({ session_id, slide, scripts }: Wanted, seen: boolean): StagedDeck {
  return { session_id, slide, scripts, hidden: !seen };
}

async function pageIsSeen(): Promise<void> {
  while (document.hidden) {
    await new Promise((seen) =>
      document.addEventListener("visibilitychange", seen, { once: true }),
    );
  }
}

const VIEWS = new WeakMap<App, StageView>();

/** The stage of this window. */
export function stageOf(app: App): StageView {
  const view = VIEWS.get(app) ?? new StageView(app);
  VIEWS.set(app, view);
  return view;
}
