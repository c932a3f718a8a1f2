//! From the files of a folder to a pack. All errors of a pack are found in one go, each with file and line.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

use serde::Deserialize;
use toml::Spanned;

use super::codes::{enter, named};
use super::command::Command;
use super::event::Event;
use super::header::{CodeName, Header};
use super::index::MachineRows;
use super::judgment::Judgment;
use super::model::Model;
use super::policy::{Policy, PolicyFix};
use super::policy_check;
use super::provider::Provider;
use super::retried::Retried;
use super::schema::{Change, Kind, New};
use super::shape::Shape;
use super::step::Step;
use super::transport::Transport;

/// What is wrong with a pack.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub struct LoadError {
    /// The file.
    pub file: String,
    /// The line, from 1, where it is known.
    pub line: Option<usize>,
    /// What was found and what was expected.
    pub message: String,
}

impl fmt::Display for LoadError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(out, ":{line}")?;
        }
        write!(out, ": {}", self.message)
    }
}

/// A file of a pack.
#[derive(Debug, Clone)]
pub struct PackFile {
    /// Path in the pack's folder, with `/`.
    pub path: String,
    /// Its text.
    pub text: Cow<'static, str>,
}

/// A rule pack.
#[derive(Debug)]
pub struct Pack {
    /// The header.
    pub header: Header,
    /// Changes written by hand, in the order of the files.
    pub changes: Vec<Arc<Change>>,
    /// Shapes.
    pub shapes: Vec<Shape>,
    /// What goes wrong in calls.
    pub events: Vec<Event>,
    /// What to say of code that tries calls again.
    pub retried: Vec<Retried>,
    /// What stands in for the old transport.
    pub transports: Vec<Transport>,
    /// Commands of the command line.
    pub commands: Vec<Command>,
    /// Commands that are not what they are taken for.
    pub steps: Vec<Step>,
    /// Policies.
    pub policies: Vec<Policy>,
    /// What is said of manifests.
    pub judgments: Vec<Judgment>,
    /// Providers.
    pub providers: Vec<Provider>,
    /// Names and summaries of all codes.
    pub codes: BTreeMap<String, CodeName>,
    machine: MachineRows,
    folder: String,
    files: Vec<PackFile>,
    /// What the header's models hold, from when one is asked for.
    models: Vec<OnceLock<Result<Arc<Model>, Vec<LoadError>>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RuleFile {
    #[serde(default, rename = "change")]
    changes: Vec<Spanned<Change>>,
    #[serde(default, rename = "shape")]
    shapes: Vec<Spanned<Shape>>,
    #[serde(default, rename = "event")]
    events: Vec<Event>,
    #[serde(default)]
    retried: Vec<Spanned<Retried>>,
    #[serde(default, rename = "transport")]
    transports: Vec<Spanned<Transport>>,
    #[serde(default, rename = "command")]
    commands: Vec<Spanned<Command>>,
    #[serde(default, rename = "step")]
    steps: Vec<Spanned<Step>>,
    #[serde(default, rename = "fix")]
    fixes: BTreeMap<String, PolicyFix>,
    #[serde(default, rename = "policy")]
    policies: Vec<Spanned<Policy>>,
    #[serde(default, rename = "manifest")]
    judgments: Vec<Spanned<Judgment>>,
    #[serde(default, rename = "provider")]
    providers: Vec<Spanned<Provider>>,
}

impl Pack {
    /// Whether the first part of a dotted path is a name by which the package is imported.
    #[must_use]
    pub fn covers(&self, path: &str) -> bool {
        let top = path.split('.').next().unwrap_or_default();
        self.header.imports.iter().any(|name| name == top)
    }

    /// The variables of the environment that the old version reads, and the new one under another name or
    /// not at all.
    pub fn variables(&self) -> impl Iterator<Item = &str> {
        let settings = self.providers.iter().flat_map(|one| &one.settings);
        settings
            .filter(|one| one.environment != one.new_environment)
            .filter_map(|one| one.environment.as_deref())
    }

