//! How parts of a chart look: paints, lines, marks and text (DrawingML).
//!
//! Colours are written as they are and not as those of the theme: a chart's colours say
//! which series is which.

use crate::pptx::measure::{
    angle, fixed_percentage, font_size, line_spacing, line_width, percentage, tame,
};
use crate::pptx::xml::{Element, Value};
use crate::scene::{
    Align, Chart, Color, Marker, MarkerShape, Paint, Rect, Stroke, TextStyle, Title,
};

/// The widest and the smallest mark, in points (`ST_MarkerSize`).
const MARKER_SIZES: (f64, f64) = (2.0, 72.0);
/// Points in a CSS pixel.
const POINT: f64 = 0.75;
/// How much of a square's diagonal its side is.
const SIDE: f64 = std::f64::consts::FRAC_1_SQRT_2;
/// More dashes than this no line has.
const DASHES: usize = 16;

/// An element with one value.
pub(super) fn value(name: &'static str, value: impl Value) -> Element {
    Element::new(name).with("val", value)
}

/// Nothing to be seen.
pub(super) fn nothing() -> Element {
    Element::new("a:noFill")
}

/// How much of a whole a part is; nothing of nothing.
pub(super) fn share(part: f64, whole: f64) -> f64 {
    let share = part / whole;
    if share.is_finite() {
        (share * 1e6).round() / 1e6
    } else {
        0.0
    }
}

/// How large a chart is, and how large it is on its slide.
pub(super) struct Style {
    width: f64,
    height: f64,
    /// What its lengths are multiplied with on the slide.
    scale: f64,
}

impl Style {
    /// Of a chart that stands in this frame.
    pub(super) fn new(chart: &Chart, frame: Rect) -> Self {
        let scale = share(frame.width, chart.width);
        Self {
            width: chart.width,
            height: chart.height,
            scale: if scale > 0.0 { scale } else { 1.0 },
        }
    }

    /// A part's place, as shares of the chart; with or without how large it is.
    pub(super) fn place(&self, place: &Rect, has_size: bool) -> Vec<Element> {
        let (x, y) = (share(place.x, self.width), share(place.y, self.height));
        let mut layout = vec![value("c:xMode", "edge"), value("c:yMode", "edge")];
        layout.extend(number("c:x", x.clamp(0.0, 1.0)));
        layout.extend(number("c:y", y.clamp(0.0, 1.0)));
        if has_size {
            let (right, lower) = (1.0 - x.clamp(0.0, 1.0), 1.0 - y.clamp(0.0, 1.0));
            layout.extend(number(
                "c:w",
                share(place.width, self.width).clamp(0.0, right),
            ));
            layout.extend(number(
                "c:h",
                share(place.height, self.height).clamp(0.0, lower),
            ));
        }
        layout
    }

    /// What fills a shape and the line around it.
    pub(super) fn shape(&self, fill: Option<&Paint>, line: Option<&Stroke>) -> Element {
        Element::new("c:spPr")
            .holding(paint(fill))
            .holding(self.line(line))
    }

    /// A mere line.
    pub(super) fn stroke(&self, line: Option<&Stroke>) -> Element {
        Element::new("c:spPr").holding(self.line(line))
    }

    fn line(&self, line: Option<&Stroke>) -> Element {
        let Some(line) = line.filter(|line| line.width > 0.0) else {
            return Element::new("a:ln").holding(nothing());
        };
        Element::new("a:ln")
            .with("w", line_width(line.width * self.scale))
            .with("cap", "flat")
            .holding(solid(line.color))
            .holding(dashes(line))
            .holding(Element::new("a:round"))
    }

    /// The mark at points, or that there is none.
    pub(super) fn marker(&self, marker: Option<&Marker>) -> Element {
        let Some(marker) = marker.filter(|marker| marker.size > 0.0) else {
            return Element::new("c:marker").holding(value("c:symbol", "none"));
        };
        let (symbol, part) = match marker.shape {
            MarkerShape::Circle => ("circle", 1.0),
            MarkerShape::Square => ("square", SIDE),
            MarkerShape::Diamond => ("diamond", 1.0),
            MarkerShape::Triangle => ("triangle", 1.0),
            MarkerShape::Plus => ("plus", 1.0),
            MarkerShape::Cross => ("x", SIDE),
            MarkerShape::Star => ("star", 1.0),
            MarkerShape::Dash => ("dash", 1.0),
        };
        let points = tame(marker.size * part * self.scale) * POINT;
        let size = points.clamp(MARKER_SIZES.0, MARKER_SIZES.1).round() as i64;
        Element::new("c:marker")
            .holding(value("c:symbol", symbol))
            .holding(value("c:size", size))
            .holding(self.shape(marker.fill.as_ref(), marker.line.as_ref()))
    }

    /// How text is written, and how far it is turned if that is said.
    pub(super) fn text(&self, style: &TextStyle, rotation: Option<f64>) -> Element {
        Element::new("c:txPr")
            .holding(body(rotation))
            .holding(Element::new("a:lstStyle"))
            .holding(
                Element::new("a:p")
                    .holding(Element::new("a:pPr").holding(self.letters("a:defRPr", style)))
                    .holding(Element::new("a:endParaRPr").with("lang", "en-US")),
            )
    }

