// How the slide that is open stands there, for whoever shows it and whoever is
// asked by key or menu to show it otherwise.

export class Showing {
  /** Whether the slide stands there as text. */
  reading = $state(false);
  /** What covers the slide while presenting. */
  blank = $state<"black" | "white" | null>(null);
  /** Whether the window was asked to fill the screen. */
  fillsScreen = false;
}
