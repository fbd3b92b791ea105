//! Import as a whole: files in, decks out.
