//! What is said of a place.

use super::Worker;
use super::hits::Hit;
use crate::finding::{Fails, Severity};
use crate::matching::found::Found;
use crate::matching::references::{Context, Reference};
use crate::matching::spelled::is_looked_up;
use crate::rules::provider::{Setting, SettingAction};
use crate::rules::schema::{Bearing, Change, Kind, New, Reason};
use crate::syntax::query::{dotted, last};

impl Worker<'_, '_> {
    pub(super) fn found(&self, row: &Change, bearing: Bearing, reference: &Reference) -> Found {
        let old = reference.symbols[0].clone();
        let new = match &row.new {
            Some(New::Name(name)) => Some(name.clone()),
            Some(New::Provided(provided)) => Some(provided.path.clone()),
            None => None,
        };
        let message = row.message.clone().unwrap_or_else(|| {
            let first = match bearing {
                Bearing::Breaks => row.breaks.as_ref(),
                Bearing::Deprecated => row.since.as_ref(),
            };
            let version = first
                .map(|version| format!(" in {version}"))
                .unwrap_or_default();
            let what = match (row.kind, bearing) {
                (Kind::Changed, _) => "means something else",
                (_, Bearing::Deprecated) => "is deprecated",
                (Kind::Renamed, _) => "was renamed",
                _ => "was removed",
            };
            let instead = new
                .as_ref()
                .filter(|_| row.kind != Kind::Changed)
                .map(|new| format!(": use `{new}`"))
                .unwrap_or_default();
            format!("`{old}` {what}{version}{instead}")
        });
        let message = message.replace("{symbol}", &old);
        let as_text = self.is_name_of_a_class(reference);
        let message = match new.as_ref().filter(|_| as_text) {
            Some(new) => format!(
                "`{new}` is raised where `{old}` was: the text names nothing that is raised"
            ),
            None => message,
        };
        let tree = &self.analysis.file(reference.file).tree;
        let looked_up = |expr| is_looked_up(tree, expr);
        let asked_for = row
            .read
            .as_ref()
            .and_then(|_| self.where_asked_for((reference.file, reference.expr)));
        let advice =
            reference.context == Context::Spelled && !reference.expr.is_some_and(looked_up);
        let spelled = advice || !self.is_named(reference);
        Found {
            code: row.code.clone(),
            name: row.name.clone(),
            severity: if as_text {
                row.severity(bearing).min(Severity::Warning)
            } else if spelled {
                Severity::Note
            } else if let Some(least) = asked_for {
                row.severity(bearing).min(least)
            } else if self.is_told_by_its_name(reference) {
                row.severity(bearing).min(Severity::Warning)
            } else {
                row.severity(bearing)
            },
            fails: if as_text || asked_for.is_some() {
                Fails::Silently
            } else {
                row.fails(bearing)
            },
            message,
            help: row.help.clone(),
            old: Some(old),
            new,
            breaks: row.breaks.clone(),
            reason: row.reason.map(Reason::word),
            file: reference.file,
            span: reference.span,
            draft: None,
            related: Vec::new(),
        }
    }

    pub(super) fn setting_found(
        &self,
        setting: &Setting,
        hit: &Hit,
        draft: Option<usize>,
    ) -> Found {
        let old = hit.reference.symbols[0].clone();
        Found {
            code: setting.code.clone(),
            name: setting.name.clone(),
            severity: setting.severity,
            fails: setting.fails,
            message: setting
                .message
                .clone()
                .unwrap_or_else(|| format!("`{old}` has no effect in the new version")),
            help: setting.help.clone(),
            new: setting.carried.module.as_ref().map(|module| {
                let top = old.rsplit_once('.').map_or("", |(top, _)| top);
                format!("{top}.{module}")
            }),
            old: Some(old),
            breaks: setting.since.clone(),
            reason: match setting.carried.action {
                SettingAction::Manual(reason) => Some(reason.word()),
                _ => None,
            },
            file: hit.reference.file,
            span: hit.reference.span,
            draft,
            related: Vec::new(),
        }
    }

    /// Whether the text of a reference names the symbol, or it can be nothing else: what only may be it
    /// is worth a note.
    fn is_named(&self, reference: &Reference) -> bool {
        let tree = &self.analysis.file(reference.file).tree;
        let symbol = last(&reference.symbols[0]);
        let named = reference
            .expr
            .is_some_and(|expr| dotted(tree, expr).is_some_and(|path| last(&path) == symbol));
        reference.certain || reference.expr.is_none() || named
    }
}
