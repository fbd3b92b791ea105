//! Random lives: operations on the service and on a plain model in memory, in
//! any order, must always agree, also after the store is opened again.

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::harness::House;

#[derive(Clone, Debug)]
enum Step {
    Create(String),
    Rename(usize, String),
    Say(usize, String),
    PutDeck(usize, Vec<String>, String, String),
    Duplicate(usize),
    Trash(usize),
    Restore(usize),
    Delete(usize),
    CleanUp(Vec<usize>),
    TrashSeveral(Vec<usize>),
    RestoreSeveral(Vec<usize>),
    Reopen,
}

#[derive(Clone, Debug)]
struct Expected {
    id: String,
    title: String,
    messages: Vec<String>,
    slides: Option<(Vec<String>, String, String)>,
    is_trashed: bool,
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z<>&\"' ]{1,12}", any::<String>(), "[xyz]{4000,9000}",]
}

fn step() -> impl Strategy<Value = Step> {
    let which = 0..8_usize;
    prop_oneof![
        3 => "[A-Za-zé ]{0,20}".prop_map(Step::Create),
        2 => (which.clone(), "[A-Za-zé]{1,20}").prop_map(|(which, title)| Step::Rename(which, title)),
        3 => (which.clone(), text()).prop_map(|(which, content)| Step::Say(which, content)),
        3 => (which.clone(), prop::collection::vec(text(), 1..4), text(), text())
            .prop_map(|(which, slides, css, scripts)| Step::PutDeck(which, slides, css, scripts)),
        1 => which.clone().prop_map(Step::Duplicate),
        1 => which.clone().prop_map(Step::Trash),
        1 => which.clone().prop_map(Step::Restore),
        1 => which.clone().prop_map(Step::Delete),
        1 => prop::collection::vec(which.clone(), 1..4).prop_map(Step::CleanUp),
        1 => prop::collection::vec(which.clone(), 1..4).prop_map(Step::TrashSeveral),
        1 => prop::collection::vec(which, 1..4).prop_map(Step::RestoreSeveral),
        1 => Just(Step::Reopen),
    ]
}

async fn apply(house: &House, model: &mut Vec<Expected>, step: &Step) {
    let pick = |which: usize| model.get(which % model.len().max(1)).cloned();
    match step {
        Step::Create(title) => {
            let session = house
                .ask("create_session", json!({"title": title}))
                .await
                .unwrap();
            model.push(Expected {
                id: session["session_id"].as_str().unwrap().to_owned(),
                title: session["title"].as_str().unwrap().to_owned(),
                messages: Vec::new(),
                slides: None,
                is_trashed: false,
            });
        }
        Step::Rename(which, title) => {
            let Some(target) = pick(*which) else { return };
            let answer = house
                .ask(
                    "rename_session",
                    json!({"session_id": target.id, "title": title}),
                )
                .await;
            assert_eq!(answer.is_ok(), !target.is_trashed);
            change(model, &target, |session| session.title.clone_from(title));
        }
        Step::Say(which, content) => {
            let Some(target) = pick(*which) else { return };
            let request = json!({"session_id": target.id, "role": "user", "content": content});
            let answer = house.ask("append_message", request).await;
            assert_eq!(answer.is_ok(), !target.is_trashed);
            change(model, &target, |session| {
                session.messages.push(content.clone())
            });
        }
        Step::PutDeck(which, slides, css, scripts) => {
            let Some(target) = pick(*which) else { return };
            let rows: Vec<Value> = slides
                .iter()
                .map(|html| json!({"slide_id": "s", "html": html}))
                .collect();
            let deck = json!({"slides": rows, "css": css, "scripts": scripts});
            let answer = house
                .ask("put_slides", json!({"session_id": target.id, "deck": deck}))
                .await;
            assert_eq!(answer.is_ok(), !target.is_trashed);
            change(model, &target, |session| {
                session.slides = Some((slides.clone(), css.clone(), scripts.clone()));
            });
        }
        Step::Duplicate(which) => {
            let Some(target) = pick(*which) else { return };
            let answer = house
                .ask("duplicate_session", json!({"session_id": target.id}))
                .await;
            assert_eq!(answer.is_ok(), !target.is_trashed);
            if let Ok(copy) = answer {
                model.push(Expected {
                    id: copy["session_id"].as_str().unwrap().to_owned(),
                    title: copy["title"].as_str().unwrap().to_owned(),
                    ..target
                });
            }
        }
        Step::Trash(which) => {
            let Some(target) = pick(*which) else { return };
            let answer = house
                .ask("trash_session", json!({"session_id": target.id}))
                .await;
            assert_eq!(answer.is_ok(), !target.is_trashed);
            change(model, &target, |session| session.is_trashed = true);
        }
        Step::Restore(which) => {
            let Some(target) = pick(*which) else { return };
            house
                .ask("restore_session", json!({"session_id": target.id}))
                .await
                .unwrap();
            if let Some(session) = model.iter_mut().find(|session| session.id == target.id) {
                session.is_trashed = false;
            }
        }
        Step::Delete(which) => {
            let Some(target) = pick(*which) else { return };
            house
                .ask("delete_session", json!({"session_id": target.id}))
                .await
                .unwrap();
            model.retain(|session| session.id != target.id);
        }
        Step::CleanUp(which) => {
            let ids = ids_of(model, which);
            let answer = ask_of_several(house, "cleanup_sessions", &ids).await;
            let before = model.len();
            model.retain(|session| session.is_trashed || !ids.contains(&session.id));
            assert_eq!(answer["deleted"], before - model.len());
        }
        Step::TrashSeveral(which) => {
            let ids = ids_of(model, which);
            let answer = ask_of_several(house, "trash_sessions", &ids).await;
            assert_eq!(answer["trashed"], move_several(model, &ids, true));
        }
        Step::RestoreSeveral(which) => {
            let ids = ids_of(model, which);
            let answer = ask_of_several(house, "restore_sessions", &ids).await;
            assert_eq!(answer["restored"], move_several(model, &ids, false));
        }
        Step::Reopen => {}
    }
}

