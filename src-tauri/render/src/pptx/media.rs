//! Pictures as parts of the file: only those that a slide shows, each once.
//!
//! What does not belong here: where pictures stand.

use std::collections::BTreeMap;

use super::package::Package;
use crate::scene::{Media, MediaFormat, MediaId};

/// The pictures of a file.
pub(super) struct Pictures<'a> {
    media: &'a [Media],
    /// The names of the parts.
    names: BTreeMap<MediaId, String>,
    /// What is in the parts, in the order in which they were named.
    shown: Vec<(&'a Media, String)>,
}

impl<'a> Pictures<'a> {
    /// None yet of these.
    pub(super) fn new(media: &'a [Media]) -> Self {
        Self {
            media,
            names: BTreeMap::new(),
            shown: Vec::new(),
        }
    }

    /// The part's full name. `None` where there is no such picture, or where it is not
    /// vectors though they are asked for, or is though they are not: programs that show
    /// no vectors need something else.
    pub(super) fn part(&mut self, id: MediaId, vectors: bool) -> Option<String> {
        let media = self.media.get(id.0)?;
        if (media.format == MediaFormat::Svg) != vectors {
            return None;
        }
        if let Some(name) = self.names.get(&id) {
            return Some(name.clone());
        }
        let (ending, _) = kind(media.format);
        let number = (self.shown.len() + 1).to_string();
        let name = ["ppt/media/image", &number, ".", ending].concat();
        self.names.insert(id, name.clone());
        self.shown.push((media, name.clone()));
        Some(name)
    }

    /// Adds the parts to the file.
    pub(super) fn write(self, package: &mut Package) {
        for (media, name) in self.shown {
            let shrinks = media.format == MediaFormat::Svg;
            package.add_file(&name, kind(media.format), media.bytes.clone(), shrinks);
        }
    }
}

/// The ending of a file's name, and its media type.
fn kind(format: MediaFormat) -> (&'static str, &'static str) {
    match format {
        MediaFormat::Png => ("png", "image/png"),
        MediaFormat::Jpeg => ("jpeg", "image/jpeg"),
        MediaFormat::Gif => ("gif", "image/gif"),
        MediaFormat::Svg => ("svg", "image/svg+xml"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(bytes: &[u8]) -> Media {
        Media {
            format: MediaFormat::Png,
            bytes: bytes.to_vec(),
        }
    }

    #[test]
    fn a_picture_is_one_part_and_an_unused_one_none() {
        let media = [png(b"one"), png(b"unused")];
        let mut pictures = Pictures::new(&media);
        let first = pictures.part(MediaId(0), false);
        assert_eq!(first.as_deref(), Some("ppt/media/image1.png"));
        assert_eq!(pictures.part(MediaId(0), false), first);
        assert_eq!(pictures.part(MediaId(7), false), None);
        assert_eq!(pictures.part(MediaId(0), true), None);
        assert_eq!(pictures.shown.len(), 1);
    }
}
