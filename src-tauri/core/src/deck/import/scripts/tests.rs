//! Where scripts go.