fn ids_of(model: &[Expected], which: &[usize]) -> Vec<String> {
    which
        .iter()
        .filter_map(|which| model.get(which % model.len().max(1)))
        .map(|target| target.id.clone())
        .collect()
}

/// Asks for several sessions at once; for none it is refused.
async fn ask_of_several(house: &House, operation: &str, ids: &[String]) -> Value {
    let request = json!({"session_ids": ids});
    if ids.is_empty() {
        house.refused(operation, request).await;
        return json!({"deleted": 0, "trashed": 0, "restored": 0});
    }
    house.ask(operation, request).await.unwrap()
}

/// Moves sessions into the trash or out of it; answers how many moved.
fn move_several(model: &mut [Expected], ids: &[String], to_trash: bool) -> usize {
    let mut moved = 0;
    for session in model.iter_mut().filter(|session| ids.contains(&session.id)) {
        moved += usize::from(session.is_trashed != to_trash);
        session.is_trashed = to_trash;
    }
    moved
}

fn change(model: &mut [Expected], target: &Expected, change: impl FnOnce(&mut Expected)) {
    let session = model
        .iter_mut()
        .find(|session| session.id == target.id && !session.is_trashed);
    if let Some(session) = session {
        change(session);
    }
}

async fn compare(house: &House, model: &[Expected]) {
    for trashed in [false, true] {
        let list = house
            .ask("list_sessions", json!({"limit": 100, "trashed": trashed}))
            .await
            .unwrap();
        let mut listed: Vec<&str> = list["sessions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["session_id"].as_str().unwrap())
            .collect();
        let mut expected: Vec<&str> = model
            .iter()
            .filter(|session| session.is_trashed == trashed)
            .map(|session| session.id.as_str())
            .collect();
        listed.sort_unstable();
        expected.sort_unstable();
        assert_eq!(listed, expected);
    }
    for session in model.iter().filter(|session| !session.is_trashed) {
        let one = json!({"session_id": session.id});
        let read = house.ask("get_session", one.clone()).await.unwrap();
        assert_eq!(read["title"], session.title);
        assert_eq!(read["message_count"], session.messages.len());
        let messages = house.ask("list_messages", one.clone()).await.unwrap();
        let said: Vec<&str> = messages["messages"]
            .as_array()
            .unwrap()
            .iter()
            .map(|message| message["content"].as_str().unwrap())
            .collect();
        assert_eq!(said, session.messages);
        let deck = &house.ask("get_slides", one).await.unwrap()["slide_deck"];
        match &session.slides {
            None => assert!(deck.is_null()),
            Some((slides, css, scripts)) => {
                let html: Vec<&str> = deck["slides"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|slide| slide["html"].as_str().unwrap())
                    .collect();
                assert_eq!(html, *slides);
                assert_eq!(deck["css"], *css);
                assert_eq!(deck["scripts"], *scripts);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_life_agrees_with_the_model(steps in prop::collection::vec(step(), 1..30)) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(async {
            let mut house = House::new().await;
            let mut model = Vec::new();
            for step in &steps {
                apply(&house, &mut model, step).await;
                if matches!(step, Step::Reopen) {
                    house = house.reopen().await;
                    compare(&house, &model).await;
                }
            }
            compare(&house.reopen().await, &model).await;
        });
    }
}
