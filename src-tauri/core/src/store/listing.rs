//! Lists of sessions: which, in which order, and where a page ends.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::keys;
use super::record::SessionRecord;
use super::view::View;
use crate::model::{ProfileId, SessionId, UserId};
use crate::{Error, Result};

/// In which order sessions are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Newest activity first.
    #[default]
    LastActivity,
    /// Newest first.
    Created,
    /// By title, whatever the case.
    Title,
}

/// Which sessions are listed.
#[derive(Clone, Debug)]
pub struct Listing {
    /// The user who asks: their sessions and those without owner.
    pub user: UserId,
    /// Only those of this profile.
    pub profile: Option<ProfileId>,
    /// Only those whose title contains this, whatever the case.
    pub title_contains: Option<String>,
    /// Those in the trash instead of the others.
    pub trashed: bool,
    /// The order.
    pub order: Order,
    /// Where to start: `next` of the page before.
    pub cursor: Option<String>,
    /// Rows of a page.
    pub limit: usize,
}

/// A page of a list.
#[derive(Clone, Debug)]
pub struct Page {
    /// The sessions.
    pub sessions: Vec<(SessionId, SessionRecord)>,
    /// Where the next page starts, if there is one.
    pub next: Option<String>,
}

/// A session and its place in the order.
type Placed = (Vec<u8>, SessionId, SessionRecord);

pub(super) fn list(tree: &sled::Tree, listing: &Listing) -> Result<Page> {
    let after = listing.cursor.as_deref().map(read_cursor).transpose()?;
    let mut placed = match listing.order {
        Order::LastActivity => by_index(tree, listing, after.as_deref())?,
        Order::Created | Order::Title => by_sorting(tree, listing, after.as_deref())?,
    };
    let has_more = placed.len() > listing.limit;
    placed.truncate(listing.limit);
    let next = placed
        .last()
        .filter(|_| has_more)
        .map(|(place, _, _)| URL_SAFE_NO_PAD.encode(place));
    let sessions = placed
        .into_iter()
        .map(|(_, id, record)| (id, record))
        .collect();
    Ok(Page { sessions, next })
}

/// Follows the index, which is in the order of activity already, and stops one
/// row after the page.
fn by_index(tree: &sled::Tree, listing: &Listing, after: Option<&[u8]>) -> Result<Vec<Placed>> {
    let [own, ownerless] = prefixes(listing).map(|prefix| {
        let mut start = prefix.clone();
        start.extend(after.unwrap_or_default());
        let end_of_prefix = prefix.clone();
        tree.range(start..)
            .keys()
            .take_while(move |key| {
                key.as_ref()
                    .map_or(true, |key| key.starts_with(&end_of_prefix))
            })
            .map(|key| key.map_err(super::engine_error))
    });
    let merged = itertools::merge_join_by(own, ownerless, |left, right| match (left, right) {
        (Ok(left), Ok(right)) => keys::position_of(left).cmp(&keys::position_of(right)),
        // An error is passed on at once.
        (Err(_), _) => std::cmp::Ordering::Less,
        (_, Err(_)) => std::cmp::Ordering::Greater,
    })
    .flat_map(|either| {
        let (left, right) = either.left_and_right();
        left.into_iter().chain(right)
    });
    let mut placed = Vec::new();
    for key in merged {
        let key = key?;
        let place = keys::position_of(&key).unwrap_or_default();
        if after.is_some_and(|after| place <= after) {
            continue;
        }
        if let Some((id, record)) = listed(tree, listing, &key)? {
            placed.push((place.to_vec(), id, record));
        }
        if placed.len() > listing.limit {
            break;
        }
    }
    Ok(placed)
}

/// Reads every session of the list and sorts; only for orders without an index.
fn by_sorting(tree: &sled::Tree, listing: &Listing, after: Option<&[u8]>) -> Result<Vec<Placed>> {
    let mut placed = Vec::new();
    for prefix in prefixes(listing) {
        for key in tree.scan_prefix(&prefix).keys() {
            let key = key.map_err(super::engine_error)?;
            if let Some((id, record)) = listed(tree, listing, &key)? {
                placed.push((place(listing.order, id, &record), id, record));
            }
        }
    }
    placed.retain(|(place, _, _)| after.is_none_or(|after| place.as_slice() > after));
    placed.sort_by(|left, right| left.0.cmp(&right.0));
    placed.truncate(listing.limit + 1);
    Ok(placed)
}

/// Iterators of sled are no snapshots: a session may be gone, or have moved,
/// since its index row was read. Such a row is skipped.
fn listed(
    tree: &sled::Tree,
    listing: &Listing,
    key: &[u8],
) -> Result<Option<(SessionId, SessionRecord)>> {
    let Some(id) = keys::trailing_session(key) else {
        return Ok(None);
    };
    let record = tree.session(id)?.filter(|record| {
        record.trashed_at.is_some() == listing.trashed
            && listing
                .profile
                .is_none_or(|profile| record.profile_id == Some(profile))
            && listing
                .title_contains
                .as_ref()
                .is_none_or(|part| folded(record.title.as_str()).contains(&folded(part)))
    });
    Ok(record.map(|record| (id, record)))
}

fn prefixes(listing: &Listing) -> [Vec<u8>; 2] {
    [Some(&listing.user), None].map(|owner| match listing.profile {
        _ if listing.trashed => keys::trash_index(owner),
        Some(profile) => keys::profile_index(owner, profile),
        None => keys::owner_index(owner),
    })
}

fn place(order: Order, id: SessionId, record: &SessionRecord) -> Vec<u8> {
    let mut place = match order {
        Order::LastActivity => keys::inverted(record.last_activity).to_vec(),
        Order::Created => keys::inverted(record.created_at).to_vec(),
        Order::Title => {
            let mut title = folded(record.title.as_str()).into_bytes();
            title.push(0);
            title
        }
    };
    place.extend(id.as_bytes());
    place
}

fn folded(text: &str) -> String {
    text.to_lowercase()
}

/// A cursor is a place in the order, which ends with a session's id.
fn read_cursor(cursor: &str) -> Result<Vec<u8>> {
    let place = URL_SAFE_NO_PAD.decode(cursor).ok();
    place
        .filter(|place| keys::trailing_session(place).is_some())
        .ok_or_else(|| {
            Error::invalid(
                "cursor",
                "`cursor` is not one that an earlier answer gave. Start the list again without it.",
            )
        })
}
