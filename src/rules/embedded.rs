//! The packs that are compiled in, and how one is read from a folder.

use std::borrow::Cow;
use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::{fs, io, thread};

use super::added::TESTS;
use super::load::{LoadError, Pack, PackFile};

/// Pack, path in the pack's folder, text.
static FILES: &[(&str, &str, &str)] = include!(concat!(env!("OUT_DIR"), "/packs.rs"));

/// Package, table of its releases.
static INDEX: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/index.rs"));

/// The tables of releases that are compiled in, by package.
#[must_use]
pub fn index() -> &'static [(&'static str, &'static str)] {
    INDEX
}

/// The advisories, a line for each package that one is about.
static ADVISORIES: &str = include_str!(concat!(env!("OUT_DIR"), "/advisories.txt"));

/// The advisories that are compiled in, as lines of a package, a tab and a record.
#[must_use]
pub fn advisories() -> &'static str {
    ADVISORIES
}

/// What is wrong with the packs that are compiled in.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
pub struct NotAccepted(pub Vec<LoadError>);

/// All packs that are compiled in, sorted by name; read once a process.
///
/// # Errors
/// All that is wrong with any of them.
pub fn all() -> Result<&'static [Arc<Pack>], NotAccepted> {
    static PACKS: OnceLock<Result<Vec<Arc<Pack>>, NotAccepted>> = OnceLock::new();
    let packs = PACKS.get_or_init(|| accepted(read_all().into_iter()));
    packs.as_deref().map_err(Clone::clone)
}

/// Reads all packs side by side. On threads of its own: one of a pool that waits here could be given work that asks for the packs.
fn read_all() -> Vec<Result<Pack, Vec<LoadError>>> {
    thread::scope(|scope| {
        let read = names().map(|name| scope.spawn(move || read(name)));
        let reading: Vec<_> = read.collect();
        let read = reading.into_iter().map(|one| one.join());
        read.map(|one| one.unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}

fn accepted(
    packs: impl Iterator<Item = Result<Pack, Vec<LoadError>>>,
) -> Result<Vec<Arc<Pack>>, NotAccepted> {
    let (mut accepted, mut errors) = (Vec::new(), Vec::new());
    for pack in packs {
        match pack {
            Ok(pack) => accepted.push(Arc::new(pack)),
            Err(wrong) => errors.extend(wrong),
        }
    }
    if errors.is_empty() {
        Ok(accepted)
    } else {
        Err(NotAccepted(errors))
    }
}

/// The names of the packs that are compiled in, sorted.
pub fn names() -> impl Iterator<Item = &'static str> {
    FILES
        .chunk_by(|one, other| one.0 == other.0)
        .map(|files| files[0].0)
}

/// Reads a pack that is compiled in; [`all`] keeps what was read.
///
/// # Errors
/// When there is no such pack, and for all that is wrong with it.
pub fn read(name: &str) -> Result<Pack, Vec<LoadError>> {
    let files = FILES
        .iter()
        .filter(|file| file.0 == name)
        .map(|file| PackFile {
            path: file.1.to_owned(),
            text: Cow::Borrowed(file.2),
        })
        .collect();
    Pack::load(&format!("rules/{name}"), files)
}

/// Reads a pack from a folder; `shown` is the folder as errors show it, with the folder's own name at its end.
///
/// # Errors
/// When a file cannot be read, and for all that is wrong with the pack; here machine rows and stubs are
/// read too, since no test did.
pub fn from_folder(folder: &Path, shown: &str) -> Result<Pack, Vec<LoadError>> {
    let mut files = Vec::new();
    collect(folder, folder, &mut files).map_err(|error| {
        vec![LoadError {
            file: shown.to_owned(),
            line: None,
            message: format!("cannot be read: {error}"),
        }]
    })?;
    let pack = Pack::load(shown, files)?;
    let errors = pack.verify();
    if errors.is_empty() {
        Ok(pack)
    } else {
        Err(errors)
    }
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<PackFile>) -> io::Result<()> {
    let mut paths = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    for path in paths {
        let extension = path.extension().and_then(|extension| extension.to_str());
        if path.is_dir() {
            if path != root.join(TESTS) {
                collect(root, &path, files)?;
            }
        } else if matches!(extension, Some("toml" | "jsonl" | "pyi")) {
            let inside = path.strip_prefix(root).unwrap_or(&path);
            files.push(PackFile {
                path: inside.to_string_lossy().replace('\\', "/"),
                text: Cow::Owned(fs::read_to_string(&path)?),
            });
        }
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn every_pack_that_is_compiled_in_can_be_read_to_its_last_row() {
        for name in names() {
            match read(name) {
                Ok(pack) => {
                    let errors: Vec<_> = pack.verify().iter().map(ToString::to_string).collect();
                    assert!(errors.is_empty(), "{}", errors.join("\n"));
                }
                Err(errors) => {
                    let errors: Vec<_> = errors.iter().map(ToString::to_string).collect();
                    panic!("{}", errors.join("\n"));
                }
            }
        }
    }

    #[test]
    fn a_pack_of_a_folder_is_read_with_all_of_its_rows() {
        let folder = tempfile::tempdir().unwrap();
        let pack = folder.path().join("mine");
        fs::create_dir_all(pack.join("model")).unwrap();
        let header = "name = \"mine\"\nsummary = \"\"\ndistributions = []\nimports = []\nfrom = \"1\"\ntarget = \"2\"\n";
        fs::write(pack.join("pack.toml"), header).unwrap();
        fs::write(
            pack.join("rows.jsonl"),
            "{\"old\":\"a.b\",\"kind\":\"lost\"}\n",
        )
        .unwrap();
        let errors = from_folder(&pack, "a/mine").unwrap_err();
        assert!(
            errors[0].file.ends_with("/mine/rows.jsonl"),
            "{}",
            errors[0]
        );
        assert_eq!(errors[0].line, Some(1));
        assert_eq!(
            errors[0].message,
            "unknown variant `lost`, expected one of `moved`, `renamed`, `removed`, `deprecated`, `changed`"
        );
    }

    #[test]
    fn all_that_is_wrong_with_packs_is_said_with_file_and_line() {
        let pack = |name: &str, rules: &str| {
            let header = format!(
                "name = \"{name}\"\nsummary = \"\"\ndistributions = []\nimports = []\nfrom = \"1\"\ntarget = \"2\"\n"
            );
            let file = |path: &str, text: String| PackFile {
                path: path.to_owned(),
                text: Cow::Owned(text),
            };
            let files = vec![
                file("pack.toml", header),
                file("rules.toml", rules.to_owned()),
            ];
            Pack::load(&format!("rules/{name}"), files)
        };
        let wrong = ["brakes = 1\n", "[[change]]\nold = \"a.b\"\nbrakes = 1\n"];
        let packs = wrong.map(|rules| pack("mine", rules));
        let text = accepted(packs.into_iter()).unwrap_err().to_string();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 2, "{text}");
        assert!(
            lines[0].starts_with("rules/mine/rules.toml:1: unknown field `brakes`"),
            "{text}"
        );
        assert!(lines[1].starts_with("rules/mine/rules.toml:3: "), "{text}");
        assert!(accepted([pack("mine", "")].into_iter()).is_ok());
    }

    #[test]
    fn a_folder_that_is_not_there_is_an_error() {
        let errors = from_folder(Path::new("no/such/pack"), "no/such/pack").unwrap_err();
        assert!(
            errors[0]
                .to_string()
                .starts_with("no/such/pack: cannot be read: "),
            "{}",
            errors[0]
        );
    }
}
