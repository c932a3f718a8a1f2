//! Symbols with another name, and changes for which there is no new form.

use rustc_hash::FxHashMap;

use super::hits::Hit;
use super::moved::{Moved, Origin};
use super::{Changes, Worker};
use crate::finding::{Applicability, Severity};
use crate::matching::catches::among;
use crate::matching::passed::{before_own, signatures};
use crate::matching::references::Context;
use crate::rewrite::Operation;
use crate::rules::model::Signature;
use crate::rules::schema::{Bearing, Change, New};
use crate::semantic::value::{Atom, FileId};
use crate::syntax::ast::{
    Argument, ArgumentKind, ExprId, ExprKind, ParameterKind, Parent, Span, StmtKind, Tree,
};
use crate::syntax::query;
use crate::syntax::query::last;
use crate::transforms::Draft;
use crate::transforms::arguments::{Call, arguments};
use crate::transforms::handlers::{derived_anew, made_anew, more_than_a_name};

impl Worker<'_, '_> {
    /// References to everything else that changed.
    pub(super) fn others(&self, hits: &[Hit], moved: &Moved, out: &mut Changes) {
        let (mut given, mut others) = (Vec::new(), Vec::new());
        let mut ladders = FxHashMap::default();
        let kept = self.kept_modules(hits, out);
        let own = self.own_codes(hits, out);
        // What is read of an object goes with its class, which may stand behind it.
        let of_objects = |hit: &&Hit| matches!(&hit.row, Some((row, _)) if row.read.is_some());
        let (last, first): (Vec<&Hit>, Vec<&Hit>) = hits
            .iter()
            .filter(|hit| !moved.settles(self, hit))
            .partition(of_objects);
        for hit in first.into_iter().chain(last) {
            let Some((row, bearing)) = &hit.row else {
                continue;
            };
            if matches!(row.new, Some(New::Provided(_))) {
                if let Some(index) = self.annotated(hit, row, out) {
                    let mut found = self.found(row, *bearing, &hit.reference);
                    found.reason = None;
                    found.draft = Some(index);
                    out.found.push(found);
                }
                continue;
            }
            if self.is_of_own_mapping(hit) {
                continue;
            }
            if self.is_spelled_new(hit, row) || row.read.is_some() && self.is_kept_by_class(hit) {
                continue;
            }
            let mut found = self.found(row, *bearing, &hit.reference);
            if row.breaks.is_some() && self.guarded(hit, row).is_some() {
                // Behind its check the old form is right: that must not fail a run which nothing can mend.
                found.severity = found.severity.min(Severity::Warning);
            }
            if let Some(kept) = kept.iter().find(|one| self.is_of_kept(hit, one)) {
                found.draft = Some(kept.draft);
                if self.of_kept(hit, row, kept, out) {
                    out.found.push(found);
                }
                continue;
            }
            if hit.reference.context == Context::Imported {
                // It follows what the name is used for.
                others.push(out.found.len());
            } else if let Some(index) = self.of_own_code(hit, &own) {
                found.draft = Some(index);
                found.reason = None;
            } else if let Some(index) = self.own_mapping(hit, out) {
                found.draft = Some(index);
                found.reason = None;
            } else if let Some(index) = self.annotated(hit, row, out) {
                found.draft = Some(index);
            } else if row.annotation.is_some()
                && let Some(expr) = hit.reference.expr
                && let Some(index) = self.named_type((hit.reference.file, expr), out)
            {
                found.draft = Some(index);
            } else if let Some(draft) = self.literal(hit, row) {
                out.drafts.push(draft);
                found.draft = Some(out.drafts.len() - 1);
            } else if let Some(draft) = self.carried(hit, row, out) {
                out.drafts.push(draft);
                found.draft = Some(out.drafts.len() - 1);
            } else if let Some(index) = self.rearranged(hit, (row, *bearing), &mut ladders, out) {
                found.draft = Some(index);
            } else if let Some(draft) = self.renamed(hit, (row, *bearing)) {
                if self.is_given(hit) && !draft.is_manual() {
                    given.push(out.found.len());
                } else {
                    out.drafts.push(draft);
                    let index = out.drafts.len() - 1;
                    found.draft = Some(index);
                    if let Context::Called(call) = hit.reference.context {
                        out.renamed.insert((hit.reference.file, call), index);
                    }
                }
            }
            out.found.push(found);
        }
        others.extend(&given);
        for index in given {
            out.found[index].draft = giver(out, index, &others);
        }
    }

