//! The sample session of a first start. No operation: a program that asks for
//! sessions must not find one that nobody made, so only a window makes it.

use crate::Result;
use crate::deck::sample;
use crate::model::Session;
use crate::ops::Field;
use crate::ops::wire::ImportSession;
use crate::service::{Caller, Service};

impl Service {
    /// Whether there is no session at all: nobody's, and none in the trash.
    ///
    /// # Errors
    /// `store_unusable`.
    pub async fn is_empty(&self) -> Result<bool> {
        self.reading(|service| service.store().is_empty()).await
    }

    /// Makes the sample session.
    ///
    /// # Errors
    /// `disk_full`; `store_unusable`.
    pub async fn make_sample(&self, caller: &Caller) -> Result<Session> {
        let request = ImportSession {
            content: sample::file()?,
            name: Field::Absent,
        };
        self.import_session(caller, request).await
    }
}
