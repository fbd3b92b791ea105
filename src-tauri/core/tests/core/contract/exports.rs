//! Exports: their names, their slides and what they tell.

use lectern_core::error::Code;
use lectern_core::events::Change;
use lectern_core::render::Progress;
use serde_json::{Value, json};

use super::deck;
use crate::harness::{House, somebody_else};

#[tokio::test]
async fn an_export_is_named_after_the_session() {
    let house = House::new().await;
    let id = house.create(json!({"title": "Q3: Review"})).await;
    assert_eq!(
        house
            .code("export_session", json!({"session_id": id}))
            .await,
        Code::NoDeck
    );
    house
        .ask("put_slides", json!({"session_id": id, "deck": deck(3)}))
        .await
        .unwrap();
    let file = house
        .ask("export_session", json!({"session_id": id}))
        .await
        .unwrap();
    assert_eq!(
        file,
        json!({"file_name": "Q3 Review.pdf", "text": "3 slides of Q3: Review", "warnings": 3})
    );
    assert_eq!(
        house
            .code(
                "export_session",
                json!({"session_id": id, "format": "pptx"})
            )
            .await,
        Code::NotImplemented
    );
    for format in [json!("docx"), json!(""), json!(5)] {
        assert_eq!(
            house
                .code(
                    "export_session",
                    json!({"session_id": id, "format": format})
                )
                .await,
            Code::Invalid
        );
    }
}

#[tokio::test]
async fn slides_are_chosen_for_an_export() {
    let house = House::new().await;
    let id = house.create(json!({"title": "Deck"})).await;
    let export = |slides: Value| json!({"session_id": id, "slides": slides});
    assert_eq!(
        house.code("export_session", export(json!("1"))).await,
        Code::NoDeck
    );
    house
        .ask("put_slides", json!({"session_id": id, "deck": deck(4)}))
        .await
        .unwrap();
    for (slides, count) in [
        (json!("3,1-2,2"), 3),
        (json!("4"), 1),
        (json!(" "), 4),
        (json!(""), 4),
        (Value::Null, 4),
    ] {
        let file = house.ask("export_session", export(slides.clone())).await;
        let file = file.unwrap();
        assert_eq!(file["text"], format!("{count} slides of Deck"), "{slides}");
        assert_eq!(file["warnings"], count, "only of the slides that are there");
    }
    for slides in [json!("5"), json!("0"), json!("x"), json!(3), json!(["1"])] {
        let error = house
            .refused("export_session", export(slides.clone()))
            .await;
        assert_eq!(error.code(), Code::Invalid, "{slides}");
        assert_eq!(error.fields()[0].location, "slides", "{slides}");
    }
    let error = house.refused("export_session", export(json!("5"))).await;
    assert_eq!(
        error.message(),
        "There is no slide 5: the deck has 4 slides."
    );
}

#[tokio::test]
async fn an_export_tells_each_step_once_to_whoever_may_hear() {
    let house = House::new().await;
    let id = house.create(json!({})).await;
    house
        .ask("put_slides", json!({"session_id": id, "deck": deck(3)}))
        .await
        .unwrap();
    let mut events = house.service.subscribe();
    let me = house.service.local_caller(Some("window-1".into()));
    let request = json!({"session_id": id, "slides": "2"});
    house
        .ask_as(me.clone(), "export_session", request)
        .await
        .unwrap();
    house
        .ask("rename_session", json!({"session_id": id, "title": "x"}))
        .await
        .unwrap();
    let mut told: Vec<_> = std::iter::from_fn(|| events.try_recv().ok()).collect();
    assert_eq!(told.pop().unwrap().progress, None, "only where one is made");
    for event in &told {
        assert_eq!(event.change, Change::ExportProgressed);
        assert_eq!(event.session_id.unwrap().to_string(), id);
        assert_eq!(event.client.as_deref(), Some("window-1"));
        assert!(event.is_visible_to(&me.user));
        assert!(!event.is_visible_to(&somebody_else().user));
    }
    let total = 3;
    let steps: Vec<_> = told.iter().filter_map(|event| event.progress).collect();
    assert_eq!(
        steps,
        [
            Progress::StartingBrowser,
            Progress::Slides { ready: 0, total },
            Progress::Slides { ready: 1, total },
            Progress::Slides { ready: 3, total },
            Progress::Printing { total: 1 },
        ]
    );
}
