// Light or dark, as chosen or as the system has it, and the size of the text.

import type { App } from "$lib/state/app.svelte";

/** Keeps the page's root as the user chose it. */
export function applyAppearance(app: App): void {
  const system = matchMedia("(prefers-color-scheme: dark)");
  let systemIsDark = $state(system.matches);

  $effect(() => {
    const hear = () => (systemIsDark = system.matches);
    system.addEventListener("change", hear);
    return () => system.removeEventListener("change", hear);
  });

  $effect(() => {
    const { theme, text_size } = app.appearance;
    const root = document.documentElement;
    root.dataset["theme"] = theme === "system" ? (systemIsDark ? "dark" : "light") : theme;
    root.style.setProperty("--text-scale", String(text_size / 100));
  });
}
