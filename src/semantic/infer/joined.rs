//! One analysis of what was looked at in parts that lead nowhere into each other.

use std::collections::BTreeSet;

use super::{Analysis, FileId};
use crate::semantic::answers::Answers;
use crate::semantic::memory::{Heirs, Memory};
use crate::semantic::numbers::{Numbers, Renumbered};

impl<'p> Analysis<'p> {
    /// One analysis of this and others, of which none leads into the files of another ([`Self::leads_out_of`]), with what goes
    /// from one to another all the same: what is put under attributes of objects that are not known, and the names of methods
    /// that are read of such.
    #[must_use]
    pub fn joined(mut self, others: &[&Self]) -> Self {
        if others.is_empty() {
            return self;
        }
        for other in others {
            self.take_up(other);
        }
        // What was answered was asked of less.
        self.answers = Answers::default();
        self.store.loosen_all();
        self.settle();
        self
    }

    /// The files beside a part of all that something in it asks for, each behind a file that does: by a name in a text, or what
    /// tests share.
    #[must_use]
    pub fn leads_out_of(&self, part: &[FileId]) -> BTreeSet<(FileId, FileId)> {
        let outside = self.store.readers();
        let outside = outside.filter(|(file, _)| part.binary_search(file).is_err());
        outside
            .flat_map(|(file, readers)| readers.iter().map(move |one| (self.get(*one).file, file)))
            .collect()
    }

    /// Adds all that another analysis knows.
    fn take_up(&mut self, other: &Self) {
        let by = &self.numbers_for(other);
        let Self {
            files: _,
            modules: _,
            external: _,
            names: _,
            literals: _,
            types: _,
            store,
            units,
            classes,
            origins,
            gave_up,
            returns,
            imported,
            clauses,
            stars,
            calls,
            declared,
            callers,
            cuts,
            values,
            unit_of,
            class_of,
            class_of_scope,
            origin_of,
            unit_at,
            exprs_of,
            memory,
            answers: _,
        } = other;
        self.store.take_up(store, by);
        self.units.extend(units.renumbered(by));
        self.classes.extend(classes.renumbered(by));
        self.origins.extend(origins);
        self.gave_up.extend(gave_up.renumbered(by));
        self.returns.extend(returns.renumbered(by));
        self.imported.extend(imported.renumbered(by));
        self.clauses.extend(clauses.renumbered(by));
        self.stars.extend(stars.renumbered(by));
        self.calls.extend(calls.renumbered(by));
        self.declared.extend(declared.renumbered(by));
        self.callers.extend(callers.renumbered(by));
        self.cuts.extend(cuts);
        self.unit_of.extend(unit_of.renumbered(by));
        self.class_of.extend(class_of.renumbered(by));
        self.class_of_scope.extend(class_of_scope.renumbered(by));
        self.origin_of.extend(origin_of.renumbered(by));
        self.exprs_of.extend(exprs_of.renumbered(by));
        for (mine, theirs) in self.values.iter_mut().zip(values) {
            if !theirs.is_empty() {
                *mine = theirs.renumbered(by);
            }
        }
        for (mine, theirs) in self.unit_at.iter_mut().zip(unit_at) {
            if !theirs.is_empty() {
                *mine = theirs.renumbered(by);
            }
        }
        self.memory.take_up(memory, by);
    }

    /// The numbers that what another analysis knows gets here.
    fn numbers_for(&mut self, other: &Self) -> Numbers {
        let number = |count: usize| u32::try_from(count).expect("fewer than 2^32 of each");
        let names = other.names.all();
        let literals = other.literals.all();
        let types = other.types.all();
        Numbers {
            names: names.map(|name| self.names.intern(name)).collect(),
            literals: literals
                .map(|literal| self.literals.intern(literal.clone()))
                .collect(),
            types: types.map(|of| self.types.intern(of.clone())).collect(),
            units: number(self.units.len()),
            classes: number(self.classes.len()),
            allocs: number(self.store.allocs()),
            origins: number(self.origins.len()),
        }
    }
}

impl Memory {
    /// Adds what must not be asked again, for bodies wait for it to change; the rest is only quicker to have.
    fn take_up(&mut self, other: &Self, by: &Numbers) {
        self.heirs.extend(other.heirs.renumbered(by));
        self.mixed = None;
        make_room(&mut self.names, &other.names);
        make_room(&mut self.attributes, &other.attributes);
        make_room(&mut self.literals, &other.literals);
        make_room(&mut self.perhaps_there, &other.perhaps_there);
        for (mine, theirs) in self.replaced.iter_mut().zip(&other.replaced) {
            mine.extend(theirs);
        }
    }
}

/// Makes room for the expressions of those files that another analysis has.
fn make_room<T: Clone>(mine: &mut [Vec<Option<T>>], theirs: &[Vec<Option<T>>]) {
    for (mine, theirs) in mine.iter_mut().zip(theirs) {
        if !theirs.is_empty() {
            *mine = vec![None; theirs.len()];
        }
    }
}

impl Renumbered for Heirs {
    fn renumbered(&self, by: &Numbers) -> Self {
        Self {
            classes: self.classes.renumbered(by),
            readers: self.readers.renumbered(by),
        }
    }
}

#[cfg(test)]
mod tests {
    use rustc_hash::FxHashSet;

    use super::*;
    use crate::semantic::infer::Owner;
    use crate::semantic::store::Place;
    use crate::semantic::value::{Atom, OriginId, UnitId};
    use crate::transforms::testing::{analysed, pack};

    const STUB: &str =
        "# module: pkg\nclass Client:\n    def send(self, text: str) -> dict[str, Client]: ...\n";

