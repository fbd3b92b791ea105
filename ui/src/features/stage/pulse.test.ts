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
  const deck = { session_id: "a", slide: 0, hidden: false };

  it("beats every half second while a deck runs", () => {
    const tell = vi.fn();
    const heart = new Heartbeat(tell);
    heart.watch(deck);
    vi.advanceTimersByTime(1000);
    expect(tell.mock.calls).toEqual([[deck], [deck], [deck]]);
  });

  it("tells of another slide at once and keeps one timer", () => {
    const tell = vi.fn();
    const heart = new Heartbeat(tell);
    heart.watch(deck);
    heart.watch({ ...deck, slide: 1 });
    expect(tell).toHaveBeenLastCalledWith({ ...deck, slide: 1 });
    expect(vi.getTimerCount()).toBe(1);
  });

  it("says once that the deck runs where nobody sees it, and is still then", () => {
    const tell = vi.fn();
    const heart = new Heartbeat(tell);
    const unseen = { ...deck, hidden: true };
    heart.watch(deck);
    heart.watch(unseen);
    heart.watch({ ...unseen });
    vi.advanceTimersByTime(2000);
    expect(tell.mock.calls).toEqual([[deck], [unseen]]);
    heart.watch(deck);
    expect(tell).toHaveBeenLastCalledWith(deck);
    expect(vi.getTimerCount()).toBe(1);
  });

  it("says once that nothing runs, and is still then", () => {
    const tell = vi.fn();
    const heart = new Heartbeat(tell);
    heart.watch(null);
    expect(tell).not.toHaveBeenCalled();
    heart.watch(deck);
    heart.watch(null);
    heart.watch(null);
    expect(tell.mock.calls).toEqual([[deck], [null]]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
