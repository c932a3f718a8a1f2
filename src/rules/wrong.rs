//! Where in the files of a pack something stands that is wrong, once they have been read.

use pep440_rs::Version;

use super::codes::well_formed;
use super::header::Header;
use super::load::{LoadError, Pack, line};
use super::model::Model;
use super::schema::{Kind, New};

impl Pack {
    /// What is wrong with the header.
    pub(super) fn check_header(&self, errors: &mut Vec<LoadError>) {
        let text = self.file("pack.toml").unwrap_or_default();
        let mut failed = |word: &str, message| {
            let place = place_of("pack.toml", text, word);
            errors.push(LoadError {
                file: format!("{}/pack.toml", self.folder()),
                line: place.map(|place| line(text, place)),
                message,
            });
        };
        let folder = self.folder().rsplit('/').next().unwrap_or_default();
        let name = &self.header.name;
        if name != folder {
            let said = format!("name = `{name}`, expected the folder's name `{folder}`");
            failed(name, said);
        }
        for model in &self.header.models {
            if self.file(&model.file).is_none() {
                failed(&model.file, format!("there is no file `{}`", model.file));
            }
        }
        for (code, called) in &self.header.codes {
            if let Err(message) = well_formed(code, &called.name) {
                failed(code, message);
            }
        }
        for (kind, code) in &self.header.defaults {
            if !self.header.codes.contains_key(code) {
                let said = format!(
                    "`{code}` is the default for {kind:?} rows and has no entry in `[codes]`"
                );
                failed(code, said);
            }
        }
    }

    /// Names of changes, old and new ones, that lie in a module of the model that is asked and name nothing there; and old ones
    /// that nothing would ever find, since the new versions have them as well.
    pub(super) fn wrong_names(&self, old: &Model, new: &Model) -> Vec<LoadError> {
        let mut errors = Vec::new();
        let Header { from, target, .. } = &self.header;
        let mut missing = |model: &Model, name: &str, version: &Version| {
            let is_missing = model.covers(name) && model.resolve(name).is_none();
            if is_missing {
                let near = near(model, name);
                let near = near.map(|near| format!("; did you mean `{near}`?"));
                let near = near.unwrap_or_default();
                let said = format!("`{name}` names nothing in the model of {version}{near}");
                errors.push(self.wrong_at(name, said));
            }
        };
        for change in &self.changes {
            for name in &change.olds {
                missing(old, name, from);
            }
            if let (Some(New::Name(name)), None) = (&change.new, &change.argument) {
                missing(new, name, target);
            }
        }
        for change in self.changes.iter().filter(|one| one.argument.is_none()) {
            let goes = matches!(change.kind, Kind::Moved | Kind::Renamed | Kind::Removed);
            let is_gone = goes
                && change
                    .breaks
                    .as_ref()
                    .is_some_and(|breaks| breaks <= target);
            for name in change.olds.iter().filter(|_| is_gone) {
                let is_passed_on = old.placed(name) == *name && old.canonical(name) != *name;
                if is_passed_on && new.resolve(name).is_some() {
                    let said = format!(
                        "`{name}` is in the model of {target} as well, so nothing is found; leave it out there"
                    );
                    errors.push(self.wrong_at(name, said));
                }
            }
        }
        errors
    }

    /// What is wrong with a name, a code or another word that a file holds in quotes, or as a key: at the first place, in the
    /// order of the files but for the header, which is asked last, or at the folder where there is none.
    pub(super) fn wrong_at(&self, word: &str, message: String) -> LoadError {
        let (header, rest): (Vec<_>, Vec<_>) =
            self.files().partition(|(path, _)| *path == "pack.toml");
        let mut places = rest.into_iter().chain(header);
        let found =
            places.find_map(|(path, text)| Some((path, line(text, place_of(path, text, word)?))));
        match found {
            Some((path, line)) => LoadError {
                file: format!("{}/{path}", self.folder()),
                line: Some(line),
                message,
            },
            None => LoadError {
                file: self.folder().to_owned(),
                line: None,
                message,
            },
        }
    }
}

/// Where a file of rules holds a word in quotes, alone or behind the verb of a place, or as a key.
fn place_of(path: &str, text: &str, word: &str) -> Option<usize> {
    if path.ends_with(".pyi") {
        return None;
    }
    let quoted = [
        format!("\"{word}\""),
        format!("'{word}'"),
        format!(" {word}\""),
        format!("\n{word} ="),
    ];
    let found = quoted.iter().filter_map(|quoted| {
        let at = text.find(quoted.as_str())?;
        Some(at + usize::from(quoted.starts_with('\n')))
    });
    found.min()
}

/// The name of a model that is spelled most like one that it does not have, in the same module or class.
fn near(model: &Model, name: &str) -> Option<String> {
    let (above, last) = name.rsplit_once('.')?;
    let near = similar::get_close_matches(last, &model.names_in(above), 1, 0.6);
    near.first().map(|near| format!("{above}.{near}"))
}
