//! How close an exported file is to what the browser shows, in sentences.
//!
//! What does not belong here: the warnings of an export.

use lectern_core::ops::{FidelityReport, FidelityTotals};
use lectern_core::render::{FontUse, LeftOut, PictureCause, SlideFidelity};

use super::output::in_one_line;

/// Sentences of one kind that are printed. The rest is counted.
const SHOWN: usize = 20;

/// What is said of a file.
pub(super) fn sentences(report: &FidelityReport) -> Vec<String> {
    if is_exact(report) {
        return vec!["Each slide is one picture, which cannot be edited.".into()];
    }
    let slides = report.slides.iter().filter(|slide| !slide.is_whole());
    let fonts = report.fonts.iter().filter(|font| !font.is_everywhere);
    let mut sentences = vec![summary(report.totals)];
    sentences.extend(first(slides.map(of_slide), "slides"));
    sentences.extend(first(fonts.map(of_font), "fonts"));
    sentences
}

/// Whether pictures of whole slides were asked for.
fn is_exact(report: &FidelityReport) -> bool {
    let is_picture = |slide: &SlideFidelity| {
        let mut pictures = slide.pictures.iter();
        pictures.any(|picture| picture.what == PictureCause::Slide)
    };
    !report.slides.is_empty() && report.slides.iter().all(is_picture)
}

fn summary(totals: FidelityTotals) -> String {
    let FidelityTotals {
        slides,
        editable_slides,
        ..
    } = totals;
    let mut summary = if slides == editable_slides {
        format!("{} can be edited in full.", all(slides))
    } else {
        let slides = counted(slides, ("slide", "slides"));
        format!("{editable_slides} of {slides} can be edited in full.")
    };
    let kept = [
        (totals.charts, ("chart", "charts")),
        (totals.tables, ("table", "tables")),
    ];
    let kept = kept.into_iter().filter(|(count, _)| *count > 0);
    let kept: Vec<String> = kept.map(|(count, noun)| counted(count, noun)).collect();
    if !kept.is_empty() {
        summary += &format!(" With data to edit: {}.", kept.join(", "));
    }
    summary
}

fn all(slides: usize) -> String {
    match slides {
        1 => "The slide".into(),
        _ => format!("All {slides} slides"),
    }
}

/// The first of several sentences, and how many follow.
fn first(sentences: impl Iterator<Item = String>, nouns: &str) -> Vec<String> {
    let mut sentences = sentences.peekable();
    let mut shown: Vec<String> = sentences.by_ref().take(SHOWN).collect();
    if sentences.peek().is_some() {
        let more = sentences.count();
        shown.push(format!("And {more} more {nouns}, which --json tells."));
    }
    shown
}

fn of_slide(slide: &SlideFidelity) -> String {
    let pictures = (!slide.pictures.is_empty()).then(|| became_pictures(slide));
    let left_out = (!slide.left_out.is_empty()).then(|| left_out(slide));
    let told: Vec<String> = pictures.into_iter().chain(left_out).collect();
    format!("Slide {}: {}.", slide.slide, told.join("; "))
}

fn left_out(slide: &SlideFidelity) -> String {
    let nouns = slide.left_out.iter().map(|what| match what {
        LeftOut::TextShadow => "shadows of letters",
        LeftOut::Outline => "outlines",
        LeftOut::Backdrop => "what is blurred behind boxes",
    });
    let nouns: Vec<&str> = nouns.collect();
    format!("left out: {}", nouns.join(", "))
}

fn became_pictures(slide: &SlideFidelity) -> String {
    let mut causes: Vec<(PictureCause, usize)> = Vec::new();
    for picture in &slide.pictures {
        match causes.iter_mut().find(|(cause, _)| *cause == picture.what) {
            Some((_, count)) => *count += 1,
            None => causes.push((picture.what, 1)),
        }
    }
    let named = causes
        .iter()
        .map(|(cause, count)| counted(*count, noun(*cause)));
    let named: Vec<String> = named.collect();
    let became = match slide.pictures.as_slice() {
        [_] => "became a picture",
        _ => "became pictures",
    };
    let area = slide.pictures.iter().map(|picture| picture.area).sum();
    format!(
        "{} {became} ({} of the slide)",
        named.join(", "),
        share(area)
    )
}

/// Singular and plural.
fn noun(cause: PictureCause) -> (&'static str, &'static str) {
    match cause {
        PictureCause::Canvas => ("canvas", "canvases"),
        PictureCause::Chart => ("chart", "charts"),
        PictureCause::Drawing => ("drawing", "drawings"),
        PictureCause::Effect => ("effect", "effects"),
        PictureCause::Ground => ("background", "backgrounds"),
        PictureCause::Icon => ("icon", "icons"),
        PictureCause::Image => ("image", "images"),
        PictureCause::Widget => ("widget", "widgets"),
        PictureCause::Slide => ("whole slide", "whole slides"),
    }
}

