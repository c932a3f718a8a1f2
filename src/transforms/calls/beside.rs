//! Variables of the environment that files beside the code set for the package: dotenv files, Dockerfiles, compose
//! and CI files, charts, scripts. All that the project says of one variable is one part.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::Path;

use super::environment::{Lost, READ, Set};
use super::{Hit, Worker};
use crate::finding::Applicability;
use crate::rewrite::Operation;
use crate::rules::provider::{Setting, SettingAction};
use crate::semantic::value::FileId;
use crate::source::variables::{Mention, Role, is_taken_from, mentions, mentions_of_magics};
use crate::syntax::ast::{ExprKind, Span, StmtKind};
use crate::transforms::Draft;
use crate::transforms::settings::Settings;

/// A mention with the file that it stands in.
type Placed = (FileId, Mention);

/// A text that may set variables.
struct Beside<'a> {
    file: FileId,
    text: Cow<'a, str>,
    /// Whether only its magics do.
    magics: bool,
}

impl Worker<'_, '_> {
    /// The variables that files beside the code set and that the new version does not take as the old one did.
    /// `read` are the settings whose variables the project's code reads itself; `another_kind` says that it asks for a kind
    /// of client that is not the usual one.
    pub(super) fn lost_beside<'s>(
        &self,
        settings: &Settings<'s, '_>,
        read: &BTreeSet<&str>,
        hits: &[Hit],
        another_kind: bool,
    ) -> Lost<'s> {
        let mut out = Vec::new();
        // Other tools read the same variables: only code that is of the old version says that this one does.
        if hits.is_empty() {
            return out;
        }
        let texts = self.texts_beside();
        if texts.is_empty() {
            return out;
        }
        let provider = settings.provider;
        let another_kind = another_kind || asks_for_another_kind(settings, &texts);
        for setting in &provider.settings {
            let Some(old) = setting.environment.as_deref() else {
                continue;
            };
            let placed = mentioned(&texts, old);
            let set = |(file, mention): &Placed| Set {
                file: *file,
                span: span(mention),
                text: mention.value.clone(),
                setting,
            };
            let reaches = |(_, mention): &&Placed| mention.role != Role::Taken;
            let mut sets: Vec<Set<'s>> = placed.iter().filter(reaches).map(set).collect();
            sets.retain(|set| {
                let file = self.analysis.file(set.file).unit.display();
                self.crosses(provider, self.active.from_at(file)) && self.is_lost(set)
            });
            if sets.is_empty() {
                continue;
            }
            let is_read = read.contains(setting.old.as_str()) || self.is_a_field(old);
            let draft = self.renamed_beside(setting, &placed, is_read, another_kind, settings);
            out.push((sets, draft));
        }
        out
    }

    /// The texts that may set variables beside the code: files without code, and notebooks for their magics.
    fn texts_beside(&self) -> Vec<Beside<'_>> {
        let files = (0..).map(FileId).zip(self.analysis.files);
        let texts = files.filter_map(|(file, held)| {
            let unit = &held.unit;
            let (text, magics) = match (unit.is_code(), unit.is_notebook()) {
                (false, _) => (Cow::Borrowed(unit.text()), false),
                (true, true) => (Cow::Owned(unit.commands().0), true),
                (true, false) => return None,
            };
            Some(Beside { file, text, magics })
        });
        texts.collect()
    }

    /// Whether a class of the project has a field by the name of a variable, as classes of settings have that are
    /// filled from the environment.
    fn is_a_field(&self, variable: &str) -> bool {
        self.analysis.files.iter().any(|file| {
            let mut stmts = file.tree.stmts.iter();
            stmts.any(|stmt| match &stmt.kind {
                StmtKind::AnnAssign { target, .. } => matches!(
                    &file.tree.expr(*target).kind,
                    ExprKind::Name(name) if name.eq_ignore_ascii_case(variable)
                ),
                _ => false,
            })
        })
    }

    /// The edits of all places that mention a variable.
    fn renamed_beside(
        &self,
        setting: &Setting,
        placed: &[Placed],
        is_read: bool,
        another_kind: bool,
        settings: &Settings<'_, '_>,
    ) -> Draft {
        let mut draft = Draft::default();
        let is_usual = settings
            .project_variant()
            .is_some_and(|variant| variant.when.is_none());
        let kept = matches!(setting.carried.action, SettingAction::Keep);
        let Some(new) = setting.new_environment.as_ref().filter(|_| kept) else {
            draft.manual("no-counterpart", setting.help.clone().unwrap_or_default());
            return draft;
        };
        if is_read {
            draft.manual(READ, "the project reads the old name as well");
            return draft;
        }
        if another_kind || !is_usual || setting.environment.as_ref() == Some(new) {
            draft.manual(
                "settings-conflict",
                "which variable is read depends on the kind of client",
            );
            return draft;
        }
        let is_magic = |file: FileId| self.analysis.file(file).unit.is_notebook();
        if placed.iter().any(|(file, _)| is_magic(*file)) {
            draft.manual("not-supported", "a magic of a notebook sets it");
            return draft;
        }
        let is_twice = placed.iter().any(|(file, _)| {
            let text = self.analysis.file(*file).unit.text();
            mentions(text, new).iter().any(|one| one.role == Role::Set)
        });
        if is_twice {
            draft.manual("needs-decision", format!("`{new}` is set already"));
            return draft;
        }
        let gives = |(file, mention): &Placed| {
            let path = self.analysis.file(*file).unit.display();
            mention.role == Role::Set && is_taken_from(Path::new(path))
        };
        let is_given = placed.iter().any(gives);
        if !is_given && placed.iter().any(|(_, one)| one.role == Role::Passed) {
            draft.manual(
                "value-unknown",
                "it is handed on as whoever starts this sets it",
            );
            return draft;
        }
        draft.at_most(Applicability::Unsafe);
        draft.note("what sets it outside of the project has to follow");
        for (file, mention) in placed {
            // What nobody here sets keeps the name by which it comes from outside.
            if mention.role == Role::Set || is_given {
                draft.edit(*file, Operation::replace(span(mention), new));
            }
        }
        draft
    }
}

/// The places in texts beside the code that mention a variable.
fn mentioned(texts: &[Beside<'_>], name: &str) -> Vec<Placed> {
    let of_text = |one: &Beside<'_>| {
        let found = match one.magics {
            true => mentions_of_magics(&one.text, name),
            false => mentions(&one.text, name),
        };
        let file = one.file;
        found.into_iter().map(move |mention| (file, mention))
    };
    texts.iter().flat_map(of_text).collect()
}

/// Whether a file beside the code asks for a kind of client that is not the usual one.
fn asks_for_another_kind(settings: &Settings<'_, '_>, texts: &[Beside<'_>]) -> bool {
    let whens = settings.provider.variants.iter();
    let whens = whens.filter_map(|variant| variant.when.as_ref());
    let mut asked = whens.filter_map(|when| {
        let setting = settings.provider.setting(&when.setting)?;
        Some((when, mentioned(texts, setting.environment.as_ref()?)))
    });
    asked.any(|(when, placed)| {
        let mut values = placed
            .iter()
            .filter_map(|(_, mention)| mention.value.as_ref());
        values.any(|value| when.holds(value))
    })
}

fn span(mention: &Mention) -> Span {
    let bound = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span::new(bound(mention.span.start), bound(mention.span.end))
}
