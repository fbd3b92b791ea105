//! The script libraries that ship with Lectern: known addresses of Chart.js
//! and Tailwind's play build, and the copy that answers each of them, so that
//! decks that load them from a content network are drawn offline.
//!
//! What does not belong here: fetching anything, and libraries of the window.

/// A script library that ships with Lectern.
#[derive(Debug, PartialEq, Eq)]
pub struct Asset {
    /// The library's name.
    pub name: &'static str,
    /// The version of the copy.
    pub version: &'static str,
    /// The script itself, as UTF-8 JavaScript.
    pub script: &'static str,
}

/// Chart.js, the build for plain `<script>` elements.
pub static CHART: Asset = Asset {
    name: "Chart.js",
    version: "4.5.1",
    script: include_str!("../../assets/chart.js-4.5.1/chart.umd.min.js"),
};

/// Tailwind's play build, which writes the styles in the page.
pub static TAILWIND: Asset = Asset {
    name: "Tailwind CSS",
    version: "3.4.10",
    script: include_str!("../../assets/tailwindcss-cdn-3.4.10/tailwindcss.js"),
};

/// Tailwind's play build with all of its official plugins. A copy of its own,
/// because the plugins change how plain elements look.
pub static TAILWIND_WITH_PLUGINS: Asset = Asset {
    name: "Tailwind CSS with plugins",
    version: "3.4.10",
    script: include_str!("../../assets/tailwindcss-cdn-3.4.10/tailwindcss-with-all-plugins.js"),
};

/// Files of Chart.js packages that are made for plain `<script>` elements.
/// Older majors had other names; the closest thing to answer is our copy.
const CHART_FILES: [&str; 9] = [
    "chart.js",
    "chart.min.js",
    "chart.umd.js",
    "chart.umd.min.js",
    "chart.bundle.js",
    "chart.bundle.min.js",
    "Chart.js",
    "Chart.min.js",
    "Chart.bundle.min.js",
];

/// The copy that answers `address`, if it is a known address of a library.
///
/// Any version of Chart.js is answered with the copy, whatever major version
/// the address names.
#[must_use]
pub fn lookup(address: &str) -> Option<&'static Asset> {
    let (host, path, query) = split(address)?;
    match host.to_ascii_lowercase().as_str() {
        "cdn.jsdelivr.net" => is_chart_package(path.strip_prefix("npm/")?).then_some(&CHART),
        "unpkg.com" => is_chart_package(path).then_some(&CHART),
        "cdnjs.cloudflare.com" => {
            is_chart_folder(path.strip_prefix("ajax/libs/Chart.js/")?).then_some(&CHART)
        }
        "cdn.tailwindcss.com" => tailwind(path, query),
        _ => None,
    }
}

/// Host, path without its first slash, and query of a web address.
fn split(address: &str) -> Option<(&str, &str, &str)> {
    let address = address.trim();
    let rest = ["https://", "http://", "//"]
        .iter()
        .find_map(|scheme| address.strip_prefix(scheme))?;
    let rest = rest.split('#').next()?;
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = place.split_once('/').unwrap_or((place, ""));
    Some((host, path, query))
}

/// Whether `path` is `chart.js[@version][/dist/file]` of a package network.
fn is_chart_package(path: &str) -> bool {
    let (package, file) = path.split_once('/').unwrap_or((path, ""));
    let is_package =
        package == "chart.js" || package.strip_prefix("chart.js@").is_some_and(is_version);
    let file = file.strip_prefix("dist/").unwrap_or(file);
    is_package && (file.is_empty() || CHART_FILES.contains(&file))
}

/// Whether `path` is `version/file`.
fn is_chart_folder(path: &str) -> bool {
    path.split_once('/')
        .is_some_and(|(version, file)| is_version(version) && CHART_FILES.contains(&file))
}

/// Whether `text` can be a version or a range of versions. Known addresses
/// stand in a header later, so that no other character may pass.
fn is_version(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b".-^~".contains(&byte))
}

