//! Reads the window's configuration, permissions and capability. Without the
//! feature `desktop` there is nothing to do.

fn main() {
    #[cfg(feature = "desktop")]
    window();
}

/// The permissions and the capability live under `src-tauri`, not at the root
/// where Tauri expects them. App permissions exist, so that every command
/// which no permission names is refused.
#[cfg(feature = "desktop")]
fn window() {
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    println!("cargo:rerun-if-changed=src-tauri/permissions");
    let permissions =
        tauri_build::AppManifest::new().permissions_path_pattern("./src-tauri/permissions/*.toml");
    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("./src-tauri/capabilities/*.json")
        .app_manifest(permissions);
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo::error={error:#}");
    }
}