    /// Whether a variable or the like was given the symbol elsewhere: there it is named anew, and what
    /// the variable is called stays.
    fn is_given(&self, hit: &Hit) -> bool {
        let file = hit.reference.file;
        hit.reference.expr.is_some_and(|expr| {
            let methods = |atom: &Atom| matches!(atom, Atom::Method(..));
            let method = self
                .analysis
                .value((file, expr))
                .atoms()
                .iter()
                .any(methods);
            !method && self.origin((file, expr)) == Origin::Own
        })
    }

    /// Whether a reference says the new name already, or a path that means something in the new version
    /// too: one of several old paths that lives on.
    fn is_spelled_new(&self, hit: &Hit, row: &Change) -> bool {
        let Some(New::Name(new)) = &row.new else {
            return false;
        };
        let old = &hit.reference.symbols[0];
        let top = crate::syntax::query::top(old);
        let short = format!("{top}.{}", last(old));
        let lives = short != *old && self.active.new.resolve(&short).is_some();
        self.is_spelled(hit, new)
            || lives && self.is_spelled(hit, &short) && !self.meant_another(hit, row, &short)
    }

    /// Whether a path that both versions have means another class in the old one, which the file is known
    /// to be written for.
    fn meant_another(&self, hit: &Hit, row: &Change, path: &str) -> bool {
        let file = self.analysis.file(hit.reference.file).unit.display();
        self.active.old.canonical(path) == hit.reference.symbols[0]
            && self.active.is_known_at(file)
            && row
                .breaks
                .as_ref()
                .is_some_and(|breaks| self.active.from_at(file) < breaks)
    }

    /// Whether a reference says a path.
    fn is_spelled(&self, hit: &Hit, path: &str) -> bool {
        let Some((module, name)) = path.rsplit_once('.') else {
            return false;
        };
        let file = hit.reference.file;
        let tree = &self.analysis.file(file).tree;
        match hit.reference.expr.map(|expr| &tree.expr(expr).kind) {
            Some(ExprKind::Attribute { value, attribute }) => {
                let base = self.analysis.value((file, *value)).single();
                *attribute.text == *name
                    && matches!(base, Some(Atom::Symbol(base)) if self.analysis.names.get(base) == module)
            }
            Some(ExprKind::Name(_)) => self.imported_as(file, hit, module, name),
            None => self.clause_says(file, hit.reference.span, module, name),
            _ => false,
        }
    }

    /// Whether a name was imported under the new path.
    fn imported_as(&self, file: FileId, hit: &Hit, module: &str, name: &str) -> bool {
        let mut clauses = self.analysis.imported_in(file).filter(|import| {
            import.value.single().is_some_and(|atom| {
                matches!(atom, Atom::Symbol(path)
                    if self.analysis.names.get(path) == hit.reference.symbols[0])
            })
        });
        clauses.clone().next().is_some()
            && clauses.all(|import| self.clause_says(file, import.clause, module, name))
    }

    /// Whether an import clause is `from module import name`.
    fn clause_says(&self, file: FileId, clause: Span, module: &str, name: &str) -> bool {
        self.analysis
            .file(file)
            .tree
            .stmts
            .iter()
            .any(|stmt| match &stmt.kind {
                StmtKind::ImportFrom {
                    module: from,
                    names,
                    level: 0,
                    ..
                } => {
                    &*from.text == module
                        && names
                            .iter()
                            .any(|one| one.span == clause && &*one.name.text == name)
                }
                _ => false,
            })
    }