/// The play build for `[version]` and `?plugins=...`. Version 4 has another
/// address and another language.
fn tailwind(version: &str, query: &str) -> Option<&'static Asset> {
    let is_three = version.is_empty() || version == "3" || version.starts_with("3.");
    let is_known = is_three && is_version(version);
    let wants_plugins = query.split('&').any(|part| part.starts_with("plugins="));
    match (is_known, wants_plugins) {
        (false, _) => None,
        (true, true) => Some(&TAILWIND_WITH_PLUGINS),
        (true, false) => Some(&TAILWIND),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sha2::{Digest, Sha256};

    #[test]
    fn known_addresses_are_answered() {
        let table: [(&str, &Asset); 16] = [
            ("https://cdn.jsdelivr.net/npm/chart.js", &CHART),
            ("http://cdn.jsdelivr.net/npm/chart.js", &CHART),
            ("//cdn.jsdelivr.net/npm/chart.js@4", &CHART),
            (
                "https://cdn.jsdelivr.net/npm/chart.js@4.4.0/dist/chart.umd.min.js",
                &CHART,
            ),
            (
                "https://cdn.jsdelivr.net/npm/chart.js@4.4.0/dist/chart.umd.js?x=1",
                &CHART,
            ),
            (
                "https://cdn.jsdelivr.net/npm/chart.js@3.9.1/dist/chart.min.js",
                &CHART,
            ),
            ("https://CDN.jsdelivr.net/npm/chart.js#x", &CHART),
            ("https://unpkg.com/chart.js", &CHART),
            ("https://unpkg.com/chart.js@4.4.1/dist/chart.umd.js", &CHART),
            (
                "https://cdnjs.cloudflare.com/ajax/libs/Chart.js/4.4.1/chart.umd.js",
                &CHART,
            ),
            (
                "https://cdnjs.cloudflare.com/ajax/libs/Chart.js/2.9.4/Chart.min.js",
                &CHART,
            ),
            ("https://cdn.tailwindcss.com", &TAILWIND),
            ("https://cdn.tailwindcss.com/", &TAILWIND),
            ("https://cdn.tailwindcss.com/3.4.16", &TAILWIND),
            (
                "https://cdn.tailwindcss.com?plugins=forms,typography",
                &TAILWIND_WITH_PLUGINS,
            ),
            (
                "https://cdn.tailwindcss.com/3.4.1?plugins=forms",
                &TAILWIND_WITH_PLUGINS,
            ),
        ];
        for (address, asset) in table {
            assert_eq!(lookup(address), Some(asset), "{address}");
        }
    }

    #[test]
    fn other_addresses_are_not_answered() {
        for address in [
            "",
            "chart.js",
            "file:///npm/chart.js",
            "https://evil.example/npm/chart.js",
            "https://cdn.jsdelivr.net.evil.example/npm/chart.js",
            "https://cdn.jsdelivr.net@evil.example/npm/chart.js",
            "https://cdn.jsdelivr.net/npm/chart.js-evil",
            "https://cdn.jsdelivr.net/npm/chart.js@4/package.json",
            "https://cdn.jsdelivr.net/npm/chartjs-plugin-datalabels",
            "https://cdn.tailwindcss.com/2.0.0",
            "https://cdn.tailwindcss.com/3.4; script-src *",
            "https://unpkg.com/chart.js@4; script-src *",
            "https://cdnjs.cloudflare.com/ajax/libs/Chart.js/4\r\nx/chart.js",
            "https://cdn.jsdelivr.net/npm/@tailwindcss/browser@4",
        ] {
            assert_eq!(lookup(address), None, "{address}");
        }
    }

    #[test]
    fn the_copies_are_the_published_files() {
        let table = [
            (
                &CHART,
                "48444a82d4edcb5bec0f1965faacdde18d9c17db3063d042abada2f705c9f54a",
            ),
            (
                &TAILWIND,
                "2f0570ef81afaa4194fa4ffe80fb291971f0ce27cecd0a1100fdcb4865703364",
            ),
            (
                &TAILWIND_WITH_PLUGINS,
                "e4b6f72ec470c3e83abcc25d3a74cfb294c8f48af626bec8a9eaef32f167d833",
            ),
        ];
        for (asset, expected) in table {
            let digest = Sha256::digest(asset.script.as_bytes());
            let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!(hex, expected, "{}", asset.name);
        }
    }

    #[test]
    fn the_copies_can_stand_inside_a_script_element() {
        for asset in [&CHART, &TAILWIND, &TAILWIND_WITH_PLUGINS] {
            let script = asset.script.to_ascii_lowercase();
            assert!(!script.contains("</script"), "{}", asset.name);
            assert!(!script.contains("<!--"), "{}", asset.name);
        }
    }
}
