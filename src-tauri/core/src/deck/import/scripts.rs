//! Which slide a script belongs to.
//!
//! In the page that a deck comes from, every script sees the whole page and
//! what the scripts before it declared. In a deck, a script is the whole deck's
//! (shared: run first, in the page's own scope) or one slide's (run in a scope
//! of the slide's own). The rules, so that each script still sees what it saw:
//!
//! 1. A block that names elements of exactly one slide is that slide's; one
//!    that names elements of several or of none, or that looks elements up in
//!    ways that cannot be told from its text, is shared. A block that stands in
//!    a slide's markup stays there.
//! 2. A block whose names another block uses moves to where that block sees
//!    them: blocks of one slide share its scope; for anyone else it becomes
//!    shared, and so does what it uses itself.
//! 3. A slide's block that stands before a shared block, where both use state
//!    that a third one declares, becomes shared too: the order is kept.
//!
//! Blocks that are joined into one text are kept apart by [`join`].
//!
//! What does not belong here: finding scripts in markup, running them.

mod analysis;
mod join;

use std::collections::{BTreeSet, HashMap};

use analysis::Analysis;

/// A script, or the code of an event handler.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block<'a> {
    /// The code.
    pub(super) source: &'a str,
    /// The slide in whose markup it stands; `None` outside slides.
    pub(super) home: Option<usize>,
    /// What kind of code it is.
    pub(super) form: Form,
}

/// Kinds of code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// An ordinary script.
    Classic,
    /// A script with `type="module"`.
    Module,
    /// The value of an event handler attribute.
    Handler,
}

/// Where a block goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Placement {
    /// It stays in the markup of this slide, or is put there as it is.
    Markup(usize),
    /// It is one of this slide's scripts.
    Slide(usize),
    /// It is one of the deck's scripts.
    Shared,
}

/// Ids of elements in slides: the slide that holds the element, `None` when
/// several do.
pub(super) type Ids = HashMap<String, Option<usize>>;

/// Where all blocks go.
#[derive(Debug)]
pub(super) struct Distribution {
    /// One for each block.
    pub(super) placements: Vec<Placement>,
    /// The deck's scripts.
    pub(super) shared: String,
    /// The scripts of each slide.
    pub(super) slides: Vec<String>,
}

/// Decides where each block goes. Blocks are in document order.
pub(super) fn distribute(blocks: &[Block], ids: &Ids, slides: usize) -> Distribution {
    let analyses = analysis::analyse(blocks, ids);
    let mut placements: Vec<Placement> = blocks
        .iter()
        .zip(&analyses)
        .map(|(block, analysis)| first_placement(block, analysis, ids))
        .collect();
    let needs = needs(blocks, &analyses);
    settle(blocks, &analyses, &needs, &mut placements);
    let joined = |wanted: Placement| {
        let chosen = placements.iter().enumerate();
        let chosen = chosen.filter(|(_, placement)| **placement == wanted);
        let chosen: Vec<usize> = chosen.map(|(index, _)| index).collect();
        join::join(blocks, &analyses, &needs, &chosen)
    };
    let mut slide_scripts = vec![String::new(); slides];
    for placement in &placements {
        if let Placement::Slide(slide) = *placement
            && slide_scripts[slide].is_empty()
        {
            slide_scripts[slide] = joined(*placement);
        }
    }
    Distribution {
        shared: joined(Placement::Shared),
        slides: slide_scripts,
        placements,
    }
}

/// Rule 1.
fn first_placement(block: &Block, analysis: &Analysis, ids: &Ids) -> Placement {
    if let Some(home) = block.home {
        return Placement::Markup(home);
    }
    let slides: BTreeSet<Option<usize>> = analysis
        .named_ids
        .iter()
        .map(|id| ids.get(id).copied().flatten())
        .collect();
    if analysis.is_module {
        // It cannot be joined with other code, so it stays an element.
        let first = slides.iter().flatten().next();
        return Placement::Markup(first.copied().unwrap_or(0));
    }
    let only = slides.first().filter(|_| slides.len() == 1);
    let only = only.copied().flatten();
    match only {
        Some(slide) if !analysis.looks_up_freely => Placement::Slide(slide),
        _ => Placement::Shared,
    }
}

/// For each block, the blocks whose names it uses.
///
/// Of several blocks that declare a name, the last one before the user counts,
/// or else the first one after it.
fn needs(blocks: &[Block], analyses: &[Analysis]) -> Vec<Vec<usize>> {
    let mut providers: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, analysis) in analyses.iter().enumerate() {
        if blocks[index].form != Form::Handler {
            for name in analysis.provided() {
                providers.entry(name).or_default().push(index);
            }
        }
    }
    let needs_of = |user: usize, analysis: &Analysis| {
        let mut needed: Vec<usize> = analysis
            .used
            .iter()
            .filter_map(|name| {
                let providers = providers.get(name.as_str())?;
                let before = providers.partition_point(|&provider| provider < user);
                let nearest = before.checked_sub(1).unwrap_or(0);
                providers.get(nearest).copied()
            })
            .filter(|&provider| provider != user)
            .collect();
        needed.sort_unstable();
        needed.dedup();
        needed
    };
    let analyses = analyses.iter().enumerate();
    analyses
        .map(|(user, analysis)| needs_of(user, analysis))
        .collect()
}

/// Rules 2 and 3, until nothing moves any more. Blocks move from markup to
/// their slide to shared and never back, so this ends.
fn settle(
    blocks: &[Block],
    analyses: &[Analysis],
    needs: &[Vec<usize>],
    placements: &mut [Placement],
) {
    loop {
        let before = placements.to_vec();
        for (user, needed) in needs.iter().enumerate() {
            for &provider in needed {
                bring_together(blocks[user].form, user, provider, placements);
            }
        }
        keep_order(analyses, needs, placements);
        if before == placements {
            return;
        }
    }
}

/// Rule 2, for one user and one provider.
fn bring_together(form: Form, user: usize, provider: usize, placements: &mut [Placement]) {
    use Placement::{Markup, Shared, Slide};
    match (placements[user], placements[provider]) {
        (_, Shared) => {}
        (Slide(slide), Slide(other)) if slide == other => {}
        // What stands side by side in a slide's markup is left alone, unless
        // scripts need each other there: each has a scope of its own.
        (Markup(slide), Markup(other)) if form == Form::Handler && slide == other => {}
        (Markup(slide) | Slide(slide), Markup(other) | Slide(other))
            if form != Form::Handler && slide == other =>
        {
            placements[user] = Slide(slide);
            placements[provider] = Slide(slide);
        }
        (_, Markup(_) | Slide(_)) => placements[provider] = Shared,
    }
}

/// Rule 3. Functions are no state.
fn keep_order(analyses: &[Analysis], needs: &[Vec<usize>], placements: &mut [Placement]) {
    let mut last_shared_user: HashMap<usize, usize> = HashMap::new();
    for (user, needed) in needs.iter().enumerate() {
        if placements[user] == Placement::Shared {
            for &provider in needed {
                last_shared_user.insert(provider, user);
            }
        }
    }
    for (user, needed) in needs.iter().enumerate() {
        let precedes_shared = needed.iter().any(|provider| {
            let shares_state = analyses[user].uses_state_of(&analyses[*provider]);
            let last = last_shared_user.get(provider);
            shares_state && last.is_some_and(|&last| last > user)
        });
        if precedes_shared && matches!(placements[user], Placement::Slide(_)) {
            placements[user] = Placement::Shared;
        }
    }
}

#[cfg(test)]
mod tests;
