//! `cargo xtask bench window`: how the real window does with 10,000 sessions,
//! and beside it, in the same run, with 100 and with an empty page. It prints
//! figures and asserts none: they say more about a change than about a machine.
//!
//! `cfg(test)` holds here anyway; saying it lets clippy know that what follows
//! may panic and print.

fn main() {
    #[cfg(test)]
    #[cfg(target_os = "linux")]
    window::run();
}

#[cfg(test)]
#[cfg(target_os = "linux")]
#[path = "window"]
mod window {
    #[expect(dead_code, reason = "the tests of the window need more of it")]
    #[path = "../../window/driver.rs"]
    mod driver;
    mod figures;
    mod filling;
    mod measuring;
    mod processes;
    #[expect(dead_code, reason = "the tests of the window need more of it")]
    #[path = "../../window/screen.rs"]
    mod screen;

    pub(super) use measuring::run;
}
