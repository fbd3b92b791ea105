//! Exports: their names, their slides and what they tell.

use lectern_core::clock::Timestamp;
use lectern_core::error::Code;
use lectern_core::events::Change;
use lectern_core::model::{Paper, PerSheet, Sheet};
use lectern_core::render::{MadeFor, PptxMode, Progress};
use serde_json::{Value, json};

use super::deck;
use crate::harness::{House, START, somebody_else};

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
        house
            .ask(
                "export_session",
                json!({"session_id": id, "format": "pptx"})
            )
            .await
            .unwrap(),
        "a PowerPoint file, unless another is asked for"
    );
    assert_eq!(file["file_name"], "Q3 Review.pptx");
    assert_eq!(file["text"], "3 slides of Q3: Review");
    assert_eq!(file["warnings"], 3);
    for (format, ending, media_type) in [
        (
            "pptx",
            "pptx",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ),
        ("pdf", "pdf", "application/pdf"),
        ("png", "zip", "application/zip"),
        ("html", "html", "text/html; charset=utf-8"),
    ] {
        let request = json!({"session_id": id, "format": format});
        let file = house.ask("export_session", request).await.unwrap();
        assert_eq!(file["file_name"], format!("Q3 Review.{ending}"));
        assert_eq!(file["media_type"], media_type);
        assert_eq!(file["fidelity"].is_object(), format == "pptx", "{format}");
    }
    for format in [json!("docx"), json!("PPTX"), json!(""), json!(5)] {
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
async fn a_file_says_what_is_known_of_its_session() {
    let house = House::new().await;
    let id = house.create(json!({"title": "Deck"})).await;
    let put = json!({"session_id": id, "deck": deck(1)});
    house.clock.advance(5_000);
    house.ask("put_slides", put).await.unwrap();
    let export = json!({"session_id": id});
    house.ask("export_session", export.clone()).await.unwrap();
    let mut facts = house.renderer.facts.lock().unwrap().clone();
    assert_eq!(facts.title, "Deck");
    assert_eq!(facts.author, None, "nobody is named who is not known");
    assert_eq!(facts.created.unwrap().milliseconds(), START);
    assert_eq!(facts.changed.unwrap().milliseconds(), START + 5_000);

    let north = json!({"profile_name": "North"});
    let profile = house.ask("create_profile", north).await.unwrap();
    let assign = json!({"session_id": id, "profile_id": profile["profile_id"]});
    house.clock.advance(5_000);
    house.ask("assign_profile", assign).await.unwrap();
    house.clock.advance(5_000);
    house.ask("export_session", export).await.unwrap();
    facts.author = Some("North".to_owned());
    facts.changed = Timestamp::from_milliseconds(START + 10_000);
    assert_eq!(*house.renderer.facts.lock().unwrap(), facts);
}

#[tokio::test]
async fn notes_and_several_slides_go_on_paper() {
    let house = House::new().await;
    let id = house.create(json!({"title": "Deck"})).await;
    let put = json!({"session_id": id, "deck": deck(4)});
    house.ask("put_slides", put).await.unwrap();
    let four = Sheet::Handout(PerSheet::Four);
    for (options, sheet, annotated) in [
        (json!({}), None, false),
        (
            json!({"notes": null, "per_page": 1, "paper": null}),
            None,
            false,
        ),
        (json!({"notes": "annotations"}), None, true),
        (
            json!({"notes": "pages"}),
            Some((Sheet::Notes, Paper::A4)),
            false,
        ),
        (
            json!({"notes": "pages", "per_page": 1, "paper": "letter"}),
            Some((Sheet::Notes, Paper::Letter)),
            false,
        ),
        (
            json!({"notes": "annotations", "per_page": 4, "paper": "a4"}),
            Some((four, Paper::A4)),
            true,
        ),
    ] {
        let request = with_format("pdf", &options, &id);
        house.ask("export_session", request).await.unwrap();
        let order = house.renderer.order.lock().unwrap().clone();
        assert_eq!(
            (order.sheet, order.annotated),
            (sheet, annotated),
            "{options}"
        );
    }
}

#[tokio::test]
async fn options_that_a_file_cannot_have_are_refused_by_name() {
    let house = House::new().await;
    let id = house.create(json!({"title": "Deck"})).await;
    let put = json!({"session_id": id, "deck": deck(4)});
    house.ask("put_slides", put).await.unwrap();
    for (format, options, location) in [
        ("pdf", json!({"notes": "page"}), "notes"),
        ("pdf", json!({"notes": ""}), "notes"),
        ("pdf", json!({"notes": true}), "notes"),
        ("pdf", json!({"per_page": 5}), "per_page"),
        ("pdf", json!({"per_page": 0}), "per_page"),
        ("pdf", json!({"per_page": "4"}), "per_page"),
        ("pdf", json!({"per_page": 2, "paper": "A4"}), "paper"),
        ("pdf", json!({"per_page": 2, "paper": "a5"}), "paper"),
        ("pdf", json!({"paper": "letter"}), "paper"),
        (
            "pdf",
            json!({"notes": "annotations", "paper": "a4"}),
            "paper",
        ),
        ("pdf", json!({"notes": "pages", "per_page": 2}), "per_page"),
        ("png", json!({"notes": "pages"}), "notes"),
        ("pptx", json!({"notes": "annotations"}), "notes"),
        ("html", json!({"per_page": 2}), "per_page"),
        ("pptx", json!({"per_page": 2}), "per_page"),
        ("png", json!({"paper": "a4"}), "paper"),
        ("pdf", json!({"scale": 2}), "scale"),
        ("html", json!({"scale": 2}), "scale"),
        ("pptx", json!({"scale": 2}), "scale"),
        ("pdf", json!({"mode": "editable"}), "mode"),
        ("png", json!({"mode": "exact"}), "mode"),
        ("pptx", json!({"mode": "Exact"}), "mode"),
        ("pptx", json!({"mode": ""}), "mode"),
        ("pptx", json!({"mode": ["exact"]}), "mode"),
        ("html", json!({"made_for": "any"}), "made_for"),
        ("pdf", json!({"made_for": "libreoffice"}), "made_for"),
        ("pptx", json!({"made_for": "powerpoint"}), "made_for"),
        ("pptx", json!({"made_for": 1}), "made_for"),
    ] {
        let request = with_format(format, &options, &id);
        let error = house.refused("export_session", request).await;
        assert_eq!(error.code(), Code::Invalid, "{format} {options}");
        let locations: Vec<_> = error.fields().iter().map(|field| &field.location).collect();
        assert_eq!(locations, [location], "{format} {options}");
    }
    let all_wrong = json!({
        "notes": "x", "per_page": 5, "paper": "x", "scale": 9, "mode": "x", "made_for": "x",
    });
    for format in ["pptx", "docx"] {
        let request = with_format(format, &all_wrong, &id);
        let error = house.refused("export_session", request).await;
        assert_eq!(error.fields().len(), 6, "all that is wrong is told at once");
    }
    for format in ["pptx", "png"] {
        let plain = json!({"notes": "none", "per_page": 1, "mode": null});
        let request = with_format(format, &plain, &id);
        house.ask("export_session", request).await.unwrap();
    }
}

/// Options of an export of a kind of file, for a session.
fn with_format(format: &str, options: &Value, id: &str) -> Value {
    let mut request = options.clone();
    request["session_id"] = id.into();
    request["format"] = format.into();
    request
}

#[tokio::test]
async fn a_powerpoint_file_is_made_as_it_is_asked_for() {
    let house = House::new().await;
    let id = house.create(json!({"title": "Deck"})).await;
    let put = json!({"session_id": id, "deck": deck(3)});
    house.ask("put_slides", put).await.unwrap();
    for (options, mode, made_for) in [
        (json!({}), PptxMode::Editable, MadeFor::Every),
        (
            json!({"mode": null, "made_for": null}),
            PptxMode::Editable,
            MadeFor::Every,
        ),
        (
            json!({"mode": "editable", "made_for": "any"}),
            PptxMode::Editable,
            MadeFor::Every,
        ),
        (
            json!({"mode": "exact", "made_for": "libreoffice"}),
            PptxMode::Exact,
            MadeFor::LibreOffice,
        ),
    ] {
        let request = with_format("pptx", &options, &id);
        house.ask("export_session", request).await.unwrap();
        let order = house.renderer.pptx.lock().unwrap().clone();
        assert_eq!((order.mode, order.made_for), (mode, made_for), "{options}");
    }
}

#[tokio::test]
async fn the_fidelity_that_is_told_is_of_the_slides_in_the_file() {
    let house = House::new().await;
    let id = house.create(json!({"title": "Deck"})).await;
    let put = json!({"session_id": id, "deck": deck(4)});
    house.ask("put_slides", put).await.unwrap();
    let export = json!({"session_id": id, "slides": "3-4"});
    let file = house.ask("export_session", export).await.unwrap();
    let expected = json!({
        "totals": {
            "slides": 2, "editable_slides": 1, "texts": 4, "tables": 0, "charts": 0,
            "pictures": 1, "left_out": 0, "uncommon_fonts": 0,
        },
        "slides": [
            {"slide": 3, "texts": 2, "tables": 0, "charts": 0, "pictures": [], "left_out": []},
            {"slide": 4, "texts": 2, "tables": 0, "charts": 0,
             "pictures": [{"what": "effect", "area": 0.16}], "left_out": []},
        ],
        "fonts": [],
    });
    assert_eq!(file["fidelity"], expected);
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
            Progress::Waiting,
            Progress::StartingBrowser,
            Progress::Slides { ready: 0, total },
            Progress::Slides { ready: 1, total },
            Progress::Slides { ready: 3, total },
            Progress::Printing { total: 1 },
            Progress::Writing,
        ]
    );
}