fn counted(count: usize, (one, several): (&str, &str)) -> String {
    format!("{count} {}", if count == 1 { one } else { several })
}

/// A share of a slide, from 0 to 1; pictures that overlap may have more together.
fn share(area: f64) -> String {
    let percent = (area * 100.0).round().min(100.0);
    if percent < 1.0 {
        "less than 1 %".into()
    } else {
        format!("{percent} %")
    }
}

fn of_font(font: &FontUse) -> String {
    let family = in_one_line(&font.family);
    let origin = if font.is_here {
        "is"
    } else {
        "came with the deck and is"
    };
    format!(
        "The font {family} {origin} not part of Office: where it is missing, texts get another one."
    )
}

#[cfg(test)]
mod tests {
    use lectern_core::render::BecamePicture;

    use super::*;

    fn slide(number: usize, pictures: &[(PictureCause, f64)]) -> SlideFidelity {
        let pictures = pictures.iter();
        SlideFidelity {
            slide: number,
            pictures: pictures
                .map(|&(what, area)| BecamePicture { what, area })
                .collect(),
            ..SlideFidelity::default()
        }
    }

    fn font(family: &str, is_here: bool, is_everywhere: bool) -> FontUse {
        FontUse {
            family: family.to_owned(),
            is_here,
            is_everywhere,
        }
    }

    fn report(slides: Vec<SlideFidelity>, fonts: Vec<FontUse>) -> FidelityReport {
        let editable = slides.iter().filter(|slide| slide.is_editable());
        let totals = FidelityTotals {
            slides: slides.len(),
            editable_slides: editable.count(),
            ..FidelityTotals::default()
        };
        FidelityReport {
            totals,
            slides,
            fonts,
        }
    }

    #[test]
    fn what_became_a_picture_is_told_by_slide() {
        use PictureCause::{Canvas, Drawing, Effect};
        let slides = vec![
            slide(1, &[]),
            slide(3, &[(Drawing, 0.04)]),
            slide(4, &[(Effect, 0.6), (Canvas, 0.1), (Effect, 0.6)]),
            slide(5, &[(Canvas, 0.0)]),
            SlideFidelity {
                left_out: vec![LeftOut::TextShadow, LeftOut::Outline],
                ..slide(6, &[])
            },
            SlideFidelity {
                left_out: vec![LeftOut::Backdrop],
                ..slide(7, &[(Drawing, 0.04)])
            },
        ];
        let fonts = vec![
            font("Arial", true, true),
            font("In\nter", true, false),
            font("Own", false, false),
        ];
        let expected = [
            "2 of 6 slides can be edited in full.",
            "Slide 3: 1 drawing became a picture (4 % of the slide).",
            "Slide 4: 2 effects, 1 canvas became pictures (100 % of the slide).",
            "Slide 5: 1 canvas became a picture (less than 1 % of the slide).",
            "Slide 6: left out: shadows of letters, outlines.",
            "Slide 7: 1 drawing became a picture (4 % of the slide); left out: what is blurred \
             behind boxes.",
            "The font In ter is not part of Office: where it is missing, texts get another one.",
            "The font Own came with the deck and is not part of Office: where it is missing, \
             texts get another one.",
        ];
        assert_eq!(sentences(&report(slides, fonts)), expected);
    }

    #[test]
    fn a_file_without_losses_says_so() {
        let one = report(vec![slide(7, &[])], Vec::new());
        assert_eq!(sentences(&one), ["The slide can be edited in full."]);
        let mut two = report(vec![slide(1, &[]), slide(2, &[])], Vec::new());
        two.totals.charts = 1;
        two.totals.tables = 2;
        assert_eq!(
            sentences(&two),
            ["All 2 slides can be edited in full. With data to edit: 1 chart, 2 tables."]
        );
    }

    #[test]
    fn pictures_of_whole_slides_are_told_once() {
        let whole = |number| slide(number, &[(PictureCause::Slide, 1.0)]);
        assert_eq!(
            sentences(&report(vec![whole(1), whole(2)], Vec::new())),
            ["Each slide is one picture, which cannot be edited."]
        );
        let mixed = sentences(&report(vec![whole(1), slide(2, &[])], Vec::new()));
        assert_eq!(mixed.len(), 2, "{mixed:?}");
    }

    #[test]
    fn a_long_report_is_counted() {
        let slides = (1..=23).map(|number| slide(number, &[(PictureCause::Widget, 0.5)]));
        let told = sentences(&report(slides.collect(), Vec::new()));
        assert_eq!(told.len(), 1 + 20 + 1);
        assert_eq!(told[21], "And 3 more slides, which --json tells.");
    }
}
