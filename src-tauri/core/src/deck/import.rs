use crate::clock::Timestamp;
use crate::model::{Deck, ProfileId, ProfileName, Role};
pub struct ImportedMessage {
    pub role: Role,
    pub content: String,
    pub timestamp: Option<Timestamp>,
}
pub struct Imported {
    pub title: Option<String>,
    pub profile_id: Option<ProfileId>,
    pub profile_name: Option<ProfileName>,
    pub is_without_owner: bool,
    pub messages: Vec<ImportedMessage>,
    pub deck: Option<Deck>,
}
pub fn read(_content: &[u8]) -> crate::Result<Imported> {
    Err(crate::Error::internal("x"))
}
pub fn deck_from_json(value: serde_json::Value) -> crate::Result<Deck> {
    let mut deck = Deck::default();
    let mut value = value;
    if let Some(d) = value.get_mut("slide_deck") {
        value = d.take();
    }
    deck.css = value["css"].as_str().unwrap_or_default().into();
    for (i, s) in value["slides"]
        .as_array()
        .cloned()
        .unwrap_or_default()
        .into_iter()
        .enumerate()
    {
        deck.slides.push(crate::model::Slide {
            slide_id: s["slide_id"]
                .as_str()
                .map_or(format!("slide_{i}"), Into::into),
            html: s["html"].as_str().unwrap_or_default().into(),
            scripts: s["scripts"].as_str().unwrap_or_default().into(),
            notes: String::new(),
        });
    }
    deck.put_scripts(value["scripts"].as_str().unwrap_or_default().into());
    Ok(deck)
}
