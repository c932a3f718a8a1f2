//! A dump of advisories that lies on the disk: a folder of records, or a ZIP file of them. One record is held at a time.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use zip::ZipArchive;

use crate::finding::Problem;
use crate::manifest::Advisories;

/// Bytes of a record; what is longer is none.
const LONGEST: u64 = 16 << 20;

/// Reads what a dump says of the packages that are asked for, and what in it cannot be read.
///
/// # Errors
/// When there is no such dump.
pub fn read(
    path: &Path,
    is_asked: &dyn Fn(&str) -> bool,
) -> anyhow::Result<(Advisories, Vec<Problem>)> {
    let mut dump = Dump {
        advisories: Advisories::default(),
        problems: Vec::new(),
        is_asked,
        text: Vec::new(),
        records: 0,
    };
    let failed = || format!("the advisories in `{}` cannot be read", path.display());
    if fs::metadata(path).with_context(failed)?.is_dir() {
        dump.folder(path).with_context(failed)?;
    } else {
        dump.archive(path).with_context(failed)?;
    }
    anyhow::ensure!(
        dump.records > 0,
        "`{}` holds no advisories: expected records in JSON, as OSV has them",
        path.display()
    );
    Ok((dump.advisories, dump.problems))
}

/// A dump while it is read.
struct Dump<'a> {
    advisories: Advisories,
    problems: Vec<Problem>,
    is_asked: &'a dyn Fn(&str) -> bool,
    /// The record that is held.
    text: Vec<u8>,
    records: usize,
}

impl Dump<'_> {
    fn folder(&mut self, folder: &Path) -> io::Result<()> {
        let entries = fs::read_dir(folder)?;
        let mut paths = entries
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<io::Result<Vec<PathBuf>>>()?;
        paths.sort();
        for path in paths {
            // A link may lead back to where it stands.
            let kind = fs::symlink_metadata(&path)?.file_type();
            if kind.is_dir() {
                self.folder(&path)?;
            } else if kind.is_file() && is_record(&path.to_string_lossy()) {
                let shown = path.to_string_lossy().replace('\\', "/");
                let file = File::open(&path);
                self.record(&shown, file.map(|file| file.take(LONGEST + 1)));
            }
        }
        Ok(())
    }

    fn archive(&mut self, path: &Path) -> anyhow::Result<()> {
        let mut archive = ZipArchive::new(io::BufReader::new(File::open(path)?))?;
        let shown = path.to_string_lossy().replace('\\', "/");
        for number in 0..archive.len() {
            let entry = match archive.by_index(number) {
                Ok(entry) => entry,
                Err(error) => {
                    let named = format!("{shown}, entry {}", number + 1);
                    self.problem(&named, error.to_string());
                    continue;
                }
            };
            let name = entry.name().to_owned();
            if entry.is_file() && is_record(&name) {
                self.record(&format!("{shown}/{name}"), Ok(entry.take(LONGEST + 1)));
            }
        }
        Ok(())
    }

    fn record(&mut self, shown: &str, from: io::Result<impl Read>) {
        self.text.clear();
        let read = from.and_then(|mut from| from.read_to_end(&mut self.text));
        let wrong = match read {
            Err(error) => error.to_string(),
            Ok(length) if length as u64 > LONGEST => "too long for an advisory".to_owned(),
            Ok(_) => match self.advisories.add(&self.text, self.is_asked) {
                Err(error) => format!("not an advisory: {error}"),
                Ok(()) => {
                    self.records += 1;
                    return;
                }
            },
        };
        self.problem(shown, wrong);
    }

    fn problem(&mut self, shown: &str, message: String) {
        self.problems.push(Problem {
            path: shown.to_owned(),
            message,
        });
    }
}

fn is_record(name: &str) -> bool {
    name.ends_with(".json")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::io::Write as _;

    use zip::write::SimpleFileOptions;

    use super::*;

    const RECORD: &str = "{\"id\":\"X-1\",\"affected\":[{\"package\":{\"ecosystem\":\"PyPI\",\"name\":\"a\"},\
                          \"ranges\":[{\"type\":\"ECOSYSTEM\",\"events\":[{\"introduced\":\"0\"}]}]}]}";

    #[test]
    fn a_folder_and_an_archive_give_the_same_and_say_what_is_wrong() {
        let held = tempfile::tempdir().unwrap();
        let folder = held.path().join("dump");
        fs::create_dir_all(folder.join("PyPI")).unwrap();
        fs::write(folder.join("PyPI/X-1.json"), RECORD).unwrap();
        fs::write(folder.join("bad.json"), "{").unwrap();
        fs::write(folder.join("note.txt"), "{").unwrap();
        let packed = held.path().join("dump.zip");
        let mut archive = zip::ZipWriter::new(File::create(&packed).unwrap());
        for (name, text) in [
            ("PyPI/X-1.json", RECORD),
            ("bad.json", "{"),
            ("note.txt", "{"),
        ] {
            archive
                .start_file(name, SimpleFileOptions::default())
                .unwrap();
            archive.write_all(text.as_bytes()).unwrap();
        }
        archive.finish().unwrap();
        for path in [folder, packed] {
            let (all, problems) = read(&path, &|name| name == "a").unwrap();
            assert_eq!(all.of("a").len(), 1);
            assert_eq!(problems.len(), 1);
            assert!(problems[0].path.ends_with("/bad.json"), "{problems:?}");
            assert!(read(&path, &|_| false).unwrap().0.of("a").is_empty());
        }
    }

    #[test]
    fn what_is_no_dump_is_an_error() {
        let held = tempfile::tempdir().unwrap();
        let file = held.path().join("dump.zip");
        assert!(read(&file, &|_| true).is_err());
        fs::write(&file, "no archive").unwrap();
        assert!(read(&file, &|_| true).is_err());
        assert!(read(held.path(), &|_| true).is_err());
    }
}
