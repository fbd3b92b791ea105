//! Files that become sessions: chosen in a dialog or dropped on the window.

use lectern::desktop::Choice;
use serde_json::{Value, json};

use super::harness::{Window, json_of, listen, next, problem_of};

#[tokio::test(flavor = "multi_thread")]
async fn every_file_has_its_own_outcome() {
    let window = Window::new().await;
    let folder = window.folder.path();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let below = folder.join("decks");
    std::fs::create_dir(&below).unwrap();
    let large = write("large.html", b"");
    let file = std::fs::File::options().write(true).open(&large).unwrap();
    file.set_len(65 * 1024 * 1024).unwrap();
    let files = vec![
        write("binary.html", &[0xff, 0x00, 0xfe, 0x81]),
        write(
            "Plan.html",
            b"<section class=\"slide\"><h1>Plan</h1></section>",
        ),
        folder.join("missing.html"),
        below,
        large,
        write("slides.pdf", b"%PDF-1.7\n"),
        write("empty.json", b""),
        write("other.json", b"{\"no\": \"slides\"}"),
    ];
    *window.dialogs.open.lock().unwrap() = Choice::Chosen(files);
    let outcomes = json_of(&window, "import_files", Value::Null).await;
    let outcomes = outcomes.as_array().unwrap();
    let expected = [
        ("binary.html", "invalid", "not UTF-8"),
        ("Plan.html", "", ""),
        ("missing.html", "unreadable", "there is no such file"),
        ("decks", "unreadable", "This is a folder"),
        ("large.html", "too_large", "64 MB"),
        ("slides.pdf", "invalid", "PDF"),
        ("empty.json", "invalid", "empty"),
        ("other.json", "invalid", "slides"),
    ];
    assert_eq!(outcomes.len(), expected.len());
    for (outcome, (name, code, words)) in outcomes.iter().zip(expected) {
        assert_eq!(outcome["file_name"], name);
        if code.is_empty() {
            assert_eq!(outcome["session"]["slide_count"], 1);
            assert_eq!(outcome["problem"], Value::Null);
        } else {
            assert_eq!(outcome["session"], Value::Null, "{name}");
            assert_eq!(outcome["problem"]["code"], code, "{outcome}");
            let detail = outcome["problem"]["detail"].as_str().unwrap();
            assert!(detail.contains(words), "{detail}");
        }
    }
    let told = json!(outcomes).to_string();
    assert!(!told.contains(&folder.display().to_string()), "{told}");
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn a_pipe_does_not_keep_the_window_waiting() {
    let window = Window::new().await;
    let pipe = window.folder.path().join("deck.html");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    *window.dialogs.open.lock().unwrap() = Choice::Chosen(vec![pipe]);
    let outcomes = json_of(&window, "import_files", Value::Null).await;
    assert_eq!(outcomes[0]["problem"]["code"], "unreadable");
}

#[tokio::test(flavor = "multi_thread")]
async fn choosing_no_file_imports_nothing() {
    let window = Window::new().await;
    assert_eq!(
        json_of(&window, "import_files", Value::Null).await,
        json!([])
    );
    *window.dialogs.open.lock().unwrap() = Choice::Unavailable;
    let problem = problem_of(&window, "import_files", Value::Null).await;
    assert_eq!(problem["code"], "not_implemented");
    let detail = problem["detail"].as_str().unwrap();
    assert!(detail.contains("Drop the files"), "{detail}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_hears_how_many_files_were_chosen() {
    let window = Window::new().await;
    let events = listen(&window, "files");
    let missing = window.folder.path().join("missing.html");
    *window.dialogs.open.lock().unwrap() = Choice::Chosen(vec![missing.clone(), missing]);
    json_of(&window, "startup", Value::Null).await;
    let outcomes = json_of(&window, "import_files", Value::Null).await;
    assert_eq!(outcomes.as_array().unwrap().len(), 2);
    let (told, _) = next(events, |_| true).await;
    assert_eq!(told, json!({"kind": "importing", "count": 2}));
}

#[tokio::test(flavor = "multi_thread")]
async fn files_of_the_start_wait_until_the_page_asks() {
    let deck = "<section class=\"slide\"><h1>Plan</h1></section>";
    let window = Window::started_with(&[("plan.html", deck), ("empty.html", "")]).await;
    // As the page does: it listens before it asks.
    let events = listen(&window, "files");
    // The import itself waits for nobody.
    while window.service.is_empty().await.unwrap() {
        tokio::task::yield_now().await;
    }
    assert!(events.try_recv().is_err(), "nobody asked yet");
    json_of(&window, "startup", Value::Null).await;
    let (told, events) = next(events, |_| true).await;
    assert_eq!(told, json!({"kind": "importing", "count": 2}));
    let (told, _) = next(events, |_| true).await;
    assert_eq!(told["kind"], "imported");
    assert_eq!(told["dropped"], false);
    assert_eq!(told["outcomes"][0]["session"]["title"], "Plan");
    assert_eq!(told["outcomes"][1]["file_name"], "empty.html");
    assert_eq!(told["outcomes"][1]["problem"]["code"], "invalid");
    assert!(
        !told
            .to_string()
            .contains(&window.folder.path().display().to_string())
    );
}
