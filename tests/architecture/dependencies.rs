//! Which package may depend on which.

use std::collections::BTreeSet;

use super::house::{self, METADATA};

/// How far a wall reaches.
#[derive(Clone, Copy, Debug)]
enum Reach {
    /// Nothing that the package links may be forbidden.
    Anywhere,
    /// Only what its own manifest names counts.
    Manifest,
}

struct Wall {
    package: &'static str,
    reach: Reach,
    forbidden: &'static [&'static str],
    why: &'static str,
}

const WALLS: &[Wall] = &[
    Wall {
        package: "lectern-core",
        reach: Reach::Anywhere,
        forbidden: &[
            "axum",
            "clap",
            "headless_chrome",
            "hyper",
            "rfd",
            "tauri",
            "wry",
        ],
        why: "the core is the product without a screen: it runs and is tested without window, network and browser",
    },
    Wall {
        package: "lectern-core",
        reach: Reach::Anywhere,
        forbidden: &["lectern", "lectern-http", "lectern-render"],
        why: "doors and renderer depend on the core, never the other way round",
    },
    Wall {
        package: "lectern-render",
        reach: Reach::Anywhere,
        forbidden: &[
            "axum",
            "clap",
            "hyper",
            "lectern",
            "lectern-http",
            "rfd",
            "tauri",
            "wry",
        ],
        why: "the renderer turns decks into files and knows no door",
    },
    Wall {
        package: "lectern-render",
        reach: Reach::Manifest,
        forbidden: &["sled"],
        why: "a renderer is handed a deck; it does not look one up",
    },
    Wall {
        package: "lectern-http",
        reach: Reach::Anywhere,
        forbidden: &[
            "clap",
            "headless_chrome",
            "lectern",
            "lectern-render",
            "rfd",
            "tauri",
            "wry",
        ],
        why: "the listener calls `Service` and knows neither window nor browser",
    },
    Wall {
        package: "lectern-http",
        reach: Reach::Manifest,
        forbidden: &["sled"],
        why: "the listener reaches the store through `Service` only",
    },
    Wall {
        package: "lectern",
        reach: Reach::Manifest,
        forbidden: &["axum", "headless_chrome", "hyper", "sled"],
        why: "the shell puts the parts together and leaves their libraries to them",
    },
    Wall {
        package: "xtask",
        reach: Reach::Manifest,
        forbidden: &["lectern", "lectern-core", "lectern-http", "lectern-render"],
        why: "the chores are built first, on a machine that may lack what Lectern needs",
    },
];

#[test]
fn no_package_reaches_through_a_wall() {
    for wall in WALLS {
        let package = house::member(wall.package);
        let reached = match wall.reach {
            Reach::Anywhere => house::all_dependencies(package),
            Reach::Manifest => house::direct_dependencies(package),
        };
        let broken: Vec<_> = wall
            .forbidden
            .iter()
            .filter(|name| reached.contains(*name))
            .collect();
        assert!(
            broken.is_empty(),
            "{} depends on {broken:?}, but {} ({:?}); see `cargo tree --package {} --invert NAME`",
            wall.package,
            wall.why,
            wall.reach,
            wall.package,
        );
    }
}

/// A wall in front of a name that nothing uses any more guards nothing.
#[test]
fn the_walls_name_packages_that_exist() {
    let members: BTreeSet<_> = METADATA
        .workspace_packages()
        .into_iter()
        .map(|package| package.name.as_str())
        .collect();
    for wall in WALLS {
        for name in wall
            .forbidden
            .iter()
            .filter(|name| name.starts_with("lectern"))
        {
            assert!(
                members.contains(name),
                "there is no package {name} any more"
            );
        }
    }
}

/// Guards the tests above against a graph that they cannot read.
#[test]
fn the_graph_is_read_as_it_is() {
    let core = house::all_dependencies(house::member("lectern-core"));
    assert!(core.contains("sled"), "the store is built on sled");
    assert!(
        core.contains("crossbeam-epoch"),
        "and sled brings libraries of its own"
    );
    let direct = house::direct_dependencies(house::member("lectern-core"));
    assert!(
        !direct.contains("crossbeam-epoch"),
        "which the core does not name itself"
    );
}

#[test]
fn unsafe_code_is_forbidden_outside_the_crates_that_need_it() {
    let root = house::read_toml("Cargo.toml");
    assert_eq!(
        root["workspace"]["lints"]["rust"]["unsafe_code"].as_str(),
        Some("forbid"),
        "the workspace forbids unsafe code"
    );
    for package in METADATA.workspace_packages() {
        if UNSAFE_PACKAGES.contains(&package.name.as_str()) {
            continue;
        }
        let manifest = house::read_toml(house::manifest_of(package));
        let inherits = manifest
            .get("lints")
            .and_then(|lints| lints.get("workspace"))
            .and_then(toml_edit::Item::as_bool);
        assert_eq!(
            inherits,
            Some(true),
            "{} must take the lints of the workspace: unsafe code needs a crate of its own in UNSAFE_PACKAGES, each block with its reason",
            package.name
        );
    }
}

/// Packages that may hold unsafe code, for what the platforms demand.
const UNSAFE_PACKAGES: &[&str] = &[];
