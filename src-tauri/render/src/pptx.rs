//! placeholder
use lectern_core::render::{Facts, MadeFor};
use crate::scene::Scene;
pub fn write(scene: &Scene, _facts: &Facts, _made_for: MadeFor) -> lectern_core::Result<Vec<u8>> {
    serde_json::to_vec(scene).map_err(lectern_core::Error::internal)
}