    /// A symbol with another name: the reference says the new one.
    pub(super) fn renamed(&self, hit: &Hit, (row, bearing): (&Change, Bearing)) -> Option<Draft> {
        let Some(New::Name(new)) = &row.new else {
            return None;
        };
        let expr = hit.reference.expr?;
        let file = hit.reference.file;
        let symbol = hit.reference.symbols[0].as_str();
        let exact = row
            .olds
            .iter()
            .any(|old| self.active.old.canonical(old) == symbol);
        // `getattr(x, "name")`: the name stands in a text.
        let is_field = |atoms: &[Atom]| {
            let symbol = |atom: &Atom| matches!(atom, Atom::Symbol(_) | Atom::Method(..));
            !atoms.iter().any(symbol)
        };
        let tree = &self.analysis.file(file).tree;
        if matches!(tree.expr(expr).kind, ExprKind::Call { .. })
            && is_field(self.analysis.value((file, expr)).atoms())
        {
            return None;
        }
        if !exact
            || hit.reference.context.is_only_named()
            || row.applicability == Applicability::Manual
        {
            return None;
        }
        let mut draft = Draft::default();
        let early = self.too_early(row, bearing, file);
        let obstacle = early.or_else(|| self.guarded(hit, row)).or_else(|| {
            let may = "The object may be of another kind: nothing is rewritten.".to_owned();
            let is_seen = hit.reference.certain || self.is_put_there(hit);
            (!is_seen).then_some(("value-unknown", may))
        });
        if let Some((reason, why)) = obstacle {
            draft.manual(reason, why);
            return Some(draft);
        }
        let names = (symbol, new.as_str());
        if let Some(why) = more_than_a_name(
            self.analysis,
            (self.active, &self.ladders),
            (file, expr),
            names,
        ) {
            draft.manual("meaning-changed", why);
            return Some(draft);
        }
        if let Some(why) = self.meets_another((file, expr), new) {
            draft.manual("meaning-changed", why);
            return Some(draft);
        }
        draft.at_most(row.applicability);
        if !hit.reference.certain {
            draft.at_most(Applicability::Unsafe);
            draft.note(
                "Whatever else may be put there, by code that is not seen, must have it as well",
            );
        }
        let made = made_anew(self.analysis, self.active, (file, expr), names);
        let is_made = made.is_some();
        let derived = derived_anew(self.analysis, self.active, (file, expr), names);
        let derived = derived.map(|one| one.map(|one| one.draft));
        for more in made.into_iter().chain(derived).flatten() {
            draft.absorb(more);
        }
        if hit.reference.context == Context::Caught {
            for note in self.ladders.notes(self.analysis, (file, expr)) {
                draft.at_most(Applicability::Unsafe);
                draft.note(note);
            }
        }
        if self.is_derived_from(file, expr) {
            // Who else makes such objects is not seen.
            draft.at_most(Applicability::Unsafe);
        }
        let (module, name) = new.rsplit_once('.')?;
        let path = self.analysis.file(file).unit.display();
        let whole = self.active.with_arguments(row, symbol, path);
        if self.is_of_instance((file, expr)) {
            // The receiver stays; another class's method cannot be called on it.
            let tree = &self.analysis.file(file).tree;
            let ExprKind::Attribute { attribute, value } = &tree.expr(expr).kind else {
                return None;
            };
            let receiver = self.analysis.value((file, *value));
            if let Some(class) = self.analysis.owner_of(receiver, name) {
                let class = &self.analysis.classes[class.0 as usize].name;
                let why =
                    format!("`{class}` has `{name}` of its own, which would be called instead.");
                draft.manual("meaning-changed", why);
                return Some(draft);
            }
            let (class, _) = symbol.rsplit_once('.')?;
            let same = self.active.old.canonical(class) == self.active.old.canonical(module);
            if !same {
                return None;
            }
            draft.edit(file, Operation::replace(attribute.span, name));
        } else if let Some(operations) = self.said_before((file, expr), new) {
            for operation in operations {
                draft.edit(file, operation);
            }
            return Some(draft);
        } else if !row.caught.is_empty()
            && let Some(how) = among(&self.analysis.file(file).tree, expr)
        {
            draft.absorb(self.caught_anew((file, expr), (row, new), how)?);
        } else {
            draft.absorb(self.named_anew((file, expr), new)?);
        }
        if !is_made {
            self.call_anew(hit, &whole, new, &mut draft);
        }
        Some(draft)
    }

    /// Whether a method is read of what the project keeps in an object that is not known, and it keeps nothing else there.
    fn is_put_there(&self, hit: &Hit) -> bool {
        let file = hit.reference.file;
        let tree = &self.analysis.file(file).tree;
        let Some(ExprKind::Attribute { value, .. }) =
            hit.reference.expr.map(|one| &tree.expr(one).kind)
        else {
            return false;
        };
        let is_object = |atom: &Atom| matches!(atom, Atom::Instance(..));
        let held = self.analysis.value((file, *value)).atoms();
        hit.reference.symbols.len() == 1
            && held.iter().all(is_object)
            && self.analysis.is_all_that_is_put_there((file, *value))
    }

    /// Whether a class of the project derives from what is named here.
    pub(super) fn is_derived_from(&self, file: FileId, expr: ExprId) -> bool {
        let tree = &self.analysis.file(file).tree;
        matches!(tree.expr(expr).parent, Parent::Stmt(stmt)
            if matches!(tree.stmt(stmt).kind, StmtKind::Class(_)))
    }

    /// Why a file is not ready for a new form that the old one still stands beside: what the project asks
    /// for does not have it yet.
    fn too_early(
        &self,
        row: &Change,
        bearing: Bearing,
        file: FileId,
    ) -> Option<(&'static str, String)> {
        let first = row.available.as_ref()?;
        let path = self.analysis.file(file).unit.display();
        let from = self.active.asked_at(path)?;
        (bearing == Bearing::Deprecated && from < first).then(|| {
            let why = format!(
                "The new form comes with {first}, and the project asks for {from}: raise that first."
            );
            ("needs-decision", why)
        })
    }

