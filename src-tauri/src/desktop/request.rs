//! Reading what a command of the window's own was asked.

use lectern_core::{Error, Result};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// The request; an absent one is an empty one. `sentence` says what the command
/// expects.
pub(super) fn read<T: DeserializeOwned>(request: Option<Value>, sentence: &str) -> Result<T> {
    let request = request.unwrap_or_else(|| Value::Object(Map::new()));
    serde_json::from_value(request)
        .map_err(|cause| Error::invalid("request", sentence).because(cause))
}
