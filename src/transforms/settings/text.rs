//! Settings that have a counterpart only where they are text, and those of which empty text is another matter now.

use super::{Settings, Site, Way};
use crate::finding::Applicability;
use crate::rewrite::{Operation, Piece};
use crate::rules::provider::Setting;
use crate::rules::template::Piece as Part;
use crate::semantic::flows::Flow;
use crate::semantic::value::{Atom, Literal};
use crate::syntax::ast::{ExprId, ExprKind, Tree};
use crate::syntax::guarded::runs_only_if;
use crate::syntax::query::{dotted, is_path, string, walk_expr};
use crate::transforms::Draft;
use crate::transforms::names::source;

/// A value that is text.
enum Text {
    /// And nothing else.
    Sure(ExprId),
    /// Or None, or empty, which are the same to the old version.
    OrNothing(ExprId),
}

impl Text {
    /// How it is written where text or None is wanted.
    fn pieces(&self, tree: &Tree) -> Vec<Piece> {
        match *self {
            Self::Sure(value) => vec![Piece::Source(tree.expr(value).outer)],
            Self::OrNothing(value) => {
                let outer = tree.expr(value).outer;
                let path = dotted(tree, value);
                if path.is_some_and(|path| runs_only_if(tree, value, &path)) {
                    return vec![Piece::Source(outer)];
                }
                let (before, after) = or_none(tree, value);
                vec![
                    Piece::text(before),
                    Piece::Source(outer),
                    Piece::text(after),
                ]
            }
        }
    }
}

/// What stands around a value that is to be None where it is empty.
fn or_none(tree: &Tree, value: ExprId) -> (&'static str, &'static str) {
    match tree.expr(value).kind {
        ExprKind::Conditional { .. } | ExprKind::Lambda { .. } => ("(", ") or None"),
        _ if falls_back(tree, value) => ("", ""),
        _ => ("", " or None"),
    }
}

/// Whether a value says `or None` itself.
fn falls_back(tree: &Tree, value: ExprId) -> bool {
    matches!(&tree.expr(value).kind, ExprKind::Boolean { and: false, right, .. }
        if matches!(tree.expr(*right).kind, ExprKind::None))
}

impl Settings<'_, '_> {
    /// The edits of a setting that is text, or of which the pack says how it is told from text. None if it may be
    /// something else, or has no such form.
    pub(super) fn as_text(&self, site: &Site, setting: &Setting) -> Option<Draft> {
        let carried = setting.text.as_ref()?;
        let (_, pack) = self.analysis.external.pack_of(&self.provider.module)?;
        if carried.available.as_ref() > Some(&pack.target) {
            return None;
        }
        let value = site.value?;
        let file = self.analysis.file(site.file);
        let ExprKind::Attribute { value: held, .. } = &file.tree.expr(site.target).kind else {
            return None;
        };
        // Who reads it reads what it was, which nothing holds any more.
        if self.asynchronous || self.is_read(setting) || site.way != Way::Alone {
            return None;
        }
        let mut draft = Draft::default();
        let (text, template) = match self.text_in(site, value, carried.item.as_deref()) {
            Some(text) => (text, &carried.template),
            None => {
                // It is written more than once.
                is_path(&file.tree, value).then_some(())?;
                draft.at_most(Applicability::Unsafe);
                (Text::OrNothing(value), carried.otherwise.as_ref()?)
            }
        };
        let own = source(self.analysis, site.file, *held);
        let template = template.renamed(&self.provider.module, own);
        let mut holes = template.holes().count();
        let pieces = template.pieces().iter().flat_map(|piece| match piece {
            Part::Text(text) => vec![Piece::text(text)],
            Part::Hole(_) if holes > 1 => {
                holes -= 1;
                vec![Piece::text(source(self.analysis, site.file, value))]
            }
            Part::Hole(_) => text.pieces(&file.tree),
        });
        let pieces = pieces.collect();
        self.rename(site, &carried.module, &mut draft);
        let outer = file.tree.expr(value).outer;
        draft.edit(site.file, Operation::template(outer, pieces));
        Some(draft)
    }

