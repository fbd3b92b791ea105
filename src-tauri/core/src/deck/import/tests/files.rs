//! Files that are decks in other clothes, and files that are none.

use super::*;
use crate::Code;

#[test]
fn byte_order_marks_are_understood() {
    let html = "<div class=\"slide\">Größe 📊</div>";
    let mut marked = b"\xef\xbb\xbf".to_vec();
    marked.extend(html.as_bytes());
    assert_eq!(read(&marked).unwrap().deck.unwrap().slides[0].html, html);
    let mut little = b"\xff\xfe".to_vec();
    little.extend(html.encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(read(&little).unwrap().deck.unwrap().slides[0].html, html);
    let mut big = b"\xfe\xff".to_vec();
    big.extend(html.encode_utf16().flat_map(u16::to_be_bytes));
    assert_eq!(read(&big).unwrap().deck.unwrap().slides[0].html, html);
    big.pop();
    assert!(refusal(&big).2.contains("UTF-16"));
}

#[test]
fn what_is_no_deck_is_refused_by_name() {
    for (content, expected) in [
        (&b""[..], "The file is empty."),
        (b" \n\t ", "nothing but blanks"),
        (b"\x89PNG\r\n\x1a\n", "This is a PNG image;"),
        (b"%PDF-1.7\n", "This is a PDF;"),
        (
            b"PK\x03\x04....ppt/slides/slide1.xml",
            "This is a PowerPoint file;",
        ),
        (b"PK\x03\x04....data.csv", "This is a ZIP archive;"),
        (
            b"<div class=\"slide\">\xe9t\xe9</div>",
            "byte 19 cannot be read",
        ),
        (b"Just a few words, 1 < 2.", "plain text"),
        (b"\"text\"", "plain text"),
        (
            b"<html><head><title>T</title></head><body> </body></html>",
            "its body is empty",
        ),
        (b"{\"title\": \"T\"}", "neither slides nor messages"),
        (b"{\"messages\": []}", "neither slides nor messages"),
        (b"{\"slides\": []}", "The deck has no slides."),
        (b"[]", "The deck has no slides."),
    ] {
        let (code, _, message) = refusal(content);
        assert_eq!(code, Code::Invalid, "{message}");
        assert!(message.contains(expected), "{message:?} says {expected:?}");
    }
}

#[test]
fn broken_json_names_line_and_column() {
    for (content, expected) in [
        (
            "{\n  \"slides\": [,]\n}",
            "line 2, column 14: expected value.",
        ),
        ("{\"slides\": [\"\\ud800\"]}", "lone surrogate"),
        (
            &format!("{{\"x\": {}", "[".repeat(500)),
            "deeper than 128 levels",
        ),
        ("[\"<p>\"", "EOF"),
    ] {
        let (code, _, message) = refusal(content.as_bytes());
        assert_eq!(code, Code::Malformed);
        assert!(message.contains(expected), "{message:?} says {expected:?}");
    }
}

#[test]
fn limits_have_sentences() {
    let large = vec![b' '; DeckLimits::FILE_BYTES + 1];
    let (code, _, message) = refusal(&large);
    assert_eq!(code, Code::TooLarge);
    assert!(message.contains("up to 64 MiB"));

    let many = "<p class=slide>x</p>".repeat(DeckLimits::SLIDES + 1);
    assert!(refusal(many.as_bytes()).2.contains("10001 slides"));
    let many = format!("[{}\"\"]", "\"\",".repeat(DeckLimits::SLIDES));
    assert!(refusal(many.as_bytes()).2.contains("10001 slides"));

    let wide = format!("<p class=slide>{}</p>", "x".repeat(DeckLimits::SLIDE_BYTES));
    let (code, place, message) = refusal(wide.as_bytes());
    assert_eq!((code, place.as_str()), (Code::Invalid, "slides[0].html"));
    assert!(message.starts_with("Slide 1 has"));
}

#[test]
fn what_each_slide_repeats_counts_towards_the_limit() {
    let slides = "<p class=slide>x</p>".repeat(4_000);
    let wide = format!("<div data-x='{}'>{slides}</div>", "x".repeat(20_000));
    let (code, place, message) = refusal(wide.as_bytes());
    assert_eq!((code, place.as_str()), (Code::Invalid, "slides[3345]"));
    assert!(message.starts_with("With slide 3346 the deck has more than 64 MiB of markup."));

    let slides = "<p class=slide><svg><use href=#a /></svg></p>".repeat(4_000);
    let path = format!("<path d='{}'/>", "x".repeat(20_000));
    let drawn = format!("<svg hidden><symbol id=a>{path}</symbol></svg>{slides}");
    assert!(refusal(drawn.as_bytes()).2.contains("drawings"));
}

/// Looked at once for each slide, these elements would keep the import busy for
/// longer than a test may take.
#[test]
fn many_slides_beside_many_silent_elements_are_read_in_one_go() {
    let links = "<link>".repeat(600_000);
    let slides = "<p class=slide>x</p>".repeat(9_000);
    let slides = markup(&format!("<div>{links}{slides}</div>"));
    assert_eq!(slides.len(), 9_000);
}

/// Walked up from each element, these depths would keep the import busy for
/// longer than a test may take.
#[test]
fn deep_nesting_takes_neither_stack_nor_patience() {
    let depth = 60_000;
    let divs = "<div>".repeat(depth) + &"</div>".repeat(depth);
    let slides = "<div class=slide>x".repeat(depth) + &"</div>".repeat(depth);
    let unmatched = "<div>".repeat(depth) + &"</span></section></b>".repeat(depth);
    let unclosed = "<p class=slide><b><i>x".repeat(DeckLimits::SLIDES);
    for (content, count) in [
        (divs, 1),
        (slides, 1),
        (unmatched, 1),
        (unclosed, DeckLimits::SLIDES),
    ] {
        assert_eq!(deck(&content).slides.len(), count);
    }
}
