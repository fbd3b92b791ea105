//! HTML decks as people and models write them.

use super::*;

macro_rules! fixture {
    ($name:literal) => {
        include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../tests/fixtures/decks/",
            $name
        ))
    };
}

#[test]
fn a_deck_as_a_model_writes_it() {
    let source = fixture!("quarterly-review.html");
    let deck = deck(source);
    assert_eq!(
        deck.title.as_deref(),
        Some("Harbour & Co: Quarterly Review")
    );
    assert_eq!(
        deck.external_scripts,
        [
            "https://cdn.tailwindcss.com",
            "https://cdn.jsdelivr.net/npm/chart.js"
        ]
    );
    assert_eq!(deck.root_attributes.html["lang"], "en");
    assert_eq!(
        deck.root_attributes.body.keys().collect::<Vec<_>>(),
        ["data-deck"]
    );
    assert!(deck.css.starts_with(
        "@import url(\"https://fonts.googleapis.com/css2?family=Inter:wght@400;700&display=swap\");\n\
         @import url('https://example.com/print;v=2.css') print;"
    ));
    assert!(deck.css.contains("@media print {"));

    let ids: Vec<&str> = deck.slides.iter().map(|slide| &*slide.slide_id).collect();
    assert_eq!(ids, ["opening", "slide_1", "slide_2"]);
    for slide in [&deck.slides[0], &deck.slides[2]] {
        assert!(source.contains(&slide.html), "byte for byte");
    }
    assert_eq!(
        deck.slides[1].notes,
        "Pause here.\nMention Q3 & the new port."
    );
    assert!(!deck.slides[1].html.contains("aside"));
    assert!(deck.slides[2].html.contains("currentScript"));

    assert!(deck.shared_scripts.contains("tailwind.config"));
    assert!(deck.shared_scripts.contains("const palette"));
    assert_eq!(deck.slides[0].scripts, "");
    assert!(deck.slides[1].scripts.contains("revenueChart"));
    assert_eq!(deck.slides[2].scripts.matches("const ctx").count(), 2);
}

#[test]
fn reveal_with_a_vertical_stack() {
    let deck = deck(fixture!("stacked.html"));
    assert_eq!(deck.title.as_deref(), Some("Fahrplan"));
    let ids: Vec<&str> = deck.slides.iter().map(|slide| &*slide.slide_id).collect();
    assert_eq!(ids, ["slide_0", "oben", "slide_2", "ende"]);
    assert_eq!(deck.slides[0].notes, "Begrüßen\nDank an alle");
    assert_eq!(deck.slides[2].notes, "Langsam.");
    assert_eq!(
        deck.slides[1].html,
        "<div class=\"reveal\" data-lectern-wrapper><div class=\"slides\" data-lectern-wrapper>\
         <section id=\"stapel\" data-lectern-wrapper><section id=\"oben\"><h2>Oben</h2></section>\
         </section></div></div>"
    );
    assert!(
        deck.css
            .starts_with("@import url(\"dist/reveal.css\");\n.reveal")
    );
}

#[test]
fn a_wrapper_of_one_slide_stays_with_it() {
    assert_eq!(
        markup(fixture!("wrapped.html")),
        [
            "<section data-label=\"One\"><div class=\"slide dark\"><h1>One</h1></div></section>",
            "<section data-label=\"Two\"><div class=\"slide\"><h1>Two</h1></div><style>h1 { color: red; }</style></section>",
        ]
    );
    let alone = "<section data-label='A'>\n<div class=\"slide dark\">x</div>\n</section>";
    assert_eq!(markup(&format!("<body>{alone}</body>")), [alone]);
    assert_eq!(
        markup("<div class=deck><div class=slide>x</div></div>"),
        ["<div class=deck data-lectern-wrapper><div class=slide>x</div></div>"],
        "this may be the container of a deck with one slide"
    );
}

#[test]
fn of_many_wrappers_the_innermost_are_kept() {
    let unclosed: String = (0..100)
        .map(|level| format!("<div class=a{level}>"))
        .collect();
    let slides = markup(&(unclosed + &"<p class=slide>x</p>".repeat(2)));
    for slide in slides {
        assert!(slide.starts_with("<div class=a36 data-lectern-wrapper><div class=a37 "));
        assert!(slide.contains("<div class=a99 data-lectern-wrapper><p class=slide>x</p></div>"));
        assert_eq!(slide.matches("</div>").count(), 64);
    }
}

#[test]
fn what_is_around_unclosed_slides_is_around_each() {
    let unclosed = "<p class=slide><b class=c><i>x".repeat(100);
    for slide in markup(&format!("<div class=a><div>{unclosed}")) {
        assert_eq!(
            slide,
            "<div class=a data-lectern-wrapper><p class=slide><b class=c><i>x</div>"
        );
    }
    let nested = "<div class=slide>x<div class=c>".repeat(3);
    for slide in markup(&format!("<main class=a>{nested}")) {
        let content = "<div class=slide>x<div class=c></main>";
        assert_eq!(
            slide,
            format!("<main class=a data-lectern-wrapper>{content}")
        );
    }
}

#[test]
fn a_slide_is_no_wrapper_of_the_next() {
    let shown = "<template><p>x</p></template>";
    let source = format!(
        "<div><div class=slide>{shown}<div class=slide>A</div></div><div class=slide>B</div>"
    );
    let first = format!("<div class=slide>{shown}");
    let (second, third) = ("<div class=slide>A</div>", "<div class=slide>B</div>");
    assert_eq!(markup(&source), [&first, second, third]);
}

