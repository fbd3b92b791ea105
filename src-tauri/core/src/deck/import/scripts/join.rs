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
use super::{Block, Form, Need};

const REPORT: &str = "} catch (error) { reportError(error); }";

/// The text of the chosen blocks, in their order.
pub(super) fn join(
    blocks: &[Block],
    analyses: &[Analysis],
    needs: &[Need],
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
fn bare(analyses: &[Analysis], needs: &[Need], chosen: &[usize]) -> HashSet<usize> {
    let is_lexical = |need: &&Need| analyses[need.provider].lexical.contains(need.name);
    let used: HashSet<usize> = needs
        .iter()
        .filter(is_lexical)
        .map(|need| need.provider)
        .collect();
    let hoisted = chosen.iter().flat_map(|&index| &analyses[index].hoisted);
    let mut taken: HashSet<&String> = hoisted.collect();
    let mut bare = HashSet::new();
    for &index in chosen {
        let Analysis {
            outcome, lexical, ..
        } = &analyses[index];
        let is_free = !lexical.iter().any(|name| taken.contains(name));
        if *outcome == Outcome::Unknown || used.contains(&index) && is_free {
            taken.extend(lexical);
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
