//! The store's own promises.

use std::fs;

use lectern_core::error::Code;
use lectern_core::store::Store;
use serde_json::json;

use crate::harness::{House, open_store};

#[tokio::test]
async fn a_second_opening_is_refused_with_a_sentence() {
    let house = House::new().await;
    let error = open_store(house.folder.path()).await.unwrap_err();
    assert_eq!(error.code(), Code::StoreLocked);
    assert!(error.message().contains("Another Lectern"), "{error}");
}

#[cfg(unix)]
#[tokio::test]
async fn the_folder_is_private() {
    use std::os::unix::fs::PermissionsExt;
    let house = House::new().await;
    let mode = fs::metadata(house.folder.path().join("store"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o700);
}

#[tokio::test]
async fn a_newer_store_is_refused_and_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    let database = sled::open(folder.path().join("store")).unwrap();
    let payload = br#"{"major":2,"minor":0,"app":"9.9.9"}"#;
    let mut framed = vec![1];
    framed.extend(crc32c::crc32c(payload).to_be_bytes());
    framed.extend(payload);
    database.insert(b"s/format", framed).unwrap();
    database.flush().unwrap();
    drop(database);
    let error = open_store(folder.path()).await.unwrap_err();
    assert_eq!(error.code(), Code::StoreUnusable);
    assert!(error.message().contains("9.9.9"), "{error}");
}

#[tokio::test]
async fn a_snapshot_that_was_being_written_does_not_keep_the_store_shut() {
    let house = House::new().await;
    let id = house.create(json!({"title": "Kept"})).await;
    let store = house.folder.path().join("store");
    fs::write(store.join("snap.ffffffffffffffff.generating"), b"half").unwrap();
    let folder = house.folder.clone();
    drop(house);
    let reopened = open_store(folder.path()).await.unwrap();
    let id = lectern_core::model::SessionId::parse(&id).unwrap();
    assert!(reopened.session(id).unwrap().is_some());
}

#[tokio::test]
async fn no_stored_value_is_larger_than_the_engine_keeps_well() {
    let house = House::new().await;
    let id = house.create(json!({})).await;
    let noise: String = (0..200_000_u32)
        .map(|n| char::from_u32(0x4E00 + n.wrapping_mul(2_654_435_761) % 20_000).unwrap())
        .collect();
    house
        .ask(
            "append_message",
            json!({"session_id": id, "role": "user", "content": noise}),
        )
        .await
        .unwrap();
    let deck = json!({"slides": [{"slide_id": "a", "html": noise}], "css": "", "scripts": ""});
    house
        .ask("put_slides", json!({"session_id": id, "deck": deck}))
        .await
        .unwrap();
    let folder = house.folder.clone();
    drop(house);
    let store = Store::open(&folder.path().join("store")).await.unwrap();
    drop(store);
    let database = sled::open(folder.path().join("store")).unwrap();
    let largest = database
        .iter()
        .values()
        .map(|value| value.unwrap().len())
        .max()
        .unwrap();
    assert!(largest <= 4096, "{largest}");
    assert!(
        !folder.path().join("store/blobs").exists()
            || fs::read_dir(folder.path().join("store/blobs"))
                .unwrap()
                .next()
                .is_none()
    );
}

#[tokio::test]
async fn a_deleted_session_leaves_no_row() {
    let house = House::new().await;
    let before = rows(&house);
    let id = house.create(json!({"profile_id": 4})).await;
    for number in 0..3 {
        house
            .ask(
                "append_message",
                json!({"session_id": id, "role": "user", "content": "x"}),
            )
            .await
            .unwrap();
        let deck = json!({"slides": [{"slide_id": "a", "html": format!("{number}")}]});
        house
            .ask("put_slides", json!({"session_id": id, "deck": deck}))
            .await
            .unwrap();
    }
    house
        .ask("delete_session", json!({"session_id": id}))
        .await
        .unwrap();
    let house = house.reopen().await;
    assert_eq!(rows(&house), before);
}

/// Rows of the store, seen through a copy of it, since the store is open.
fn rows(house: &House) -> usize {
    let copy = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(house.folder.path().join("store")).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_file() {
            fs::copy(entry.path(), copy.path().join(entry.file_name())).unwrap();
        }
    }
    sled::open(copy.path()).unwrap().len()
}

#[tokio::test]
async fn old_revisions_are_let_go() {
    let house = House::new().await;
    let id = house.create(json!({})).await;
    let mut sizes = Vec::new();
    for number in 0..25 {
        let deck = json!({"slides": [{"slide_id": "a", "html": format!("{number}")}]});
        house
            .ask("put_slides", json!({"session_id": id, "deck": deck}))
            .await
            .unwrap();
        sizes.push(rows(&house));
    }
    assert_eq!(sizes[10], sizes[24], "ten revisions are kept");
}
