//! The OpenAPI document: complete, and the same as the committed one.

use std::collections::BTreeSet;
use std::path::Path;

use lectern_core::ops::OPERATIONS;
use serde_json::Value;

use crate::world::{PPTX_TYPE, World};

#[test]
fn the_committed_document_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi.json");
    let document = lectern_http::openapi_document();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &document).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == document,
        "src-tauri/http/openapi.json differs from the code; run the test with UPDATE=1 and commit it"
    );
}

#[test]
fn every_operation_is_described() {
    let document = lectern_http::openapi();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    let mut described = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            described.insert((
                operation["operationId"].as_str().unwrap().to_owned(),
                method.clone(),
                path.clone(),
            ));
            for status in ["400", "401", "403"] {
                assert!(
                    operation["responses"].get(status).is_some(),
                    "{path} {status}"
                );
            }
        }
    }
    let listed = OPERATIONS.iter().map(|operation| {
        (
            operation.name.to_owned(),
            format!("{:?}", operation.method).to_lowercase(),
            operation.path.to_owned(),
        )
    });
    let outside = [
        ("events", "get", "/api/events"),
        ("openapi", "get", "/api/openapi.json"),
    ];
    let outside = outside.map(|(name, method, path)| (name.into(), method.into(), path.into()));
    assert_eq!(described, listed.chain(outside).collect());
    for name in [
        "Event",
        "Problem",
        "Progress",
        "Warning",
        "FidelityReport",
        "Session",
        "DeckBody",
        "Code",
    ] {
        assert!(
            document["components"]["schemas"].get(name).is_some(),
            "{name}"
        );
    }
    assert_eq!(document["security"][0]["token"], Value::Array(Vec::new()));
}

#[test]
fn fields_stand_where_they_are_read() {
    let document = lectern_http::openapi();
    let rename = &document["paths"]["/api/sessions/{session_id}"]["patch"];
    let parameters = rename["parameters"].as_array().unwrap();
    let places: Vec<_> = parameters
        .iter()
        .map(|one| {
            (
                one["name"].as_str().unwrap(),
                one["in"].as_str().unwrap(),
                &one["required"],
            )
        })
        .collect();
    let yes = Value::Bool(true);
    assert_eq!(
        places,
        [("session_id", "path", &yes), ("title", "query", &yes)]
    );
    assert!(rename.get("requestBody").is_none());
    let create = &document["components"]["schemas"]["CreateSession"]["properties"];
    let names: Vec<_> = create.as_object().unwrap().keys().collect();
    assert_eq!(names, ["title", "profile_id", "profile_name"]);
    let append = &document["components"]["schemas"]["AppendMessage"];
    assert_eq!(append["required"], serde_json::json!(["role", "content"]));
    assert!(append["properties"].get("session_id").is_none());
    let put = &document["paths"]["/api/sessions/{session_id}/slides"]["put"];
    assert_eq!(
        put["requestBody"]["content"]["application/json"]["schema"]["$ref"],
        "#/components/schemas/DeckBody"
    );
    let export = &document["paths"]["/api/sessions/{session_id}/export"]["post"];
    for media_type in ["application/pdf", PPTX_TYPE] {
        let content = &export["responses"]["200"]["content"];
        assert!(content.get(media_type).is_some(), "{media_type}");
    }
    assert!(
        export["responses"].get("501").is_none(),
        "every format is written"
    );
    let picture = &document["paths"]["/api/sessions/{session_id}/slides/{number}/picture"]["get"];
    assert!(
        picture["responses"]["200"]["content"]
            .get("image/png")
            .is_some()
    );
}

/// Every reference of the document leads somewhere.
#[test]
fn nothing_is_left_open() {
    fn check(part: &Value, document: &Value) {
        match part {
            Value::Object(fields) => {
                if let Some(Value::String(reference)) = fields.get("$ref") {
                    let pointer = reference.strip_prefix('#').unwrap();
                    assert!(document.pointer(pointer).is_some(), "{reference}");
                }
                fields.values().for_each(|field| check(field, document));
            }
            Value::Array(items) => items.iter().for_each(|item| check(item, document)),
            _ => {}
        }
    }
    let document = lectern_http::openapi();
    check(&document, &document);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_document_is_served_to_those_who_may() {
    let world = World::new().await;
    let served = world.get("/api/openapi.json").await.ok();
    assert_eq!(served, lectern_http::openapi());
}
