//! Letters in PowerPoint files: which there are, in which order, on which line, and how
//! they are painted.

use std::collections::BTreeSet;
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
fn white_space_of_its_own_has_the_letters_around_it() {
    let slide = exported(
        "code { font: 18px/30px 'Liberation Mono'; white-space: pre; display: block }
         pre { font: 18px/30px monospace }",
        "<code><b>def</b> f():\n\t<i>return</i>\t<b>x</b></code>
         <pre><i>if</i>\t1\n\n\t<i>then</i>\t\t<i>two</i>\n</pre>",
    );
    let text = shape(&slide, "def");
    assert!(!text.contains("baseline="), "{text}");
    assert!(said(text).contains("\n        return  x"), "{}", said(text));
    let text = shape(&slide, "then");
    let fonts: BTreeSet<_> = text.split("<a:latin typeface=\"").skip(1).collect();
    let fonts: BTreeSet<_> = fonts.iter().map(|font| font.split('"').next()).collect();
    assert_eq!(fonts.len(), 1, "{fonts:?}");
    assert!(!text.contains("baseline="), "{text}");
    assert!(
        said(text).contains("\n        then            two"),
        "{}",
        said(text)
    );
}

#[test]
fn capitals_of_a_letter_that_are_two_are_there_once() {
    let slide = exported(
        "",
        "<p style='text-transform: uppercase'>Große Straße und Maße</p>",
    );
    assert!(said(&slide).contains("GROSSE STRASSE UND MASSE"), "{slide}");
}

#[test]
fn zoomed_letters_are_as_large_as_they_are_shown() {
    let slide = exported(
        "",
        "<div style='zoom: .5; font-size: 40px'>Zoomed text</div>",
    );
    assert!(shape(&slide, "Zoomed").contains("sz=\"1500\""), "{slide}");
}

#[test]
fn letters_that_the_browser_paints_are_painted() {
    let slide = exported(
        ".outline { color: transparent; -webkit-text-stroke: 2px #123456 }
         .cut { -webkit-background-clip: text; color: transparent; width: 300px }
         .one { background-image: linear-gradient(90deg, #f00, #00f) }
         .two { background-image: linear-gradient(90deg, #0a0, #0a0), linear-gradient(#fff, #000) }",
        "<p class=outline>01</p><p class='cut one'>Gradient</p><p class='cut two'>Layers</p>
         <svg width=300 height=60><defs><linearGradient id=g><stop stop-color='#ff8000'/>
         <stop offset=1 style='stop-color: #ff8000'/></linearGradient></defs>
         <text x=10 y=40 fill='url(#g)'>Drawn</text></svg>",
    );
    let outline = shape(&slide, ">01<");
    assert!(outline.contains("<a:ln w=\"19050\""), "{outline}");
    assert!(outline.contains("123456"), "{outline}");
    let gradient = shape(&slide, "Gradient");
    let text = gradient.split("<a:p>").nth(1).unwrap();
    assert!(text.contains("<a:gradFill"), "{text}");
    for (words, color) in [("Layers", "00AA00"), ("Drawn", "FF8000")] {
        let text = shape(&slide, words).split("<a:p>").nth(1).unwrap();
        assert!(!text.contains("<a:noFill"), "{text}");
        let theme = slide.contains(color) || text.contains("schemeClr");
        assert!(theme, "{color} is not in {text}");
    }
}

#[test]
fn a_box_in_a_column_centres_what_its_items_are_aligned_to() {
    let slide = exported(
        "div { display: flex; flex-direction: column; justify-content: center; width: 300px;
               height: 100px }
         .middle { align-items: center }",
        "<div>At its side</div><div class=middle>In the middle</div>",
    );
    assert!(
        shape(&slide, "At its side").contains("algn=\"l\""),
        "{slide}"
    );
    assert!(
        shape(&slide, "In the middle").contains("algn=\"ctr\""),
        "{slide}"
    );
}

#[test]
fn columns_stand_beside_each_other() {
    let slide = exported(
        "div { position: absolute; left: 100px; top: 100px; width: 420px; columns: 2;
               column-gap: 20px }
         p { margin: 0 }",
        "<div><p>Alpha</p><p>Several words that need some lines so that both of the columns have \
         got words</p></div>",
    );
    let words = said(&slide);
    let (first, second) = (shape(&slide, "Alpha"), shape(&slide, "got"));
    assert!((pixels(first, "x") - 100.0).abs() < 1.0, "{words}");
    assert!((pixels(second, "x") - 320.0).abs() < 1.0, "{words}");
    assert!(
        (pixels(first, "y") - pixels(second, "y")).abs() < 8.0,
        "{words}"
    );
}

#[test]
fn a_justified_text_has_room_but_not_for_another_word() {
    let slide = exported(
        "p { width: 400px; text-align: justify; font-size: 24px }",
        "<p>Justified text runs to both sides of its box and is long enough for three lines at \
         least, I think it is so.</p>",
    );
    let text = shape(&slide, "Justified");
    // The word after the second line would need no more than 400.3 px.
    let width = pixels(text, "cx");
    assert!(width > 394.0 && width < 399.0, "{width}");
    assert!(text.contains("algn=\"just\""), "{text}");
}
