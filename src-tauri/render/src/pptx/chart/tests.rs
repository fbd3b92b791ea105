//! What charts become, read again.
