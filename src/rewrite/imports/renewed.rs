//! Imports of names that go on to be imported by name: the statement says where they are now, and keeps its lines.

use std::collections::{BTreeMap, BTreeSet};

use super::existing::Existing;
use super::place::order;
use super::{Edit, ImportNeed, Plan, WIDTH, Wanted, statements};
use crate::rewrite::lines::Layout;
use crate::rewrite::operation::Operation;
use crate::syntax::ast::{Span, StmtKind};

impl Edit {
    /// Whether all names of an import go, and no others come in their place.
    pub(super) fn leaves_nothing(&self, import: &Existing) -> bool {
        !import.clauses.is_empty()
            && self.remove.len() == import.clauses.len()
            && self.renewed.is_empty()
            && self.clauses.is_empty()
    }
}

impl Plan<'_> {
    /// Plans what takes the place of import clauses: in their statement where all that is left of it is of one module, else
    /// in one of its own.
    pub(super) fn renew(&mut self, renewed: &BTreeMap<Span, Vec<ImportNeed>>) {
        for (index, import) in self.imports.iter().enumerate() {
            let clauses = import.clauses.iter().enumerate();
            let mine: BTreeMap<usize, Vec<ImportNeed>> = clauses
                .filter_map(|(place, clause)| Some((place, renewed.get(&clause.span)?.clone())))
                .collect();
            if mine.is_empty() {
                continue;
            }
            let edit = self.edits.entry(index).or_default();
            let all_go = edit.remove.len() == import.clauses.len();
            let source = import.from.as_deref();
            let mut modules = mine.values().flatten().map(ImportNeed::path);
            let first = modules.next().unwrap_or_default();
            let is_one = modules.all(|other| other == first);
            let go = mine.keys().all(|place| edit.remove.contains(place));
            let fits = is_one && go && source.is_some() && (all_go || source == Some(first));
            let span = self.tree.stmt(import.stmt).span;
            let written = &self.text[span.range()];
            let indent = Layout::of(self.tree, self.text).indentation(span.start);
            let needs: BTreeSet<&ImportNeed> = mine.values().flatten().collect();
            let needs: Vec<&ImportNeed> = needs.into_iter().collect();
            let lines = statements(&needs);
            let is_short =
                |line: &String| line.len() <= written.len().max(WIDTH - indent.len().min(WIDTH));
            if fits && (written.contains('(') || lines.iter().all(is_short)) {
                edit.renewed = mine;
            } else {
                edit.statements.extend(lines);
            }
        }
    }

    /// Whether names of a module take the place of others in an import.
    pub(super) fn is_renewed_from(&self, index: usize, module: &str) -> bool {
        let edit = self.edits.get(&index);
        let mut needs = edit.into_iter().flat_map(|edit| edit.renewed.values());
        needs.any(|needs| needs.iter().any(|need| need.path() == module))
    }

    /// Whether a need takes the place of a clause that runs before it is used.
    pub(super) fn is_renewed(&self, wanted: Wanted<'_>) -> bool {
        self.edits.iter().any(|(index, edit)| {
            edit.renewed
                .values()
                .flatten()
                .any(|one| one == wanted.need)
                && self.serves(self.imports[*index], wanted)
        })
    }

    /// What an import statement is sorted by once its names are where they are now.
    pub(super) fn order_of(&self, index: usize) -> (bool, String) {
        let span = self.tree.stmt(self.imports[index].stmt).span;
        let written = order(&self.text[span.range()]);
        let edit = self.edits.get(&index);
        let mut new = edit.into_iter().flat_map(|edit| edit.renewed.values());
        match new.find_map(|needs| needs.first()) {
            Some(need) => (written.0, need.path().to_lowercase()),
            None => written,
        }
    }

    /// An import that names another module, and there the new names in the place of the old ones.
    pub(super) fn renewed(
        &self,
        layout: Layout<'_>,
        import: &Existing,
        edit: &Edit,
    ) -> Vec<Operation> {
        let mut operations = Vec::new();
        let mut needs = edit.renewed.values().flatten();
        let module = match &self.tree.stmt(import.stmt).kind {
            StmtKind::ImportFrom { module, .. } => module,
            _ => return operations,
        };
        if let Some(need) = needs.next().filter(|need| *need.path() != *module.text) {
            operations.push(Operation::replace(module.span, need.path()));
        }
        let (named, more) = self.texts(import, edit);
        for (place, text) in &named {
            operations.push(Operation::replace(
                import.clauses[*place].span,
                text.as_str(),
            ));
        }
        let gone = edit.remove.iter().copied();
        let gone: BTreeSet<usize> = gone.filter(|place| !named.contains_key(place)).collect();
        let added: Vec<String> = more
            .into_iter()
            .chain(edit.clauses.iter().cloned())
            .collect();
        operations.extend(self.edit_clauses(layout, import, (&gone, &added)));
        operations
    }

    /// The new clauses, by the places of those that they stand for, and those that have none. They stand in order if all of
    /// the statement did, and no comment belongs to one of them.
    fn texts(&self, import: &Existing, edit: &Edit) -> (BTreeMap<usize, String>, Vec<String>) {
        let span = self.tree.stmt(import.stmt).span;
        let old = import
            .clauses
            .iter()
            .map(|one| &self.text[one.span.range()]);
        let old: Vec<String> = old.map(str::to_lowercase).collect();
        let mut comments = self.tree.comments.iter();
        let sorts = edit.renewed.len() == old.len()
            && old.is_sorted()
            && !comments.any(|one| span.contains(*one));
        let mut given = BTreeSet::new();
        let mut named = BTreeMap::new();
        let mut more = Vec::new();
        for (place, needs) in &edit.renewed {
            for need in needs {
                if !given.insert(need) {
                    continue;
                }
                match named.contains_key(place) {
                    true => more.push(need.clause()),
                    false => drop(named.insert(*place, need.clause())),
                }
            }
        }
        if sorts {
            let mut all: Vec<String> = named.values().cloned().chain(more).collect();
            all.sort_by_key(|text| text.to_lowercase());
            more = all.split_off(named.len());
            named = named.into_keys().zip(all).collect();
        }
        (named, more)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::tests::run;
    use super::super::{ImportNeeds, Uses};
    use super::*;

    /// Clauses, each with the needs that take its place.
    type Pairs<'a> = &'a [(&'a str, &'a [&'a str])];

    /// Lets the clauses `old` of a file say `new`, with all uses of what they bind written anew.
    fn renewed(text: &str, pairs: Pairs<'_>) -> String {
        let mut needs = ImportNeeds::default();
        for (clause, new) in pairs {
            let start = text.find(clause).unwrap() as u32;
            let place = Span::new(start, start + clause.len() as u32);
            needs.drop_if_unused.insert(place, Uses::default());
            let new = new.iter().map(|one| ImportNeed::spelled(one));
            needs.renewed.insert(place, new.collect());
        }
        run(text, &needs, &[])
    }

    #[test]
    fn a_name_that_stands_elsewhere_keeps_its_statement() {
        let cases: [(&str, Pairs<'_>, &str); 7] = [
            (
                "from m.x import A  # why\n",
                &[("A", &["m:A"])],
                "from m import A  # why\n",
            ),
            (
                "from m.x import (\n    A,  # one\n    C,  # two\n)\n",
                &[("A", &["m:Z"]), ("C", &["m:C"])],
                "from m import (\n    Z,  # one\n    C,  # two\n)\n",
            ),
            (
                "from m.x import A, C\n",
                &[("A", &["m:Z"]), ("C", &["m:C"])],
                "from m import C, Z\n",
            ),
            (
                "from m.x import A, C\n",
                &[("A", &["m:A", "m:B"]), ("C", &["m:B"])],
                "from m import A, B\n",
            ),
            // What stays is where it was.
            (
                "from m.x import A, C\n",
                &[("A", &["m:A"])],
                "from m import A\nfrom m.x import C\n",
            ),
            (
                "from m import A, C\n",
                &[("A", &["m:Z"])],
                "from m import Z, C\n",
            ),
            (
                "def f():\n    from m.x import A\n",
                &[(
                    "A",
                    &[
                        "m:LongEnoughToBeTooLongForOneLineOfThem",
                        "m:AnotherOneThatIsLongerThanThat",
                        "m:B",
                    ],
                )],
                "def f():\n    from m import (\n        AnotherOneThatIsLongerThanThat,\n        B,\n        LongEnoughToBeTooLongForOneLineOfThem,\n    )\n",
            ),
        ];
        for (text, pairs, expected) in cases {
            assert_eq!(renewed(text, pairs), expected);
        }
    }
}
