//! Variables of the environment that the project sets for the package, and that the new version reads
//! under other names.

use std::collections::BTreeSet;

use super::Hit;
use super::{Changes, Worker};
use crate::finding::Applicability;
use crate::matching::found::Found;
use crate::rewrite::Operation;
use crate::rules::provider::{Provider, Setting, SettingAction};
use crate::semantic::store::Place;
use crate::semantic::value::FileId;
use crate::syntax::ast::{ArgumentKind, ExprId, ExprKind, Parent, Span, Tree};
use crate::syntax::query::{call_above, dotted, last};
use crate::transforms::Draft;
use crate::transforms::settings::{Settings, Variables, template_text};

/// Methods and functions that set a variable which their first argument names.
const SETTERS: [&str; 3] = ["setdefault", "putenv", "setenv"];

/// The reason where the project reads a variable as well.
pub(super) const READ: &str = "needs-decision";

/// A variable that is set.
pub(super) struct Set<'t> {
    pub(super) file: FileId,
    /// Where its name stands.
    pub(super) span: Span,
    /// What it is set to, if that is seen.
    pub(super) text: Option<String>,
    pub(super) setting: &'t Setting,
}

/// The variables that are set, those of one draft together.
pub(super) type Lost<'t> = Vec<(Vec<Set<'t>>, Draft)>;

impl Worker<'_, '_> {
    /// The variables that are set and that the new version does not read, each with its edits.
    pub(super) fn lost<'s>(&self, settings: &Settings<'s, '_>, hits: &[Hit]) -> Lost<'s> {
        let mut named: Vec<(Place, &Setting)> = Vec::new();
        self.each_expr(|place, tree| {
            if let ExprKind::Str { value, .. } = &tree.expr(place.1).kind
                && let Some(setting) = variable(settings.provider, value)
            {
                named.push((place, setting));
            }
        });
        let mut sets = Vec::new();
        let mut read = BTreeSet::new();
        for (place, setting) in named {
            let tree = &self.analysis.file(place.0).tree;
            let span = tree.expr(place.1).span;
            match value_of(tree, place.1) {
                Some(value) => sets.push(Set {
                    file: place.0,
                    span: Span::new(span.start + 1, span.end - 1),
                    text: value.and_then(|value| text_of(tree, value)),
                    setting,
                }),
                None => {
                    read.insert(setting.old.as_str());
                }
            }
        }
        self.each_expr(|place, tree| sets.extend(keywords(settings.provider, place, tree)));
        let another_kind = sets.iter().any(|set| asks_for_another_kind(settings, set));
        sets.retain(|set| {
            let file = self.analysis.file(set.file).unit.display();
            self.crosses(settings.provider, self.active.from_at(file)) && self.is_lost(set)
        });
        let own = sets.into_iter().map(|set| {
            let is_read = read.contains(set.setting.old.as_str());
            let draft = self.set_anew(&set, settings, is_read, another_kind);
            (vec![set], draft)
        });
        let mut lost: Lost<'_> = own.collect();
        lost.extend(self.lost_beside(settings, &read, hits, another_kind));
        lost
    }

    /// Whether the new version does not take what is set.
    pub(super) fn is_lost(&self, set: &Set<'_>) -> bool {
        let setting = set.setting;
        if setting.environment != setting.new_environment {
            return true;
        }
        // The same variable, with values that are others now.
        let mut variants = self
            .active
            .pack
            .providers
            .iter()
            .flat_map(|one| &one.variants);
        set.text.as_ref().is_some_and(|text| {
            variants.any(|variant| {
                let asks = variant
                    .when
                    .as_ref()
                    .is_some_and(|when| when.setting == setting.old && when.holds(text));
                let written = setting.carried_to(&variant.name).template.as_ref();
                asks && written.is_some_and(|new| template_text(new) != format!("\"{text}\""))
            })
        })
    }

    /// The edits of a variable that is set; what the project itself reads is its own as well.
    fn set_anew(
        &self,
        set: &Set<'_>,
        settings: &Settings<'_, '_>,
        is_read: bool,
        another_kind: bool,
    ) -> Draft {
        let mut draft = Draft::default();
        let setting = set.setting;
        let is_usual = settings
            .project_variant()
            .is_some_and(|variant| variant.when.is_none() && !another_kind);
        let kept = matches!(setting.carried.action, SettingAction::Keep);
        if is_read && kept {
            draft.manual(READ, "the project reads the old name as well");
            return draft;
        }
        match &setting.new_environment {
            Some(new) if kept && Some(new) != setting.environment.as_ref() && is_usual => {
                draft.at_most(Applicability::Unsafe);
                draft.note(
                    "the new version reads it when its client is made, and the old one when it was imported",
                );
                draft.edit(set.file, Operation::replace(set.span, new));
            }
            Some(_) if kept => {
                draft.manual(
                    "settings-conflict",
                    "which variable is read depends on the kind of client",
                );
            }
            _ => draft.manual("no-counterpart", setting.help.clone().unwrap_or_default()),
        }
        draft
    }
}

/// Whether code sets the variable that says of which kind a client is, to one that is not the usual one or is not seen.
fn asks_for_another_kind(settings: &Settings<'_, '_>, set: &Set<'_>) -> bool {
    let whens = settings.provider.variants.iter();
    let mut whens = whens.filter_map(|variant| variant.when.as_ref());
    whens.any(|when| {
        when.setting == set.setting.old && set.text.as_ref().is_none_or(|text| when.holds(text))
    })
}

