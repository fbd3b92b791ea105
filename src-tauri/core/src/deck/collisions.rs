//! Slides that are not drawn right on one page with the others, although the scripts of
//! each have a scope of their own: later slides change what they still use. In the
//! page that a deck comes from, each was drawn before the next one began, or in a
//! document of its own.
//!
//! What does not belong here: drawing such slides apart (the renderer does).

use std::collections::HashMap;

use super::import::html::tokens::{Piece, Pieces};
use super::import::scripts::analysis::{self, Analysis, CHART_SETTINGS};
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
    let scripts: Vec<(usize, String)> = deck.slides.iter().enumerate().flat_map(numbered).collect();
    let blocks: Vec<Block> = scripts.iter().map(block).collect();
    let analyses = analysis::analyse(&blocks, &Ids::new());
    let analysed = || scripts.iter().map(|(slide, _)| *slide).zip(&analyses);
    let mut last: HashMap<&str, usize> = HashMap::new();
    for (slide, analysis) in analysed() {
        last.extend(analysis.globals.iter().map(|name| (name.as_str(), slide)));
    }
    let mut collisions: Vec<Collision> = Vec::new();
    for (slide, analysis) in analysed() {
        let is_known = collisions.last().is_some_and(|known| known.slide == slide);
        let changed = |name: &&str| last.get(name).is_some_and(|last| *last > slide);
        if let Some(name) = exposed(analysis)
            .filter(changed)
            .min()
            .filter(|_| !is_known)
        {
            collisions.push(Collision {
                slide,
                name: name.to_owned(),
            });
        }
    }
    collisions
}

/// What a script would see changed by whoever changes it later: names that it gives to
/// the page itself, and what its charts have in common with all others.
fn exposed(analysis: &Analysis) -> impl Iterator<Item = &str> {
    let names = analysis.used_later.iter().map(String::as_str);
    names.filter(|name| *name == CHART_SETTINGS || analysis.globals.contains(*name))
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
    fn charts_drawn_before_all_charts_are_changed_are_a_collision() {
        let draws = "new Chart('c', {})";
        let sets = "Chart.defaults.color = 'red'; new Chart('c', {})";
        assert_eq!(found(&[sets, draws, draws]), [], "set once, for all");
        let expected = [
            (0, CHART_SETTINGS.to_owned()),
            (1, CHART_SETTINGS.to_owned()),
        ];
        assert_eq!(found(&[sets, draws, sets]), expected);
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
