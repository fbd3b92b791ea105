//! Exports by the command line: right files, or none.

use std::fs;

use serde_json::{Value, json};

use super::harness::{Pdf, User, fixture};

#[test]
fn a_file_is_exported_without_being_stored() {
    let user = User::new();
    let deck = user.write(
        "deck.html",
        "<title>Two</title><div class=slide><h1>First</h1></div><div class=slide><h1>Second</h1></div>",
    );
    let written = user.json(&[
        "export",
        deck.to_str().unwrap(),
        "--format",
        "pdf",
        "--output",
        "out.pdf",
    ]);
    assert_eq!(written["path"], "out.pdf");
    let pdf = Pdf::new(&user.files().join("out.pdf"));
    assert_eq!(pdf.page_sizes(), ["960 x 540 pts", "960 x 540 pts"]);
    assert!(pdf.text_of_page(1).contains("First"));
    assert!(pdf.text_of_page(2).contains("Second"));
    assert!(!user.data().join("store").exists(), "nothing was stored");
}

#[test]
fn a_session_is_exported_under_its_title() {
    let user = User::new();
    let id = user.import(&user.write("a.html", "<title>Q3: Review</title><h1>A</h1>"));
    let first = user.json(&["export", &id]);
    let second = user.json(&["export", &id]);
    assert_eq!(first["path"], "Q3 Review.pptx");
    assert_eq!(second["path"], "Q3 Review (2).pptx", "no file is replaced");
    let bytes = |written: &Value| {
        let name = written["path"].as_str().unwrap();
        fs::read(user.files().join(name)).unwrap()
    };
    let file = bytes(&first);
    assert!(file.starts_with(b"PK"), "an archive, as PowerPoint's are");
    assert_eq!(file, bytes(&second), "the same deck makes the same file");
}

#[test]
fn the_kind_of_file_follows_its_name_unless_another_is_asked_for() {
    let user = User::new();
    let deck = user.write("deck.json", json!({"slides": ["<h1>A</h1>"]}).to_string());
    let export = |options: &[&str]| {
        user.json(&[&["export", deck.to_str().unwrap()], options].concat());
        let name = options.last().unwrap();
        fs::read(user.files().join(name)).unwrap()
    };
    for (options, begin) in [
        (&["--output", "a.PPTX"][..], &b"PK"[..]),
        (&["--output", "a.v2"][..], &b"PK"[..]),
        (&["--output", "a.PDF"][..], &b"%PDF"[..]),
        (&["--output", "a.png"][..], &b"\x89PNG"[..]),
        (&["--output", "a.html"][..], &b"<!doctype"[..]),
        (
            &["--format", "html", "--output", "b.pptx"][..],
            &b"<!doctype"[..],
        ),
    ] {
        let file = export(options).to_ascii_lowercase();
        assert!(file.starts_with(&begin.to_ascii_lowercase()), "{options:?}");
    }
}

#[test]
fn a_powerpoint_file_comes_with_a_report_of_what_became_a_picture() {
    let user = User::new();
    let deck = json!({"slides": [
        {"html": "<h1>Words</h1>"},
        {"html": "<h1>Paint</h1><canvas id=c width=640 height=360></canvas>",
         "scripts": "const pen = document.getElementById('c').getContext('2d'); \
                     pen.fillRect(0, 0, 640, 360);"},
    ]});
    let deck = user.write("deck.json", deck.to_string());
    let deck = deck.to_str().unwrap();
    let written = user.json(&["export", deck, "--output", "a.pptx"]);
    let report = &written["fidelity"];
    assert_eq!(report["totals"]["slides"], 2);
    assert_eq!(report["totals"]["editable_slides"], 1);
    assert_eq!(report["slides"][0]["texts"], 1);
    let picture = json!([{"what": "canvas", "area": 0.25}]);
    assert_eq!(report["slides"][1]["pictures"], picture);
    assert!(!report["fonts"].as_array().unwrap().is_empty());

    let told = |options: &[&str]| {
        let order = ["export", deck, "--output", "b.pptx", "--force"];
        let output = user.run(&[&order, options].concat());
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stderr).unwrap()
    };
    let editable = told(&[]);
    for sentence in [
        "1 of 2 slides can be edited in full.\n",
        "Slide 2: 1 canvas became a picture (25 % of the slide).\n",
    ] {
        assert!(editable.contains(sentence), "{editable}");
    }
    let one = told(&["--slides", "1", "--made-for", "libreoffice"]);
    assert!(one.contains("The slide can be edited in full.\n"), "{one}");
    let exact = told(&["--mode", "exact"]);
    assert!(
        exact.contains("Each slide is one picture, which cannot be edited.\n"),
        "{exact}"
    );

    let pdf = user.json(&["export", deck, "--output", "a.pdf"]);
    assert_eq!(pdf["fidelity"], Value::Null);
    for (format, option) in [
        ("pdf", ["--mode", "editable"]),
        ("html", ["--made-for", "any"]),
        ("pptx", ["--scale", "2"]),
    ] {
        let (exit, problem) =
            user.refused(&["export", deck, "--format", format, option[0], option[1]]);
        assert_eq!((exit, &problem["code"]), (2, &json!("invalid")), "{format}");
    }
}

