//! Small pictures of slides: drawn once, kept on disk, gone with the session.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::Duration;

use lectern_core::error::Code;
use lectern_core::ops::{Answer, OPERATIONS};
use lectern_core::{Error, Result};
use serde_json::json;

use crate::harness::{House, draw_all, picture, somebody_else, until};

/// Makes a session whose slides hold `html`, two letters, each.
async fn session(house: &House, slides: usize, html: &str) -> String {
    let id = house.create(json!({"title": "Q3"})).await;
    put(house, &id, slides, html).await;
    id
}

async fn put(house: &House, id: &str, slides: usize, html: &str) {
    let slides: Vec<_> = (0..slides)
        .map(|_| json!({"slide_id": "s", "html": html}))
        .collect();
    let deck = json!({"slides": slides, "css": "", "scripts": ""});
    let request = json!({"session_id": id, "deck": deck});
    house.ask("put_slides", request).await.unwrap();
}

/// The picture's file as the operation answers it.
async fn ask(house: &House, id: &str, number: usize) -> Result<Vec<u8>> {
    let operation = OPERATIONS
        .iter()
        .find(|operation| operation.name == "get_slide_picture")
        .unwrap();
    let request = json!({"session_id": id, "number": number});
    let answer = operation.call(house.service.clone(), house.me(), request);
    match answer.await? {
        Answer::File(file) => {
            assert_eq!(file.media_type, "image/png");
            assert_eq!(file.file_name, format!("Q3 {number}.png"));
            Ok(file.bytes)
        }
        other => panic!("no file: {other:?}"),
    }
}

/// Counts the drawings, which then go on as they do.
fn count(house: &House) -> Arc<AtomicUsize> {
    let drawings = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&drawings);
    *house.renderer.pictures.lock().unwrap() = Some(Box::new(move |deck, slides, watch, take| {
        counted.fetch_add(1, Ordering::SeqCst);
        draw_all(deck, slides, watch, take)
    }));
    drawings
}

/// Holds every drawing until the sender says so or is gone, and counts them.
fn hold(house: &House) -> (mpsc::Sender<()>, Arc<AtomicUsize>) {
    let (go, wait) = mpsc::channel::<()>();
    let drawings = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&drawings);
    *house.renderer.pictures.lock().unwrap() = Some(Box::new(move |deck, slides, watch, take| {
        counted.fetch_add(1, Ordering::SeqCst);
        while wait.recv_timeout(Duration::from_millis(5)) == Err(mpsc::RecvTimeoutError::Timeout) {
            if watch.is_cancelled() {
                // As a browser that has drawn a last picture before it hears.
                draw_all(deck, slides, watch, take)?;
                return Err(Error::new(Code::Cancelled, "It was cancelled."));
            }
        }
        draw_all(deck, slides, watch, take)
    }));
    (go, drawings)
}

fn folder(house: &House, id: &str) -> PathBuf {
    house.folder.path().join("pictures").join(id)
}

