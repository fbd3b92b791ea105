//! The menu bar of macOS. Elsewhere the page has a menu of its own, and the
//! window none. What a user chooses is told to the page by the action's name.

use tauri::menu::{IsMenuItem, Menu, MenuBuilder, MenuItem, PredefinedMenuItem, Submenu};
use tauri::{AppHandle, Manager, Runtime};

use super::shell::Shell;
use super::{closing, outbox};

/// The event by which the page hears of a choice.
pub(super) const EVENT: &str = "menu";

/// The action that ends Lectern.
pub(super) const QUIT: &str = "quit";

/// The action that closes the window.
const CLOSE: &str = "close";

/// An item of a menu.
enum Item {
    /// Tells the page an action: name, words, keys.
    Action(&'static str, &'static str, &'static str),
    /// A line.
    Line,
    /// What the system does by itself, which its shortcuts need.
    System(System),
}

/// What the system does by itself.
#[derive(Clone, Copy)]
enum System {
    About,
    Services,
    Hide,
    HideOthers,
    ShowAll,
    Undo,
    Redo,
    Cut,
    Copy,
    Paste,
    SelectAll,
    FullScreen,
    Minimize,
    Zoom,
    BringAllToFront,
}

use Item::{Action, Line};

/// Every menu with its items.
const MENUS: &[(&str, &[Item])] = &[
    (
        "Lectern",
        &[
            Item::System(System::About),
            Line,
            Action("settings", "Settings…", "Cmd+,"),
            Line,
            Item::System(System::Services),
            Line,
            Item::System(System::Hide),
            Item::System(System::HideOthers),
            Item::System(System::ShowAll),
            Line,
            Action(QUIT, "Quit Lectern", "Cmd+Q"),
        ],
    ),
    (
        "File",
        &[
            Action("new-session", "New Session", "Cmd+N"),
            Action("open-files", "Import…", "Cmd+O"),
            Line,
            Action("export", "Export…", "Cmd+E"),
            Action("export-again", "Export Again", "Shift+Cmd+E"),
            Line,
            Action(CLOSE, "Close Window", "Cmd+W"),
        ],
    ),
    (
        "Edit",
        &[
            Item::System(System::Undo),
            Item::System(System::Redo),
            Line,
            Item::System(System::Cut),
            Item::System(System::Copy),
            Item::System(System::Paste),
            Item::System(System::SelectAll),
            Line,
            Action("undo", "Undo Session Change", "Cmd+Alt+Z"),
            Action("search", "Find Session", "Cmd+K"),
        ],
    ),
    (
        "View",
        &[
            Action("toggle-sidebar", "Show or Hide Sidebar", "Cmd+B"),
            Action("toggle-notes", "Show or Hide Notes", "Cmd+J"),
            Action("cycle-layout", "Change Layout", "Cmd+\\"),
            Line,
            Action("larger-text", "Larger Text", "Cmd+Plus"),
            Action("smaller-text", "Smaller Text", "Cmd+-"),
            Action("usual-text", "Usual Text Size", "Cmd+0"),
            Line,
            Item::System(System::FullScreen),
        ],
    ),
    (
        "Session",
        &[
            Action("rename", "Rename", ""),
            Action("duplicate", "Duplicate", "Cmd+D"),
            // Without keys: ⌘⌫ clears the line where somebody types, so only the
            // page, which knows where the focus is, may hear it as "trash".
            Action("trash", "Move to Trash", ""),
            Line,
            Action("next-session", "Next Session", "Ctrl+Tab"),
            Action("previous-session", "Previous Session", "Ctrl+Shift+Tab"),
            Line,
            Action("clean-up", "Clean Up…", "Shift+Cmd+D"),
            Action("show-trash", "Show Trash", ""),
        ],
    ),
    (
        "Slide",
        &[
            Action("present", "Present", "Cmd+Alt+P"),
            Action("present-here", "Present from This Slide", "Cmd+Alt+Shift+P"),
            Line,
            Action("go-to-slide", "Go to Slide…", "Cmd+L"),
            Action("read-slide", "Read as Text", ""),
            Action("deck-report", "What Was Imported", ""),
        ],
    ),
    (
        "Window",
        &[
            Item::System(System::Minimize),
            Item::System(System::Zoom),
            Line,
            Item::System(System::BringAllToFront),
        ],
    ),
    (
        "Help",
        &[
            Action("shortcuts", "Keyboard Shortcuts", "Cmd+/"),
            Action("sample", "Make the Sample Session", ""),
        ],
    ),
];

/// The menu bar.
pub(super) fn build<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<Menu<R>> {
    let mut bar = MenuBuilder::new(app);
    for (title, items) in MENUS {
        let menu = Submenu::new(app, *title, true)?;
        for item in *items {
            menu.append(built(app, item)?.as_ref())?;
        }
        bar = bar.item(&menu);
    }
    bar.build()
}

/// Tells the page what the user chose. Where no page listens, because Lectern
/// could not start or a deck hangs, the window can be closed all the same.
pub(super) fn chosen<R: Runtime>(app: &AppHandle<R>, action: &str) {
    let page_listens = app.state::<Shell>().outbox().is_open();
    if page_listens || ![QUIT, CLOSE].contains(&action) {
        return outbox::tell(app, EVENT, action);
    }
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        if let Err(error) = closing::close(&app).await {
            tracing::error!(%error, "the window does not close");
        }
    });
}