    /// Reads a pack. `folder` stands before the files' paths in errors; its last part is the pack's name.
    ///
    /// # Errors
    /// All that is wrong with its files, but for the insides of machine rows and stubs (see [`Pack::verify`]).
    pub fn load(folder: &str, files: Vec<PackFile>) -> Result<Self, Vec<LoadError>> {
        let header = header(folder, &files).map_err(|error| vec![error])?;
        let mut pack = Self {
            codes: header.codes.clone(),
            models: header.models.iter().map(|_| OnceLock::new()).collect(),
            header,
            changes: Vec::new(),
            shapes: Vec::new(),
            events: Vec::new(),
            retried: Vec::new(),
            transports: Vec::new(),
            commands: Vec::new(),
            steps: Vec::new(),
            policies: Vec::new(),
            judgments: Vec::new(),
            providers: Vec::new(),
            machine: MachineRows::default(),
            folder: folder.to_owned(),
            files,
        };
        let mut errors = Vec::new();
        pack.check_header(&mut errors);
        for number in 0..pack.files.len() {
            let (path, text) = (
                pack.files[number].path.clone(),
                pack.files[number].text.clone(),
            );
            if path == "pack.toml" {
                continue;
            }
            let shown = format!("{folder}/{path}");
            if path.ends_with(".toml") {
                match parse::<RuleFile>(&shown, &text) {
                    Ok(file) => pack.take(file, &shown, &text, &mut errors),
                    Err(error) => errors.push(error),
                }
            } else if path.ends_with(".jsonl") {
                pack.machine.add(number, &shown, &text, &mut errors);
            }
        }
        pack.check_providers(&mut errors);
        if errors.is_empty() {
            Ok(pack)
        } else {
            Err(errors)
        }
    }

    /// The machine rows.
    #[must_use]
    pub fn machine_rows(&self) -> &MachineRows {
        &self.machine
    }

    /// Reads the change of a machine row.
    ///
    /// # Errors
    /// When the row is no change.
    pub fn machine_row(&self, row: u32) -> Result<Change, LoadError> {
        let (file, start, json) = self.machine.source(row, &self.files);
        let shown = format!("{}/{}", self.folder, self.files[file].path);
        let failed = |message| LoadError {
            file: shown.clone(),
            line: Some(line(&self.files[file].text, start)),
            message,
        };
        let mut change: Change = serde_json::from_str(json).map_err(|error| {
            let text = error.to_string();
            let place = format!(" at line {} column {}", error.line(), error.column());
            failed(text.strip_suffix(&place).unwrap_or(&text).to_owned())
        })?;
        if change.olds.len() != 1 {
            return Err(failed("a machine row has `old`, not `olds`".to_owned()));
        }
        let (code, name) =
            named(&self.header, &change.code, &change.name, Some(change.kind)).map_err(failed)?;
        (change.code, change.name) = (code, name);
        Ok(change)
    }

    /// The folder, as errors show it.
    #[must_use]
    pub fn folder(&self) -> &str {
        &self.folder
    }

    /// The files, with their paths in the pack's folder.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        let files = self.files.iter();
        files.map(|file| (file.path.as_str(), &*file.text))
    }

