//! What tests ask of a mock that stands in for a whole module: the names that the new code calls.

use rustc_hash::FxHashMap;

use super::canned::Double;
use super::hits::Hit;
use super::{Changes, Worker};
use crate::finding::Applicability;
use crate::matching::doubles::{Doubles, Told, asked_at, told_to};
use crate::matching::fakes::{Fake, fakes};
use crate::matching::found::Found;
use crate::matching::references::Context;
use crate::matching::spelled::NameOfModule;
use crate::matching::stand_ins::replaced_modules;
use crate::rewrite::{Operation, Piece};
use crate::rules::schema::Provided;
use crate::semantic::store::Place;
use crate::semantic::value::{FileId, UnitId};
use crate::syntax::ast::{ExprId, ExprKind, Parent, StmtKind};
use crate::syntax::query::{call_above, dotted, keyword};
use crate::transforms::Draft;

/// A module that is replaced as a whole: the string that says it, the name that holds it, and the module's path.
type Replaced<'t> = (Place, NameOfModule<'t>, String);

/// What makes a mock answer to no other names than those of what it stands in for.
const SPECIFIC: [&str; 5] = ["autospec", "spec", "spec_set", "wraps", "new_callable"];

impl Worker<'_, '_> {
    /// What is read of mocks that stand in for a module: all that one body of code reads is one part.
    pub(super) fn stood_for(&self, hits: &[Hit], out: &mut Changes) {
        let is_it = |hit: &&Hit| hit.reference.context == Context::StoodFor;
        if !hits.iter().any(|hit| is_it(&hit)) {
            return;
        }
        let replaced: Vec<Replaced<'_>> = replaced_modules(self.analysis).collect();
        let fakes = fakes(self.analysis);
        let mut parts: FxHashMap<(FileId, Option<UnitId>), usize> = FxHashMap::default();
        for hit in hits.iter().filter(is_it) {
            let (Some((row, bearing)), Some(provided)) = (&hit.row, hit.provided()) else {
                continue;
            };
            let file = hit.reference.file;
            let place = hit.reference.expr.map(|expr| (file, expr));
            let mut found = self.found(row, *bearing, &hit.reference);
            let own = place.and_then(|place| match fakes.iter().any(|one| one.file == file) {
                true => self.asked_of_fake(hit, place, (provided, &fakes), out),
                false => self.asked_anew(hit, place, (provided, &replaced), out),
            });
            let own = own.unwrap_or_else(|| {
                let mut draft = Draft::default();
                draft.manual(
                    "not-supported",
                    format!(
                        "it stands in for the module, of which the new code calls `{}`: give that what it must answer, objects and no dicts",
                        provided.path
                    ),
                );
                draft
            });
            let unit = place.and_then(|place| self.analysis.unit_at(place));
            let index = *parts.entry((file, unit)).or_insert_with(|| {
                out.drafts.push(Draft::default());
                out.drafts.len() - 1
            });
            out.drafts[index].absorb(own);
            found.draft = Some(index);
            out.found.push(found);
        }
    }

