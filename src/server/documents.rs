//! The texts that editors have open. They stand instead of those on the disk.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lsp_types::Uri;

use crate::source::paths::normalised;
use crate::source::uri::to_path;

/// Some editors put it before a text. It is no part of it.
const MARK: &str = "\u{feff}";

/// A text that is open.
#[derive(Debug, Clone)]
pub(super) struct Document {
    /// As the editor calls it.
    pub(super) uri: Uri,
    /// Which of its states this is.
    pub(super) version: i32,
    /// The text.
    pub(super) text: Arc<str>,
}

/// All that are open, by path.
#[derive(Debug, Clone, Default)]
pub(super) struct Documents(BTreeMap<PathBuf, Document>);

/// The text of a file as it is now.
pub(super) struct Now {
    /// Without the mark.
    pub(super) text: Arc<str>,
    /// Bytes of the file before it.
    pub(super) skipped: u32,
    /// The state of an open text.
    pub(super) version: Option<i32>,
}

impl Documents {
    /// Takes over a text, opened or changed; says whether it is one of a file.
    pub(super) fn set(&mut self, uri: Uri, version: i32, text: &str) -> bool {
        let Some(path) = path_of(&uri) else {
            return false;
        };
        let text = text.into();
        self.0.insert(path, Document { uri, version, text });
        true
    }

    /// Forgets a text that was closed; says whether it was one of a file.
    pub(super) fn close(&mut self, uri: &Uri) -> bool {
        path_of(uri).is_some_and(|path| self.0.remove(&path).is_some())
    }

    /// The text of a file, if it is open.
    pub(super) fn get(&self, path: &Path) -> Option<&Document> {
        self.0.get(path)
    }

    /// The files that are open.
    pub(super) fn paths(&self) -> impl Iterator<Item = &Path> {
        self.0.keys().map(PathBuf::as_path)
    }

    /// The text of a file, open or on the disk; none where its bytes are not those of its text.
    pub(super) fn now(&self, path: &Path) -> Option<Now> {
        let open = self.get(path);
        let text: Arc<str> = match open {
            Some(document) => document.text.clone(),
            None => String::from_utf8(std::fs::read(path).ok()?).ok()?.into(),
        };
        if crate::source::declares_another(&text) {
            return None;
        }
        let version = open.map(|document| document.version);
        Some(match text.strip_prefix(MARK) {
            Some(rest) => Now {
                text: rest.into(),
                skipped: u32::try_from(MARK.len()).unwrap_or_default(),
                version,
            },
            None => Now {
                text,
                skipped: 0,
                version,
            },
        })
    }

    /// The bytes that stand instead of the disk's. A text whose file is in another encoding than UTF-8 is left out: its
    /// bytes would be read as those of the encoding.
    pub(super) fn overlay(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let all = self.0.iter();
        let in_utf8 = all.filter(|(_, one)| !crate::source::declares_another(&one.text));
        in_utf8
            .map(|(path, one)| (path.clone(), one.text.as_bytes().to_vec()))
            .collect()
    }
}

/// The file of a reference.
pub(super) fn path_of(uri: &Uri) -> Option<PathBuf> {
    to_path(uri.as_str()).map(|path| normalised(&path))
}