/// Waits until nothing is being drawn any more, by drawing something else.
async fn settle(house: &House) {
    let other = session(house, 1, "zz").await;
    ask(house, &other, 1).await.unwrap();
    house
        .ask("delete_session", json!({"session_id": other}))
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn one_drawing_answers_everybody_and_later_requests_are_read() {
    let house = House::new().await;
    let (go, drawings) = hold(&house);
    let id = session(&house, 3, "aa").await;
    let house = Arc::new(house);
    let asking: Vec<_> = (0..12)
        .map(|request| {
            let (house, id) = (Arc::clone(&house), id.clone());
            tokio::spawn(async move { ask(&house, &id, request % 3 + 1).await })
        })
        .collect();
    until(|| drawings.load(Ordering::SeqCst) == 1).await;
    go.send(()).unwrap();
    for request in asking {
        assert_eq!(request.await.unwrap().unwrap(), picture("aa"));
    }
    for number in 1..=3 {
        assert_eq!(ask(&house, &id, number).await.unwrap(), picture("aa"));
        let file = folder(&house, &id).join(format!("1/{number}.png"));
        assert_eq!(fs::read(file).unwrap(), picture("aa"));
    }
    assert_eq!(drawings.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn pictures_are_kept_from_run_to_run() {
    let house = House::new().await;
    let id = session(&house, 2, "aa").await;
    ask(&house, &id, 1).await.unwrap();
    settle(&house).await;
    let house = house.reopen().await;
    let drawings = count(&house);
    assert_eq!(ask(&house, &id, 2).await.unwrap(), picture("aa"));
    assert_eq!(drawings.load(Ordering::SeqCst), 0);
    fs::write(folder(&house, &id).join("1/2.png"), "no picture").unwrap();
    assert_eq!(ask(&house, &id, 2).await.unwrap(), picture("aa"));
    assert_eq!(
        drawings.load(Ordering::SeqCst),
        1,
        "what is broken is drawn"
    );
}

#[cfg(unix)]
#[tokio::test]
async fn nobody_else_can_look_at_pictures() {
    use std::os::unix::fs::PermissionsExt;
    let house = House::new().await;
    let id = session(&house, 1, "aa").await;
    ask(&house, &id, 1).await.unwrap();
    let folder = folder(&house, &id);
    let places = [
        (folder.parent().unwrap().to_owned(), 0o700),
        (folder.join("1"), 0o700),
        (folder.join("1/1.png"), 0o600),
    ];
    for (place, mode) in places {
        let metadata = fs::metadata(&place).unwrap();
        assert_eq!(metadata.permissions().mode() & 0o777, mode, "{place:?}");
    }
}

#[tokio::test]
async fn a_changed_deck_is_drawn_anew_and_its_old_pictures_go() {
    let house = House::new().await;
    let id = session(&house, 2, "aa").await;
    assert_eq!(ask(&house, &id, 2).await.unwrap(), picture("aa"));
    put(&house, &id, 1, "bb").await;
    assert_eq!(ask(&house, &id, 1).await.unwrap(), picture("bb"));
    assert!(!folder(&house, &id).join("1").exists());
    assert!(folder(&house, &id).join("2/1.png").exists());
}

#[tokio::test]
async fn long_decks_are_drawn_in_hundreds() {
    let house = House::new().await;
    let id = session(&house, 250, "aa").await;
    let (drawn, series) = mpsc::channel();
    *house.renderer.pictures.lock().unwrap() = Some(Box::new(move |deck, slides, watch, take| {
        drawn.send(slides.to_vec()).unwrap();
        draw_all(deck, slides, watch, take)
    }));
    for number in [250, 100, 101] {
        ask(&house, &id, number).await.unwrap();
    }
    let series: Vec<_> = series.try_iter().collect();
    let expected = [200..250, 0..100, 100..200];
    assert_eq!(series, expected.map(Vec::from_iter));
}

#[tokio::test]
async fn numbers_that_no_slide_has_are_not_found() {
    let house = House::new().await;
    let drawings = count(&house);
    let empty = house.create(json!({})).await;
    let request = json!({"session_id": empty, "number": 1});
    assert_eq!(house.code("get_slide_picture", request).await, Code::NoDeck);
    let id = session(&house, 2, "aa").await;
    for number in [json!(0), json!(3), json!(-1), json!(i64::MAX)] {
        let request = json!({"session_id": id, "number": number});
        let error = house.refused("get_slide_picture", request).await;
        assert_eq!(error.code(), Code::NotFound);
        assert_eq!(
            error.message(),
            format!("There is no slide {number}: the deck has 2 slides, counted from 1.")
        );
    }
    for number in [json!(null), json!("1"), json!([1, 2]), json!(1.5)] {
        let request = json!({"session_id": id, "number": number});
        assert_eq!(
            house.code("get_slide_picture", request).await,
            Code::Invalid
        );
    }
    let foreign = house.ask_as(
        somebody_else(),
        "get_slide_picture",
        json!({"session_id": id, "number": 1}),
    );
    assert_eq!(foreign.await.unwrap_err().code(), Code::NotFound);
    let trash = json!({"session_id": id});
    house.ask("trash_session", trash).await.unwrap();
    assert_eq!(
        ask(&house, &id, 1).await.unwrap_err().code(),
        Code::NotFound
    );
    assert_eq!(drawings.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn a_failure_is_remembered_for_a_minute_or_until_the_deck_changes() {
    let house = House::new().await;
    let id = session(&house, 3, "aa").await;
    let drawings = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&drawings);
    *house.renderer.pictures.lock().unwrap() = Some(Box::new(move |_, _, _, mut take| {
        counted.fetch_add(1, Ordering::SeqCst);
        take(0, picture("aa"));
        Err(Error::new(
            Code::SlideNotReady,
            "Slide 2 was not drawn in time.",
        ))
    }));
    for _ in 0..3 {
        let error = ask(&house, &id, 3).await.unwrap_err();
        assert_eq!(error.code(), Code::SlideNotReady);
        assert_eq!(error.message(), "Slide 2 was not drawn in time.");
        assert_eq!(ask(&house, &id, 1).await.unwrap(), picture("aa"));
    }
    house.clock.advance(59_000);
    ask(&house, &id, 3).await.unwrap_err();
    assert_eq!(drawings.load(Ordering::SeqCst), 1);
    put(&house, &id, 3, "bb").await;
    ask(&house, &id, 3).await.unwrap_err();
    assert_eq!(drawings.load(Ordering::SeqCst), 2);
    // What the machine was too busy for may be drawn later.
    house.clock.advance(60_000);
    *house.renderer.pictures.lock().unwrap() = None;
    assert_eq!(ask(&house, &id, 3).await.unwrap(), picture("bb"));
}

#[tokio::test]
async fn a_clock_that_is_put_back_prolongs_no_failure() {
    let house = House::new().await;
    let id = session(&house, 1, "aa").await;
    *house.renderer.pictures.lock().unwrap() = Some(Box::new(|_, _, _, _| {
        Err(Error::new(Code::BrowserDied, "It died."))
    }));
    ask(&house, &id, 1).await.unwrap_err();
    house.clock.advance(-1);
    *house.renderer.pictures.lock().unwrap() = None;
    assert_eq!(ask(&house, &id, 1).await.unwrap(), picture("aa"));
}

#[tokio::test]
async fn what_the_machine_lacks_is_asked_for_again() {
    let house = House::new().await;
    let id = session(&house, 1, "aa").await;
    *house.renderer.pictures.lock().unwrap() = Some(Box::new(|_, _, _, _| {
        Err(Error::new(Code::NoBrowser, "No browser was found."))
    }));
    let error = ask(&house, &id, 1).await.unwrap_err();
    assert_eq!(error.code(), Code::NoBrowser);
    *house.renderer.pictures.lock().unwrap() = None;
    assert_eq!(ask(&house, &id, 1).await.unwrap(), picture("aa"));
}

#[tokio::test]
async fn a_picture_that_the_renderer_leaves_out_is_a_fault() {
    let house = House::new().await;
    let id = session(&house, 1, "aa").await;
    *house.renderer.pictures.lock().unwrap() = Some(Box::new(|_, _, _, _| Ok(())));
    let error = ask(&house, &id, 1).await.unwrap_err();
    assert_eq!(error.code(), Code::Internal);
    *house.renderer.pictures.lock().unwrap() = Some(Box::new(|_, _, _, _| panic!("broken")));
    let error = ask(&house, &id, 1).await.unwrap_err();
    assert_eq!(error.code(), Code::Internal);
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_changes_no_answer() {
    let house = House::new().await;
    let drawings = count(&house);
    fs::write(house.folder.path().join("pictures"), "a file").unwrap();
    let id = session(&house, 2, "aa").await;
    for number in [1, 2, 1, 2] {
        assert_eq!(ask(&house, &id, number).await.unwrap(), picture("aa"));
    }
    assert_eq!(drawings.load(Ordering::SeqCst), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn deleting_a_session_removes_its_pictures_first() {
    let house = House::new().await;
    let drawn = session(&house, 2, "aa").await;
    ask(&house, &drawn, 1).await.unwrap();
    let cleaned = session(&house, 2, "aa").await;
    ask(&house, &cleaned, 1).await.unwrap();
    let one = json!({"session_id": drawn});
    house.ask("delete_session", one).await.unwrap();
    assert!(!folder(&house, &drawn).exists());
    let several = json!({"session_ids": [cleaned]});
    house.ask("cleanup_sessions", several).await.unwrap();
    assert!(!folder(&house, &cleaned).exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn deleting_a_session_stops_its_drawing() {
    let house = Arc::new(House::new().await);
    let (go, drawings) = hold(&house);
    let id = session(&house, 2, "aa").await;
    let asking = {
        let (house, id) = (Arc::clone(&house), id.clone());
        tokio::spawn(async move { ask(&house, &id, 1).await.map_err(|error| error.code()) })
    };
    until(|| drawings.load(Ordering::SeqCst) == 1).await;
    let one = json!({"session_id": id});
    house.ask("delete_session", one).await.unwrap();
    // Whoever waits may still see the picture, but nothing is kept of it.
    let answer = asking.await.unwrap();
    assert!(answer == Ok(picture("aa")) || answer == Err(Code::NotFound));
    drop(go);
    settle(&house).await;
    assert!(!folder(&house, &id).exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_drawing_that_nobody_waits_for_is_not_begun() {
    let house = Arc::new(House::new().await);
    let (go, drawings) = hold(&house);
    let first = session(&house, 1, "aa").await;
    let second = session(&house, 1, "bb").await;
    let asking = |id: &str| {
        let (house, id) = (Arc::clone(&house), id.to_owned());
        tokio::spawn(async move { ask(&house, &id, 1).await })
    };
    let waits = asking(&first);
    until(|| drawings.load(Ordering::SeqCst) == 1).await;
    let leaves = asking(&second);
    tokio::time::sleep(Duration::from_millis(50)).await;
    leaves.abort();
    leaves.await.unwrap_err();
    drop(go);
    waits.await.unwrap().unwrap();
    settle(&house).await;
    assert_eq!(drawings.load(Ordering::SeqCst), 2, "the first and the last");
    assert!(!folder(&house, &second).exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_drawing_that_nobody_waits_for_any_more_frees_the_browser() {
    let house = Arc::new(House::new().await);
    let (go, drawings) = hold(&house);
    let first = session(&house, 2, "aa").await;
    let second = session(&house, 1, "bb").await;
    let asking = |id: &str, number| {
        let (house, id) = (Arc::clone(&house), id.to_owned());
        tokio::spawn(async move { ask(&house, &id, number).await })
    };
    let leaves = asking(&first, 1);
    until(|| drawings.load(Ordering::SeqCst) == 1).await;
    let waits = asking(&second, 1);
    leaves.abort();
    leaves.await.unwrap_err();
    until(|| drawings.load(Ordering::SeqCst) == 2).await;
    assert!(!folder(&house, &first).exists());
    // Whoever asks again is no part of what was ended.
    let returns = asking(&first, 2);
    drop(go);
    assert_eq!(waits.await.unwrap().unwrap(), picture("bb"));
    assert_eq!(returns.await.unwrap().unwrap(), picture("aa"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_drawing_goes_on_for_whoever_comes_after_the_last_has_left() {
    let house = Arc::new(House::new().await);
    let (go, drawings) = hold(&house);
    let id = session(&house, 2, "aa").await;
    let asking = |number| {
        let (house, id) = (Arc::clone(&house), id.clone());
        tokio::spawn(async move { ask(&house, &id, number).await })
    };
    let leaves = asking(1);
    until(|| drawings.load(Ordering::SeqCst) == 1).await;
    leaves.abort();
    leaves.await.unwrap_err();
    let waits = asking(2);
    go.send(()).unwrap();
    assert_eq!(waits.await.unwrap().unwrap(), picture("aa"));
    assert_eq!(drawings.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn the_oldest_pictures_make_room_and_strangers_go() {
    let house = House::new().await;
    let strangers = folder(&house, "01890000-0000-7000-8000-000000000000");
    fs::create_dir_all(&strangers).unwrap();
    let mut sessions = Vec::new();
    for _ in 0..3 {
        let id = session(&house, 2, "aa").await;
        ask(&house, &id, 1).await.unwrap();
        // File systems tell times apart that are this far apart.
        tokio::time::sleep(Duration::from_millis(20)).await;
        sessions.push(id);
    }
    assert!(!strangers.exists());
    let last = session(&house, 2, "aa").await;
    ask(&house, &last, 1).await.unwrap();
    until(|| !folder(&house, &sessions[0]).exists()).await;
    for id in sessions[1..].iter().chain([&last]) {
        assert!(folder(&house, id).exists());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_stop_left_of_deleted_sessions_goes_at_the_next_start() {
    let house = House::new().await;
    let id = session(&house, 1, "aa").await;
    ask(&house, &id, 1).await.unwrap();
    settle(&house).await;
    let strangers = folder(&house, "01890000-0000-7000-8000-000000000000");
    fs::create_dir_all(&strangers).unwrap();
    let house = house.reopen().await;
    until(|| !strangers.exists()).await;
    assert!(folder(&house, &id).exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn closing_lectern_stops_what_is_drawn() {
    let house = House::new().await;
    let (_go, drawings) = hold(&house);
    let id = session(&house, 1, "aa").await;
    let renderer = Arc::clone(&house.renderer);
    let service = house.service.clone();
    let caller = house.me();
    let asking = tokio::spawn(async move {
        let operation = OPERATIONS
            .iter()
            .find(|operation| operation.name == "get_slide_picture")
            .unwrap();
        let request = json!({"session_id": id, "number": 1});
        operation.call(service, caller, request).await.map(drop)
    });
    until(|| drawings.load(Ordering::SeqCst) == 1).await;
    asking.abort();
    asking.await.unwrap_err();
    drop(house);
    // The renderer is let go when the drawing has ended.
    until(|| Arc::strong_count(&renderer) == 1).await;
}
