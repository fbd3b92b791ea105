// When a deck counts as hanging, and when only this page stood still.

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { Heartbeat } from "./heartbeat";
import { Pulse } from "./pulse";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe("the pulse", () => {
  it("is silent after three seconds without an answer, and asks no more", () => {
    const [ping, silent] = [vi.fn(), vi.fn()];
    new Pulse(ping, silent).start();
    vi.advanceTimersByTime(2900);
    expect(silent).not.toHaveBeenCalled();
    vi.advanceTimersByTime(200);
    expect(silent).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
  });

  it("goes on as long as it is answered, however late", () => {
    const silent = vi.fn();
    const pulse: Pulse = new Pulse((n) => setTimeout(() => pulse.pong(n), 1900), silent);
    pulse.start();
    vi.advanceTimersByTime(60_000);
    expect(silent).not.toHaveBeenCalled();
    pulse.stop();
  });

  it("believes no answer that was not asked for", () => {
    const silent = vi.fn();
    const pulse = new Pulse(() => undefined, silent);
    pulse.start();
    for (let second = 0; second < 4; second += 1) {
      vi.advanceTimersByTime(1000);
      pulse.pong(1_000_000);
      pulse.pong(0);
    }
    expect(silent).toHaveBeenCalledOnce();
  });

  it("does not count the time in which this page slept", () => {
    let now = 0;
    const silent = vi.fn();
    const pulse = new Pulse(
      () => undefined,
      silent,
      () => now,
    );
    pulse.start();
    now = 3_600_000;
    vi.advanceTimersByTime(1000);
    expect(silent).not.toHaveBeenCalled();
    pulse.stop();
  });

  it("begins anew after a stop", () => {
    const silent = vi.fn();
    const pulse = new Pulse(() => undefined, silent);
    pulse.start();
    vi.advanceTimersByTime(2000);
    pulse.stop();
    vi.advanceTimersByTime(10_000);
    pulse.start();
    vi.advanceTimersByTime(2000);
    expect(silent).not.toHaveBeenCalled();
    pulse.stop();
  });
});

describe("the heartbeat", () => {
  const deck = { session_id: "a", slide: 0, scripts: true, hidden: false };

  it("beats every half second while a deck is on the stage", () => {
    const tell = vi.fn(async () => undefined);
    const heart = new Heartbeat(tell);
    void heart.watch(deck);
    vi.advanceTimersByTime(1000);
    expect(tell.mock.calls).toEqual([[deck], [deck], [deck]]);
  });

  it("answers once the window has heard of the deck", async () => {
    let hear = () => {};
    const tell = vi.fn(() => new Promise<void>((resume) => (hear = resume)));
    const heart = new Heartbeat(tell);
    const known = vi.fn();
    void heart.watch(deck).then(known);
    void heart.watch(deck).then(known);
    await vi.advanceTimersByTimeAsync(100);
    expect(known).not.toHaveBeenCalled();
    hear();
    await vi.advanceTimersByTimeAsync(0);
    expect(known).toHaveBeenCalledTimes(2);
    void heart.watch(null);
  });

  it("goes on when a beat is lost", async () => {
    const tell = vi.fn(() => Promise.reject(new Error("lost")));
    const heart = new Heartbeat(tell);
    heart.watch(deck).catch(() => undefined);
    await vi.advanceTimersByTimeAsync(1000);
    expect(tell).toHaveBeenCalledTimes(3);
    heart.watch(null).catch(() => undefined);
  });

  it.each([{ slide: 1 }, { scripts: false }])(
    "tells of %o at once and keeps one timer",
    (other) => {
      const tell = vi.fn(async () => undefined);
      const heart = new Heartbeat(tell);
      void heart.watch(deck);
      void heart.watch({ ...deck, ...other });
      expect(tell).toHaveBeenLastCalledWith({ ...deck, ...other });
      expect(vi.getTimerCount()).toBe(1);
    },
  );

  it("says once that the deck is where nobody sees it, and is still then", () => {
    const tell = vi.fn(async () => undefined);
    const heart = new Heartbeat(tell);
    const unseen = { ...deck, hidden: true };
    void heart.watch(deck);
    void heart.watch(unseen);
    void heart.watch({ ...unseen });
    vi.advanceTimersByTime(2000);
    expect(tell.mock.calls).toEqual([[deck], [unseen]]);
    void heart.watch(deck);
    expect(tell).toHaveBeenLastCalledWith(deck);
    expect(vi.getTimerCount()).toBe(1);
  });

  it("says once that nothing is on the stage, and is still then", () => {
    const tell = vi.fn(async () => undefined);
    const heart = new Heartbeat(tell);
    void heart.watch(null);
    expect(tell).not.toHaveBeenCalled();
    void heart.watch(deck);
    void heart.watch(null);
    void heart.watch(null);
    expect(tell.mock.calls).toEqual([[deck], [null]]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
