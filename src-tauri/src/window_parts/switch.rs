//! The listener behind the window's switch.

use std::sync::{Mutex, MutexGuard, PoisonError};

use lectern_core::Result;
use lectern_core::service::Service;
use lectern_core::settings::{Settings, SettingsChange};
use lectern_http::{Listener, TokenFile};

use crate::desktop::{ListenerSwitch, Listening, Switching, Tokening};
use crate::parts::Place;

/// Starts and stops the listener.
pub(super) struct Switch {
    place: Place,
    service: Service,
    port: Mutex<u16>,
    running: Mutex<Option<Listener>>,
    /// Held while the listener starts or stops, so that two presses of the
    /// switch come one after the other.
    changing: tokio::sync::Mutex<()>,
}

impl Switch {
    pub(super) fn new(place: Place, service: Service) -> Self {
        Self {
            port: Mutex::new(place.settings.listener.port),
            place,
            service,
            running: Mutex::default(),
            changing: tokio::sync::Mutex::default(),
        }
    }

    /// Listens on another port from now on, at once if it runs.
    pub(super) async fn move_to(&self, port: u16) -> Result<()> {
        let _changing = self.changing.lock().await;
        let before = std::mem::replace(&mut *lock(&self.port), port);
        if before == port || !self.stop_running().await {
            return Ok(());
        }
        self.start_now().await
    }

    fn running(&self) -> MutexGuard<'_, Option<Listener>> {
        lock(&self.running)
    }

    fn remember(&self, enabled: bool) -> Result<()> {
        let change = SettingsChange::listener_enabled(enabled);
        Settings::change(&self.place.folders.settings(), change).map(drop)
    }

    async fn start_now(&self) -> Result<()> {
        let port = *lock(&self.port);
        let listener = self.place.listen(self.service.clone(), port, false).await?;
        *self.running() = Some(listener);
        Ok(())
    }

    /// Stops it; answers whether it ran.
    async fn stop_running(&self) -> bool {
        let running = self.running().take();
        match running {
            Some(listener) => {
                listener.stop().await;
                true
            }
            None => false,
        }
    }

    async fn switch_on(&self) -> Result<()> {
        let _changing = self.changing.lock().await;
        if self.running().is_some() {
            return Ok(());
        }
        self.start_now().await?;
        self.remember(true)
    }

    async fn switch_off(&self) -> Result<()> {
        let _changing = self.changing.lock().await;
        self.stop_running().await;
        self.remember(false)
    }

    async fn new_token(&self) -> Result<String> {
        let _changing = self.changing.lock().await;
        let token = self.token_file()?.rotate()?;
        // A listener that runs keeps the token that it was started with.
        if self.stop_running().await {
            self.start_now().await?;
        }
        Ok(token.as_str().to_owned())
    }

    fn token_file(&self) -> Result<TokenFile> {
        TokenFile::in_folder(&self.place.folders.listener())
    }
}

impl ListenerSwitch for Switch {
    fn listening(&self) -> Option<Listening> {
        self.running().as_ref().map(|listener| Listening {
            url: listener.url(),
            token_file: listener.token_file().to_owned(),
        })
    }

    fn start(&self) -> Switching<'_> {
        Box::pin(self.switch_on())
    }

    fn stop(&self) -> Switching<'_> {
        Box::pin(self.switch_off())
    }

    fn token(&self) -> Tokening<'_> {
        Box::pin(async { Ok(self.token_file()?.read()?.as_str().to_owned()) })
    }

    fn rotate(&self) -> Tokening<'_> {
        Box::pin(self.new_token())
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
