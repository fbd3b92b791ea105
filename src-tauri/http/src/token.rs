//! The token that opens the listener, and the file that it lies in. Made once
//! for each install, so that scripts can rely on it.
//!
//! The file holds nothing but the token, so that a script can read it whole.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use lectern_core::files::{self, Existing};
use lectern_core::{Code, Error, Result};
use subtle::ConstantTimeEq as _;

/// Bytes of randomness in a token.
const LENGTH: usize = 32;

/// A token: 256 random bits, written in 43 characters.
#[derive(Clone)]
pub struct Token(String);

impl Token {
    /// A new token from the system's randomness.
    ///
    /// # Errors
    /// `internal` when the system has none.
    pub fn random() -> Result<Self> {
        let mut bytes = [0; LENGTH];
        getrandom::fill(&mut bytes).map_err(Error::internal)?;
        Ok(Self(URL_SAFE_NO_PAD.encode(bytes)))
    }

    /// Whether a client presents this token. Takes the same time wherever the
    /// first difference stands, so that a token cannot be guessed by parts.
    #[must_use]
    pub fn is(&self, presented: &[u8]) -> bool {
        self.0.as_bytes().ct_eq(presented).into()
    }

    /// The token itself, for a client's hands; never for a log.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn parse(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        (bytes.len() == LENGTH).then(|| Self(text.to_owned()))
    }
}

/// A token is never shown by accident.
impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Token(..)")
    }
}

/// The file that the token lies in.
#[derive(Clone, Debug)]
pub struct TokenFile {
    path: PathBuf,
}

impl TokenFile {
    /// The token file in `folder`, which is made if it is missing, readable
    /// by nobody else. Without a file there, one is made.
    ///
    /// # Errors
    /// `forbidden` when somebody else may have read or changed it; `unwritable`;
    /// `disk_full`; `internal`.
    pub fn in_folder(folder: &Path) -> Result<Self> {
        files::make_private_folder(folder)?;
        private::check(folder, "folder")?;
        let file = Self {
            path: folder.join("token"),
        };
        // A link that leads nowhere counts as there: it is refused below.
        if fs::symlink_metadata(&file.path).is_err() {
            file.write(Existing::Keep)?;
        }
        file.read()?;
        Ok(file)
    }

    /// Where it lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads the token.
    ///
    /// # Errors
    /// `forbidden` when somebody else may have read or changed it;
    /// `unreadable` when it holds no token.
    pub fn read(&self) -> Result<Token> {
        private::check(&self.path, "file")?;
        let bytes = files::read_limited(&self.path, 1024)?;
        let text = String::from_utf8_lossy(&bytes);
        Token::parse(text.trim_end()).ok_or_else(|| {
            Error::new(
                Code::Unreadable,
                format!(
                    "{} holds no token. Delete the file; Lectern makes a new one.",
                    self.path.display()
                ),
            )
        })
    }

    /// Puts a new token in the place of the old one. A listener that runs
    /// keeps the old one; stop it first and start it again.
    ///
    /// # Errors
    /// `unwritable`; `disk_full`; `internal`.
    pub fn rotate(&self) -> Result<Token> {
        self.write(Existing::Replace)
    }

    fn write(&self, existing: Existing) -> Result<Token> {
        let token = Token::random()?;
        // The file comes into being with the mode 0600 under another name and
        // is renamed when it is whole: it is never open to others, nor half.
        files::write_private(&self.path, token.as_str().as_bytes(), existing)?;
        Ok(token)
    }
}

#[cfg(unix)]
mod private {
    use std::fs;
    use std::os::unix::fs::MetadataExt as _;
    use std::path::Path;

    use lectern_core::{Code, Error, Result};

    /// Refuses what others may read or change, and what they may have put
    /// there. The folder is checked before the file; once it is found private,
    /// nobody else can exchange the file in it.
    pub(super) fn check(path: &Path, kind: &str) -> Result<()> {
        let metadata = fs::symlink_metadata(path).map_err(|cause| {
            refused(path, &format!("the {kind} cannot be looked at")).because(cause)
        })?;
        if metadata.is_symlink() {
            return Err(refused(path, "it is a symbolic link"));
        }
        if metadata.is_dir() != (kind == "folder") || !(metadata.is_dir() || metadata.is_file()) {
            return Err(refused(path, &format!("it is no {kind}")));
        }
        if metadata.uid() != rustix::process::geteuid().as_raw() {
            return Err(refused(path, "it belongs to another user"));
        }
        if metadata.mode() & 0o077 != 0 {
            return Err(refused(path, "other users can read or change it"));
        }
        Ok(())
    }

    fn refused(path: &Path, reason: &str) -> Error {
        Error::new(
            Code::Forbidden,
            format!(
                "The listener was not started: its token is not safe in {}, since {reason}. Delete it; Lectern makes a new one.",
                path.display()
            ),
        )
    }
}

/// On Windows the folder lies in the user's profile, whose access list lets in
/// this user and the system only, and files inherit it.
#[cfg(not(unix))]
mod private {
    use std::path::Path;

    use lectern_core::Result;

    pub(super) fn check(_path: &Path, _kind: &str) -> Result<()> {
        Ok(())
    }
}