    /// The text that a value is: itself, or an item of the dict that it is if the others are the same.
    fn text_in(&self, site: &Site, value: ExprId, item: Option<&str>) -> Option<Text> {
        let tree = &self.analysis.file(site.file).tree;
        if let ExprKind::Dict(_) = &tree.expr(value).kind {
            let one = self.one_of(site, value, item)?;
            // A value that is not known is no dict within a dict.
            return Some(match self.text_of(site, one) {
                Some(text) => text,
                None => Text::OrNothing(one),
            });
        }
        self.text_of(site, value)
    }

    /// The one value that all items of a dict have.
    pub(super) fn one_of(&self, site: &Site, value: ExprId, item: Option<&str>) -> Option<ExprId> {
        let tree = &self.analysis.file(site.file).tree;
        let ExprKind::Dict(items) = &tree.expr(value).kind else {
            return None;
        };
        let counts = items.iter().find(|one| {
            let key = one.key.and_then(|key| string(tree, key));
            item.is_some_and(|item| key == Some(item))
        })?;
        let text = |expr| source(self.analysis, site.file, expr);
        let alike = items
            .iter()
            .all(|one| one.key.is_some() && text(one.value) == text(counts.value));
        let whole = tree.expr(value).span;
        let said = tree.comments.iter().any(|one| whole.contains(*one));
        (alike && !said).then_some(counts.value)
    }

    /// Whether a value is text, or nothing. None where it may be something else.
    fn text_of(&self, site: &Site, value: ExprId) -> Option<Text> {
        if self.is_certainly_text(site, value) {
            return Some(Text::Sure(value));
        }
        (self.holds_text(site, value) || self.is_made_of_text(site, value))
            .then_some(Text::OrNothing(value))
    }

    /// Whether all that a value may be is text or None.
    fn holds_text(&self, site: &Site, value: ExprId) -> bool {
        let held = self.analysis.value((site.file, value));
        let is_text = |atom: &Atom| match atom {
            Atom::Scalar => true,
            Atom::Literal(id) => matches!(
                self.analysis.literals.get(*id),
                Literal::Str(_) | Literal::None
            ),
            _ => false,
        };
        held.is_complete() && !held.atoms().is_empty() && held.atoms().iter().all(is_text)
    }

    /// Whether a value is one of several which are text or None, what a variable of the environment holds among them.
    fn is_made_of_text(&self, site: &Site, value: ExprId) -> bool {
        let tree = &self.analysis.file(site.file).tree;
        let is_text = |value: ExprId| self.text_of(site, value).is_some();
        match &tree.expr(value).kind {
            ExprKind::Boolean {
                left,
                and: false,
                right,
            } => is_text(*left) && is_text(*right),
            ExprKind::Conditional { body, orelse, .. } => is_text(*body) && is_text(*orelse),
            ExprKind::Call {
                function,
                arguments,
                ..
            } => {
                let called = self.analysis.value((site.file, *function)).single();
                let Some(Atom::Symbol(name)) = called else {
                    return false;
                };
                let flow = self.analysis.external.flow(self.analysis.names.get(name));
                flow == Some(Flow::FallsBack)
                    && arguments
                        .iter()
                        .skip(1)
                        .all(|default| is_text(default.value))
            }
            _ => false,
        }
    }

    /// Writes None for empty text: whether the value may be that, as far as the code says so.
    pub(super) fn without_empty(&self, site: &Site, value: ExprId, draft: &mut Draft) -> bool {
        let tree = &self.analysis.file(site.file).tree;
        let is_empty = |id: ExprId| matches!(&tree.expr(id).kind, ExprKind::Str { value, .. } if value.is_empty());
        let outer = tree.expr(value).outer;
        if is_empty(value) {
            draft.edit(site.file, Operation::replace(outer, "None"));
            return true;
        }
        let may_be = !falls_back(tree, value) && walk_expr(tree, value).into_iter().any(is_empty);
        if may_be {
            let (before, after) = or_none(tree, value);
            draft.edit(site.file, Operation::wrap(outer, before, after));
        }
        may_be
    }
}
