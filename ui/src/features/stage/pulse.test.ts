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
  const deck = { session_id: "a", slide: 0, scripts: true };

  it("beats every half second while a deck is on the stage", () => {
    const tell = vi.fn();
    const heart = new Heartbeat(tell);
    heart.watch(deck, true);
    vi.advanceTimersByTime(1000);
    expect(tell.mock.calls).toEqual([
      [deck, true],
      [deck, true],
      [deck, true],
    ]);
  });

  it.each([{ slide: 1 }, { scripts: false }])(
    "tells of %o at once and keeps one timer",
    (other) => {
      const tell = vi.fn();
      const heart = new Heartbeat(tell);
      heart.watch(deck, true);
      heart.watch({ ...deck, ...other }, true);
      expect(tell).toHaveBeenLastCalledWith({ ...deck, ...other }, true);
      expect(vi.getTimerCount()).toBe(1);
    },
  );

  it("says once that nothing is on the stage, and is still then", () => {
    const tell = vi.fn();
    const heart = new Heartbeat(tell);
    heart.watch(null, true);
    expect(tell).not.toHaveBeenCalled();
    heart.watch(deck, true);
    heart.watch(null, true);
    heart.watch(null, false);
    expect(tell.mock.calls).toEqual([
      [deck, true],
      [null, true],
    ]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("names the deck of a page that nobody sees, and is still until it is seen", () => {
    const tell = vi.fn();
    const heart = new Heartbeat(tell);
    heart.watch(deck, true);
    heart.watch(deck, false);
    expect(vi.getTimerCount()).toBe(0);
    heart.watch(deck, true);
    expect(tell.mock.calls).toEqual([
      [deck, true],
      [deck, false],
      [deck, true],
    ]);
    expect(vi.getTimerCount()).toBe(1);
  });
});