fn built<R: Runtime>(app: &AppHandle<R>, item: &Item) -> tauri::Result<Box<dyn IsMenuItem<R>>> {
    Ok(match *item {
        Action(name, words, keys) => {
            let keys = (!keys.is_empty()).then_some(keys);
            Box::new(MenuItem::with_id(app, name, words, true, keys)?)
        }
        Line => Box::new(PredefinedMenuItem::separator(app)?),
        Item::System(system) => Box::new(of_system(app, system)?),
    })
}

fn of_system<R: Runtime>(
    app: &AppHandle<R>,
    system: System,
) -> tauri::Result<PredefinedMenuItem<R>> {
    match system {
        System::About => PredefinedMenuItem::about(app, None, None),
        System::Services => PredefinedMenuItem::services(app, None),
        System::Hide => PredefinedMenuItem::hide(app, None),
        System::HideOthers => PredefinedMenuItem::hide_others(app, None),
        System::ShowAll => PredefinedMenuItem::show_all(app, None),
        System::Undo => PredefinedMenuItem::undo(app, None),
        System::Redo => PredefinedMenuItem::redo(app, None),
        System::Cut => PredefinedMenuItem::cut(app, None),
        System::Copy => PredefinedMenuItem::copy(app, None),
        System::Paste => PredefinedMenuItem::paste(app, None),
        System::SelectAll => PredefinedMenuItem::select_all(app, None),
        System::FullScreen => PredefinedMenuItem::fullscreen(app, None),
        System::Minimize => PredefinedMenuItem::minimize(app, None),
        System::Zoom => PredefinedMenuItem::maximize(app, None),
        System::BringAllToFront => PredefinedMenuItem::bring_all_to_front(app, None),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::desktop::tests::{run_until_closed, without_parts};

    fn actions() -> impl Iterator<Item = (&'static str, &'static str)> {
        let items = MENUS.iter().flat_map(|(_, items)| items.iter());
        items.filter_map(|item| match item {
            Action(name, _, keys) => Some((*name, *keys)),
            Line | Item::System(_) => None,
        })
    }

    #[test]
    fn the_page_knows_every_action() {
        let page = include_str!("../../../ui/src/lib/actions.ts");
        let page: String = page.split_whitespace().collect();
        for (name, _) in actions() {
            let known = ["name:", "pane(", "slide("]
                .iter()
                .any(|before| page.contains(&format!("{before}\"{name}\"")));
            assert!(known, "the page has no action called {name}");
        }
    }

    #[test]
    fn quitting_needs_no_page() {
        for action in [QUIT, CLOSE] {
            run_until_closed(without_parts(None), |app| chosen(app, action), |_| {});
        }
    }

    #[test]
    fn no_action_and_no_keys_stand_twice() {
        let mut seen = BTreeSet::new();
        for (name, keys) in actions() {
            assert!(seen.insert(name), "{name}");
            assert!(keys.is_empty() || seen.insert(keys), "{keys}");
        }
    }
}
