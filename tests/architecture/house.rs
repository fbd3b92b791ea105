//! The workspace as cargo and git see it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package, PackageId};

/// The dependency graph of the whole workspace, for every platform.
pub(crate) static METADATA: LazyLock<Metadata> = LazyLock::new(|| {
    MetadataCommand::new()
        .manifest_path(root().join("Cargo.toml"))
        .other_options(["--locked".to_owned()])
        .exec()
        .expect("cargo can read the workspace, and Cargo.lock is up to date")
});

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub(crate) fn read_toml(path: impl AsRef<Path>) -> toml_edit::DocumentMut {
    let path = root().join(path);
    fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{} cannot be read: {error}", path.display()))
        .parse()
        .unwrap_or_else(|error| panic!("{} is not TOML: {error}", path.display()))
}

/// The files that git tracks, relative to the root, with `/` on every system.
pub(crate) fn tracked_files() -> Vec<String> {
    let output = Command::new("git")
        .args(["ls-files", "-z"])
        .current_dir(root())
        .output()
        .expect("git lists the files");
    assert!(output.status.success(), "this folder is not a git clone");
    let listing = String::from_utf8(output.stdout).expect("file names are UTF-8");
    let mut files: Vec<String> = listing
        .split('\0')
        .filter(|file| !file.is_empty() && root().join(file).is_file())
        .map(str::to_owned)
        .collect();
    files.sort();
    files
}

/// The text of a tracked file; `None` for a binary one.
pub(crate) fn text_of(file: &str) -> Option<String> {
    String::from_utf8(fs::read(root().join(file)).ok()?).ok()
}

pub(crate) fn member(name: &str) -> &'static Package {
    METADATA
        .workspace_packages()
        .into_iter()
        .find(|package| package.name == name)
        .unwrap_or_else(|| panic!("the workspace has no package {name}"))
}

/// The folder of a member's manifest, relative to the root.
pub(crate) fn manifest_of(package: &Package) -> PathBuf {
    let manifest = package.manifest_path.as_std_path();
    let inside = manifest.strip_prefix(&METADATA.workspace_root);
    inside.expect("members lie in the workspace").to_owned()
}

/// Who depends on whom in the finished program: normal dependencies only, on
/// any platform.
static LINKED: LazyLock<BTreeMap<&'static PackageId, Vec<&'static PackageId>>> =
    LazyLock::new(|| {
        let resolve = METADATA.resolve.as_ref().expect("cargo resolved the graph");
        let nodes = resolve.nodes.iter().map(|node| {
            let linked = node.deps.iter().filter(|dependency| {
                let mut kinds = dependency.dep_kinds.iter();
                kinds.any(|kind| kind.kind == DependencyKind::Normal)
            });
            (&node.id, linked.map(|dependency| &dependency.pkg).collect())
        });
        nodes.collect()
    });

fn names(ids: impl IntoIterator<Item = &'static PackageId>) -> BTreeSet<&'static str> {
    ids.into_iter()
        .map(|id| METADATA[id].name.as_str())
        .collect()
}

/// What a package names itself as a normal dependency.
pub(crate) fn direct_dependencies(package: &Package) -> BTreeSet<&'static str> {
    names(LINKED[&package.id].iter().copied())
}

/// Everything that is linked because of a package, itself left out.
pub(crate) fn all_dependencies(package: &Package) -> BTreeSet<&'static str> {
    let mut reached = BTreeSet::new();
    let mut open = LINKED[&package.id].clone();
    while let Some(id) = open.pop() {
        if reached.insert(id) {
            open.extend(&LINKED[id]);
        }
    }
    names(reached)
}
