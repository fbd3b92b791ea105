//! Where the window stands: it opens where it was closed, as far as that is
//! still on a screen, and never in full screen.

use serde::{Deserialize, Serialize};
use tauri::{AppHandle, Manager, PhysicalPosition, PhysicalSize, Runtime, WebviewWindow};

use super::shell::Shell;
use super::window::MAIN;

/// Place and size of the window in the screen's own pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Geometry {
    x: i32,
    y: i32,
    width: u32,
    height: u32,
    maximized: bool,
}

/// The part of a screen that windows may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Area {
    x: i32,
    y: i32,
    width: u32,
    height: u32,
}

/// So much of a window's upper edge must be on a screen, or nobody can move it.
const GRIP: (i32, i32) = (120, 24);

impl Area {
    fn end(self) -> (i32, i32) {
        let end = |start: i32, length: u32| start.saturating_add_unsigned(length);
        (end(self.x, self.width), end(self.y, self.height))
    }

    /// Whether a window can be gripped here.
    fn holds(self, geometry: Geometry) -> bool {
        let (right, bottom) = self.end();
        let window_right = geometry.x.saturating_add_unsigned(geometry.width);
        let wide = window_right
            .min(right)
            .saturating_sub(geometry.x.max(self.x));
        let above = geometry.y >= self.y && geometry.y.saturating_add(GRIP.1) <= bottom;
        wide >= GRIP.0 && above
    }
}

impl Geometry {
    /// This place if it is on one of the screens, else the middle of the first;
    /// in any case whole inside the screen, as far as the screen is large
    /// enough. `None` where no window can have been.
    fn placed(self, screens: &[Area]) -> Option<Self> {
        if self.width == 0 || self.height == 0 {
            return None;
        }
        let known = screens.iter().find(|screen| screen.holds(self));
        let screen = *known.or_else(|| screens.first())?;
        let width = self.width.min(screen.width);
        let height = self.height.min(screen.height);
        let (right, bottom) = screen.end();
        let last_x = right.saturating_sub_unsigned(width);
        let last_y = bottom.saturating_sub_unsigned(height);
        let (x, y) = if known.is_some() {
            (self.x, self.y)
        } else {
            (
                screen.x + (last_x - screen.x) / 2,
                screen.y + (last_y - screen.y) / 2,
            )
        };
        Some(Self {
            x: x.clamp(screen.x, last_x),
            y: y.clamp(screen.y, last_y),
            width,
            height,
            maximized: self.maximized,
        })
    }
}

/// Puts a window that is not shown yet where it was.
pub(super) fn restore<R: Runtime>(window: &WebviewWindow<R>) {
    let shell = window.state::<Shell>();
    let Some(geometry) = shell.remembered().geometry() else {
        return;
    };
    if let Some(placed) = geometry.placed(&screens(window)) {
        // A desktop that places windows itself may refuse.
        let _ = window.set_size(PhysicalSize::new(placed.width, placed.height));
        let _ = window.set_position(PhysicalPosition::new(placed.x, placed.y));
    }
    if geometry.maximized {
        let _ = window.maximize();
    }
}

fn screens<R: Runtime>(window: &WebviewWindow<R>) -> Vec<Area> {
    let screens = window.available_monitors().unwrap_or_default();
    let area = |screen: &tauri::Monitor| {
        let area = screen.work_area();
        Area {
            x: area.position.x,
            y: area.position.y,
            width: area.size.width,
            height: area.size.height,
        }
    };
    screens.iter().map(area).collect()
}

/// Remembers where the window stands.
pub(super) fn remember<R: Runtime>(app: &AppHandle<R>) {
    let Some(window) = app.get_webview_window(MAIN) else {
        return;
    };
    let Ok(standing) = Standing::of(&window) else {
        return;
    };
    let shell = app.state::<Shell>();
    let last = shell.remembered().geometry().unwrap_or_default();
    shell.remembered().set_geometry(standing.after(last));
}

/// How a window stands.
enum Standing {
    /// Where it was put.
    Freely(Geometry),
    /// As large as the screen, at the user's wish.
    Maximized,
    /// In full screen or minimised, which is not for long.
    Elsewhere,
}

impl Standing {
    fn of<R: Runtime>(window: &WebviewWindow<R>) -> tauri::Result<Self> {
        if window.is_fullscreen()? || window.is_minimized()? {
            return Ok(Self::Elsewhere);
        }
        if window.is_maximized()? {
            return Ok(Self::Maximized);
        }
        let place = window.outer_position()?;
        let size = window.inner_size()?;
        Ok(Self::Freely(Geometry {
            x: place.x,
            y: place.y,
            width: size.width,
            height: size.height,
            maximized: false,
        }))
    }

    /// What is remembered of it, beside what was: unless it stands freely, it
    /// returns to the last place that it had before.
    fn after(self, last: Geometry) -> Geometry {
        match self {
            Self::Freely(geometry) => geometry,
            Self::Maximized => Geometry {
                maximized: true,
                ..last
            },
            Self::Elsewhere => last,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEFT: Area = Area {
        x: 0,
        y: 30,
        width: 1440,
        height: 870,
    };
    const RIGHT: Area = Area {
        x: 1440,
        y: 0,
        width: 1920,
        height: 1080,
    };

    fn window(x: i32, y: i32, width: u32, height: u32) -> Geometry {
        Geometry {
            x,
            y,
            width,
            height,
            maximized: false,
        }
    }

    #[test]
    fn a_window_returns_to_its_place() {
        let stood = window(1600, 100, 1200, 800);
        assert_eq!(stood.placed(&[LEFT, RIGHT]), Some(stood));
    }

    #[test]
    fn a_window_of_a_screen_that_is_gone_stands_in_the_middle_of_another() {
        let stood = window(1600, 100, 1200, 800);
        assert_eq!(stood.placed(&[LEFT]), Some(window(120, 65, 1200, 800)));
    }

    #[test]
    fn a_window_is_never_larger_than_its_screen_nor_beside_it() {
        assert_eq!(
            window(-200, 700, 4000, 4000).placed(&[LEFT]),
            Some(window(0, 30, 1440, 870))
        );
        assert_eq!(
            window(1300, 800, 1000, 600).placed(&[LEFT]),
            Some(window(440, 300, 1000, 600))
        );
    }

    #[test]
    fn a_window_returns_to_what_it_was_before_it_filled_the_screen() {
        let free = window(10, 20, 900, 600);
        let maximized = Standing::Maximized.after(free);
        assert_eq!(
            maximized,
            Geometry {
                maximized: true,
                ..free
            }
        );
        assert_eq!(Standing::Elsewhere.after(maximized), maximized);
        assert_eq!(Standing::Elsewhere.after(free), free);
        assert_eq!(Standing::Freely(free).after(maximized), free);
    }

    #[test]
    fn numbers_that_no_screen_has_do_no_harm() {
        let screens = [LEFT, RIGHT];
        for numbers in [
            window(i32::MAX, i32::MIN, u32::MAX, u32::MAX),
            window(i32::MIN, i32::MAX, 1, 1),
        ] {
            let placed = numbers.placed(&screens).unwrap();
            assert!(screens.iter().any(|screen| placed.x >= screen.x
                && placed.y >= screen.y
                && placed.width <= screen.width));
        }
        assert_eq!(window(0, 0, 0, 0).placed(&screens), None);
        assert_eq!(window(0, 0, 9, 9).placed(&[]), None);
    }
}
