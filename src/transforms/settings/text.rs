//! Settings that have a counterpart only where they are text, and those of which empty text is another matter now.

use super::{Settings, Site, Way};
use crate::rewrite::{Operation, Piece};
use crate::rules::provider::Setting;
use crate::rules::template::Piece as Part;
use crate::syntax::ast::{ExprId, ExprKind};
use crate::syntax::query::walk_expr;
use crate::transforms::Draft;
use crate::transforms::names::source;

impl Settings<'_, '_> {
    /// The edits of a setting that is surely text. None if it may be something else, or has no such form.
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
        if self.asynchronous || site.way != Way::Alone || !self.is_certainly_text(site, value) {
            return None;
        }
        let own = source(self.analysis, site.file, *held);
        let template = carried.template.renamed(&self.provider.module, own);
        let outer = file.tree.expr(value).outer;
        let pieces = template.pieces().iter().map(|piece| match piece {
            Part::Text(text) => Piece::text(text),
            Part::Hole(_) => Piece::Source(outer),
        });
        let mut draft = Draft::default();
        self.rename(site, &carried.module, &mut draft);
        draft.edit(site.file, Operation::template(outer, pieces.collect()));
        Some(draft)
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
        let falls_back = matches!(&tree.expr(value).kind, ExprKind::Boolean { and: false, right, .. }
            if matches!(tree.expr(*right).kind, ExprKind::None));
        let may_be = !falls_back && walk_expr(tree, value).into_iter().any(is_empty);
        if may_be {
            let (before, after) = match tree.expr(value).kind {
                ExprKind::Conditional { .. } | ExprKind::Lambda { .. } => ("(", ") or None"),
                _ => ("", " or None"),
            };
            draft.edit(site.file, Operation::wrap(outer, before, after));
        }
        may_be
    }

    /// The arguments of clients, and the attributes of the module, that hold settings which are text everywhere.
    #[must_use]
    pub fn texts(&self) -> Vec<(&str, &str)> {
        let all = self.provider.settings.iter();
        let carried = all.filter_map(|setting| {
            let carried = setting.text.as_ref()?;
            let mut sites = self.sites_of(&setting.old).peekable();
            let made = sites.peek().is_some();
            let everywhere = sites.all(|site| site.moved || self.as_text(site, setting).is_some());
            let places = (&*carried.argument, &*carried.module);
            (made && everywhere).then_some(places)
        });
        carried.collect()
    }
}
