//! CSS pixels, shares and degrees in the whole numbers of the format.
//!
//! Every number here is answered within what the format takes, whatever comes in. What
//! does not belong here: what is measured.

/// English Metric Units in a CSS pixel: 914,400 and 96 to the inch.
const EMU: f64 = 9525.0;

/// Hundredths of a point in a CSS pixel.
const POINT_HUNDREDTHS: f64 = 75.0;

/// The farthest from the slide's corner that anything stands, and the longest that
/// anything is, in pixels. PowerPoint's own limit is 169.33 inches.
pub(super) const FARTHEST: f64 = 16_000.0;

/// A number that can be counted with: within [`FARTHEST`] of 0, and 0 for none at all.
pub(super) fn tame(number: f64) -> f64 {
    if number.is_nan() {
        return 0.0;
    }
    number.clamp(-FARTHEST, FARTHEST)
}

/// A place, in EMU (`ST_Coordinate`).
pub(super) fn place(pixels: f64) -> i64 {
    (tame(pixels) * EMU).round() as i64
}

/// A length, in EMU (`ST_PositiveCoordinate`); never negative.
pub(super) fn length(pixels: f64) -> i64 {
    place(pixels).max(0)
}

/// The margin or the indent of a paragraph, in EMU (`ST_TextMargin`, `ST_TextIndent`).
pub(super) fn text_margin(pixels: f64) -> i64 {
    const MOST: i64 = 51_206_400;
    place(pixels).clamp(-MOST, MOST)
}

/// The width of a line, in EMU (`ST_LineWidth`: at most 1584 points).
pub(super) fn line_width(pixels: f64) -> i64 {
    length(pixels).min(20_116_800)
}

/// The size of a font, in hundredths of a point (`ST_TextFontSize`).
pub(super) fn font_size(pixels: f64) -> i64 {
    hundredths(pixels).clamp(100, 400_000)
}

/// What is added between letters, in hundredths of a point (`ST_TextPoint`).
pub(super) fn letter_spacing(pixels: f64) -> i64 {
    hundredths(pixels).clamp(-400_000, 400_000)
}

/// Room above lines or paragraphs, in hundredths of a point (`ST_TextSpacingPoint`).
pub(super) fn line_spacing(pixels: f64) -> i64 {
    hundredths(pixels).clamp(0, 158_400)
}

fn hundredths(pixels: f64) -> i64 {
    (tame(pixels) * POINT_HUNDREDTHS).round() as i64
}

/// A share of something, in thousandths of a percent (`ST_Percentage`).
pub(super) fn percentage(share: f64) -> i64 {
    (tame(share) * 100_000.0).round() as i64
}

/// A share from 0 to 1, in thousandths of a percent (`ST_PositiveFixedPercentage`).
pub(super) fn fixed_percentage(share: f64) -> i64 {
    percentage(share).clamp(0, 100_000)
}

/// An angle, in sixty-thousandths of a degree, from 0 to below a full turn
/// (`ST_PositiveFixedAngle`).
pub(super) fn angle(degrees: f64) -> i64 {
    const TURN: i64 = 21_600_000;
    if !degrees.is_finite() {
        return 0;
    }
    ((degrees.rem_euclid(360.0) * 60_000.0).round() as i64) % TURN
}

#[cfg(test)]
mod tests {
    use super::*;

    const ODD: [f64; 6] = [
        f64::NAN,
        f64::INFINITY,
        f64::NEG_INFINITY,
        f64::MAX,
        f64::MIN_POSITIVE,
        -0.0,
    ];

    #[test]
    fn a_slide_is_as_large_as_the_format_says() {
        assert_eq!((place(1280.0), place(720.0)), (12_192_000, 6_858_000));
        assert_eq!((place(-0.5), length(-0.5)), (-4763, 0));
    }

    #[test]
    fn type_is_measured_in_hundredths_of_a_point() {
        assert_eq!(font_size(17.6), 1320);
        assert_eq!(letter_spacing(-0.02), -2);
        assert_eq!(line_spacing(24.0), 1800);
    }

    #[test]
    fn angles_are_within_one_turn() {
        assert_eq!(angle(-90.0), 16_200_000);
        assert_eq!(angle(359.999_999_9), 0);
        assert_eq!(angle(45.0), 2_700_000);
    }

    #[test]
    fn no_number_leaves_what_the_format_takes() {
        for number in ODD {
            assert!((-152_400_000..=152_400_000).contains(&place(number)));
            assert!((0..=152_400_000).contains(&length(number)));
            assert!((0..=20_116_800).contains(&line_width(number)));
            assert!((100..=400_000).contains(&font_size(number)));
            assert!((0..=158_400).contains(&line_spacing(number)));
            assert!((0..=100_000).contains(&fixed_percentage(number)));
            assert!((0..21_600_000).contains(&angle(number)));
        }
    }
}