#[test]
fn unclosed_tags_swallow_no_slide() {
    let source = fixture!("unclosed.html");
    let deck = deck(source);
    let shell = "<div class=\"deck\" style=\"gap: 20px\" data-lectern-wrapper>";
    let starts: Vec<&str> = deck
        .slides
        .iter()
        .map(|slide| slide.html.strip_prefix(shell).unwrap_or(&slide.html))
        .collect();
    assert_eq!(deck.slides.len(), 4);
    for (start, title) in starts.iter().zip(["One", "Two", "Three", "Four"]) {
        assert!(start.contains(title), "{start}");
        assert_eq!(start.matches("slide").count(), 1, "{start}");
    }
    assert!(starts[2].contains("</b> odd</div><br></div>"));
    assert_eq!(deck.slides[3].scripts, "new Chart('four', {});");
    assert!(deck.slides[2].scripts.contains("#three canvas"));
}

#[test]
fn names_and_data_that_scripts_share() {
    let deck = deck(fixture!("shared-names.html"));
    assert_eq!(deck.slides.len(), 3);
    assert!(deck.slides[0].scripts.contains("draw('north')"));
    assert!(deck.slides[1].scripts.contains("draw('south')"));
    for name in ["const numbers", "function swap", "draw('legend')"] {
        assert!(deck.shared_scripts.contains(name), "{name}");
    }
    assert!(
        deck.slides[1]
            .html
            .ends_with("\"<div class='slide'>\"}</script>")
    );
}

#[test]
fn the_first_kind_that_occurs_decides() {
    let marp = "<div class=\"marpit\"><svg data-marpit-svg><foreignObject><section class=\"slide\">A</section></foreignObject></svg><svg data-marpit-svg=\"\"></svg></div>";
    assert_eq!(markup(marp).len(), 2);
    assert_eq!(
        markup("<b data-slide=1>A</b><b data-slide=2>B</b><a data-slide=1>nav</a>").len(),
        2
    );
    assert_eq!(
        markup("<main><section>A</section><section>B</section></main>").len(),
        2
    );
    assert_eq!(
        markup("<article><h1>T</h1><section>A</section></article>").len(),
        1
    );
    assert_eq!(markup("<section>A<section>B</section></section>").len(), 1);
    assert_eq!(markup("<section>A<section>B").len(), 2);
    assert_eq!(markup("  <h1>Hi</h1><p>there \n"), ["<h1>Hi</h1><p>there"]);
    assert_eq!(
        markup("<body><p class=slides>x</p><p class='slide-title'>y</p>").len(),
        1
    );
}

#[test]
fn slides_in_slides() {
    let carousel =
        "<div class=slide><h2>T</h2><div class=slide>A</div><div class=slide>B</div></div>";
    assert_eq!(markup(carousel), [carousel]);
    let container = "<div class=slide> <div class=slide>A</div> <div class=slide>B</div> </div>";
    assert_eq!(
        markup(container)[1],
        "<div class=slide data-lectern-wrapper><div class=slide>B</div></div>"
    );
}

#[test]
fn what_looks_like_slides_in_other_content_is_none() {
    let source = "<P CLASS=slide>1<!-- <p class=slide> --><textarea><p class=slide></textarea>\
                  <template><p class=slide></template><noscript><p class=slide></noscript>\
                  <svg><title/><style/><g class=slide /></svg>\
                  <script>'<p class=slide>'</script><b title='<p class=slide>'></b></P>\
                  <p class='a slide b'>2</p>";
    let slides = markup(source);
    assert_eq!(slides.len(), 2);
    assert_eq!(slides.concat(), source);
}

#[test]
fn documents_one_after_the_other() {
    let document = "<html><head><title>T</title></head><body><div class=slide>x</body></html>\n";
    let slides = markup(&document.repeat(3));
    assert_eq!(slides, ["<div class=slide>x"; 3]);
}

#[test]
fn scripts_after_the_body_are_the_decks() {
    let deck = deck("<body><div class=slide id=a>x</body><script>draw('a')</script></html>");
    assert_eq!(deck.slides[0].html, "<div class=slide id=a>x");
    assert_eq!(deck.slides[0].scripts, "draw('a')");
}

#[test]
fn a_script_that_never_ends() {
    let slides = markup("<div class=slide>x</body><script><div class=slide>");
    assert_eq!(slides, ["<div class=slide>x"]);
}

#[test]
fn icons_of_a_sprite_come_along() {
    let sprite = "<svg hidden><symbol id='star'><path d='M0 0'/></symbol></svg>";
    let first = "<p class=slide><svg><use href='#star'/></svg></p>";
    let slides = markup(&format!("{sprite}{first}<p class=slide>2 #1</p>"));
    assert_eq!(
        slides,
        [
            format!("{first}\n{sprite}"),
            "<p class=slide>2 #1</p>".into()
        ]
    );
}

#[test]
fn one_style_is_kept_as_it_is() {
    let css = " \n@import 'x.css';\n.slide { color: red } /* end";
    let deck = deck(&format!("<style>{css}</style><p class=slide>x</p>"));
    assert_eq!(deck.css, css);
}
