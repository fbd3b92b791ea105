// Where menus are drawn: within a landmark of the window, above everything.

export const MENU_PLACE = "menu-place";

/** The element that takes menus; a page without frame takes them itself. */
export function menuPlace(): Element {
  return document.getElementById(MENU_PLACE) ?? document.body;
}