    fn letters(&self, name: &'static str, style: &TextStyle) -> Element {
        let font = |name| Element::new(name).with("typeface", style.font.family.as_str());
        let fonts = ["a:latin", "a:ea", "a:cs"].map(font);
        let has_family = !style.font.family.is_empty();
        Element::new(name)
            .with("sz", font_size(style.size * self.scale))
            .with("b", style.font.bold)
            .with("i", style.font.italic)
            .holding(solid(style.color))
            .holding_all(fonts.into_iter().filter(|_| has_family))
    }

    /// Titles as one, since a chart has only one: each line is a paragraph.
    pub(super) fn title<'a>(
        &self,
        titles: impl IntoIterator<Item = &'a Title> + Clone,
    ) -> Option<Element> {
        let first = titles.clone().into_iter().next()?;
        let around = titles
            .clone()
            .into_iter()
            .fold(first.place, |around, title| union(&around, &title.place));
        let paragraphs = titles.into_iter().flat_map(|title| self.paragraphs(title));
        let rich = Element::new("c:rich")
            .holding(body(Some(first.rotation)))
            .holding(Element::new("a:lstStyle"))
            .holding_all(paragraphs);
        let layout = Element::new("c:manualLayout").holding_all(self.place(&around, false));
        Some(
            Element::new("c:title")
                .holding(Element::new("c:tx").holding(rich))
                .holding(Element::new("c:layout").holding(layout))
                .holding(value("c:overlay", false)),
        )
    }

    fn paragraphs(&self, title: &Title) -> Vec<Element> {
        let align = match title.align {
            Align::Left => "l",
            Align::Center => "ctr",
            Align::Right => "r",
            Align::Justify => "just",
        };
        let across = if title.rotation == 0.0 {
            title.place.height
        } else {
            title.place.width
        };
        let pitch = share(across, title.lines.len() as f64) * self.scale;
        let spacing = Element::new("a:spcPts").with("val", line_spacing(pitch));
        let lines = title.lines.iter().map(|line| {
            Element::new("a:p")
                .holding(
                    Element::new("a:pPr")
                        .with("algn", align)
                        .holding(Element::new("a:lnSpc").holding(spacing.clone()))
                        .holding(self.letters("a:defRPr", &title.style)),
                )
                .holding(
                    Element::new("a:r")
                        .holding(self.letters("a:rPr", &title.style).with("lang", "en-US"))
                        .holding(Element::new("a:t").saying(line)),
                )
        });
        lines.collect()
    }
}

fn number(name: &'static str, number: f64) -> Option<Element> {
    number.is_finite().then(|| value(name, number.to_string()))
}

fn union(one: &Rect, other: &Rect) -> Rect {
    let (x, y) = (one.x.min(other.x), one.y.min(other.y));
    Rect {
        x,
        y,
        width: (one.x + one.width).max(other.x + other.width) - x,
        height: (one.y + one.height).max(other.y + other.height) - y,
    }
}

/// How text is turned: not at all, unless it is said. Charts turn text by a quarter at
/// most.
fn body(rotation: Option<f64>) -> Element {
    let body = Element::new("a:bodyPr");
    let Some(degrees) = rotation.filter(|degrees| degrees.is_finite()) else {
        return body;
    };
    let turned = (degrees + 180.0).rem_euclid(360.0) - 180.0;
    let turned = (turned.clamp(-90.0, 90.0) * 60_000.0).round() as i64;
    body.with("rot", turned).with("vert", "horz")
}

fn paint(paint: Option<&Paint>) -> Element {
    match paint {
        None => nothing(),
        Some(Paint::Solid(color)) => solid(*color),
        Some(Paint::Linear {
            angle: degrees,
            stops,
        }) => {
            let colors = stops.iter().map(|stop| {
                Element::new("a:gs")
                    .with("pos", fixed_percentage(stop.at))
                    .holding(colored(stop.color))
            });
            // A gradient of one colour is none.
            match stops.as_slice() {
                [] => nothing(),
                [only] => solid(only.color),
                _ => Element::new("a:gradFill")
                    .with("rotWithShape", true)
                    .holding(Element::new("a:gsLst").holding_all(colors))
                    .holding(
                        Element::new("a:lin")
                            .with("ang", angle(degrees - 90.0))
                            .with("scaled", false),
                    ),
            }
        }
    }
}

fn solid(color: Color) -> Element {
    Element::new("a:solidFill").holding(colored(color))
}

fn colored(color: Color) -> Element {
    let [red, green, blue] = color.rgb;
    let alpha = fixed_percentage(color.alpha);
    value("a:srgbClr", format!("{red:02X}{green:02X}{blue:02X}"))
        .holding_all((alpha < 100_000).then(|| value("a:alpha", alpha)))
}

/// Dashes and gaps, as shares of the line's width.
fn dashes(line: &Stroke) -> Element {
    let is_dash = |length: &f64| length.is_finite() && *length >= 0.0;
    let are_dashes = line.dash.iter().all(is_dash) && line.dash.iter().any(|it| *it > 0.0);
    if !are_dashes || line.dash.len() > DASHES {
        return value("a:prstDash", "solid");
    }
    // An odd one is a gap the second time.
    let mut dash = line.dash.clone();
    if dash.len() % 2 == 1 {
        dash.extend_from_within(..);
    }
    let relative = |length: f64| percentage(length / line.width).max(1);
    Element::new("a:custDash").holding_all(dash.chunks_exact(2).filter_map(|pair| {
        let [dash, gap] = pair else { return None };
        let stop = Element::new("a:ds").with("d", relative(*dash));
        Some(stop.with("sp", relative(*gap)))
    }))
}
