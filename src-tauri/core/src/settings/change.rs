//! Values to change in the settings, and how they are put into the file.

use std::path::PathBuf;

use serde::Deserialize;
use toml_edit::{DocumentMut, Item, Table, Value};

use super::{TextSize, Theme};
use crate::error::FieldError;
use crate::model::is_blank;
use crate::ops::{Field, Kind};
use crate::{Error, Result};

/// The longest name of a user, in characters.
const LONGEST_NAME: usize = 255;

/// Values to change; what is absent or null stays as it is.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct SettingsChange {
    /// How the window looks.
    pub appearance: AppearanceChange,
    /// Who the user is.
    pub user: UserChange,
    /// How files are made.
    pub export: ExportChange,
    /// The loopback listener.
    pub listener: ListenerChange,
}

/// How the window looks.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct AppearanceChange {
    /// Light or dark.
    pub theme: Field<Theme>,
    /// The size of the window's own text in percent.
    pub text_size: Field<i64>,
}

/// Who the user is.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct UserChange {
    /// The name that sessions show; empty for the system's own.
    pub name: Field<String>,
}

/// How files are made.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ExportChange {
    /// The browser's program file; empty to look for one.
    pub browser: Field<PathBuf>,
    /// The folder that exports go to; empty for the user's documents.
    pub folder: Field<PathBuf>,
}

/// The loopback listener.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ListenerChange {
    /// Whether the window starts it.
    pub enabled: Field<bool>,
    /// Its port; 0 for any free one.
    pub port: Field<i64>,
}

impl Kind for Theme {
    const DESCRIPTION: &'static str = "system, light or dark";
}

impl SettingsChange {
    /// Whether the window starts the listener.
    #[must_use]
    pub fn listener_enabled(enabled: bool) -> Self {
        Self {
            listener: ListenerChange {
                enabled: enabled.into(),
                ..ListenerChange::default()
            },
            ..Self::default()
        }
    }

    /// The values as they go into the file.
    ///
    /// # Errors
    /// `invalid` with every value that cannot be.
    pub(super) fn values(self) -> Result<Vec<Placed>> {
        let Self {
            appearance,
            user,
            export,
            listener,
        } = self;
        let mut values = Values::default();
        values.add("appearance", "theme", appearance.theme, |theme| {
            Ok(theme.name().into())
        });
        values.add("appearance", "text_size", appearance.text_size, |percent| {
            TextSize::try_from(percent).map(|size| i64::from(size.percent()).into())
        });
        values.add("user", "name", user.name, name);
        values.add("export", "browser", export.browser, path);
        values.add("export", "folder", export.folder, path);
        values.add("listener", "enabled", listener.enabled, |enabled| {
            Ok(enabled.into())
        });
        values.add("listener", "port", listener.port, port);
        crate::ops::refuse(values.refused)?;
        Ok(values.placed)
    }
}

/// A value and its place in the file.
pub(super) struct Placed {
    table: &'static str,
    key: &'static str,
    value: Value,
}

impl Placed {
    /// Puts the value where it belongs; comments before and beside it stay.
    pub(super) fn put(mut self, document: &mut DocumentMut) {
        let table = document
            .entry(self.table)
            .or_insert_with(|| Item::Table(Table::new()));
        let Some(table) = table.as_table_like_mut() else {
            return;
        };
        if let Some(Item::Value(present)) = table.get_mut(self.key) {
            *self.value.decor_mut() = present.decor().clone();
            *present = self.value;
        } else {
            table.insert(self.key, Item::Value(self.value));
        }
    }
}

/// Values that were taken, and what was wrong with the others.
#[derive(Default)]
struct Values {
    placed: Vec<Placed>,
    refused: Vec<FieldError>,
}

impl Values {
    fn add<T: Kind>(
        &mut self,
        table: &'static str,
        key: &'static str,
        field: Field<T>,
        read: impl FnOnce(T) -> Result<Value>,
    ) {
        let location = format!("{table}.{key}");
        let Some(value) = field.optional(&location, &mut self.refused) else {
            return;
        };
        match read(value) {
            Ok(value) => self.placed.push(Placed { table, key, value }),
            Err(error) => self.refused.push(FieldError {
                location,
                message: error.message().to_owned(),
            }),
        }
    }
}

/// A name of which nothing is seen is none.
fn name(name: String) -> Result<Value> {
    if is_blank(&name) {
        return Ok("".into());
    }
    let name = name.trim();
    let length = name.chars().count();
    if length > LONGEST_NAME {
        return Err(Error::invalid(
            "name",
            format!("Your name has {length} characters; it can have {LONGEST_NAME}."),
        ));
    }
    Ok(name.into())
}

fn path(path: PathBuf) -> Result<Value> {
    path.to_str().map(Value::from).ok_or_else(|| {
        Error::invalid(
            "path",
            "The name of this file or folder is not readable text, so the settings cannot hold \
             it. Choose another one.",
        )
    })
}

fn port(port: i64) -> Result<Value> {
    if (0..=i64::from(u16::MAX)).contains(&port) {
        return Ok(port.into());
    }
    Err(Error::invalid(
        "port",
        format!(
            "The port must lie between 0 and {}; 0 takes any free one.",
            u16::MAX
        ),
    ))
}
