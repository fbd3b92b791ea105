//! Where in a line of exact height letters stand: what programs for slides do, which is
//! not the same.
//!
//! LibreOffice leaves a fifth of the letters' size below their baseline, whatever their
//! font (measured with 7.4, for seven fonts from 7.5 to 48 points). PowerPoint leaves the
//! font's own share of 1.2 times the size, and then puts the baseline a whole number of
//! points below the line's upper end (measured with office2pdf, which follows what
//! PowerPoint itself exports: its pull requests 525 and 1119). What does not belong here:
//! where lines are on the slide.

use crate::scene::Font;
use lectern_core::render::MadeFor;

/// What LibreOffice leaves below the baseline, as a share of the size.
const LIBREOFFICE_BELOW: f64 = 0.2;
/// How high PowerPoint takes a line of letters to be, as a share of their size.
const POWERPOINT_LINE: f64 = 1.2;
/// The share of a line that is below the baseline in most fonts.
const USUAL_SHARE: f64 = 0.2;
/// Points in a pixel.
const POINTS: f64 = 0.75;
/// How far the place of a baseline may be from where it is rounded to the next point, in
/// points: a little less than half a one, so that it is rounded the same way everywhere.
const ROUNDING: f64 = 0.45;

/// The largest letters of a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Letters {
    /// Their size, in px.
    pub(super) size: f64,
    /// What PowerPoint leaves below their baseline, as a share of their size.
    below: f64,
}

impl Letters {
    /// Letters of a font and a size.
    pub(super) fn new(font: &Font, size: f64) -> Self {
        let share = font.descent / (font.ascent + font.descent);
        let is_known = font.ascent > 0.0 && font.descent >= 0.0 && share.is_finite();
        Self {
            size: size.max(1.0),
            below: POWERPOINT_LINE * if is_known { share } else { USUAL_SHARE },
        }
    }

    /// How far their baseline is below the upper end of a line of this height.
    pub(super) fn seat(&self, height: f64, made_for: MadeFor) -> f64 {
        let libreoffice = height - LIBREOFFICE_BELOW * self.size;
        match made_for {
            MadeFor::LibreOffice => libreoffice,
            MadeFor::Every => (libreoffice + self.powerpoint(height)) / 2.0,
        }
    }

    fn powerpoint(&self, height: f64) -> f64 {
        ((height - self.below * self.size) * POINTS).round() / POINTS
    }

    /// How far a line's lower end has to be below the upper end of its box, for their
    /// baseline to be this far below it. PowerPoint rounds the baseline's place in the
    /// box, so of the two points that are nearest the one is taken for which neither
    /// program is far off.
    pub(super) fn end(&self, base: f64, made_for: MadeFor) -> f64 {
        let exact = base + LIBREOFFICE_BELOW * self.size;
        if made_for == MadeFor::LibreOffice {
            return exact;
        }
        let nearest = [base * POINTS, base * POINTS + 1.0].map(|point| {
            let point = point.floor();
            let end = point / POINTS + self.below * self.size;
            let end = exact.clamp(end - ROUNDING / POINTS, end + ROUNDING / POINTS);
            (
                end,
                f64::max((end - exact).abs(), (point / POINTS - base).abs()),
            )
        });
        let [(lower, one), (upper, other)] = nearest;
        if one <= other { lower } else { upper }
    }

    /// How far the line's lower end is below their baseline, but for rounding.
    pub(super) fn below(&self, made_for: MadeFor) -> f64 {
        let share = match made_for {
            MadeFor::LibreOffice => LIBREOFFICE_BELOW,
            MadeFor::Every => (LIBREOFFICE_BELOW + self.below) / 2.0,
        };
        share * self.size
    }

    /// How high a line is made that stands alone: near to 1.2 times their size, and so
    /// that the programs differ as little as they can.
    pub(super) fn alone(&self) -> f64 {
        let size = self.size * POINTS;
        let above = ((POWERPOINT_LINE - self.below) * size).round();
        let apart = (LIBREOFFICE_BELOW - self.below) * size;
        (above + self.below * size + apart.clamp(-ROUNDING, ROUNDING)) / POINTS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inter(points: f64) -> Letters {
        let font = Font {
            ascent: 0.968_75,
            descent: 0.241_2,
            ..Font::default()
        };
        Letters::new(&font, points / POINTS)
    }

    /// Measured: size and height of the line, and how far the baseline is below its upper
    /// end, all in points.
    #[test]
    fn powerpoint_puts_baselines_on_whole_points() {
        for (size, height, expected) in [
            (9.0, 8.55, 6.0),
            (9.0, 10.71, 9.0),
            (13.5, 24.71, 21.0),
            (13.5, 25.78, 23.0),
            (30.0, 28.5, 21.0),
            (30.0, 59.7, 53.0),
        ] {
            let seat = inter(size).powerpoint(height / POINTS) * POINTS;
            assert!((seat - expected).abs() < 1e-9, "{size}, {height}: {seat}");
        }
    }

    #[test]
    fn libreoffice_leaves_a_fifth() {
        let seat = inter(30.0).seat(28.5 / POINTS, MadeFor::LibreOffice) * POINTS;
        assert!((seat - 22.5).abs() < 1e-9, "{seat}");
    }

    #[test]
    fn a_small_line_alone_stands_in_the_same_place_everywhere() {
        for points in [7.5, 9.0, 10.5, 11.25] {
            let letters = inter(points);
            let height = letters.alone();
            let (every, libreoffice) = (
                letters.seat(height, MadeFor::Every),
                letters.seat(height, MadeFor::LibreOffice),
            );
            assert!(
                (every - libreoffice).abs() < 0.03,
                "{points}: {every}, {libreoffice}"
            );
            assert!(
                (height / letters.size - 1.2).abs() < 0.1,
                "{points}: {height}"
            );
        }
    }

    #[test]
    fn a_baseline_within_a_box_is_near_to_its_place_everywhere() {
        let letters = inter(12.0);
        for base in [40.0, 40.3, 40.6, 40.9, 41.2] {
            let end = letters.end(base, MadeFor::Every);
            let libreoffice = letters.seat(end, MadeFor::LibreOffice);
            let powerpoint = letters.powerpoint(end);
            for seat in [libreoffice, powerpoint] {
                assert!(
                    (seat - base).abs() < 0.67,
                    "{base}: {libreoffice}, {powerpoint}"
                );
            }
            let end = letters.end(base, MadeFor::LibreOffice);
            assert!((letters.seat(end, MadeFor::LibreOffice) - base).abs() < 1e-9);
        }
    }

    #[test]
    fn a_font_that_says_nothing_has_usual_letters() {
        for (ascent, descent) in [(0.0, 0.0), (f64::NAN, 0.2), (-1.0, 1.0)] {
            let font = Font {
                ascent,
                descent,
                ..Font::default()
            };
            assert!((Letters::new(&font, 10.0).below - 0.24).abs() < 1e-9);
        }
    }
}
