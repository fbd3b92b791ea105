//! Profiles: what sessions are grouped by.

use crate::clock::Timestamp;
use crate::events::Change;
use crate::model::{Profile, ProfileId, ProfileName, UserId};
use crate::ops::sessions::{accepted, refuse};
use crate::ops::wire::{CreateProfile, Nothing, ProfileList, RenameProfile};
use crate::service::{Caller, Service};
use crate::store::{Changes, SessionRecord};
use crate::{Code, Error, Result};

impl Service {
    /// Every profile, by name.
    ///
    /// # Errors
    /// `store_unusable`.
    pub async fn list_profiles(&self, _caller: &Caller, _request: Nothing) -> Result<ProfileList> {
        self.reading(|service| {
            let mut profiles = service.store().profiles()?;
            profiles.sort_by_cached_key(|profile| {
                (
                    profile.profile_name.as_str().to_lowercase(),
                    profile.profile_id,
                )
            });
            Ok(ProfileList { profiles })
        })
        .await
    }

    /// Makes a profile under the smallest free id.
    ///
    /// # Errors
    /// `invalid`; `disk_full`; `store_unusable`.
    pub async fn create_profile(&self, caller: &Caller, request: CreateProfile) -> Result<Profile> {
        let mut refused = Vec::new();
        let name = request
            .profile_name
            .required("profile_name", &mut refused)
            .and_then(|name| accepted(ProfileName::new(&name), &mut refused));
        refuse(refused)?;
        let profile_name =
            name.ok_or_else(|| Error::internal("a refused name was not reported"))?;
        let user = caller.user.clone();
        let now = self.now();
        let profile = self
            .store()
            .write(move |changes| {
                let profile = Profile {
                    profile_id: next_id(changes, &user)?,
                    profile_name,
                    created_at: now,
                };
                changes.put_profile(&profile)?;
                Ok(profile)
            })
            .await?;
        self.tell(caller, Change::ProfilesChanged, None);
        Ok(profile)
    }

    /// Renames a profile, also in the user's sessions that belong to it.
    ///
    /// # Errors
    /// `not_found`, then `invalid`; `disk_full`; `store_unusable`.
    pub async fn rename_profile(&self, caller: &Caller, request: RenameProfile) -> Result<Profile> {
        let id = request
            .profile_id
            .required("profile_id", &mut Vec::new())
            .and_then(|number| ProfileId::new(number).ok())
            .ok_or_else(profile_not_found)?;
        let user = caller.user.clone();
        let profile = self
            .store()
            .write(move |changes| {
                let mut profile = changes.profile(id)?.ok_or_else(profile_not_found)?;
                let mut refused = Vec::new();
                let name = request.profile_name.required("profile_name", &mut refused);
                refuse(refused)?;
                profile.profile_name = ProfileName::new(&name.unwrap_or_default())?;
                changes.put_profile(&profile)?;
                for (session, mut record) in changes.sessions_of_profile(&user, id)? {
                    record.profile_name = Some(profile.profile_name.clone());
                    changes.put_session(session, &record)?;
                }
                Ok(profile)
            })
            .await?;
        self.tell(caller, Change::ProfilesChanged, None);
        Ok(profile)
    }
}

/// Brings a new session's profile and the list of profiles together: a profile
/// that is named for the first time is remembered, and a session that gives
/// only the id gets the name that is known.
pub(crate) fn settle(
    changes: &mut Changes<'_>,
    record: &mut SessionRecord,
    now: Timestamp,
) -> Result<()> {
    let Some(profile_id) = record.profile_id else {
        return Ok(());
    };
    match (changes.profile(profile_id)?, &record.profile_name) {
        (Some(known), None) => record.profile_name = Some(known.profile_name),
        (None, Some(profile_name)) => changes.put_profile(&Profile {
            profile_id,
            profile_name: profile_name.clone(),
            created_at: now,
        })?,
        (Some(_), Some(_)) | (None, None) => {}
    }
    Ok(())
}

/// The smallest id from 1 on that no profile has and no session names: those
/// sessions would all be in the new profile.
fn next_id(changes: &Changes<'_>, user: &UserId) -> Result<ProfileId> {
    let mut taken = changes.profiles_of_sessions(user)?;
    let profiles = changes.profiles()?;
    taken.extend(profiles.iter().map(|profile| profile.profile_id));
    (1..=ProfileId::MAXIMUM)
        .filter_map(|number| ProfileId::new(number).ok())
        .find(|id| !taken.contains(id))
        .ok_or_else(|| Error::internal("every profile id is taken"))
}

fn profile_not_found() -> Error {
    Error::new(Code::NotFound, "There is no profile with this id.")
}
