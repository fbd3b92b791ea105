//! Lines of SVG as lines of the slide, and as the areas that they cover.

use usvg::tiny_skia_path::{
    LineCap, LineJoin, Path as Curve, Stroke as Pen, StrokeDash, Transform,
};
use usvg::{Opacity, Stroke};

use super::fill;
use crate::scene::{Cap, Join, Line, LineStyle};

/// As many dashes as are drawn one by one, where a pattern would do.
const FEW_DASHES: f64 = 8.0;
/// As many dashes as are drawn one by one, where no pattern says the same.
const MOST_DASHES: f64 = 200.0;
/// What is no longer than this is a dot: programs for slides draw no line of no length.
const DOT: f32 = 0.05;
/// How exactly curves of an area are followed, as a scale.
const FINENESS: f32 = 4.0;

/// A line, in pixels of the slide.
pub(super) struct Stroked {
    /// What it covers, if it had no gaps but those of `middle`.
    pub(super) area: Curve,
    /// What it runs along, and how, unless no line of one width says the same.
    pub(super) line: Option<(Curve, Line)>,
    /// Whether it has gaps that `area` has not.
    pub(super) has_gaps: bool,
}

/// The line along a curve; the inner nothing if it paints nothing.
///
/// `is_fixed` is for lines whose width does not change with the drawing.
pub(super) fn along(
    curve: &Curve,
    stroke: &Stroke,
    transform: Transform,
    opacity: Opacity,
    is_fixed: bool,
) -> Option<Option<Stroked>> {
    let scale = if is_fixed {
        Some(1.0)
    } else {
        even_scale(transform)
    };
    match scale {
        Some(scale) => even(&curve.clone().transform(transform)?, stroke, scale, opacity),
        None => uneven(curve, stroke, transform),
    }
}

fn even(curve: &Curve, stroke: &Stroke, scale: f32, opacity: Opacity) -> Option<Option<Stroked>> {
    let mut pen = Pen {
        width: stroke.width().get() * scale,
        ..stroke.to_tiny_skia()
    };
    let dashes = pen.dash.take().map(|_| Dashes::of(stroke, scale));
    let (middle, style) = match dashes {
        None => (curve.clone(), LineStyle::Solid),
        Some(dashes) => match dashes?.on(curve)? {
            Some(drawn) => drawn,
            None => return Some(None),
        },
    };
    let Some(area) = middle.stroke(&pen, FINENESS) else {
        return Some(None);
    };
    let bounds = middle.bounds();
    let is_dot = bounds.width() <= DOT && bounds.height() <= DOT;
    let line = line(&pen, stroke, style, opacity).filter(|_| !is_dot);
    Some(Some(Stroked {
        area,
        line: line.map(|line| (middle, line)),
        has_gaps: style != LineStyle::Solid,
    }))
}

/// A pen that is drawn out by its transform paints an area only.
fn uneven(curve: &Curve, stroke: &Stroke, transform: Transform) -> Option<Option<Stroked>> {
    let mut pen = stroke.to_tiny_skia();
    let middle = match pen.dash.take() {
        None => curve.clone(),
        Some(_) => match Dashes::of(stroke, 1.0)?.drawn(curve)? {
            Some(drawn) => drawn,
            None => return Some(None),
        },
    };
    let (across, down) = transform.get_scale();
    let fineness = across.max(down).clamp(FINENESS, 100.0);
    let Some(area) = middle.stroke(&pen, fineness) else {
        return Some(None);
    };
    Some(Some(Stroked {
        area: area.transform(transform)?,
        line: None,
        has_gaps: false,
    }))
}

fn line(pen: &Pen, stroke: &Stroke, style: LineStyle, opacity: Opacity) -> Option<Line> {
    Some(Line {
        width: pen.width.into(),
        color: fill::plain(stroke.paint(), opacity)?,
        style,
        cap: match pen.line_cap {
            LineCap::Butt => Cap::Flat,
            LineCap::Round => Cap::Round,
            LineCap::Square => Cap::Square,
        },
        join: match pen.line_join {
            LineJoin::Miter => Join::Miter(pen.miter_limit.into()),
            LineJoin::Round => Join::Round,
            LineJoin::Bevel => Join::Bevel,
            LineJoin::MiterClip => return None,
        },
    })
}

/// How much larger everything gets, if it is the same in all directions.
fn even_scale(transform: Transform) -> Option<f32> {
    let (sx, ky, kx, sy) = (transform.sx, transform.ky, transform.kx, transform.sy);
    let (one, other) = (sx.hypot(ky), kx.hypot(sy));
    let leaning = (sx * kx + ky * sy).abs();
    let is_even = (one - other).abs() <= 0.002 * one && leaning <= 0.002 * one * other;
    is_even.then_some((one + other) / 2.0)
}

/// Dashes and gaps in turn.
struct Dashes {
    lengths: Vec<f32>,
    offset: f32,
}

impl Dashes {
    fn of(stroke: &Stroke, scale: f32) -> Option<Self> {
        let lengths = stroke
            .dasharray()?
            .iter()
            .map(|length| length * scale)
            .collect();
        Some(Self {
            lengths,
            offset: stroke.dashoffset() * scale,
        })
    }

    /// What a line along a curve runs along with these dashes, and what is left to its
    /// style; the inner nothing if there is no dash on it.
    fn on(&self, curve: &Curve) -> Option<Option<(Curve, LineStyle)>> {
        match self.lengths.as_slice() {
            [dash, gap] if self.offset == 0.0 && self.count_on(curve) > FEW_DASHES => {
                let (dash, gap) = (f64::from(*dash), f64::from(*gap));
                Some(Some((curve.clone(), LineStyle::Pattern { dash, gap })))
            }
            _ => Some(self.drawn(curve)?.map(|drawn| (drawn, LineStyle::Solid))),
        }
    }

    /// The dashes of a curve one by one; nothing if there are too many, and the inner
    /// nothing if there are none.
    fn drawn(&self, curve: &Curve) -> Option<Option<Curve>> {
        let is_bounded = self.count_on(curve) <= MOST_DASHES;
        let dashes = StrokeDash::new(self.lengths.clone(), self.offset)?;
        is_bounded.then(|| curve.dash(&dashes, FINENESS))
    }

    /// About as many dashes as a curve gets: hardly more than twice as many.
    fn count_on(&self, curve: &Curve) -> f64 {
        let points = curve.points().windows(2);
        // A curve is no longer than the way along its control points, and the way back to
        // its start no longer than that.
        let length: f64 = points
            .map(|pair| match pair {
                [one, other] => f64::from(one.distance(*other)),
                _ => 0.0,
            })
            .sum();
        let pattern: f64 = self.lengths.iter().copied().map(f64::from).sum();
        let dashes = self.lengths.len() as f64 / 2.0;
        length / pattern * dashes
    }
}
