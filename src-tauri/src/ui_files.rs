//! The page's files, built into the program, for a listener that serves the
//! page to a browser. The window itself gets them from Tauri.

use std::borrow::Cow;

use rust_embed::RustEmbed;

/// What `npm run build` wrote.
#[derive(RustEmbed)]
#[folder = "ui/dist"]
struct Built;

/// One file of the page.
#[derive(Clone, Debug)]
pub struct UiFile {
    /// The path below the root, with a leading `/`.
    pub path: String,
    /// The media type, as it stands in `Content-Type`.
    pub media_type: String,
    /// The bytes.
    pub bytes: Cow<'static, [u8]>,
}

/// Every file of the page, and the page itself at `/` too.
#[must_use]
pub fn all() -> Vec<UiFile> {
    let mut files: Vec<UiFile> = Built::iter().filter_map(|name| file(&name)).collect();
    let page = files.iter().find(|file| file.path == "/index.html");
    if let Some(page) = page.cloned() {
        files.push(UiFile {
            path: "/".to_owned(),
            ..page
        });
    }
    files
}

fn file(name: &str) -> Option<UiFile> {
    let file = Built::get(name)?;
    let kind = file.metadata.mimetype();
    // What a browser would have to guess otherwise.
    let charset = if kind.starts_with("text/") {
        "; charset=utf-8"
    } else {
        ""
    };
    Some(UiFile {
        path: format!("/{name}"),
        media_type: format!("{kind}{charset}"),
        bytes: file.data,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_and_all_that_it_asks_for_is_built_in() {
        let files = all();
        let find = |path: &str| files.iter().find(|file| file.path == path);
        let page = find("/").unwrap();
        assert_eq!(page.media_type, "text/html; charset=utf-8");
        let page = std::str::from_utf8(&page.bytes).unwrap();
        let asked: Vec<&str> = ["src=\"", "href=\""]
            .iter()
            .flat_map(|attribute| page.split(attribute).skip(1))
            .filter_map(|rest| rest.split('"').next())
            .collect();
        assert!(asked.len() >= 3, "{asked:?}");
        for path in asked {
            assert!(find(path).is_some(), "{path} is not built in");
        }
        assert!(find("/../Cargo.toml").is_none());
    }
}