#[test]
fn a_deck_becomes_pictures_or_one_html_file() {
    let user = User::new();
    let id = user.import(&user.write(
        "a.html",
        "<title>Two</title><div class=slide>A</div><div class=slide>B</div>",
    ));
    let bytes = |options: &[&str]| {
        let written = user.json(&[&["export", &id], options].concat());
        let name = written["path"].as_str().unwrap().to_owned();
        (fs::read(user.files().join(&name)).unwrap(), name)
    };
    let (archive, name) = bytes(&["--format", "png", "--scale", "1"]);
    assert_eq!((&archive[..2], name.as_str()), (&b"PK"[..], "Two.zip"));
    let (picture, name) = bytes(&["--format", "png", "--slides", "2"]);
    assert_eq!((&picture[1..4], name.as_str()), (&b"PNG"[..], "Two.png"));
    let width = u32::from_be_bytes(picture[16..20].try_into().unwrap());
    assert_eq!(
        width, 2560,
        "twice as large, unless somebody says otherwise"
    );
    let (_, name) = bytes(&["--format", "html"]);
    let again = user.import(&user.files().join(&name));
    assert_eq!(user.json(&["show", &again])["slide_count"], 2);
    for wrong in [["png", "5"], ["pdf", "2"]] {
        let (exit, _) = user.refused(&["export", &id, "--format", wrong[0], "--scale", wrong[1]]);
        assert_eq!(exit, 2, "{wrong:?}");
    }
}

#[test]
fn notes_and_handouts_are_printed_on_paper() {
    let user = User::new();
    let deck = json!({"slides": [
        {"html": "<h1>One</h1>", "notes": "Say hello."},
        {"html": "<h1>Two</h1>", "notes": "Say goodbye."},
        {"html": "<h1>Three</h1>"},
    ]});
    let deck = user.write("deck.json", deck.to_string());
    let deck = deck.to_str().unwrap();
    let pdf = |options: &[&str]| {
        let order = ["export", deck, "--output", "out.pdf", "--force"];
        user.json(&[&order, options].concat());
        Pdf::new(&user.files().join("out.pdf"))
    };
    let pages = pdf(&["--notes", "pages", "--slides", "1-2"]);
    assert_eq!(pages.page_sizes().len(), 2);
    assert!(pages.page_sizes()[1].ends_with("(A4)"));
    assert!(pages.text_of_page(2).contains("Say goodbye."));
    let handout = pdf(&["--per-page", "2", "--paper", "letter"]);
    assert_eq!(handout.page_sizes(), ["612 x 792 pts (letter)"; 2]);
    assert!(handout.text_of_page(1).contains("Two"));
    assert_eq!(pdf(&["--notes", "annotations"]).page_sizes().len(), 3);
    for (options, location) in [
        (&["--format", "pdf", "--per-page", "5"][..], "per_page"),
        (&["--format", "pdf", "--paper", "letter"][..], "paper"),
        (
            &["--format", "pdf", "--notes", "pages", "--per-page", "2"][..],
            "per_page",
        ),
        (&["--notes", "pages"][..], "notes"),
        (&["--format", "html", "--notes", "pages"][..], "notes"),
    ] {
        let (exit, problem) = user.refused(&[&["export", deck], options].concat());
        assert_eq!((exit, &problem["code"]), (2, &json!("invalid")));
        assert_eq!(problem["errors"][0]["location"], location, "{options:?}");
    }
    assert_eq!(user.listing(), ["deck.json", "out.pdf"]);
}

#[test]
fn chosen_slides_are_exported_in_the_decks_order() {
    let user = User::new();
    let slides: String = (1..=4)
        .map(|number| format!("<div class=slide><h1>Slide {number}</h1></div>"))
        .collect();
    let deck = user.write("deck.html", slides);
    let id = user.import(&deck);
    for (source, output) in [(deck.to_str().unwrap(), "file.pdf"), (&id, "session.pdf")] {
        user.json(&["export", source, "--slides", "4,1-2,2", "--output", output]);
        let pdf = Pdf::new(&user.files().join(output));
        assert_eq!(pdf.page_sizes().len(), 3);
        for (page, slide) in [(1, "Slide 1"), (2, "Slide 2"), (3, "Slide 4")] {
            assert!(pdf.text_of_page(page).contains(slide), "{output} {page}");
        }
        let (exit, problem) = user.refused(&["export", source, "--slides", "3-9"]);
        assert_eq!((exit, &problem["code"]), (2, &json!("invalid")));
        assert_eq!(
            problem["detail"],
            "There is no slide 9: the deck has 4 slides."
        );
    }
    assert_eq!(user.listing(), ["deck.html", "file.pdf", "session.pdf"]);
}

#[test]
fn an_existing_file_is_only_replaced_when_asked() {
    let user = User::new();
    let deck = user.write("a.html", "<h1>A</h1>");
    let deck = deck.to_str().unwrap();
    let old = user.write("old.pdf", "precious");
    let (exit, problem) = user.refused(&["export", deck, "--output", "old.pdf"]);
    assert_eq!((exit, &problem["code"]), (6, &json!("already_exists")));
    assert_eq!(fs::read(&old).unwrap(), b"precious");
    user.json(&["export", deck, "--output", "old.pdf", "--force"]);
    assert!(fs::read(&old).unwrap().starts_with(b"%PDF"));
}

#[test]
fn every_fixture_has_a_page_for_each_slide() {
    let user = User::new();
    for entry in fs::read_dir(fixture("")).unwrap() {
        let path = entry.unwrap().path();
        let session = user.json(&["import", path.to_str().unwrap()]);
        let id = session["session_id"].as_str().unwrap();
        let written = user.json(&["export", id, "--format", "pdf"]);
        let pdf = Pdf::new(&user.files().join(written["path"].as_str().unwrap()));
        let sizes = pdf.page_sizes();
        assert_eq!(session["slide_count"], sizes.len(), "{}", path.display());
        assert!(
            sizes.iter().all(|size| size == "960 x 540 pts"),
            "{sizes:?}"
        );
        let text: String = (1..=sizes.len())
            .map(|page| pdf.text_of_page(page))
            .collect();
        assert!(!text.trim().is_empty(), "{} has text", path.display());
    }
}
