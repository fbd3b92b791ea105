//! Letters in PowerPoint files: which there are, in which order, on which line, and how
//! they are painted.

use std::time::{Duration, Instant};

use crate::powerpoint::{Presentation, pixels, shape};

/// What a piece of markup says, each break in it as the end of a line.
fn said(markup: &str) -> String {
    let mut said = String::new();
    for piece in markup.split('<') {
        if let Some(letters) = piece.strip_prefix("a:t>") {
            said.push_str(letters);
        } else if piece.starts_with("a:br>") || piece.starts_with("a:br/") {
            said.push('\n');
        }
    }
    said
}

fn exported(css: &str, html: &str) -> String {
    let css = format!("body {{ margin: 0; font: 20px/30px 'Liberation Sans' }} {css}");
    Presentation::editable(&css, &format!("<section>{html}</section>")).slide()
}

/// What the one shape with these letters says.
fn text_with(slide: &str, letters: &str) -> String {
    said(shape(slide, letters))
}

#[test]
fn long_texts_take_no_longer_than_they_are_long() {
    let letters = "letters ".repeat(6_000);
    let begin = Instant::now();
    let slide = exported(
        ".cut { width: 300px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis }
         .narrow { width: 60px; height: 100px; overflow: hidden }",
        &format!("<p class=cut>{letters}</p><p class=narrow>{letters}</p>"),
    );
    assert!(slide.contains('\u{2026}'));
    let taken = begin.elapsed();
    assert!(taken < Duration::from_secs(20), "{taken:?}");
}

#[test]
fn letters_of_both_directions_come_in_the_order_in_which_they_are_read() {
    let texts = [
        ("rtl", "שלום world 123 עולם (test) ארוך"),
        ("rtl", "النسبة 45% في عام 2024 (Q3)"),
        ("ltr", "English with العربية 123 and עולם inside"),
        ("ltr", "abc (עברית) def"),
    ];
    let html: String = texts
        .iter()
        .map(|(direction, text)| format!("<p dir={direction}>{text}</p>"))
        .collect();
    let slide = exported("", &html);
    let words = said(&slide);
    for (_, text) in texts {
        assert!(words.contains(text), "{text} is not in {words}");
    }
    let nodes = exported(
        "",
        "<p dir=rtl>نص عربي مع <b>كلمة عريضة</b> و <span>Lectern 2.0</span> هنا</p>",
    );
    let words = said(&nodes);
    let text = "نص عربي مع كلمة عريضة و Lectern 2.0 هنا";
    assert!(words.contains(text), "{words}");
}

#[test]
fn gaps_around_words_stand_on_spaces_and_split_no_word() {
    let slide = exported(
        "kbd, b { padding: 0 9px; font: inherit }",
        "<p>press <kbd>Ctrl</kbd> now</p><p dir=rtl>نص<b>كلمة</b>نص</p>",
    );
    for whole in ["<a:t>Ctrl</a:t>", "كلمة"] {
        assert!(slide.contains(whole), "{whole} is not in {slide}");
    }
    assert!(said(&slide).contains("press Ctrl now"), "{}", said(&slide));
    assert!(slide.contains("spc="), "{slide}");
}

#[test]
fn hyphens_stand_only_within_words() {
    let slide = exported(
        "p { width: 150px; hyphens: auto }",
        "<h2 lang=en style='hyphens: auto'>Quarterly results</h2>
         <p lang=en>Several words that need more lines</p>
         <p>soft internatio&shy;nalization</p>",
    );
    let words = said(&slide);
    assert!(words.contains("Quarterly results"), "{words}");
    assert!(!words.contains("results-"), "{words}");
    assert!(words.contains("that need more lines"), "{words}");
    assert!(words.contains("internatio-\nnalization"), "{words}");
}

#[test]
fn lines_that_were_broken_without_a_space_get_none() {
    let address = "https://example.org/abcdefghijklmnopqrstuvwxyz0123456789";
    let thai = "ภาษาไทยเขียนติดกันโดยไม่มีช่องว่างระหว่างคำ";
    let slide = exported(
        "p { width: 200px; overflow-wrap: anywhere }",
        &format!(
            "<p>{address}</p><p>{thai}</p><p><b>several</b> <i>words</i> <b>in</b> <i>many</i> \
             <b>elements</b></p>"
        ),
    );
    let words = said(&slide);
    let whole = words.replace('\n', "");
    for text in [address, thai] {
        assert!(whole.contains(text), "{text} is not in {words}");
    }
    assert!(
        words.contains("ghi\n") || !words.contains(address),
        "{words}"
    );
    assert!(words.contains("several words in many elements"), "{words}");
}

#[test]
fn an_empty_line_stands_between_its_neighbours() {
    let slide = exported(
        "p, pre { position: absolute; margin: 0; width: 300px }
         pre { font: 20px/30px 'Liberation Mono'; left: 600px; top: 400px }
         p { left: 600px; top: 500px }",
        "<pre>fn main() {\n\n    code\n}</pre><p>One<br><br>Two</p>",
    );
    assert_eq!(text_with(&slide, "fn main"), "fn main() {\n\n    code\n}");
    let lines = shape(&slide, "One");
    assert_eq!(said(lines), "One\n\nTwo");
    assert!(
        pixels(lines, "cx") < 100.0 && pixels(lines, "cy") < 120.0,
        "{lines}"
    );
}

#[test]
fn tabs_take_the_room_that_they_have() {
    let slide = exported(
        "pre { font: 20px/30px 'Liberation Mono'; tab-size: 4 }",
        "<pre>if x {\n\tone\n\t\ttwo\tthree\n}</pre>",
    );
    let words = text_with(&slide, "if x");
    assert_eq!(words, "if x {\n    one\n        two three\n}");
}

#[test]
fn zoomed_letters_are_as_large_as_they_are_shown() {
    let slide = exported(
        "",
        "<div style='zoom: .5; font-size: 40px'>Zoomed text</div>",
    );
    assert!(shape(&slide, "Zoomed").contains("sz=\"1500\""), "{slide}");
}
