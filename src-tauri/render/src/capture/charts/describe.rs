//! Charts in words and numbers, for who cannot see them.

use super::raw::{RawChart, RawSeries};

/// As long as a description may be, in characters.
const LONGEST: usize = 2000;

/// What a chart shows.
pub(super) fn describe(chart: &RawChart) -> String {
    let kind = match chart.kind.as_str() {
        "bar" => "Bar chart",
        "line" => "Line chart",
        "pie" => "Pie chart",
        "doughnut" => "Doughnut chart",
        "scatter" => "Scatter chart",
        "bubble" => "Bubble chart",
        "radar" => "Radar chart",
        "polarArea" => "Polar area chart",
        _ => "Chart",
    };
    let titles: Vec<String> = chart
        .titles
        .iter()
        .map(|title| one_line(&title.text))
        .collect();
    let mut text = match titles.as_slice() {
        [] => format!("{kind}."),
        titles => format!("{kind}: {}.", titles.join(", ")),
    };
    for series in chart.series.iter().filter(|series| series.is_shown) {
        if text.chars().count() >= LONGEST {
            break;
        }
        text.push(' ');
        text.push_str(&sentence(chart, series));
    }
    shortened(&text)
}

fn sentence(chart: &RawChart, series: &RawSeries) -> String {
    let names = chart
        .scales
        .iter()
        .find(|scale| scale.id == series.index_scale)
        .and_then(|scale| scale.categories.as_ref())
        .unwrap_or(&chart.labels);
    let by_name = !matches!(series.kind.as_str(), "scatter" | "bubble");
    let values = series.points.iter().enumerate().take(LONGEST);
    let values = values.filter_map(|(index, [x, value, _])| {
        let value = (*value)?;
        let place = x.map_or(index, |x| x.max(0.0) as usize);
        Some(match (by_name.then(|| names.get(place)).flatten(), x) {
            (Some(name), _) => format!("{} {}", one_line(name), number(value)),
            (None, Some(x)) => format!("{} to {}", number(*x), number(value)),
            (None, None) => number(value),
        })
    });
    let values: Vec<String> = values.collect();
    let name = one_line(&series.name);
    let before = if name.is_empty() {
        String::new()
    } else {
        format!("{name}: ")
    };
    format!("{before}{}.", values.join(", "))
}

/// In digits, unless there are very many of them.
fn number(number: f64) -> String {
    let size = number.abs();
    if size == 0.0 || (1e-6..1e15).contains(&size) {
        number.to_string()
    } else {
        format!("{number:e}")
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(LONGEST - 1).collect();
    short.push('…');
    short
}