    /// Why a reference stays where the code around it asks which of the two names there is.
    fn guarded(&self, hit: &Hit, row: &Change) -> Option<(&'static str, String)> {
        let Some(New::Name(new)) = &row.new else {
            return None;
        };
        let names = (last(&hit.reference.symbols[0]), last(new));
        let place = (hit.reference.file, hit.reference.span);
        let asked = self.guards.around(place, names, row.breaks.is_some())?;
        let why = format!(
            "The code asks whether there is `{asked}`: it serves both versions, and the branch for the old one stays as it is."
        );
        Some(("needs-decision", why))
    }

    /// Whether a reference is a method of an object at hand, and not of its class.
    fn is_of_instance(&self, place: (FileId, ExprId)) -> bool {
        let mut atoms = self.analysis.value(place).atoms().iter();
        atoms.any(|atom| matches!(atom, Atom::Method(..)))
    }

    /// What else becomes of a call under its new name: of its value and its arguments.
    fn call_anew(&self, hit: &Hit, row: &Change, new: &str, draft: &mut Draft) {
        let changed = row.returns.as_ref().is_some_and(|returns| returns.changed);
        let file = hit.reference.file;
        let tree = &self.analysis.file(file).tree;
        let Context::Called(call) = hit.reference.context else {
            let read = !matches!(hit.reference.context, Context::Caught);
            if read && (changed || !row.arguments.is_empty()) {
                draft.manual("meaning-changed", "It is not called here.");
            }
            return;
        };
        if changed && !is_unread(tree, call) {
            draft.manual("meaning-changed", "The value of the call is used here.");
            return;
        }
        let symbol = &hit.reference.symbols[0];
        let old = signatures(&self.active.old, symbol);
        let signature = signatures(&self.active.new, new).first();
        if row.arguments.is_empty() && !differ(old, signature) {
            return;
        }
        let open = |argument: &Argument| argument.kind == ArgumentKind::Star;
        if query::arguments(tree.expr(call)).iter().any(open) {
            draft.manual("argument-unknown", "Arguments stand behind `*`.");
            return;
        }
        let callee = hit
            .reference
            .expr
            .map(|expr| self.analysis.value((file, expr)));
        let before =
            callee.and_then(|callee| before_own(self.analysis, &self.active.old, callee, symbol));
        let Some(Some(skip)) = before else {
            draft.manual("argument-unknown", "It is called in several ways.");
            return;
        };
        let asked = Call {
            file,
            call,
            skip,
            change: row,
            old,
            new: signature,
            variant: None,
        };
        draft.absorb(arguments(self.analysis, &asked).draft);
    }
}

/// Whether two signatures take other arguments, as far as they name them.
fn differ(old: &[Signature], new: Option<&Signature>) -> bool {
    let ([old], Some(new)) = (old, new) else {
        return false;
    };
    let named = |one: &Signature| {
        let parameters = one.parameters.iter();
        parameters
            .map(|parameter| (parameter.name.clone(), parameter.kind))
            .collect::<Vec<_>>()
    };
    let open = |one: &Signature| {
        let mut parameters = one.parameters.iter();
        parameters.any(|parameter| {
            matches!(
                parameter.kind,
                ParameterKind::Star | ParameterKind::DoubleStar
            )
        })
    };
    !open(old) && !open(new) && named(old) != named(new)
}

/// The part that names a symbol anew where a variable is given it: the least certain of its file, or of
/// all files. None if one of them is left to a person.
fn giver(out: &Changes, index: usize, others: &[usize]) -> Option<usize> {
    let found = &out.found[index];
    let sources = |same_file: bool| {
        let named: Vec<_> = out
            .found
            .iter()
            .enumerate()
            .filter(|(at, one)| {
                one.old == found.old
                    && !others.contains(at)
                    && (!same_file || one.file == found.file)
            })
            .map(|(_, one)| one.draft)
            .collect();
        (!named.is_empty()).then_some(named)
    };
    let drafts: Option<Vec<usize>> = sources(true)
        .or_else(|| sources(false))?
        .into_iter()
        .collect();
    let worst = drafts?
        .into_iter()
        .min_by_key(|draft| out.drafts[*draft].applicability)?;
    (!out.drafts[worst].is_manual()).then_some(worst)
}

/// Whether nobody reads the value of a call: it is a statement of its own, awaited or not.
fn is_unread(tree: &Tree, call: ExprId) -> bool {
    match tree.expr(call).parent {
        Parent::Stmt(stmt) => matches!(tree.stmt(stmt).kind, StmtKind::Expr(_)),
        Parent::Expr(up) => matches!(tree.expr(up).kind, ExprKind::Await(_)) && is_unread(tree, up),
        Parent::Module => false,
    }
}

#[cfg(test)]
#[path = "renames_tests.rs"]
mod tests;
