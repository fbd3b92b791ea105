//! Slides that are not drawn right on one page with the others, although the scripts of
//! each have a scope of their own: later slides change what they still use. In the
//! page that a deck comes from, each was drawn before the next one began, or in a
//! document of its own.
//!
//! What does not belong here: drawing such slides apart (the renderer does).

use std::collections::{BTreeSet, HashMap, HashSet};

use super::import::html::tokens::{Piece, Pieces};
use super::import::scripts::analysis::{self, CHART_SETTINGS};
use super::import::scripts::{Block, Form, Ids};
use crate::model::{Deck, Slide};

/// A slide that a later one changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collision {
    /// The slide's index, from 0.
    pub slide: usize,
    /// What both change: a name of the whole page, or `Chart.defaults`.
    pub name: String,
}

/// The slides of a deck that later ones change, in order, each once.
#[must_use]
pub fn collisions(deck: &Deck) -> Vec<Collision> {
    let traces = traces(deck);
    let mut last: HashMap<&str, usize> = HashMap::new();
    for (slide, trace) in traces.iter().enumerate() {
        last.extend(trace.given.iter().map(|name| (name.as_str(), slide)));
    }
    let mut in_force: HashSet<&str> = HashSet::new();
    let mut collisions = Vec::new();
    for (slide, trace) in traces.iter().enumerate() {
        in_force.extend(trace.chart_settings.iter().map(String::as_str));
        let exposed = trace.given.intersection(&trace.used_later);
        let changed = exposed.filter(|name| last[name.as_str()] > slide).min();
        let name = changed.map(String::as_str).or_else(|| {
            let later = traces[slide + 1..].iter();
            let mut settings = later.flat_map(|later| &later.chart_settings);
            let changes = settings.any(|setting| !in_force.contains(setting.as_str()));
            (trace.draws_charts && changes).then_some(CHART_SETTINGS)
        });
        collisions.extend(name.map(|name| Collision {
            slide,
            name: name.to_owned(),
        }));
    }
    collisions
}

/// What the scripts of one slide have to do with the page as a whole.
#[derive(Default)]
struct Trace {
    /// Names that they give to it.
    given: BTreeSet<String>,
    /// Names that they may use when other slides' scripts have run.
    used_later: BTreeSet<String>,
    draws_charts: bool,
    /// How they change what all charts have in common.
    chart_settings: BTreeSet<String>,
}

fn traces(deck: &Deck) -> Vec<Trace> {
    let scripts: Vec<(usize, String)> = deck.slides.iter().enumerate().flat_map(numbered).collect();
    let blocks: Vec<Block> = scripts.iter().map(block).collect();
    let analyses = analysis::analyse(&blocks, &Ids::new());
    let mut traces: Vec<Trace> = deck.slides.iter().map(|_| Trace::default()).collect();
    for ((slide, _), analysis) in scripts.iter().zip(analyses) {
        let trace = &mut traces[*slide];
        trace.given.extend(analysis.globals);
        trace.used_later.extend(analysis.used_later);
        trace.draws_charts |= analysis.draws_charts;
        trace.chart_settings.extend(analysis.chart_settings);
    }
    traces
}

fn numbered((index, slide): (usize, &Slide)) -> impl Iterator<Item = (usize, String)> {
    let inline = inline_scripts(&slide.html).into_iter();
    let all = inline.chain([slide.scripts.clone()]);
    all.filter(|script| !script.trim().is_empty())
        .map(move |script| (index, script))
}

/// The texts of the script elements in a slide's markup.
fn inline_scripts(html: &str) -> Vec<String> {
    let mut scripts = Vec::new();
    let mut pieces = Pieces::of(html);
    let mut is_script = false;
    while let Some(piece) = pieces.next() {
        match piece {
            Piece::Start(tag) => {
                pieces.enter(&tag.name);
                is_script = &*tag.name == "script";
            }
            Piece::Text(text) if is_script => scripts.push(text),
            Piece::End(..) => is_script = false,
            Piece::Text(_) | Piece::Silent(_) => {}
        }
    }
    scripts
}

fn block((slide, source): &(usize, String)) -> Block<'_> {
    Block {
        source,
        home: Some(*slide),
        form: Form::Classic,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(scripts: &[&str]) -> Vec<(usize, String)> {
        let slides = scripts.iter().map(|script| Slide {
            html: format!("<p>x</p><script>{script}</script>"),
            ..Slide::default()
        });
        let deck = Deck {
            slides: slides.collect(),
            ..Deck::default()
        };
        let collisions = collisions(&deck).into_iter();
        collisions.map(|found| (found.slide, found.name)).collect()
    }

    #[test]
    fn a_name_that_two_slides_give_and_use_later_is_a_collision() {
        let later = "window.total = 1; setTimeout(() => show(window.total))";
        let expected = [(0, "total".to_owned()), (2, "total".to_owned())];
        assert_eq!(found(&[later, "", later, later]), expected);
        let bare = "total = 1; function go() { show(total) } addEventListener('load', go)";
        assert_eq!(found(&[bare, later]), expected[..1]);
    }

    #[test]
    fn what_is_used_at_once_or_by_one_slide_only_is_none() {
        let at_once = "window.total = 1; show(total)";
        assert_eq!(found(&[at_once, at_once]), []);
        let kept = "window.chart = new Thing()";
        assert_eq!(found(&[kept, kept]), []);
        let own = "const total = 1; setTimeout(() => show(total))";
        assert_eq!(found(&[own, own]), []);
        let first = "window.palette = []; later(() => palette)";
        let other = "later(() => palette)";
        assert_eq!(found(&[first, other]), [], "shared on purpose");
    }

    #[test]
    fn all_scripts_of_a_slide_count_together() {
        let parts = "window.total = 1</script><script>setTimeout(() => show(total))";
        assert_eq!(found(&[parts, parts]), [(0, "total".to_owned())]);
    }

    #[test]
    fn a_function_that_is_called_where_it_stands_is_no_later_use() {
        for wrapped in [
            "(function () { window.chart = 1; window.chart.update() })()",
            "(() => { window.chart = 1; chart.update() })();",
        ] {
            assert_eq!(found(&[wrapped, wrapped]), [], "{wrapped}");
        }
        let later = "(() => { window.total = 1; setTimeout(() => show(total)) })()";
        assert_eq!(found(&[later, later]), [(0, "total".to_owned())]);
    }

    #[test]
    fn charts_drawn_before_all_charts_are_changed_are_a_collision() {
        let draws = "new Chart('c', {})";
        let red = "Chart.defaults.color = 'red'; new Chart('c', {})";
        let blue = "Chart.defaults.color = 'blue'; new Chart('c', {})";
        assert_eq!(found(&[red, draws, draws]), [], "set once, for all");
        assert_eq!(found(&[red, draws, red]), [], "as it was already");
        let expected = [0, 1].map(|slide| (slide, CHART_SETTINGS.to_owned()));
        assert_eq!(found(&[red, draws, blue]), expected);
        assert_eq!(found(&[draws, red]), expected[..1]);
    }

    #[test]
    fn scripts_beside_the_markup_count_and_broken_ones_do_not() {
        let script = "window.total = 1; later(() => total)";
        let slide = Slide {
            scripts: script.to_owned(),
            ..Slide::default()
        };
        let broken = Slide {
            scripts: format!("{script} )("),
            ..Slide::default()
        };
        let mut deck = Deck {
            slides: vec![slide.clone(), broken],
            ..Deck::default()
        };
        assert_eq!(collisions(&deck), []);
        deck.slides.push(slide);
        assert_eq!(collisions(&deck).len(), 1);
    }
}
