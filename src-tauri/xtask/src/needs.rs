//! What Lectern needs from the machine, package by package, each with its
//! reason. The one place to add a package.

/// One Debian package and what it is for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Need {
    pub(crate) package: &'static str,
    pub(crate) why: &'static str,
    /// Any of these programs on the `PATH` does in place of the package.
    pub(crate) programs: &'static [&'static str],
}

const fn need(package: &'static str, programs: &'static [&'static str], why: &'static str) -> Need {
    Need {
        package,
        why,
        programs,
    }
}

/// The programs that draw an export, best first.
pub(crate) const BROWSERS: &[&str] = &[
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "microsoft-edge",
];

/// Names the browser to use, whatever is on the `PATH`.
pub(crate) const BROWSER_VARIABLE: &str = "LECTERN_CHROME";

/// For the command line. A compiler for C is not here: without one, this program
/// could not have been built.
pub(crate) const COMMAND_LINE: &[Need] = &[
    need("chromium", BROWSERS, "draws the slides of an export"),
    need(
        "fonts-liberation",
        &[],
        "stands in for Arial, Times and Courier",
    ),
    need(
        "fonts-dejavu-core",
        &[],
        "symbols that the other fonts lack",
    ),
];

/// For the window, beside what the command line needs.
pub(crate) const WINDOW: &[Need] = &[
    need(
        "pkg-config",
        &["pkg-config"],
        "finds the libraries of the window",
    ),
    need(
        "libwebkit2gtk-4.1-dev",
        &[],
        "the web view of the window, with GTK 3",
    ),
];

/// For measuring PowerPoint files, beside what the command line needs.
pub(crate) const FIDELITY: &[Need] = &[
    need(
        "libreoffice-impress",
        &["soffice"],
        "draws PowerPoint files as its users see them",
    ),
    need(
        "mupdf-tools",
        &["mutool"],
        "tells where the words of a PDF stand",
    ),
    need("poppler-utils", &["pdftoppm"], "draws what is compared"),
];

/// For the tests, beside what the window needs.
pub(crate) const TESTS: &[Need] = &[
    need(
        "git",
        &["git"],
        "lists the files that the tests of the house read",
    ),
    need(
        "iproute2",
        &["ip"],
        "a network of its own for the window under test",
    ),
    need("xvfb", &["Xvfb"], "a display for the window under test"),
    need(
        "dbus-daemon",
        &["dbus-run-session"],
        "a session bus for the window under test",
    ),
    need(
        "x11-utils",
        &["xwininfo"],
        "tells which windows stand on that display",
    ),
    need(
        "webkit2gtk-driver",
        &["WebKitWebDriver"],
        "drives the window under test",
    ),
    need(
        "poppler-utils",
        &["pdftotext"],
        "reads the text and the pages of exported PDFs",
    ),
];
