//! Exporting into a file: where it goes, what it never replaces, and showing it
//! to other programs.

use std::path::PathBuf;
use std::sync::atomic::Ordering;

use lectern::desktop::Choice;
use serde_json::{Value, json};
use tauri::RunEvent;
use tokio::task::JoinHandle;

use super::harness::{Reply, Window, call, changes, code_of, json_of, next, problem_of, session};

fn is_progress(event: &Value) -> bool {
    event["change"] == "export_progressed"
}

/// A place that the user chose.
async fn chosen(window: &Window, id: &str, path: PathBuf) -> Value {
    *window.dialogs.save.lock().unwrap() = Choice::Chosen(path);
    let request = json!({"session_id": id, "file_name": "Q3: review", "format": "pdf"});
    json_of(window, "choose_export_file", request).await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_is_saved_where_the_user_says() {
    let window = Window::new().await;
    let id = session(&window, "Q3: review").await;
    let path = window.folder.path().join("chosen.PDF");
    std::fs::write(&path, "old").unwrap();
    let target = chosen(&window, &id, path.clone()).await;
    let suggested = window.dialogs.suggested.lock().unwrap().clone();
    assert_eq!(suggested.as_deref(), Some("Q3 review.pdf"));
    assert_eq!(target["file_name"], "chosen.PDF");
    assert_eq!(target["folder"], json!(window.folder.path()));
    assert!(!target["target"].as_str().unwrap().contains("chosen"));
    let request = json!({"session_id": id, "format": "pdf", "target": target["target"]});
    let saved = json_of(&window, "save_export", request.clone()).await;
    assert_eq!(saved["file_name"], "chosen.PDF");
    let warnings = json!([{"kind": "picture_missing", "slide": 1}]);
    assert_eq!(saved["warnings"], warnings);
    assert_eq!(saved["fidelity"], Value::Null);
    let Ok(Reply::Bytes(exported)) = window
        .call("export_session", json!({"session_id": id, "format": "pdf"}))
        .await
    else {
        panic!("an export is bytes");
    };
    assert_eq!(std::fs::read(&path).unwrap(), exported);
    assert_eq!(saved["bytes"], exported.len());
    let again = problem_of(&window, "save_export", request).await;
    assert_eq!(again["errors"][0]["location"], "target", "it counts once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_without_extension_gets_one_and_replaces_nothing() {
    let window = Window::new().await;
    let id = session(&window, "Q3").await;
    let path = window.folder.path().join("v1.2");
    for expected in [None, Some("already_exists")] {
        let target = chosen(&window, &id, path.clone()).await;
        assert_eq!(target["file_name"], "v1.2.pdf");
        let request = json!({"session_id": id, "format": "pdf", "target": target["target"]});
        match expected {
            None => drop(json_of(&window, "save_export", request).await),
            Some(code) => assert_eq!(
                code_of(&window, "save_export", request).await,
                code,
                "the user agreed to replace v1.2, not v1.2.pdf"
            ),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_place_exports_go_into_the_folder_and_replace_nothing_unasked() {
    let window = Window::new().await;
    let id = session(&window, "Q3").await;
    let saved = json_of(&window, "save_export", json!({"session_id": id})).await;
    assert_eq!(saved["file_name"], "Q3.pptx");
    assert_eq!(saved["folder"], json!(window.folder.path()));
    let problem = problem_of(&window, "save_export", json!({"session_id": id})).await;
    assert_eq!(problem["code"], "already_exists");
    assert!(problem["detail"].as_str().unwrap().contains("Q3.pptx"));
    let replaced = json!({"session_id": id, "replace": true, "slides": "2"});
    let replaced = json_of(&window, "save_export", replaced).await;
    assert_eq!(replaced["file_name"], "Q3.pptx");
    let text = std::fs::read(window.folder.path().join("Q3.pptx")).unwrap();
    assert!(text.ends_with(b"1 slides of Q3"), "one slide was asked for");
    let named = json!({"session_id": id, "file_name": "../../else/../where?.pdf"});
    let named = json_of(&window, "save_export", named).await;
    assert_eq!(named["folder"], json!(window.folder.path()));
    assert!(
        window
            .folder
            .path()
            .join(named["file_name"].as_str().unwrap())
            .is_file()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_that_cannot_be_says_so_and_writes_nothing() {
    let window = Window::new().await;
    let empty = json_of(&window, "create_session", json!({})).await;
    let empty = empty["session_id"].clone();
    let full = session(&window, "Q3").await;
    let refused = [
        (json!({"session_id": empty}), "no_deck"),
        (json!({"session_id": "nobody"}), "not_found"),
        (
            json!({"session_id": full, "format": "pptx", "scale": 2}),
            "invalid",
        ),
        (
            json!({"session_id": full, "format": "pdf", "mode": "exact"}),
            "invalid",
        ),
        (json!({"session_id": full, "format": "doc"}), "invalid"),
        (json!({"session_id": full, "format": ["pdf"]}), "invalid"),
        (json!({"session_id": full, "slides": "7"}), "invalid"),
        (json!({"session_id": full, "target": "made up"}), "invalid"),
        (Value::Null, "invalid"),
    ];
    for (request, code) in refused {
        let answer = code_of(&window, "save_export", request.clone()).await;
        assert_eq!(answer, code, "{request}");
    }
    let gone = window.folder.path().join("gone");
    window.preferences.preferred.lock().unwrap().export_folder = gone;
    let problem = problem_of(&window, "save_export", json!({"session_id": full})).await;
    assert_eq!(problem["code"], "unwritable");
    let detail = problem["detail"].as_str().unwrap();
    assert!(detail.contains("its folder does not exist"), "{detail}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_named_after_what_it_holds() {
    let window = Window::new().await;
    let id = session(&window, "Q3").await;
    for (format, ending) in [
        ("html", "html"),
        ("png", "zip"),
        ("pdf", "pdf"),
        ("pptx", "pptx"),
    ] {
        let request = json!({"session_id": id, "format": format, "file_name": "A"});
        let saved = json_of(&window, "save_export", request).await;
        assert_eq!(saved["file_name"], format!("A.{ending}"));
    }
    let target = chosen(&window, &id, window.folder.path().join("a.pdf")).await;
    let other = json!({"session_id": id, "format": "html", "target": target["target"]});
    let problem = problem_of(&window, "save_export", other).await;
    assert_eq!(
        problem["errors"][0]["location"], "target",
        "it was for a PDF"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_powerpoint_file_comes_with_the_report_of_its_slides() {
    let window = Window::new().await;
    let id = session(&window, "Q3").await;
    let request = json!({"session_id": id, "slides": "2", "mode": "exact"});
    let saved = json_of(&window, "save_export", request).await;
    let report = &saved["fidelity"];
    assert_eq!(report["totals"]["slides"], 1);
    assert_eq!(report["totals"]["editable_slides"], 0);
    assert_eq!(
        report["slides"],
        json!([{
            "slide": 2, "texts": 0, "tables": 0, "charts": 0,
            "pictures": [{"what": "slide", "area": 1.0}], "left_out": [],
        }])
    );
    assert_eq!(report["fonts"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dialog_can_be_closed_or_missing() {
    let window = Window::new().await;
    let id = session(&window, "Q3").await;
    let request = json!({"session_id": id, "file_name": "a", "format": "pdf"});
    let closed = json_of(&window, "choose_export_file", request.clone()).await;
    assert_eq!(closed, Value::Null, "closing the dialog is no error");
    *window.dialogs.save.lock().unwrap() = Choice::Unavailable;
    let problem = problem_of(&window, "choose_export_file", request).await;
    assert_eq!(problem["code"], "not_implemented");
    let detail = problem["detail"].as_str().unwrap();
    assert!(detail.contains("the folder of the settings"), "{detail}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_choices_say_where_and_with_what() {
    let window = Window::new().await;
    let expected = json!({
        "folder": window.folder.path(),
        "dialogs": true,
        "browser": {"name": "Chromium", "version": "140.0.1"},
    });
    assert_eq!(
        json_of(&window, "export_choices", Value::Null).await,
        expected
    );
    window.dialogs.missing.store(true, Ordering::SeqCst);
    window
        .preferences
        .has_browser
        .store(false, Ordering::SeqCst);
    let choices = json_of(&window, "export_choices", Value::Null).await;
    assert_eq!(choices["dialogs"], false);
    assert_eq!(choices["browser"], Value::Null);
}

/// An export that draws until it is cancelled: its session, what it will answer,
/// and the first that it told.
async fn endless(window: &Window) -> (String, JoinHandle<Result<Reply, Value>>, Value) {
    let id = session(window, "endless").await;
    let events = changes(window);
    let exporting = tokio::spawn({
        let main = window.main();
        let request = json!({"session_id": id});
        async move { call(&main, "save_export", request).await }
    });
    let (told, _) = next(events, is_progress).await;
    (id, exporting, told)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_tells_its_progress_and_can_be_cancelled() {
    let window = Window::new().await;
    let (id, exporting, told) = endless(&window).await;
    assert_eq!(told["session_id"], json!(id));
    assert_eq!(
        told["progress"],
        json!({"step": "slides", "ready": 0, "total": 2})
    );
    assert_eq!(
        code_of(&window, "save_export", json!({"session_id": id})).await,
        "busy"
    );
    json_of(&window, "cancel_export", json!({"session_id": id})).await;
    let problem = exporting.await.unwrap().unwrap_err();
    assert_eq!(problem["code"], "cancelled");
    let file = window.folder.path().join("endless.pptx");
    assert!(!file.exists(), "no file was written");
}

#[tokio::test(flavor = "multi_thread")]
async fn closing_the_window_stops_exports() {
    let window = Window::new().await;
    let (_, exporting, _) = endless(&window).await;
    let main = window.main();
    let runtime = tokio::runtime::Handle::current();
    let close = move || {
        let main = main.clone();
        runtime.spawn(async move { call(&main, "close_window", Value::Null).await })
    };
    let app = window.app;
    let mut rounds = 0;
    // It returns when the last window is closed.
    tokio::task::block_in_place(|| {
        app.run_return(move |_, event| match event {
            RunEvent::Ready => drop(close()),
            RunEvent::MainEventsCleared => {
                rounds += 1;
                assert!(rounds < 20, "the window stays");
            }
            _ => {}
        })
    });
    let problem = exporting.await.unwrap().unwrap_err();
    assert_eq!(problem["code"], "cancelled");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_this_window_wrote_is_opened() {
    let window = Window::new().await;
    let id = session(&window, "Q3").await;
    let saved = json_of(&window, "save_export", json!({"session_id": id})).await;
    let one = json!({"export_id": saved["export_id"]});
    json_of(&window, "open_export", one.clone()).await;
    json_of(&window, "reveal_export", one.clone()).await;
    let file = window.folder.path().join("Q3.pptx");
    let expected = [
        format!("open {}", file.display()),
        format!("reveal {}", file.display()),
    ];
    assert_eq!(*window.opener.opened.lock().unwrap(), expected);
    for command in ["open_export", "reveal_export"] {
        for other in ["", "/etc/passwd", &file.display().to_string()] {
            let request = json!({"export_id": other});
            assert_eq!(code_of(&window, command, request).await, "not_found");
        }
        assert_eq!(code_of(&window, command, json!({})).await, "invalid");
        window.opener.missing.store(true, Ordering::SeqCst);
        let problem = problem_of(&window, command, one.clone()).await;
        assert!(problem["detail"].as_str().unwrap().contains("Q3.pptx"));
        window.opener.missing.store(false, Ordering::SeqCst);
    }
}
