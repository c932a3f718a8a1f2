//! The requirements of a `setup.py`, as far as they are literals: nothing of it is run.

use std::path::Path;

use super::builder::{Belongs, Builder};
use super::python::{Beside, Module, read_texts};
use super::{Cause, Kind, Manifest};
use crate::syntax::ast::{ArgumentKind, Expr, ExprId};
use crate::syntax::{parse, query};

/// Arguments of `setup` that are lists, with what they are.
const LISTS: [(&str, Kind, Option<&str>); 4] = [
    ("install_requires", Kind::Requirement, None),
    ("requires", Kind::Requirement, None),
    ("setup_requires", Kind::Build, None),
    ("tests_require", Kind::Group, Some("tests_require")),
];

/// No marker, and names that have no values but those of the module.
const UNNAMED: Beside<'static> = (None, &|_| None);

/// The argument that is a dict of lists.
const EXTRAS: &str = "extras_require";

/// Reads the arguments of `setup`.
pub fn parse_setup_py(path: &Path, source: &str) -> Manifest {
    let mut builder = Builder::new(path, source);
    let tree = parse(source);
    if let Some(error) = tree.errors.first() {
        builder.problem(error.range(), None, Cause::PythonSyntax);
    }
    let module = Module::new(&tree);
    for call in module.calls("setup") {
        read_setup(&mut builder, &module, tree.expr(call));
    }
    builder.finish()
}

fn read_setup(builder: &mut Builder<'_>, module: &Module<'_>, call: &Expr) {
    // What is always installed first: a list that an extra holds as well is that.
    let mut arguments: Vec<_> = query::arguments(call).iter().collect();
    arguments.sort_by_key(|argument| match &argument.kind {
        ArgumentKind::Keyword(name) => LISTS
            .iter()
            .position(|(list, ..)| *list == &*name.text)
            .unwrap_or(LISTS.len()),
        _ => LISTS.len(),
    });
    for argument in arguments {
        match &argument.kind {
            ArgumentKind::Keyword(name) if &*name.text == "name" => {
                let texts = module.texts(argument.value);
                let value = texts.first().and_then(|text| text.value);
                builder.name(value.unwrap_or_default());
            }
            ArgumentKind::Keyword(name) => {
                read_argument(builder, module, &name.text, argument.value);
            }
            ArgumentKind::DoubleStar => {
                let entries = module.entries(argument.value);
                for (name, value) in entries.seen {
                    read_argument(builder, module, name, value);
                }
                for unseen in entries.unseen {
                    let place = match unseen == argument.value {
                        true => argument.span,
                        false => module.tree.expr(unseen).span,
                    };
                    dynamic(builder, place.range());
                }
            }
            _ => {}
        }
    }
}

/// Reads what `setup` gets under a name, if that is asked for.
fn read_argument(builder: &mut Builder<'_>, module: &Module<'_>, name: &str, value: ExprId) {
    let list = LISTS.into_iter().find(|(wanted, ..)| *wanted == name);
    if let Some((_, kind, group)) = list {
        let texts = module.texts(value);
        read_texts(builder, module, &texts, &Belongs { kind, group }, UNNAMED);
    } else if name == EXTRAS {
        read_extras(builder, module, value);
    }
}

fn read_extras(builder: &mut Builder<'_>, module: &Module<'_>, value: ExprId) {
    let entries = module.entries(value);
    for unseen in entries.unseen {
        dynamic(builder, module.tree.expr(unseen).span.range());
    }
    for (key, list) in entries.seen {
        // `extra:marker`, or a marker alone.
        let (extra, marker) = match key.split_once(':') {
            Some((extra, marker)) => (extra, Some(marker)),
            None => (key, None),
        };
        let belongs = match extra {
            "" => Belongs::to(Kind::Requirement),
            extra => Belongs::to_group(Kind::Optional, extra),
        };
        let texts = module.texts(list);
        read_texts(builder, module, &texts, &belongs, (marker, UNNAMED.1));
    }
}

fn dynamic(builder: &mut Builder<'_>, place: std::ops::Range<usize>) {
    let written = builder.source[place.clone()]
        .lines()
        .next()
        .unwrap_or_default();
    let cause = Cause::DynamicRequirements(format!(
        "`{written}` is made when the code runs, so what it asks for is not known here"
    ));
    builder.problem(place, None, cause);
}
