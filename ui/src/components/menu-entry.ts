// What stands in a menu.

export type MenuEntry = MenuItem | MenuBranch | { kind: "separator" } | MenuHeading;

export interface MenuItem {
  kind?: "item";
  label: string;
  /** Shown at the right, as "Mod+D". */
  keys?: string | undefined;
  run: () => Promise<void> | void;
  disabled?: boolean;
  danger?: boolean;
  /** A mark before the label; `false` leaves its place empty. */
  checked?: boolean;
}

/** Opens another menu beside itself. */
export interface MenuBranch {
  kind: "branch";
  label: string;
  entries: readonly MenuEntry[];
  disabled?: boolean;
}

export interface MenuHeading {
  kind: "heading";
  label: string;
}
