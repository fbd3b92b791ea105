//! What tests share that let decks attack: the decks themselves, the listeners that
//! nobody may reach, a network of their own, and a look at what they do to the
//! machine.
//!
//! What does not belong here: the doors through which the decks come.

pub(crate) mod canary;
pub(crate) mod decks;
pub(crate) mod guards;
pub(crate) mod isolation;
