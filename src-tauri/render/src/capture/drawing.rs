//! placeholder
use lectern_core::Result;
use crate::page::Shown;
use crate::scene::{Item, Rect};
use super::snapshot::Element;
pub(super) fn shapes(_svg: &str, _rect: Rect) -> Option<Vec<Item>> { None }
pub(super) fn document(_shown: &Shown<'_>, _element: Element<'_>) -> Result<Option<String>> { Ok(None) }