    /// The new name in the place of the old one, if all code that may get the mock calls that.
    fn asked_anew(
        &self,
        hit: &Hit,
        (file, expr): Place,
        (provided, replaced): (&Provided, &[Replaced<'_>]),
        out: &Changes,
    ) -> Option<Draft> {
        let symbol = &hit.reference.symbols[0];
        if self.is_class(symbol) || hit.row.as_ref()?.0.returns.is_some() {
            return None;
        }
        let mut draft = Draft::default();
        draft.at_most(Applicability::Unsafe);
        let mut tail = None;
        for (string, named, module) in replaced.iter().filter(|(place, ..)| place.0 == file) {
            if self.is_specific(*string) {
                return None;
            }
            tail = symbol.strip_prefix(module.as_str());
            let calls = out.found.iter();
            let calls =
                calls.filter(|one| one.file == named.module && one.old.as_deref() == Some(symbol));
            for call in calls {
                let index = call.draft?;
                let new = format!("{}.{}", named.name, provided.path);
                let written = out.drafts[index].operations.get(&named.module)?;
                let says = |one: &Operation| {
                    one.span == call.span && one.pieces == [Piece::text(new.as_str())]
                };
                if out.drafts[index].is_manual() || !written.iter().any(says) {
                    return None;
                }
                draft.requires.insert(index);
            }
        }
        if draft.requires.is_empty() {
            return None;
        }
        self.renamed_there(symbol, (file, expr), (tail?, provided), &mut draft)?;
        Some(draft)
    }

    /// The same where what is asked is imported in the module's place by all files.
    fn asked_of_fake(
        &self,
        hit: &Hit,
        (file, expr): Place,
        (provided, fakes): (&Provided, &[Fake]),
        out: &Changes,
    ) -> Option<Draft> {
        let symbol = &hit.reference.symbols[0];
        if self.is_class(symbol) || hit.row.as_ref()?.0.returns.is_some() {
            return None;
        }
        let tree = &self.analysis.file(file).tree;
        let mut own = fakes.iter().filter(|one| one.file == file);
        if own.any(|one| one.is_made_with(tree, &SPECIFIC)) {
            return None;
        }
        let tail = fakes
            .iter()
            .find_map(|one| symbol.strip_prefix(one.module.as_str()))?;
        let mut draft = Draft::default();
        draft.at_most(Applicability::Unsafe);
        let calls = out.found.iter();
        let is_code = |one: &&Found| one.old.as_deref() == Some(symbol) && one.file != file;
        for call in calls.filter(is_code) {
            let index = call.draft?;
            let text = self.analysis.file(call.file).unit.text();
            let module = text[call.span.range()].strip_suffix(tail)?;
            let new = format!("{module}.{}", provided.path);
            let written = out.drafts[index].operations.get(&call.file)?;
            let says = |one: &Operation| {
                one.span == call.span && one.pieces == [Piece::text(new.as_str())]
            };
            if out.drafts[index].is_manual() || !written.iter().any(says) {
                return None;
            }
            draft.requires.insert(index);
        }
        if draft.requires.is_empty() {
            return None;
        }
        self.renamed_there(symbol, (file, expr), (tail, provided), &mut draft)?;
        draft.note("the classes of answers come out of the package itself, which must be there");
        Some(draft)
    }

    /// The new name where a stand-in is asked for the old one, with what it is told there.
    fn renamed_there(
        &self,
        symbol: &str,
        (file, expr): Place,
        (tail, provided): (&str, &Provided),
        draft: &mut Draft,
    ) -> Option<()> {
        let tree = &self.analysis.file(file).tree;
        let span = tree.expr(expr).span;
        let text = match dotted(tree, expr) {
            Some(path) => format!("{}.{}", path.strip_suffix(tail)?, provided.path),
            // The path is a key: what is told stands behind it.
            None => {
                let written = &self.analysis.file(file).unit.text()[span.range()];
                let rest = written.get(1..)?.strip_prefix(tail.strip_prefix('.')?)?;
                format!("{}{}{rest}", &written[..1], provided.path)
            }
        };
        draft.edit(file, Operation::replace(span, text));
        let double = Double {
            file,
            call: None,
            old: symbol,
        };
        let doubles = self.told_at((file, expr));
        if !self.answer_told(double, &doubles, draft) && !doubles.told.is_empty() {
            draft.note(
                "what stands in for it must give what the new version gives: objects, no dicts",
            );
        }
        Some(())
    }

    /// Whether what is put in a module's place answers to the module's own names alone.
    fn is_specific(&self, (file, string): Place) -> bool {
        let tree = &self.analysis.file(file).tree;
        call_above(tree, string).is_none_or(|(call, ..)| {
            let call = tree.expr(call);
            SPECIFIC.iter().any(|name| keyword(call, name).is_some())
        })
    }

    /// What an attribute of a mock is told where it stands.
    pub(super) fn told_at(&self, (file, expr): Place) -> Doubles {
        let tree = &self.analysis.file(file).tree;
        let mut out = Doubles {
            asked: asked_at(tree, file, expr),
            ..Doubles::default()
        };
        let assigned = |to: ExprId| match tree.expr(to).parent {
            Parent::Stmt(stmt) => match &tree.stmt(stmt).kind {
                StmtKind::Assign { targets, value } => Some((targets, *value)),
                _ => None,
            },
            _ => None,
        };
        if let Some((targets, value)) = assigned(expr) {
            if targets.contains(&expr) {
                out.told.push((file, value, Told::Called));
            } else if let [target] = targets[..] {
                out = told_to(self.analysis, file, target);
                out.told.retain(|(.., told)| *told != Told::Called);
            }
            return out;
        }
        let Parent::Expr(up) = tree.expr(expr).parent else {
            return out;
        };
        if let ExprKind::Dict(items) = &tree.expr(up).kind {
            let item = items.iter().find(|one| one.key == Some(expr));
            let told = match &tree.expr(expr).kind {
                ExprKind::Str { value, .. } if value.ends_with(".return_value") => Told::Returns,
                ExprKind::Str { value, .. } if value.ends_with(".side_effect") => Told::Effect,
                _ => Told::Called,
            };
            out.told.extend(item.map(|item| (file, item.value, told)));
            return out;
        }
        let ExprKind::Attribute { attribute, .. } = &tree.expr(up).kind else {
            return out;
        };
        let told = match &*attribute.text {
            "return_value" => Told::Returns,
            "side_effect" => Told::Effect,
            "configure_mock" => {
                if let Some((call, ..)) = call_above(tree, up).filter(|one| one.1 == up) {
                    out.keywords(tree, file, call);
                }
                return out;
            }
            _ => return out,
        };
        if let Some((targets, value)) = assigned(up) {
            if targets.contains(&up) {
                out.told.push((file, value, told));
            }
        } else {
            let mut at = up;
            while let Parent::Expr(above) = tree.expr(at).parent {
                match &tree.expr(above).kind {
                    ExprKind::Subscript { value, .. } if *value == at => out.items |= at == up,
                    ExprKind::Attribute { attribute, .. } => {
                        out.items |= &*attribute.text == "__getitem__";
                    }
                    _ => return out,
                }
                at = above;
            }
            let set = assigned(at).filter(|(targets, _)| targets.contains(&at));
            out.parts.extend(set.map(|(_, value)| (file, value)));
        }
        out
    }
}
