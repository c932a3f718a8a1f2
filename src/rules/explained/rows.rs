//! What the rows of a pack say of one code, whatever table they stand in.

use pep440_rs::Version;

use super::Changed;
use crate::finding::Fails;
use crate::rules::load::{LoadError, Pack};
use crate::rules::provider::Setting;
use crate::rules::schema::{Bearing, Change, New};

/// One row.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// When code that it finds goes wrong.
    pub(super) fails: Fails,
    /// The version with which it changed.
    pub(super) since: Option<Version>,
    /// The symbols that it is about, where it is about some.
    pub(super) changes: Vec<Changed>,
    /// What is said.
    pub(super) message: Option<String>,
    /// What to do.
    pub(super) help: Option<String>,
    /// Where it comes from.
    pub(super) origin: Option<String>,
}

/// The rows of a code.
///
/// # Errors
/// When a machine row cannot be read.
pub(super) fn rows(pack: &Pack, code: &str) -> Result<Vec<Row>, LoadError> {
    let mut rows: Vec<Row> = Vec::new();
    let changes = pack.changes.iter().filter(|row| row.code == code);
    rows.extend(changes.map(|row| of_change(row)));
    rows.extend(of_code(pack, code));
    rows.extend(of_manifests(pack, code));
    for row in 0..pack.machine_rows().len() {
        let change = pack.machine_row(row)?;
        if change.code == code {
            rows.push(of_change(&change));
        }
    }
    Ok(rows)
}

fn of_change(change: &Change) -> Row {
    let bearing = match change.breaks {
        Some(_) => Bearing::Breaks,
        None => Bearing::Deprecated,
    };
    let since = change.breaks.as_ref().or(change.since.as_ref());
    let new = change.new.as_ref().map(|new| match new {
        New::Name(name) => name.clone(),
        New::Provided(provided) => format!("{}.{}", provided.provider, provided.path),
    });
    let changes = change.olds.iter().map(|old| Changed {
        old: match &change.argument {
            Some(argument) => format!("{old} {argument}"),
            None => old.clone(),
        },
        kind: change.kind.word(),
        new: new.clone(),
        since: since.map(ToString::to_string),
    });
    Row {
        fails: change.fails(bearing),
        since: since.cloned(),
        changes: changes.collect(),
        message: change.message.clone(),
        help: change.help.clone(),
        origin: change.origin.clone(),
    }
}

/// A row that is no change of a symbol.
fn said(fails: Fails, since: Option<&Version>, message: Option<&str>, help: Option<&str>) -> Row {
    Row {
        fails,
        since: since.cloned(),
        changes: Vec::new(),
        message: message.map(str::to_owned),
        help: help.map(str::to_owned),
        origin: None,
    }
}

/// Rows about code that are no changes of a symbol.
fn of_code<'a>(pack: &'a Pack, code: &'a str) -> impl Iterator<Item = Row> + 'a {
    let shapes = pack.shapes.iter().filter(move |row| row.code == code);
    let shapes = shapes.map(|row| {
        let (message, help) = (row.message.as_deref(), row.help.as_deref());
        said(row.fails, Some(&row.breaks), message, help)
    });
    let retried = pack.retried.iter().filter(move |row| row.code == code);
    let retried = retried.map(|row| {
        said(
            row.fails,
            Some(&row.breaks),
            Some(&row.message),
            Some(&row.help),
        )
    });
    let transports = pack.transports.iter().filter(move |row| row.code == code);
    let transports = transports.map(|row| {
        said(
            row.fails,
            Some(&row.breaks),
            Some(&row.message),
            Some(&row.help),
        )
    });
    let policies = pack.policies.iter().filter(move |row| row.code == code);
    let policies = policies.map(|row| {
        let since = row.crosses.as_ref().or(row.from.as_ref());
        said(row.fails, since, Some(&row.message), row.help.as_deref())
    });
    let settings = pack.providers.iter().flat_map(|one| &one.settings);
    let settings = settings.filter(move |row| row.code == code);
    let settings = settings.map(|row| {
        let (message, help) = (row.message.as_deref(), row.help.as_deref());
        let mut one = said(row.fails, row.since.as_ref(), message, help);
        one.changes.push(of_setting(row));
        one
    });
    shapes
        .chain(retried)
        .chain(transports)
        .chain(policies)
        .chain(settings)
}

fn of_setting(setting: &Setting) -> Changed {
    let new = setting.carried.module.as_ref();
    let kept = setting.legal_in_new;
    Changed {
        old: setting.old.clone(),
        kind: match new {
            _ if kept => "kept, with another meaning where it is not set",
            Some(_) => "renamed",
            None => "removed",
        },
        new: new.filter(|new| !kept && **new != setting.old).cloned(),
        since: setting.since.as_ref().map(ToString::to_string),
    }
}

/// Rows about manifests and about commands.
fn of_manifests<'a>(pack: &'a Pack, code: &'a str) -> impl Iterator<Item = Row> + 'a {
    let commands = pack.commands.iter().filter(move |row| row.code == code);
    let commands = commands.map(|row| {
        let since = Some(row.breaks.to_string());
        let changes = row.olds.iter().map(|old| Changed {
            old: old.clone(),
            kind: "command",
            new: row.new.clone(),
            since: since.clone(),
        });
        let mut one = said(row.fails, Some(&row.breaks), None, Some(&row.help));
        one.changes = changes.collect();
        one
    });
    let steps = pack.steps.iter().filter(move |row| row.code == code);
    let steps = steps.map(|row| said(row.fails, None, Some(&row.message), row.help.as_deref()));
    let judgments = pack.judgments.iter().filter(move |row| row.code == code);
    let judgments = judgments.map(|row| said(row.fails, None, None, row.help.as_deref()));
    let comments = pack.header.unused_comments.iter();
    let comments = comments.filter(move |known| *known == code);
    let comments = comments.map(|_| said(Fails::Never, None, None, None));
    commands.chain(steps).chain(judgments).chain(comments)
}
