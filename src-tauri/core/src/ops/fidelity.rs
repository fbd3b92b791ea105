//! How close an exported file is to what the browser shows, as every door tells it.
//!
//! What does not belong here: finding it out, which is the renderer's, and sentences,
//! which are the doors'.

use serde::Serialize;

use crate::model::SlideChoice;
use crate::render::{Fidelity, FontUse, SlideFidelity};

/// Characters of a font's name that are told.
const FAMILY: usize = 200;

/// How close a file that people edit is to what the browser shows.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FidelityReport {
    /// The whole file in numbers.
    pub totals: FidelityTotals,
    /// The slides of the file, in order.
    pub slides: Vec<SlideFidelity>,
    /// The fonts of its texts, by their names, each cut to 200 characters.
    pub fonts: Vec<FontUse>,
}

/// How close a whole file is, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FidelityTotals {
    /// Slides of the file.
    pub slides: usize,
    /// Slides on which nothing became a picture.
    pub editable_slides: usize,
    /// Texts that can be edited.
    pub texts: usize,
    /// Tables that can be edited.
    pub tables: usize,
    /// Charts that can be edited, with their data.
    pub charts: usize,
    /// Things that became a picture.
    pub pictures: usize,
    /// What was left out: kinds of things, for each slide.
    pub left_out: usize,
    /// Fonts that do not come with every Office.
    pub uncommon_fonts: usize,
}

impl FidelityReport {
    /// What a renderer found, of the file's own slides.
    pub(super) fn new(fidelity: Fidelity, slides: &SlideChoice) -> Self {
        let Fidelity {
            slides: mut kept,
            mut fonts,
        } = fidelity;
        kept.retain(|slide| slides.contains(slide.slide));
        for font in &mut fonts {
            if let Some((end, _)) = font.family.char_indices().nth(FAMILY) {
                font.family.truncate(end);
            }
        }
        Self {
            totals: FidelityTotals::of(&kept, &fonts),
            slides: kept,
            fonts,
        }
    }

    /// The report without what there is nothing to say of: slides on which nothing
    /// became a picture or was left out, and fonts that come with every Office. The totals stay.
    #[must_use]
    pub fn in_short(&self) -> Self {
        let slides = self.slides.iter().filter(|slide| !slide.is_whole());
        let fonts = self.fonts.iter().filter(|font| !font.is_everywhere);
        Self {
            totals: self.totals,
            slides: slides.cloned().collect(),
            fonts: fonts.cloned().collect(),
        }
    }

    /// The totals alone.
    #[must_use]
    pub fn in_numbers(&self) -> Self {
        Self {
            totals: self.totals,
            slides: Vec::new(),
            fonts: Vec::new(),
        }
    }
}

impl FidelityTotals {
    fn of(slides: &[SlideFidelity], fonts: &[FontUse]) -> Self {
        let sum = |count: fn(&SlideFidelity) -> usize| slides.iter().map(count).sum();
        Self {
            slides: slides.len(),
            editable_slides: sum(|slide| slide.is_editable().into()),
            texts: sum(|slide| slide.texts),
            tables: sum(|slide| slide.tables),
            charts: sum(|slide| slide.charts),
            pictures: sum(|slide| slide.pictures.len()),
            left_out: sum(|slide| slide.left_out.len()),
            uncommon_fonts: fonts.iter().filter(|font| !font.is_everywhere).count(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::{BecamePicture, PictureCause};

    fn slide(number: usize, pictures: usize) -> SlideFidelity {
        let picture = BecamePicture {
            what: PictureCause::Effect,
            area: 0.25,
        };
        SlideFidelity {
            slide: number,
            texts: 3,
            tables: 1,
            charts: 2,
            pictures: vec![picture; pictures],
            left_out: Vec::new(),
        }
    }

    fn font(family: &str, is_everywhere: bool) -> FontUse {
        FontUse {
            family: family.to_owned(),
            is_here: true,
            is_everywhere,
        }
    }

    fn report(slides: &str) -> FidelityReport {
        let fidelity = Fidelity {
            slides: vec![slide(1, 0), slide(2, 2), slide(3, 0)],
            fonts: vec![font("Arial", true), font(&"\u{00FC}".repeat(201), false)],
        };
        FidelityReport::new(fidelity, &SlideChoice::parse(slides, 3).unwrap())
    }

    #[test]
    fn the_totals_are_of_the_files_own_slides() {
        let all = FidelityTotals {
            slides: 3,
            editable_slides: 2,
            texts: 9,
            tables: 3,
            charts: 6,
            pictures: 2,
            left_out: 0,
            uncommon_fonts: 1,
        };
        assert_eq!(report("").totals, all);
        let two = report("2-3");
        assert_eq!(two.slides, [slide(2, 2), slide(3, 0)]);
        assert_eq!((two.totals.slides, two.totals.editable_slides), (2, 1));
        assert_eq!(report("1").totals.pictures, 0);
    }

    #[test]
    fn a_fonts_name_has_an_end() {
        assert_eq!(report("").fonts[1].family, "\u{00FC}".repeat(200));
    }

    #[test]
    fn what_is_shortened_keeps_what_became_a_picture_and_the_totals() {
        let report = report("");
        let short = report.in_short();
        assert_eq!(short.slides, [slide(2, 2)]);
        assert_eq!(short.fonts, report.fonts[1..]);
        assert_eq!(short.totals, report.totals);
        let numbers = report.in_numbers();
        assert!(numbers.slides.is_empty() && numbers.fonts.is_empty());
        assert_eq!(numbers.totals, report.totals);
    }
}
