//! A way to be made for a class of the project below an exception that has none of its own: it takes what the project
//! gives, and hands on what the new class is made of.

use std::collections::BTreeSet;

use super::derived::{Below, Derived};
use super::making::{Given, Said};
use crate::rewrite::slots::{insert_statement_after, insert_statement_before};
use crate::rewrite::{Operation, Piece};
use crate::rules::schema::Making;
use crate::semantic::store::Place;
use crate::semantic::value::{Atom, FileId};
use crate::syntax::ast::{ExprKind, Span, StmtId, StmtKind, Tree};

/// What the project gives where objects of such classes are made.
#[derive(Default)]
struct Seen {
    names: BTreeSet<String>,
    nothing: BTreeSet<String>,
    by_place: usize,
    by_name: bool,
}

impl Below<'_, '_> {
    /// Adds an `__init__` to the class that derives from the exception, where that is needed.
    pub(super) fn constructor_added(&self, out: &mut Derived) -> Option<()> {
        let seen = self.seen()?;
        let as_python_does = self.active.new.member(self.new_class, "__init__").is_none();
        if as_python_does && !seen.by_name && seen.by_place < 2 {
            return Some(());
        }
        let plain = |class: &_| {
            self.definition(*class)
                .is_some_and(|one| one.decorators.is_empty())
        };
        self.family.iter().all(plain).then_some(())?;
        let maker = self.maker(self.place);
        let names = self.names(&seen)?;
        let (way, kept, given) = self.of_parameters(&names, &seen)?;
        let taken = maker.taken(&way, &given)?;
        let arguments = maker.arguments(&way, &taken, &given, &mut out.draft);
        let arguments: String = arguments
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) => text.as_str(),
                Piece::Source(_) => "",
            })
            .collect();
        let base = self.past(maker, &way, "self", &mut out.draft);
        let base = base.as_deref().unwrap_or("super()");
        let signature = self.signature((&names, &seen), &way)?;
        let mut lines = vec![
            format!("def __init__(self{signature}):"),
            format!("    {base}.__init__({arguments})"),
        ];
        lines.extend(kept.iter().map(|name| format!("    self.{name} = {name}")));
        let file = self.file(self.root);
        let operation = self.placed(file, &lines)?;
        out.kept.extend(kept);
        out.draft.edit(file, operation);
        Some(())
    }

    /// The parameters: what is given, what must be, and the text.
    fn names(&self, seen: &Seen) -> Option<BTreeSet<String>> {
        let maker = self.maker(self.place);
        let required = maker.parameters()?.iter().filter(|one| one.required);
        let mut names = seen.names.clone();
        names.extend(required.map(|one| one.name.to_string()));
        let ways = maker.ways();
        names.extend(ways.iter().filter_map(|way| way.takes.first()).cloned());
        Some(names)
    }

    /// The way that takes what stands in parameters, with those that the class keeps itself, and what is given.
    fn of_parameters(
        &self,
        names: &BTreeSet<String>,
        seen: &Seen,
    ) -> Option<(Making, Vec<String>, Given)> {
        let mut given = Given::default();
        for name in names {
            given.values.insert(name.clone(), Said::Text(name.clone()));
        }
        self.of_the_class("self", &mut given)?;
        let (way, kept) = self.way(self.maker(self.place), &given, true)?;
        for name in &kept {
            given.values.remove(name);
        }
        for name in &seen.nothing {
            if let Some(absent) = way.absent.get(name)
                && let Some(said) = given.values.get_mut(name)
            {
                *said = Said::Text(format!("{name} or {absent}"));
            }
        }
        Some((way, kept, given))
    }

    /// What is given where the project makes such objects; none where that is not known.
    fn seen(&self) -> Option<Seen> {
        let mut out = Seen::default();
        for file in self.analysis.file_ids() {
            let tree = &self.analysis.file(file).tree;
            for call in tree.expr_ids() {
                let Some(skipped) = self.makes((file, call)) else {
                    continue;
                };
                let ExprKind::Call {
                    arguments, list, ..
                } = &tree.expr(call).kind
                else {
                    continue;
                };
                let given = self
                    .maker((file, call))
                    .given(file, (arguments, *list), skipped);
                let given = given?;
                out.names.extend(given.values.into_keys());
                out.nothing.extend(given.nothing);
                out.by_place = out.by_place.max(given.by_place);
                out.by_name |= given.by_name;
            }
        }
        Some(out)
    }

    /// Whether a call makes an object of the family by the exception's own way, or goes on to that; with how many of
    /// its arguments are none of it.
    fn makes(&self, (file, call): Place) -> Option<usize> {
        let tree = &self.analysis.file(file).tree;
        let ExprKind::Call { function, .. } = &tree.expr(call).kind else {
            return None;
        };
        let classes = |place: Place| {
            let value = self.analysis.value(place);
            let classes = value.atoms().iter().filter_map(|atom| match atom {
                Atom::Class(class) | Atom::Super(class) => Some(*class),
                _ => None,
            });
            classes.collect::<Vec<_>>()
        };
        let inherits = |class: &_| {
            let line = self.analysis.ancestors(*class);
            self.family.contains(class) && !line.iter().any(|one| self.initialiser(*one).is_some())
        };
        if classes((file, *function)).iter().any(inherits) {
            return Some(0);
        }
        let ExprKind::Attribute { value, attribute } = &tree.expr(*function).kind else {
            return None;
        };
        if &*attribute.text != "__init__" {
            return None;
        }
        let above = classes((file, *value));
        let by_super = self
            .analysis
            .value((file, *value))
            .atoms()
            .iter()
            .any(|atom| matches!(atom, Atom::Super(_)));
        let behind = |class: &_| {
            let line = self.analysis.ancestors(*class);
            let mut line = line.iter().skip(usize::from(by_super));
            self.family.contains(class) && !line.any(|one| self.initialiser(*one).is_some())
        };
        above.iter().any(behind).then_some(usize::from(!by_super))
    }

    /// The parameters behind `self`.
    fn signature(&self, (names, seen): (&BTreeSet<String>, &Seen), way: &Making) -> Option<String> {
        let maker = self.maker(self.place);
        let parameters = maker.parameters()?;
        let mut out = String::new();
        let mut gap = false;
        for (index, parameter) in parameters.iter().enumerate() {
            let name = &*parameter.name;
            if !names.contains(name) && index >= seen.by_place {
                gap = true;
                continue;
            }
            if std::mem::take(&mut gap) && !out.contains(", *") {
                out.push_str(", *");
            }
            let default = way.absent.get(name).map_or("None", |text| text);
            match parameter.required {
                true => out += &format!(", {name}"),
                false => out += &format!(", {name}={default}"),
            }
        }
        Some(out)
    }

    /// The function in the body of the class.
    fn placed(&self, file: FileId, lines: &[String]) -> Option<Operation> {
        let held = self.analysis.file(file);
        let (tree, text) = (&held.tree, held.unit.text());
        let body = &self.definition(self.root)?.body;
        let is_empty = |id: &&StmtId| match &tree.stmt(**id).kind {
            StmtKind::Other { keyword, .. } => &**keyword == "pass",
            StmtKind::Expr(value) => matches!(tree.expr(*value).kind, ExprKind::Ellipsis),
            _ => false,
        };
        if let Some(id) = body.iter().find(is_empty) {
            return instead(tree, text, *id, lines);
        }
        let is_block = |id: &&StmtId| {
            matches!(
                tree.stmt(**id).kind,
                StmtKind::Function(_) | StmtKind::Class(_)
            )
        };
        match body.iter().find(is_block) {
            Some(id) => {
                insert_statement_before(tree, text, *id, &format!("{}\n\n", lines.join("\n")))
            }
            None => {
                let lines = format!("\n{}", lines.join("\n"));
                insert_statement_after(tree, text, *body.last()?, &lines)
            }
        }
    }
}

/// The function where an empty statement stands, with the indentation of that.
fn instead(tree: &Tree, text: &str, stmt: StmtId, lines: &[String]) -> Option<Operation> {
    let span = tree.stmt(stmt).span;
    let start = text[..span.start as usize]
        .rfind(['\n', '\r'])
        .map_or(0, |at| at + 1);
    let lead = &text[start..span.start as usize];
    let line_break = match text[..start].ends_with("\r\n") {
        true => "\r\n",
        false => "\n",
    };
    if lead.trim().is_empty() {
        let lines = lines.join(&format!("{line_break}{lead}"));
        return Some(Operation::replace(span, lines));
    }
    // Behind the colon.
    let head = lead.trim_end();
    let colon = u32::try_from(start + head.len()).ok()?;
    head.ends_with(':').then_some(())?;
    let indentation = &lead[..lead.len() - lead.trim_start().len()];
    let between = format!("{line_break}{indentation}    ");
    let lines = lines.join(&between);
    Some(Operation::replace(
        Span::new(colon, span.end),
        format!("{between}{lines}"),
    ))
}
