//! What a run is about to change, written down before it changes anything. A journal lies outside of the project, in the folder
//! where programs keep their state, so that neither the project's files nor what git knows of them say anything of it.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, bail};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use etcetera::BaseStrategy as _;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// The variable that names the folder of journals.
pub const FOLDER_VARIABLE: &str = "EXUVIA_STATE_DIR";

/// Runs that can be taken back; those before them are forgotten.
const KEPT: usize = 50;

/// After this time what an unfinished journal left is nobody's any more.
const FORGOTTEN: Duration = Duration::from_secs(24 * 60 * 60);

/// The list of a journal's files.
const LIST: &str = "journal.json";

/// How the names of files begin that lie beside others until they take their places.
const TEMPORARY: &str = ".exuvia-";

/// The version of the format.
const VERSION: u32 = 1;

/// The folder in which journals lie.
#[derive(Debug, Clone)]
pub struct Journals(PathBuf);

impl Journals {
    /// That of whoever runs the program: what `EXUVIA_STATE_DIR` names, else where the system keeps such things.
    ///
    /// # Errors
    /// When there is no such place.
    pub fn of_user() -> anyhow::Result<Self> {
        if let Some(folder) = std::env::var_os(FOLDER_VARIABLE).filter(|one| !one.is_empty()) {
            return Ok(Self::at(Path::new(&folder)));
        }
        let places = etcetera::choose_base_strategy()
            .with_context(|| format!("no home folder: {FOLDER_VARIABLE} can name another one"))?;
        let state = places.state_dir().unwrap_or_else(|| places.cache_dir());
        Ok(Self::at(&state.join("exuvia")))
    }

    /// Those in a folder of state.
    #[must_use]
    pub fn at(folder: &Path) -> Self {
        Self(folder.join("undo"))
    }

    /// Writes down what a run is about to change: the files themselves, behind all links, each with its text before and after.
    ///
    /// # Errors
    /// When it cannot be written whole; then there is none.
    pub fn begin<'a>(
        &self,
        files: impl Iterator<Item = (&'a Path, &'a [u8], &'a [u8])>,
    ) -> anyhow::Result<Journal> {
        let context = || {
            format!(
                "{}: the way back could not be written down",
                self.0.display()
            )
        };
        private_folder(&self.0).with_context(context)?;
        self.forget();
        let since = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        let run = format!("{:014}-{}", since.as_millis(), std::process::id());
        let unfinished = self.0.join(format!(".{run}"));
        let written = write(&unfinished, &run, files).and_then(|entries| {
            let folder = self.0.join(&run);
            fs::rename(&unfinished, &folder)?;
            File::open(&self.0)?.sync_all()?;
            Ok(Journal { folder, entries })
        });
        if written.is_err() {
            let _ = fs::remove_dir_all(&unfinished);
        }
        written.with_context(context)
    }

    /// The journals, the last run first; of one that cannot be read, why.
    ///
    /// # Errors
    /// When their folder cannot be read.
    pub fn all(&self) -> anyhow::Result<Vec<anyhow::Result<Journal>>> {
        let context = || format!("{}: can't be read", self.0.display());
        let mut names = Vec::new();
        match fs::read_dir(&self.0) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => {
                for entry in entries.with_context(context)? {
                    names.push(entry.with_context(context)?.file_name());
                }
            }
        }
        names.retain(|name| !is_hidden(name));
        names.sort();
        let last_first = names.iter().rev();
        let read = last_first.map(|name| Journal::read(&self.0.join(name)));
        Ok(read.collect())
    }

    /// Removes the oldest journals, and what runs left that ended while they wrote one.
    fn forget(&self) {
        let Ok(entries) = fs::read_dir(&self.0) else {
            return;
        };
        let (unfinished, mut whole): (Vec<_>, Vec<_>) = entries
            .flatten()
            .partition(|entry| is_hidden(&entry.file_name()));
        let is_old = |entry: &fs::DirEntry| {
            let written = entry.metadata().and_then(|one| one.modified());
            written.is_ok_and(|at| at.elapsed().is_ok_and(|age| age > FORGOTTEN))
        };
        whole.sort_by_key(fs::DirEntry::file_name);
        let too_many = whole.len().saturating_sub(KEPT - 1);
        let old = whole.into_iter().take(too_many);
        for entry in old.chain(unfinished.into_iter().filter(is_old)) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

fn is_hidden(name: &OsString) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

/// What one run was about to change.
#[derive(Debug)]
pub struct Journal {
    folder: PathBuf,
    /// Its files, in the order in which they were written.
    pub entries: Vec<Entry>,
}

/// One file of a journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    #[serde(with = "path")]
    /// The file itself, behind all links.
    pub path: PathBuf,
    /// The hash of its text before the run.
    pub before: String,
    /// The hash of its text afterwards.
    pub after: String,
    /// The name of the file beside it in which a text lies before it takes its place.
    pub temporary: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    version: u32,
    files: Vec<Entry>,
}

