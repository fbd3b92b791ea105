//! The window without a screen: its commands on Tauri's mock runtime, its
//! permissions and its configuration.
//!
//! `cfg(test)` holds here anyway; saying it lets clippy know that what follows
//! is test code, where a panic is how a test fails.

#[cfg(test)]
#[path = "desktop"]
mod desktop {
    mod commands;
    mod configuration;
    mod exporting;
    mod harness;
    mod http;
    mod importing;
    mod parity;
    mod permissions;
    mod service;
    mod settings;
    mod starting;
    mod surroundings;
}
