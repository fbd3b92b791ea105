//! A deck, packed for the store: JSON, compressed, with a checksum.

use serde::Serialize;

use super::frame::damaged;
use super::record::{Codec, DeckHeader};
use crate::clock::Timestamp;
use crate::model::{Deck, DeckLimits};
use crate::{Code, Error, Result};

/// Zstandard's level: its own default, a good ratio at high speed.
const LEVEL: i32 = 3;

/// What one packed deck may unpack to: JSON escapes make at most six bytes of
/// one, and the fields around the text are small.
const UNPACKED: usize = DeckLimits::FILE_BYTES * 6 + 16 * 1024 * 1024;

/// A deck ready to be stored; making it takes time, so it is made outside of
/// the writer.
#[derive(Clone, Debug)]
pub struct PackedDeck {
    pub(super) bytes: Vec<u8>,
    pub(super) slide_count: u32,
    length: usize,
    checksum: u32,
}

impl PackedDeck {
    /// Packs a deck.
    ///
    /// # Errors
    /// `too_large` when it holds more than the limits allow.
    pub fn new(deck: &Deck) -> Result<Self> {
        let json = to_json(deck)?;
        if json.len() > UNPACKED {
            return Err(Error::new(
                Code::TooLarge,
                "The deck is larger than 64 MB, which is more than Lectern keeps. Nothing was changed.",
            ));
        }
        let bytes = zstd::bulk::compress(&json, LEVEL).map_err(Error::internal)?;
        Ok(Self {
            bytes,
            slide_count: u32::try_from(deck.slides.len()).map_err(Error::internal)?,
            length: json.len(),
            checksum: crc32c::crc32c(&json),
        })
    }

    pub(super) fn header(&self, created_at: Timestamp) -> DeckHeader {
        DeckHeader {
            codec: Codec::ZstdJson,
            length: self.length,
            checksum: self.checksum,
            created_at,
        }
    }
}

/// Unpacks a deck and checks that it is whole.
pub(super) fn unpack(header: &DeckHeader, bytes: &[u8]) -> Result<Deck> {
    let Codec::ZstdJson = header.codec;
    if header.length > UNPACKED {
        return Err(damaged());
    }
    let json =
        zstd::bulk::decompress(bytes, header.length).map_err(|cause| damaged().because(cause))?;
    if json.len() != header.length || crc32c::crc32c(&json) != header.checksum {
        return Err(damaged());
    }
    serde_json::from_slice(&json).map_err(|cause| damaged().because(cause))
}

fn to_json(value: &impl Serialize) -> Result<Vec<u8>> {
    serde_json::to_vec(value).map_err(Error::internal)
}
