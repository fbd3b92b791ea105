//! Pictures of slides as a file: one alone, several in a ZIP archive.

use std::io::{Cursor, Write};
use std::sync::{Arc, Mutex, PoisonError};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::deck::page;
use crate::model::{Deck, SlideChoice};
use crate::render::{PictureOrder, Progress, Rendered, Renderer, TakePicture, Urgency, Watch};
use crate::{Error, Result};

/// Bytes that the pictures of one file can have together: they are held in memory
/// until the file is whole.
const LARGEST: usize = 1024 * 1024 * 1024;

/// Pictures by the slides' indices.
type Taken = Arc<Mutex<Vec<(usize, Vec<u8>)>>>;

/// Draws pictures of these slides, `scale` times as large as a slide is, and makes one
/// file of them.
///
/// # Errors
/// `invalid` when they are too large together; those of [`Renderer::pictures`].
pub(super) fn pictures(
    renderer: &dyn Renderer,
    deck: &Deck,
    title: &str,
    slides: &SlideChoice,
    scale: u32,
    watch: &Watch,
) -> Result<Rendered> {
    let taken = Taken::default();
    let taking = keep(&taken, watch);
    let order = PictureOrder {
        slides: slides.indices(deck.slides.len()),
        width: scale * page::WIDTH,
        urgency: Urgency::File,
    };
    let drawn = renderer.pictures(deck, title, order, watch, taking);
    let pictures = std::mem::take(&mut *taken.lock().unwrap_or_else(PoisonError::into_inner));
    if size(&pictures) > LARGEST {
        return Err(too_large());
    }
    let warnings = drawn?;
    watch.report(Progress::Writing);
    let bytes = match <[_; 1]>::try_from(pictures) {
        Ok([(_, picture)]) => picture,
        Err(pictures) => archive(deck.slides.len(), &pictures).map_err(Error::internal)?,
    };
    Ok(Rendered {
        bytes,
        warnings,
        fidelity: None,
    })
}

/// Keeps pictures as they come, and stops the drawing when they are too large.
fn keep(taken: &Taken, watch: &Watch) -> TakePicture {
    let (taken, watch) = (Arc::clone(taken), watch.clone());
    Box::new(move |index, picture| {
        let mut pictures = taken.lock().unwrap_or_else(PoisonError::into_inner);
        pictures.push((index, picture));
        if size(&pictures) > LARGEST {
            watch.cancel();
        }
    })
}

fn size(pictures: &[(usize, Vec<u8>)]) -> usize {
    pictures.iter().map(|(_, picture)| picture.len()).sum()
}

fn too_large() -> Error {
    Error::invalid(
        "scale",
        "The pictures have more than 1 GiB together. Nothing was written. Choose smaller \
         pictures, or export fewer slides at once.",
    )
}

/// Named by slide, so that they sort as the slides do. Not packed: pictures are already.
/// Without times, so that the same deck makes the same file.
fn archive(slides: usize, pictures: &[(usize, Vec<u8>)]) -> ZipResult<Vec<u8>> {
    let width = slides.to_string().len();
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (index, picture) in pictures {
        archive.start_file(format!("slide-{:0width$}.png", index + 1), options)?;
        archive.write_all(picture)?;
    }
    Ok(archive.finish()?.into_inner())
}