/// Reports the variables that the project sets and that the new version does not read as the old one did. Gives
/// those that are not the project's own as well, each with its draft.
pub(super) fn report<'s>(lost: Lost<'s>, out: &mut Changes) -> Vec<(&'s Setting, usize)> {
    let mut alone = Vec::new();
    for (sets, draft) in lost {
        let number = out.drafts.len();
        if draft.reason != Some(READ) {
            alone.extend(sets.first().map(|set| (set.setting, number)));
        }
        out.drafts.push(draft);
        out.found.extend(sets.iter().map(|set| Found {
            draft: Some(number),
            ..found(set)
        }));
    }
    alone
}

/// What becomes of the variables that say where requests go.
pub(super) fn variables(lost: &Lost<'_>) -> Variables {
    // What the project reads for itself may be set for that alone.
    let mut moving = lost.iter().filter(|(sets, draft)| {
        let directs = sets.iter().any(|set| set.setting.depends_on_kind());
        directs && draft.reason != Some(READ)
    });
    match moving.clone().next() {
        None => Variables::Unset,
        Some(_) if moving.any(|(_, draft)| draft.is_manual()) => Variables::Left,
        Some(_) => Variables::Renamed,
    }
}

fn found(set: &Set<'_>) -> Found {
    let setting = set.setting;
    let old = setting.environment.clone().unwrap_or_default();
    let new = setting.new_environment.clone().filter(|new| *new != old);
    Found {
        code: setting.code.clone(),
        name: setting.name.clone(),
        severity: setting.severity,
        fails: setting.fails,
        message: match &new {
            Some(new) => format!("the new version does not read `{old}`, but `{new}`"),
            None => format!("the new version does not take this from `{old}`"),
        },
        help: setting.help.clone(),
        old: Some(old),
        new,
        breaks: setting.since.clone(),
        reason: None,
        file: set.file,
        span: set.span,
        draft: None,
        related: Vec::new(),
    }
}

/// The text of a string.
fn text_of(tree: &Tree, value: ExprId) -> Option<String> {
    match &tree.expr(value).kind {
        ExprKind::Str { value, .. } => Some(value.to_string()),
        _ => None,
    }
}

fn variable<'s>(provider: &'s Provider, name: &str) -> Option<&'s Setting> {
    let mut all = provider.settings.iter();
    all.find(|setting| setting.environment.as_deref() == Some(name))
}

/// What a variable is set to whose name is this string; none if it is not set here.
fn value_of(tree: &Tree, name: ExprId) -> Option<Option<ExprId>> {
    let Parent::Expr(up) = tree.expr(name).parent else {
        return None;
    };
    match &tree.expr(up).kind {
        ExprKind::Subscript { value, index } if *index == name && is_environment(tree, *value) => {
            super::sites::assigned(tree, up)
        }
        ExprKind::Call {
            function,
            arguments,
            ..
        } => {
            let path = dotted(tree, *function)?;
            let first = arguments.first().is_some_and(|one| one.value == name);
            let sets = SETTERS.contains(&last(&path))
                && (last(&path) != "setdefault" || is_environment_path(&path));
            (first && sets).then(|| arguments.get(1).map(|one| one.value))
        }
        ExprKind::Dict(items) => {
            let item = items.iter().find(|item| item.key == Some(name))?;
            let (_, function, arguments) = call_above(tree, up)?;
            let path = dotted(tree, function)?;
            let is_first = |at: usize| arguments.get(at).is_some_and(|one| one.value == up);
            let fills = match last(&path) {
                "update" => is_environment_path(&path) && is_first(0),
                _ => {
                    last(&path) == "dict" && is_first(1) && is_environment(tree, arguments[0].value)
                }
            };
            fills.then_some(Some(item.value))
        }
        _ => None,
    }
}

/// Variables that `os.environ.update(NAME=value)` sets.
fn keywords<'s>(provider: &'s Provider, place: Place, tree: &Tree) -> Vec<Set<'s>> {
    let ExprKind::Call {
        function,
        arguments,
        ..
    } = &tree.expr(place.1).kind
    else {
        return Vec::new();
    };
    let Some(path) = dotted(tree, *function) else {
        return Vec::new();
    };
    let first = arguments.first().map(|one| one.value);
    let fills = match last(&path) {
        "update" => is_environment_path(&path),
        "dict" => first.is_some_and(|first| is_environment(tree, first)),
        _ => false,
    };
    let given = arguments.iter().filter(|_| fills);
    given
        .filter_map(|argument| match &argument.kind {
            ArgumentKind::Keyword(name) => Some(Set {
                file: place.0,
                span: name.span,
                text: text_of(tree, argument.value),
                setting: variable(provider, &name.text)?,
            }),
            _ => None,
        })
        .collect()
}

/// Whether an expression is `os.environ`, or a string that names it.
fn is_environment(tree: &Tree, expr: ExprId) -> bool {
    match &tree.expr(expr).kind {
        ExprKind::Str { value, .. } => last(value) == "environ",
        _ => dotted(tree, expr).is_some_and(|path| last(&path) == "environ"),
    }
}

/// Whether a path is that of a method of `os.environ`.
fn is_environment_path(path: &str) -> bool {
    path.rsplit_once('.')
        .is_some_and(|(owner, _)| last(owner) == "environ")
}
