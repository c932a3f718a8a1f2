//! What the sessions of a `noxfile.py` install, as far as it is written in literals.

use std::path::Path;

use super::builder::{Belongs, Builder};
use super::commands::OTHERS_WITH_VALUE;
use super::conda::read_spec;
use super::python::{Module, Text, inner_place, is_folder, read_texts};
use super::requirements::WITH_VALUE;
use super::script::read_script;
use super::{Cause, Kind, Manifest};
use crate::syntax::ast::{ArgumentKind, Expr, ExprId, ExprKind, Function, StmtKind};
use crate::syntax::{parse, query};

/// Methods of a session that install, with whether conda does.
const INSTALLS: [(&str, bool); 2] = [("install", false), ("conda_install", true)];

/// Methods that run a command.
const RUNS: [&str; 3] = ["run", "run_always", "run_install"];

/// Reads a `noxfile.py`.
pub fn parse_noxfile(path: &Path, source: &str) -> Manifest {
    let mut builder = Builder::new(path, source);
    read_script(&mut builder);
    let tree = parse(source);
    if let Some(error) = tree.errors.first() {
        builder.problem(error.range(), None, Cause::PythonSyntax);
    }
    let module = Module::new(&tree);
    // Sessions install one thing after the other, and in branches.
    builder.conditional(true);
    for id in tree.stmt_ids() {
        if let StmtKind::Function(function) = &tree.stmt(id).kind {
            let group = session_name(&module, function);
            let stretch = tree.stmt(id).span;
            for (method, is_conda) in INSTALLS {
                for call in module.calls(method).into_iter().map(|call| tree.expr(call)) {
                    if stretch.contains(call.span) && innermost(&module, call, function) {
                        read_call(&mut builder, &module, call, &group, is_conda);
                    }
                }
            }
            for method in RUNS {
                for call in module.calls(method).into_iter().map(|call| tree.expr(call)) {
                    if stretch.contains(call.span) && innermost(&module, call, function) {
                        read_run(&mut builder, &module, call, &group);
                    }
                }
            }
        }
    }
    builder.finish()
}

/// Whether a call is made on the session that a function gets: its first argument.
fn innermost(module: &Module<'_>, call: &Expr, function: &Function) -> bool {
    let ExprKind::Call {
        function: called, ..
    } = &call.kind
    else {
        return false;
    };
    let ExprKind::Attribute { value, .. } = &module.tree.expr(*called).kind else {
        return false;
    };
    let first = function.parameters.first();
    first.is_some_and(|first| query::spells(module.tree, *value, &first.name.text))
}

/// The name that `@nox.session(name=…)` gives, else the function's.
fn session_name(module: &Module<'_>, function: &Function) -> String {
    let named = function.decorators.iter().find_map(|decorator| {
        let argument = query::keyword(module.tree.expr(*decorator), "name")?;
        match &module.tree.expr(argument.value).kind {
            ExprKind::Str { value, .. } => Some(value.to_string()),
            _ => None,
        }
    });
    named.unwrap_or_else(|| function.name.text.to_string())
}

fn words<'t>(module: &Module<'t>, call: &Expr) -> Vec<Text<'t>> {
    let arguments = query::arguments(call).iter();
    let values = arguments
        .filter(|argument| matches!(argument.kind, ArgumentKind::Positional | ArgumentKind::Star));
    let values = values.filter(|argument| !is_known_elsewhere(module, argument.value));
    values
        .flat_map(|argument| module.texts(argument.value))
        .collect()
}

/// Groups of the project's own file are read there; what is given on the command line is nobody's.
fn is_known_elsewhere(module: &Module<'_>, id: ExprId) -> bool {
    let _expr = module.tree.expr(id);
    let function = module.tree.callee(id);
    match &module.tree.expr(function).kind {
        ExprKind::Attribute { attribute, .. } => {
            matches!(&*attribute.text, "dependency_groups" | "posargs")
        }
        _ => false,
    }
}

fn read_call(
    builder: &mut Builder<'_>,
    module: &Module<'_>,
    call: &Expr,
    group: &str,
    is_conda: bool,
) {
    let words = words(module, call);
    read_words(
        builder,
        words,
        &Belongs::to_group(Kind::Group, group),
        is_conda,
    );
}

/// `session.run("pip", "install", …)`
fn read_run(builder: &mut Builder<'_>, module: &Module<'_>, call: &Expr, group: &str) {
    let words = words(module, call);
    let verb = words.iter().position(|word| word.value == Some("install"));
    let has_pip = words
        .iter()
        .take(verb.unwrap_or(0))
        .any(|word| word.value == Some("pip"));
    if let Some(verb) = verb.filter(|_| has_pip) {
        let words = words.into_iter().skip(verb + 1).collect();
        read_words(
            builder,
            words,
            &Belongs::to_group(Kind::Group, group),
            false,
        );
    }
}

fn read_words(
    builder: &mut Builder<'_>,
    words: Vec<Text<'_>>,
    belongs: &Belongs<'_>,
    is_conda: bool,
) {
    let mut words = words.into_iter();
    let mut wishes = Vec::new();
    while let Some(word) = words.next() {
        let Some(text) = word.value else {
            wishes.push(word);
            continue;
        };
        match text {
            "-r" | "--requirement" | "-c" | "--constraint" => {
                if let Some((file, value)) =
                    words.next().and_then(|file| Some((file.expr, file.value?)))
                {
                    let place = inner_place(builder.source, file.span.range(), value);
                    builder.include_as(
                        value,
                        place,
                        text.starts_with("-c") || text.starts_with("--c"),
                    );
                }
            }
            "-e" | "--editable" => {
                if let Some((folder, value)) =
                    words.next().and_then(|word| Some((word.expr, word.value?)))
                {
                    builder.folder(value, folder.span.range());
                }
            }
            _ if WITH_VALUE.contains(&text) || is_conda && OTHERS_WITH_VALUE.contains(&text) => {
                words.next();
            }
            _ if text.starts_with('-') || is_folder(text) => {}
            _ if is_conda => {
                let place = inner_place(builder.source, word.expr.span.range(), text);
                read_spec(builder, text, place, belongs);
            }
            _ => wishes.push(word),
        }
    }
    read_texts(builder, &wishes, belongs, None);
}
