//! The nouns of Lectern, valid by construction: session, message, deck, slide,
//! profile, owner, sheet. No storage, no transport, no clock.

mod deck;
mod message;
mod profile;
mod session;
mod sheet;
mod slide_choice;
mod text;

pub use deck::{Deck, DeckLimits, RootAttributes, Slide};
pub use message::{Message, MessageId, Role};
pub use profile::{Profile, ProfileId, ProfileName};
pub use session::{Session, SessionId, Title, UserId, Visibility};
pub use sheet::{Paper, PerSheet, Sheet};
pub use slide_choice::SlideChoice;
pub use text::is_blank;