#[tokio::test]
async fn an_html_file_is_imported_as_it_was_exported() {
    let house = House::new().await;
    let id = house.create(json!({"title": "Q3 </script> & more"})).await;
    let deck = json!({
        "slides": [
            {"slide_id": "a", "html": "<h1>One</h1></script>", "notes": "Say \"hello\"."},
            {"slide_id": "b", "html": "<canvas id=c></canvas>", "scripts": "new Chart('c', {})"},
        ],
        "css": "h1 { color: red } </style>",
        "scripts": "const shared = '</script>';",
        "external_scripts": ["https://cdn.jsdelivr.net/npm/chart.js", "https://example.org/x.js"],
        "root_attributes": {"html": {"lang": "nl"}, "body": {"class": "dark"}},
        "surroundings": "<nav id=n></nav>",
    });
    let put = json!({"session_id": id, "deck": deck});
    let deck = house.ask("put_slides", put).await.unwrap();
    let export = json!({"session_id": id, "format": "html"});
    let file = house.ask("export_session", export).await.unwrap();
    assert_eq!(file["file_name"], "Q3 script & more.html");
    assert_eq!(file["warnings"], 1, "a library that Lectern has no copy of");
    let text = file["text"].as_str().unwrap();
    assert!(text.contains("<html lang=\"nl\">"));
    assert!(text.contains("<title>Q3 &lt;/script&gt; &amp; more</title>"));
    let import = json!({"content": text, "name": "other.html"});
    let session = house.ask("import_session", import).await.unwrap();
    assert_eq!(session["title"], "Q3 </script> & more");
    let again = json!({"session_id": session["session_id"]});
    let mut again = house.ask("get_slides", again).await.unwrap()["slide_deck"].take();
    again["title"] = deck["slide_deck"]["title"].clone();
    assert_eq!(again, deck["slide_deck"]);

    let one = json!({"session_id": id, "format": "html", "slides": "2"});
    let file = house.ask("export_session", one).await.unwrap();
    let import = json!({"content": file["text"]});
    let session = house.ask("import_session", import).await.unwrap();
    assert_eq!(session["slide_count"], 1);
}