impl Journal {
    fn read(folder: &Path) -> anyhow::Result<Self> {
        let list = folder.join(LIST);
        let context = || format!("{}: can't be read", list.display());
        let text = fs::read(&list).with_context(context)?;
        let list: List = serde_json::from_slice(&text).with_context(context)?;
        if list.version != VERSION {
            bail!("{}: another version of exuvia wrote it", folder.display());
        }
        // Files of such names are removed.
        let is_own = |one: &Entry| {
            let mut parts = Path::new(&one.temporary).components();
            one.temporary.starts_with(TEMPORARY) && parts.next().is_some() && parts.next().is_none()
        };
        if !list.files.iter().all(is_own) {
            bail!("{}: exuvia did not write it so", folder.display());
        }
        Ok(Self {
            folder: folder.to_owned(),
            entries: list.files,
        })
    }

    /// The text of an entry's file before the run.
    ///
    /// # Errors
    /// When it can't be read, or is not what was written.
    pub fn before(&self, number: usize) -> anyhow::Result<Vec<u8>> {
        let path = self.folder.join(number.to_string());
        let text = fs::read(&path).with_context(|| format!("{}: can't be read", path.display()))?;
        if hash(&text) != self.entries[number].before {
            bail!("{}: is damaged", path.display());
        }
        Ok(text)
    }

    /// Removes it: there is nothing to take back any more.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn end(self) -> anyhow::Result<()> {
        // At once: half a journal would be taken for one that is damaged.
        let name = self
            .folder
            .file_name()
            .unwrap_or_default()
            .to_string_lossy();
        let ended = self.folder.with_file_name(format!(".{name}"));
        fs::rename(&self.folder, &ended)
            .and_then(|()| fs::remove_dir_all(&ended))
            .with_context(|| format!("{}: could not be removed", self.folder.display()))
    }
}

/// The hash by which a journal knows a text.
#[must_use]
pub fn hash(text: &[u8]) -> String {
    BASE64_STANDARD.encode(Sha256::digest(text))
}

fn write<'a>(
    folder: &Path,
    run: &str,
    files: impl Iterator<Item = (&'a Path, &'a [u8], &'a [u8])>,
) -> io::Result<Vec<Entry>> {
    private_folder(folder)?;
    let mut entries = Vec::new();
    for (number, (path, before, after)) in files.enumerate() {
        write_synced(&folder.join(number.to_string()), before)?;
        entries.push(Entry {
            path: path.to_owned(),
            before: hash(before),
            after: hash(after),
            temporary: format!("{TEMPORARY}{run}-{number}"),
        });
    }
    let list = List {
        version: VERSION,
        files: entries,
    };
    write_synced(&folder.join(LIST), &serde_json::to_vec(&list)?)?;
    File::open(folder)?.sync_all()?;
    Ok(list.files)
}

fn write_synced(path: &Path, text: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(text)?;
    file.sync_all()
}

/// Makes a folder that nobody else reads: it holds the project's texts.
fn private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(folder)
}

/// Paths as texts, and those that are none as their bytes in base64.
mod path {
    use std::path::{Path, PathBuf};

    use base64::{Engine as _, prelude::BASE64_STANDARD};
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

    #[derive(Serialize, Deserialize)]
    #[serde(untagged)]
    enum Spelled {
        Text(String),
        Bytes { bytes: String },
    }

    pub fn serialize<S: Serializer>(path: &Path, serializer: S) -> Result<S::Ok, S::Error> {
        let spelled = match path.to_str() {
            Some(text) => Spelled::Text(text.to_owned()),
            None => Spelled::Bytes {
                bytes: BASE64_STANDARD.encode(path.as_os_str().as_encoded_bytes()),
            },
        };
        spelled.serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<PathBuf, D::Error> {
        match Spelled::deserialize(deserializer)? {
            Spelled::Text(text) => Ok(PathBuf::from(text)),
            Spelled::Bytes { bytes } => {
                let bytes = BASE64_STANDARD.decode(bytes).map_err(de::Error::custom)?;
                of_bytes(bytes).ok_or_else(|| de::Error::custom("no path of this system"))
            }
        }
    }

    #[cfg(unix)]
    fn of_bytes(bytes: Vec<u8>) -> Option<PathBuf> {
        use std::os::unix::ffi::OsStringExt as _;
        Some(std::ffi::OsString::from_vec(bytes).into())
    }

    #[cfg(not(unix))]
    fn of_bytes(bytes: Vec<u8>) -> Option<PathBuf> {
        String::from_utf8(bytes).ok().map(PathBuf::from)
    }
}
