//! What was measured, and the table of it.

/// Figures by name, in the order in which they were first measured.
#[derive(Default)]
pub(crate) struct Figures {
    rows: Vec<(&'static str, Vec<f64>)>,
}

impl Figures {
    /// Notes one run, and says it at once: what was measured is not lost when
    /// what comes later fails.
    pub(crate) fn add(&mut self, name: &'static str, value: f64) {
        println!("{name}: {value:.0}");
        match self.rows.iter_mut().find(|(known, _)| *known == name) {
            Some((_, values)) => values.push(value),
            None => self.rows.push((name, vec![value])),
        }
    }

    fn spread(&self, name: &str) -> Option<Spread> {
        let (_, values) = self.rows.iter().find(|(known, _)| *known == name)?;
        Spread::of(values)
    }
}

/// The least, the middle and the most of some runs.
struct Spread {
    least: f64,
    middle: f64,
    most: f64,
}

impl Spread {
    fn of(values: &[f64]) -> Option<Self> {
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        Some(Self {
            least: *sorted.first()?,
            middle: *sorted.get(sorted.len() / 2)?,
            most: *sorted.last()?,
        })
    }

    fn shown(&self) -> String {
        let Self {
            least,
            middle,
            most,
        } = self;
        format!("{least:>7.0} {middle:>7.0} {most:>7.0}")
    }
}

/// Prints many sessions beside few, with the ratio of the middles.
pub(crate) fn print(many: (&str, &Figures), few: (&str, &Figures)) {
    println!("{:<42} {:^23}   {:^23}", "", many.0, few.0);
    let heads = format!("{:>7} {:>7} {:>7}", "min", "median", "max");
    println!("{:<42} {heads}   {heads}   ratio", "");
    for (name, values) in &many.1.rows {
        let (Some(spread), Some(peer)) = (Spread::of(values), few.1.spread(name)) else {
            continue;
        };
        // A blank time of 0 has no ratio.
        let ratio = spread.middle / peer.middle;
        let ratio = if ratio.is_finite() {
            format!("{ratio:.1}")
        } else {
            "-".to_owned()
        };
        println!(
            "{name:<42} {}   {}   {ratio:>5}",
            spread.shown(),
            peer.shown()
        );
    }
}
