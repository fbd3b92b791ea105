//! The contract, point by point, as every door will answer it.

mod content;
mod exports;
mod list;
mod profiles;
mod sessions;
mod trash;

use serde_json::{Value, json};

fn deck(slides: usize) -> Value {
    let slides: Vec<Value> = (0..slides)
        .map(|number| json!({"slide_id": format!("slide_{number}"), "html": format!("<h1>{number}</h1>")}))
        .collect();
    json!({"slides": slides, "css": "h1{}", "scripts": ""})
}