    /// The text of a file.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<&str> {
        self.files
            .iter()
            .find(|file| file.path == path)
            .map(|file| &*file.text)
    }

    /// The stubs that describe a version, read once a process; an empty model if the pack has none for it.
    ///
    /// # Errors
    /// When the stubs cannot be read.
    pub fn model(&self, version: &pep440_rs::Version) -> Result<Arc<Model>, Vec<LoadError>> {
        let models = &self.header.models;
        match models
            .iter()
            .position(|model| model.versions.contains(version))
        {
            Some(number) => self.models[number]
                .get_or_init(|| {
                    let file = &models[number].file;
                    let text = self.file(file).unwrap_or_default();
                    Model::read(&format!("{}/{file}", self.folder), text).map(Arc::new)
                })
                .clone(),
            None => Ok(Arc::default()),
        }
    }

    /// Reads what [`Pack::load`] leaves for later: every stub, every machine row, and whether the names
    /// of all rows, and the arguments of all policies, are in the model that the pack starts from.
    #[must_use]
    pub fn verify(&self) -> Vec<LoadError> {
        let mut errors = Vec::new();
        for model in &self.header.models {
            let shown = format!("{}/{}", self.folder, model.file);
            if let Err(more) = Model::read(&shown, self.file(&model.file).unwrap_or_default()) {
                errors.extend(more);
            }
        }
        let model = self.model(&self.header.from).unwrap_or_default();
        let new = self.model(&self.header.target).unwrap_or_default();
        errors.extend(self.wrong_names(&model, &new));
        let version = self.header.from.to_string();
        let target = self.header.target.to_string();
        for (model, version, in_new_form) in [(&model, version, false), (&new, target, true)] {
            let policies = self
                .policies
                .iter()
                .filter(|one| one.in_new_form == in_new_form);
            let wrong = policy_check::errors(policies, model, &version);
            errors.extend(
                wrong
                    .into_iter()
                    .map(|(word, said)| self.wrong_at(&word, said)),
            );
        }
        for row in 0..self.machine.len() {
            errors.extend(self.machine_row(row).err());
            errors.extend(self.not_placed(&model, row));
        }
        errors
    }

    /// A machine row that is written with another path than the one on which rows are looked up.
    fn not_placed(&self, model: &Model, row: u32) -> Option<LoadError> {
        let name = self.machine.name(row);
        let placed = model.placed(name);
        (placed != name).then(|| {
            let (file, start, _) = self.machine.source(row, &self.files);
            LoadError {
                file: format!("{}/{}", self.folder, self.files[file].path),
                line: Some(line(&self.files[file].text, start)),
                message: format!("`{name}` is found as `{placed}`; a machine row has that name"),
            }
        })
    }

    /// Takes over the rows of a file, with their codes and names filled in.
    fn take(&mut self, file: RuleFile, shown: &str, text: &str, errors: &mut Vec<LoadError>) {
        let at = |start| LoadError {
            file: shown.to_owned(),
            line: Some(line(text, start)),
            message: String::new(),
        };
        let mut name_row = |code: &mut String, name: &mut String, kind, start| match named(
            &self.header,
            code,
            name,
            kind,
        )
        .and_then(|named| enter(&mut self.codes, &named).map(|()| named))
        {
            Ok(named) => (*code, *name) = named,
            Err(message) => errors.push(LoadError {
                message,
                ..at(start)
            }),
        };
        for row in file.changes {
            let start = row.span().start;
            let mut change = row.into_inner();
            name_row(&mut change.code, &mut change.name, Some(change.kind), start);
            self.changes.push(Arc::new(change));
        }
        for row in file.shapes {
            let start = row.span().start;
            let mut shape = row.into_inner();
            name_row(&mut shape.code, &mut shape.name, Some(Kind::Changed), start);
            self.shapes.push(shape);
        }
        self.events.extend(file.events);
        for row in file.retried {
            let start = row.span().start;
            let mut retried = row.into_inner();
            name_row(&mut retried.code, &mut retried.name, None, start);
            self.retried.push(retried);
        }
        for row in file.transports {
            let start = row.span().start;
            let mut transport = row.into_inner();
            name_row(&mut transport.code, &mut transport.name, None, start);
            self.transports.push(transport);
        }
        for row in file.commands {
            let start = row.span().start;
            let mut command = row.into_inner();
            name_row(&mut command.code, &mut command.name, None, start);
            self.commands.push(command);
        }
        for row in file.steps {
            let start = row.span().start;
            let mut step = row.into_inner();
            name_row(&mut step.code, &mut step.name, None, start);
            self.steps.push(step);
        }
        let mut wrong = Vec::new();
        for row in file.policies {
            let start = row.span().start;
            let mut policy = row.into_inner();
            name_row(&mut policy.code, &mut policy.name, None, start);
            if let Some(name) = policy.fix_named.take() {
                policy.fix = file.fixes.get(&name).cloned();
                if policy.fix.is_none() {
                    wrong.push((start, format!("there is no `[fix.{name}]` in this file")));
                }
            }
            self.policies.push(policy);
        }
        for row in file.judgments {
            let start = row.span().start;
            let mut judgment = row.into_inner();
            name_row(&mut judgment.code, &mut judgment.name, None, start);
            self.judgments.push(judgment);
        }
        for row in file.providers {
            let start = row.span().start;
            let mut provider = row.into_inner();
            for setting in &mut provider.settings {
                name_row(
                    &mut setting.code,
                    &mut setting.name,
                    Some(Kind::Changed),
                    start,
                );
            }
            self.providers.push(provider);
        }
        errors.extend(wrong.into_iter().map(|(start, message)| LoadError {
            message,
            ..at(start)
        }));
    }

    /// Each provider that a change names must be there.
    fn check_providers(&self, errors: &mut Vec<LoadError>) {
        for change in &self.changes {
            if let Some(New::Provided(new)) = &change.new
                && self
                    .providers
                    .iter()
                    .all(|provider| provider.name != new.provider)
            {
                let said = format!(
                    "`{}` names the provider `{}`, which the pack does not have",
                    change.olds[0], new.provider
                );
                errors.push(self.wrong_at(&new.provider, said));
            }
        }
    }
}

fn header(folder: &str, files: &[PackFile]) -> Result<Header, LoadError> {
    let shown = format!("{folder}/pack.toml");
    match files.iter().find(|file| file.path == "pack.toml") {
        Some(file) => parse(&shown, &file.text),
        None => Err(LoadError {
            file: shown,
            line: None,
            message: "a pack needs this file".to_owned(),
        }),
    }
}

fn parse<T: for<'de> Deserialize<'de>>(shown: &str, text: &str) -> Result<T, LoadError> {
    toml::from_str(text).map_err(|error| LoadError {
        file: shown.to_owned(),
        line: error.span().map(|span| line(text, span.start)),
        message: error.message().to_owned(),
    })
}

/// The line, from 1, of a byte.
pub(super) fn line(text: &str, byte: usize) -> usize {
    let before = text.as_bytes().get(..byte).unwrap_or_default();
    before.iter().filter(|byte| **byte == b'\n').count() + 1
}

#[cfg(test)]
#[path = "load_tests.rs"]
pub(in crate::rules) mod tests;
