//! Things that only Rust may hold, such as paths, under names that the page can
//! hand back: random, so that none can be made up.

use std::collections::VecDeque;
use std::fmt::Write as _;

use lectern_core::{Error, Result};

/// Bytes of randomness in a name.
const LENGTH: usize = 16;

/// Things under names; the oldest are forgotten.
#[derive(Debug)]
pub(super) struct Tokens<T> {
    kept: VecDeque<(String, T)>,
    most: usize,
}

impl<T> Tokens<T> {
    /// Keeps at most so many.
    pub(super) fn new(most: usize) -> Self {
        Self {
            kept: VecDeque::new(),
            most,
        }
    }

    /// Keeps a thing and answers its name.
    pub(super) fn keep(&mut self, thing: T) -> Result<String> {
        let mut bytes = [0; LENGTH];
        getrandom::fill(&mut bytes).map_err(Error::internal)?;
        let name = bytes.iter().fold(String::new(), |mut name, byte| {
            // Writing into a string cannot fail.
            let _ = write!(name, "{byte:02x}");
            name
        });
        self.kept.push_back((name.clone(), thing));
        if self.kept.len() > self.most {
            self.kept.pop_front();
        }
        Ok(name)
    }

    /// The thing with a name.
    pub(super) fn find(&self, name: &str) -> Option<&T> {
        let found = self.kept.iter().find(|(kept, _)| kept == name);
        found.map(|(_, thing)| thing)
    }

    /// Forgets a name.
    pub(super) fn forget(&mut self, name: &str) {
        self.kept.retain(|(kept, _)| kept != name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_are_kept_under_names_of_their_own() {
        let mut tokens = Tokens::new(2);
        let names: Vec<String> = (0..3).map(|thing| tokens.keep(thing).unwrap()).collect();
        assert!(names.iter().all(|name| name.len() == 2 * LENGTH));
        assert_eq!(tokens.find(&names[0]), None);
        assert_eq!(tokens.find(&names[2]), Some(&2));
        tokens.forget(&names[2]);
        assert_eq!(tokens.find(&names[2]), None);
        assert_eq!(tokens.find(&names[1]), Some(&1));
    }
}
