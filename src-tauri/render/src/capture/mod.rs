//! What a page shows, as a scene.

mod charts;
