//! Where the libraries come from, and under which licences. The rules stand in
//! deny.toml; this holds them on every run, without the network.

use std::collections::BTreeMap;

use cargo_metadata::{DependencyKind, Package};
use spdx::{Expression, LicenseReq, ParseMode};
use toml_edit::Item;

use super::house::{self, METADATA};

/// Exceptions that hold only for tools that run while Lectern is compiled.
const BUILD_TOOLS: &[&str] = &["auto_generate_cdp"];

struct Rules {
    allowed: Vec<LicenseReq>,
    exceptions: BTreeMap<String, Vec<LicenseReq>>,
    banned: BTreeMap<String, String>,
}

fn rules() -> Rules {
    let rules = house::read_toml("deny.toml");
    let exceptions = tables(&rules["licenses"]["exceptions"]);
    let banned = tables(&rules["bans"]["deny"]);
    Rules {
        allowed: licences(&rules["licenses"]["allow"]),
        exceptions: exceptions
            .map(|table| (text(&table, "crate"), licences(&table["allow"])))
            .collect(),
        banned: banned
            .map(|table| (text(&table, "crate"), text(&table, "reason")))
            .collect(),
    }
}

fn tables(array: &Item) -> impl Iterator<Item = Item> {
    let array = array.as_array().expect("deny.toml has a list here");
    array.iter().map(|value| Item::Value(value.clone()))
}

fn text(table: &Item, key: &str) -> String {
    let value = table.get(key).and_then(Item::as_str);
    value
        .unwrap_or_else(|| panic!("an entry of deny.toml has no `{key}`"))
        .to_owned()
}

fn licences(array: &Item) -> Vec<LicenseReq> {
    let array = array.as_array().expect("deny.toml lists licences here");
    let names = array.iter().filter_map(toml_edit::Value::as_str);
    names.flat_map(|name| requirements(&parse(name))).collect()
}

/// Lax, because old crates write `MIT/Apache-2.0`.
fn parse(licence: &str) -> Expression {
    Expression::parse_mode(licence, ParseMode::LAX)
        .unwrap_or_else(|error| panic!("`{licence}` is not a licence expression: {error}"))
}

fn requirements(expression: &Expression) -> Vec<LicenseReq> {
    expression
        .requirements()
        .map(|part| part.req.clone())
        .collect()
}

/// The packages of others; the workspace's own are Lectern's.
fn libraries() -> impl Iterator<Item = &'static Package> {
    METADATA
        .packages
        .iter()
        .filter(|package| package.source.is_some())
}

#[test]
fn every_licence_is_allowed() {
    let rules = rules();
    let refused: Vec<String> = libraries()
        .filter(|package| !is_allowed(package, &rules))
        .map(|package| {
            format!(
                "{} {} ({:?})",
                package.name, package.version, package.license
            )
        })
        .collect();
    assert!(
        refused.is_empty(),
        "Lectern can be given away only with libraries whose licences allow it. Use another library, or argue for the licence in deny.toml: {refused:#?}"
    );
}

fn is_allowed(package: &Package, rules: &Rules) -> bool {
    let exceptions = rules.exceptions.get(package.name.as_str());
    let Some(licence) = &package.license else {
        // Somebody read its licence file and wrote down what it is.
        return exceptions.is_some();
    };
    let exceptions = exceptions.map(Vec::as_slice).unwrap_or_default();
    parse(licence).evaluate(|part| rules.allowed.contains(part) || exceptions.contains(part))
}

#[test]
fn tools_under_other_licences_are_not_linked() {
    for name in BUILD_TOOLS {
        let users = METADATA.packages.iter().flat_map(|package| {
            let named = package
                .dependencies
                .iter()
                .filter(|dependency| dependency.name == *name);
            named.map(move |dependency| (&package.name, dependency.kind))
        });
        for (user, kind) in users {
            assert_eq!(
                kind,
                DependencyKind::Build,
                "{user} links {name}, whose licence allows it as a tool only"
            );
        }
    }
}

#[test]
fn every_library_comes_from_the_registry() {
    for package in libraries() {
        let source = package.source.as_ref().expect("libraries have a source");
        assert!(
            source.is_crates_io(),
            "{} comes from {source}: a git address or another registry breaks builds without network and can change under us",
            package.name
        );
    }
}

#[test]
fn every_path_dependency_is_a_member() {
    for package in METADATA
        .packages
        .iter()
        .filter(|package| package.source.is_none())
    {
        assert!(
            METADATA.workspace_members.contains(&package.id),
            "{} lies outside the workspace",
            package.name
        );
    }
}

#[test]
fn no_banned_library_is_used() {
    let rules = rules();
    for package in libraries() {
        let reason = rules.banned.get(package.name.as_str());
        assert_eq!(reason, None, "{} is banned in deny.toml", package.name);
    }
}

#[test]
fn licence_expressions_are_weighed_as_they_are_meant() {
    let allowed = licences(
        &"allow = ['MIT', 'Apache-2.0 WITH LLVM-exception']"
            .parse::<toml_edit::DocumentMut>()
            .expect("TOML")["allow"],
    );
    let holds = |licence: &str| parse(licence).evaluate(|part| allowed.contains(part));
    assert!(holds("MIT/Apache-2.0"), "one of two is enough");
    assert!(
        holds("MIT AND Apache-2.0 WITH LLVM-exception"),
        "both are allowed"
    );
    assert!(!holds("MIT AND GPL-3.0-only"), "both must be allowed");
    assert!(!holds("Apache-2.0"), "an exception is not its licence");
}
