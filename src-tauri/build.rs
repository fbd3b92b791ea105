//! Sees that the page is built, and reads the window's configuration,
//! permissions and capability where there is a window.

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    println!("cargo:rerun-if-changed=ui/dist");
    if !Path::new("ui/dist/index.html").is_file() {
        println!(
            "cargo:error=The page is not built. `cargo xtask run` and `cargo xtask test` build it; by hand: `npm install` and `npm run build` in the folder `ui`."
        );
        return ExitCode::FAILURE;
    }
    #[cfg(feature = "desktop")]
    if let Err(cause) = window() {
        println!("cargo:error={cause:#}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

/// The permissions and the capability live under `src-tauri`, not at the root
/// where Tauri expects them. App permissions exist, so that every command
/// which no permission names is refused.
#[cfg(feature = "desktop")]
fn window() -> Result<(), impl std::fmt::Display> {
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    println!("cargo:rerun-if-changed=src-tauri/permissions");
    let permissions =
        tauri_build::AppManifest::new().permissions_path_pattern("./src-tauri/permissions/*.toml");
    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("./src-tauri/capabilities/*.json")
        .app_manifest(permissions);
    tauri_build::try_build(attributes)
}
