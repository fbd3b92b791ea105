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
//! 3. A slide's block that changes what a third one declares, and that stands
//!    before a shared block which uses it, becomes shared too: the order is
//!    kept.
//!
//! Blocks that are joined into one text are kept apart by [`join`].
//!
//! What does not belong here: finding scripts in markup, running them.

pub(in crate::deck) mod analysis;
mod join;

use std::collections::{BTreeSet, HashMap};

use analysis::Analysis;

/// A script, or the code of an event handler.
#[derive(Clone, Copy, Debug)]
pub(in crate::deck) struct Block<'a> {
    /// The code.
    pub(in crate::deck) source: &'a str,
    /// The slide in whose markup it stands; `None` outside slides.
    pub(in crate::deck) home: Option<usize>,
    /// What kind of code it is.
    pub(in crate::deck) form: Form,
}

/// Kinds of code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::deck) enum Form {
    /// An ordinary script.
    Classic,
    /// A script with `type="module"`.
    Module,
    /// The value of an event handler attribute.
    Handler,
}

/// Where a block goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
pub(in crate::deck) type Ids = HashMap<String, Option<usize>>;

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

    let mut together: HashMap<Placement, Vec<usize>> = HashMap::new();
    for (index, placement) in placements.iter().enumerate() {
        together.entry(*placement).or_default().push(index);
    }
    let joined = |placement: Placement| {
        let chosen = together.get(&placement).map_or(&[][..], Vec::as_slice);
        join::join(blocks, &analyses, &needs, chosen)
    };
    Distribution {
        shared: joined(Placement::Shared),
        slides: (0..slides)
            .map(|slide| joined(Placement::Slide(slide)))
            .collect(),
        placements,
    }
}

/// A block uses a name that another declares.
#[derive(Clone, Copy, Debug)]
struct Need<'a> {
    user: usize,
    provider: usize,
    name: &'a str,
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

/// Which blocks use names of which.
///
/// Of several blocks that declare a name, the last one before the user counts,
/// or else the first one after it.
fn needs<'a>(blocks: &[Block], analyses: &'a [Analysis]) -> Vec<Need<'a>> {
    let mut providers: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, analysis) in analyses.iter().enumerate() {
        if blocks[index].form != Form::Handler {
            for name in analysis.provided() {
                providers.entry(name).or_default().push(index);
            }
        }
    }
    let mut needs = Vec::new();
    for (user, analysis) in analyses.iter().enumerate() {
        for name in &analysis.used {
            let Some(providers) = providers.get(name.as_str()) else {
                continue;
            };
            let before = providers.partition_point(|&provider| provider < user);
            let provider = providers[before.saturating_sub(1)];
            // Whoever assigns to a name that nobody declares has its own.
            let is_own = analysis.globals.contains(name) && !analyses[provider].declares(name);
            if provider != user && !is_own {
                needs.push(Need {
                    user,
                    provider,
                    name,
                });
            }
        }
    }
    needs
}

/// Rules 2 and 3, until nothing moves any more. Blocks move from markup to
/// their slide to shared and never back, so this ends.
fn settle(blocks: &[Block], analyses: &[Analysis], needs: &[Need], placements: &mut [Placement]) {
    loop {
        let before = placements.to_vec();
        for need in needs {
            let stays = blocks[need.user].form == Form::Handler || analyses[need.user].is_module;
            bring_together(need, stays, placements);
        }
        keep_order(analyses, needs, placements);
        if before == placements {
            return;
        }
    }
}

/// Rule 2. A user that `stays` where it is sees only what is shared, but for
/// what stands beside it in the slide's markup.
fn bring_together(need: &Need, stays: bool, placements: &mut [Placement]) {
    use Placement::{Markup, Shared, Slide};
    match (placements[need.user], placements[need.provider]) {
        (_, Shared) => {}
        (Slide(slide), Slide(other)) if slide == other => {}
        (Markup(slide), Markup(other)) if stays && slide == other => {}
        (Markup(slide) | Slide(slide), Markup(other) | Slide(other))
            if !stays && slide == other =>
        {
            placements[need.user] = Slide(slide);
            placements[need.provider] = Slide(slide);
        }
        (_, Markup(_) | Slide(_)) => placements[need.provider] = Shared,
    }
}

/// Rule 3.
fn keep_order(analyses: &[Analysis], needs: &[Need], placements: &mut [Placement]) {
    let mut last_shared_user: HashMap<(usize, &str), usize> = HashMap::new();
    for need in needs {
        if placements[need.user] == Placement::Shared {
            last_shared_user.insert((need.provider, need.name), need.user);
        }
    }
    for need in needs {
        let changes = analyses[need.user].changed.contains(need.name);
        let last = last_shared_user.get(&(need.provider, need.name));
        let precedes_user = last.is_some_and(|&last| last > need.user);
        if changes && precedes_user && matches!(placements[need.user], Placement::Slide(_)) {
            placements[need.user] = Placement::Shared;
        }
    }
}

#[cfg(test)]
mod tests;