#[tokio::test]
async fn pictures_come_alone_or_in_an_archive() {
    let house = House::new().await;
    let id = house.create(json!({"title": "Deck"})).await;
    let put = json!({"session_id": id, "deck": deck(12)});
    house.ask("put_slides", put).await.unwrap();
    let png = json!({"session_id": id, "format": "png", "slides": "3", "scale": 4});
    let one = house.ask("export_session", png).await.unwrap();
    assert_eq!(one["file_name"], "Deck.png");
    assert!(one["text"].as_str().unwrap().ends_with("<h1>2</h1> 5120"));
    assert_eq!(
        one["warnings"], 0,
        "that slide 1 is too large is no concern of it"
    );
    let png = json!({"session_id": id, "format": "png"});
    let all = house.ask("export_session", png.clone()).await.unwrap();
    assert_eq!(all["file_name"], "Deck.zip");
    let text = all["text"].as_str().unwrap();
    assert!(text.starts_with("PK"));
    for part in [
        "slide-01.png",
        "slide-12.png",
        "<h1>0</h1> 2560",
        "<h1>11</h1> 2560",
    ] {
        assert!(text.contains(part), "{part}");
    }
    let again = house.ask("export_session", png).await.unwrap();
    assert_eq!(all, again, "the same deck makes the same file");
    for scale in [json!(0), json!(5), json!(-1), json!("large"), json!(1.5)] {
        let request = json!({"session_id": id, "format": "png", "scale": scale});
        let refused = house.refused("export_session", request).await;
        assert_eq!(refused.code(), Code::Invalid, "{scale}");
        assert_eq!(refused.fields()[0].location, "scale");
    }
}
