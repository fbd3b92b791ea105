//! Profiles: what sessions are grouped by.

use crate::clock::Timestamp;
use crate::events::Change;
use crate::model::{Profile, ProfileId, ProfileName};
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

    /// Makes a profile under the next free id.
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
        let now = self.now();
        let profile = self
            .store()
            .write(move |changes| {
                let profile = Profile {
                    profile_id: next_id(changes)?,
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
                for session in changes.sessions_of_profile(&user, id)? {
                    if let Some(mut record) = changes.session(session)? {
                        record.profile_name = Some(profile.profile_name.clone());
                        changes.put_session(session, &record)?;
                    }
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

fn next_id(changes: &Changes<'_>) -> Result<ProfileId> {
    let largest = changes
        .profiles()?
        .iter()
        .map(|profile| profile.profile_id.get())
        .max();
    ProfileId::new(largest.unwrap_or(0).max(0) + 1)
}

fn profile_not_found() -> Error {
    Error::new(Code::NotFound, "There is no profile with this id.")
}
