//! Joining scripts into one text.
//!
//! As elements of a page, scripts fail one by one and declare names for each
//! other. In one text, a failing script would end those after it, and names
//! declared twice would make the whole text invalid. So each block but one that
//! stands alone is guarded: it runs in a block of its own, and what it throws is
//! reported like any uncaught error. A block whose `const`, `let` or `class`
//! names others use has to stay bare; one that is not JavaScript is kept as
//! text and evaluated, so that its error is reported and nothing else fails.
//!
//! What does not belong here: deciding which blocks are joined.

use std::collections::HashSet;

use super::analysis::{Analysis, Outcome};
use super::{Block, Form};

const REPORT: &str = "} catch (error) { reportError(error); }";

/// The text of the chosen blocks, in their order. `needs` says for each block
/// whose names it uses.
pub(super) fn join(
    blocks: &[Block],
    analyses: &[Analysis],
    needs: &[Vec<usize>],
    chosen: &[usize],
) -> String {
    if let [only] = *chosen {
        return match blocks[only].form {
            Form::Module => strict_function(blocks[only].source),
            Form::Classic | Form::Handler => blocks[only].source.to_owned(),
        };
    }
    let bare = bare(analyses, needs, chosen);
    let parts = chosen.iter().map(|&index| {
        let source = blocks[index].source;
        match analyses[index].outcome {
            _ if bare.contains(&index) => source.to_owned(),
            Outcome::Broken => guarded(&format!("(0, eval)({});", quoted(source))),
            _ if blocks[index].form == Form::Module => guarded(&strict_function(source)),
            _ => guarded(source),
        }
    });
    parts.collect::<Vec<_>>().join("\n")
}

/// The blocks that cannot be guarded since others use names that would not
/// leave the guard. Of blocks that declare the same name, only the first is
/// bare: a page runs only that one, too.
fn bare(analyses: &[Analysis], needs: &[Vec<usize>], chosen: &[usize]) -> HashSet<usize> {
    let mut bare = HashSet::new();
    let mut taken: HashSet<&str> = HashSet::new();
    for &index in chosen {
        let analysis = &analyses[index];
        let is_used = needs.iter().enumerate().any(|(user, needed)| {
            let mut names = analysis.lexical.iter();
            needed.contains(&index) && names.any(|name| analyses[user].used.contains(name))
        });
        let is_taken = |name: &String| {
            let elsewhere = chosen.iter().filter(|&&other| other != index);
            let is_hoisted = |&other: &usize| analyses[other].hoisted.contains(name);
            taken.contains(name.as_str()) || elsewhere.copied().any(|other| is_hoisted(&other))
        };
        let is_unknown = analysis.outcome == Outcome::Unknown;
        if is_unknown || is_used && !analysis.lexical.iter().any(is_taken) {
            taken.extend(analysis.lexical.iter().map(String::as_str));
            bare.insert(index);
        }
    }
    bare
}

fn guarded(source: &str) -> String {
    format!("try {{\n{source}\n{REPORT}")
}

/// A module has strict rules and keeps its names.
fn strict_function(source: &str) -> String {
    format!("(function () {{\n\"use strict\";\n{source}\n}})();")
}

/// A text as JavaScript writes it.
fn quoted(source: &str) -> String {
    serde_json::Value::from(source).to_string()
}
