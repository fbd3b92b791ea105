//! The page's files, built into the program, for a listener that serves the
//! page to a browser. The window itself gets them from Tauri.

/// One file of the page.
#[derive(Clone, Copy, Debug)]
pub struct UiFile {
    /// The path below the root, with a leading `/`.
    pub path: &'static str,
    /// The media type.
    pub media_type: &'static str,
    /// The bytes.
    pub bytes: &'static [u8],
}

const HTML: &str = "text/html; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const SVG: &str = "image/svg+xml";

macro_rules! ui_files {
    ($($path:literal $media_type:ident,)*) => {
        /// Every file of the page.
        pub static UI_FILES: &[UiFile] = &[$(
            UiFile {
                path: concat!("/", $path),
                media_type: $media_type,
                bytes: include_bytes!(concat!("../../ui/", $path)),
            },
        )*];
    };
}

ui_files! {
    "index.html" HTML,
    "style.css" CSS,
    "app.js" SCRIPT,
    "elements.js" SCRIPT,
    "library.js" SCRIPT,
    "session.js" SCRIPT,
    "listener.js" SCRIPT,
    "icon.svg" SVG,
    "backend/index.js" SCRIPT,
    "backend/tauri.js" SCRIPT,
    "backend/http.js" SCRIPT,
    "backend/problem.js" SCRIPT,
}

/// The file at a path; the page itself at `/`.
#[must_use]
pub fn find(path: &str) -> Option<&'static UiFile> {
    let path = if path == "/" { "/index.html" } else { path };
    UI_FILES.iter().find(|file| file.path == path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_page_is_built_in() {
        let ui = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("ui");
        let mut folders = vec![ui.clone()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(&folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let name = path.strip_prefix(&ui).unwrap().to_str().unwrap();
                let name = format!("/{}", name.replace('\\', "/"));
                assert!(find(&name).is_some(), "{name} is not in the table");
            }
        }
        assert_eq!(find("/").unwrap().path, "/index.html");
        assert!(find("/../Cargo.toml").is_none());
    }
}