    /// What each expression of a project may be, by what does not depend on how things are numbered.
    fn values(analysis: &Analysis<'_>) -> Vec<(Vec<String>, bool)> {
        let places = analysis.file_ids().flat_map(|file| {
            let exprs = analysis.file(file).tree.expr_ids();
            exprs.map(move |expr| (file, expr))
        });
        values_at(analysis, places)
    }

    fn values_at(
        analysis: &Analysis<'_>,
        places: impl Iterator<Item = Place>,
    ) -> Vec<(Vec<String>, bool)> {
        let value = |place| {
            let value = analysis.value(place);
            let atoms = value.atoms().iter().map(|atom| said(analysis, *atom));
            let mut atoms: Vec<String> = atoms.collect();
            atoms.sort();
            (atoms, value.is_complete())
        };
        places.map(value).collect()
    }

    fn said(analysis: &Analysis<'_>, atom: Atom) -> String {
        let unit = |unit: UnitId| (analysis.get(unit).file, analysis.get(unit).owner);
        let origin = |of: Option<OriginId>| of.map(|of| analysis.origins[of.0 as usize]);
        match atom {
            Atom::Symbol(name) => analysis.names.get(name).to_owned(),
            Atom::Instance(of, from) => {
                format!("{:?} of {:?}", analysis.types.get(of), origin(from))
            }
            Atom::Method(of, name, from) => format!(
                "{:?}.{} of {:?}",
                analysis.types.get(of),
                analysis.names.get(name),
                origin(from)
            ),
            Atom::Function(of) | Atom::Bound(of, _) => {
                let of: (FileId, Owner) = unit(of);
                format!("{of:?}")
            }
            Atom::Literal(literal) => format!("{:?}", analysis.literals.get(literal)),
            Atom::Class(class) | Atom::Object(class) => {
                let class = &analysis.classes[class.0 as usize];
                format!("{} of {:?}", class.name, class.file)
            }
            Atom::Alloc(alloc) => format!("{:?}", analysis.store.get(alloc).place),
            other => format!("{other:?}"),
        }
    }

    /// Joins an analysis of each file, which must be what an analysis of all files is; whether joining added anything.
    fn joining_adds(files: &[(&str, &str)]) -> bool {
        analysed(pack(STUB, ""), files, |whole| {
            let of_one = |file: FileId| {
                let (files, modules) = (whole.files, whole.modules);
                let cuts = FxHashSet::default();
                Analysis::run_part(files, modules, whole.external, &[file], cuts)
            };
            let parts: Vec<Analysis<'_>> = whole.file_ids().map(of_one).collect();
            for (file, part) in whole.file_ids().zip(&parts) {
                assert_eq!(part.leads_out_of(&[file]), BTreeSet::new());
            }
            let apart = whole.file_ids().zip(&parts).flat_map(|(file, part)| {
                let places = whole.file(file).tree.expr_ids();
                values_at(part, places.map(move |expr| (file, expr)))
            });
            let apart: Vec<_> = apart.collect();
            let mut parts = parts.into_iter();
            let first = parts.next().expect("there are parts");
            let others: Vec<Analysis<'_>> = parts.collect();
            let joined = first.joined(&others.iter().collect::<Vec<_>>());
            assert_eq!(values(&joined), values(whole));
            values(&joined) != apart
        })
    }

    #[test]
    fn what_leads_nowhere_is_joined_as_it_is() {
        let one = "import pkg\nclass A(pkg.Client):\n    x = {'k': pkg.Client().send('a')}\n\ndef f(a=A()):\n    return a.x['k']\n\nf()\n";
        let other = "import pkg\nf = lambda c: c.send(text='b')['k']\nxs = [f(pkg.Client())]\nfor x in xs:\n    print(x)\n";
        let third = "from pkg import Client as C\ndef g(*args, **kwargs):\n    yield C(), args, kwargs\n\nfor c, a, k in g(1, b=C()):\n    print(c, a, k['b'])\n";
        assert!(!joining_adds(&[
            ("one.py", one),
            ("other.py", other),
            ("third.py", third)
        ]));
    }

    #[test]
    fn what_is_put_under_an_attribute_of_something_unknown_is_read_in_other_parts() {
        let put = "import pkg\nfrom web import app\napp.state.client = pkg.Client()\n";
        let read = "def view(request):\n    return request.app.state.client.send('a')\n";
        assert!(joining_adds(&[("put.py", put), ("read.py", read)]));
        assert!(joining_adds(&[("a.py", read), ("b.py", put)]));
    }

    #[test]
    fn a_method_that_is_read_of_something_unknown_elsewhere_may_be_called_with_anything() {
        let class = "import pkg\nclass Sender:\n    def go(self, client):\n        return client\n\nSender().go(pkg.Client())\n";
        let read = "def f(thing):\n    return thing.go(1)\n";
        assert!(joining_adds(&[("a.py", class), ("b.py", read)]));
        assert!(joining_adds(&[("a.py", read), ("b.py", class)]));
    }

    #[test]
    fn a_part_leads_to_what_its_tests_share() {
        let files = [
            (
                "conftest.py",
                "import pkg\nimport pytest\n@pytest.fixture\ndef client():\n    return pkg.Client()\n",
            ),
            ("test_a.py", "def test_a(client):\n    client.send('a')\n"),
        ];
        analysed(pack(STUB, ""), &files, |whole| {
            let (files, modules) = (whole.files, whole.modules);
            let cuts = FxHashSet::default();
            let test = [FileId(1)];
            let part = Analysis::run_part(files, modules, whole.external, &test, cuts);
            let links = part.leads_out_of(&test).into_iter();
            assert_eq!(links.collect::<Vec<_>>(), [(FileId(1), FileId(0))]);
        });
    }
}
