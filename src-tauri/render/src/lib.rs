//! Lectern.
