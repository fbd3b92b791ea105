//! The frame around every stored value: a version byte, a CRC-32C, the
//! payload. It finds damage that the engine does not.
//!
//! A framed value is never larger than [`ROW`]: sled 0.34 puts larger pages
//! into files that it neither syncs nor removes when they are overwritten.

use crate::{Code, Error, Result};

/// The largest stored value, in bytes, frame included.
pub(super) const ROW: usize = 4096;

/// The largest payload of one row.
pub(super) const PAYLOAD: usize = ROW - HEADER;

const VERSION: u8 = 1;
const HEADER: usize = 1 + 4;

/// Puts the frame around a payload of at most [`PAYLOAD`] bytes.
pub(super) fn seal(payload: &[u8]) -> Vec<u8> {
    debug_assert!(
        payload.len() <= PAYLOAD,
        "a row larger than sled keeps well"
    );
    let mut framed = Vec::with_capacity(HEADER + payload.len());
    framed.push(VERSION);
    framed.extend(crc32c::crc32c(payload).to_be_bytes());
    framed.extend(payload);
    framed
}

/// Takes the frame off.
///
/// # Errors
/// `store_unusable` when the value is damaged or of another version.
pub(super) fn open(framed: &[u8]) -> Result<&[u8]> {
    let (header, payload) = framed.split_at_checked(HEADER).ok_or_else(damaged)?;
    let (version, sum) = header.split_at(1);
    if version != [VERSION] || sum != crc32c::crc32c(payload).to_be_bytes() {
        return Err(damaged());
    }
    Ok(payload)
}

pub(super) fn damaged() -> Error {
    Error::new(
        Code::StoreUnusable,
        "A part of the store is damaged, so this cannot be shown. Nothing was changed; the other sessions are not affected.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_changed_bit_is_found(
            payload in prop::collection::vec(any::<u8>(), 0..200),
            bit in any::<prop::sample::Index>(),
        ) {
            let mut framed = seal(&payload);
            prop_assert_eq!(open(&framed).unwrap(), payload.as_slice());
            let bit = bit.index(framed.len() * 8);
            framed[bit / 8] ^= 1 << (bit % 8);
            prop_assert!(open(&framed).is_err());
        }
    }
}
