//! What the sessions of a `noxfile.py` install, as far as it is written in literals.

use std::path::Path;

use super::builder::{Belongs, Builder};
use super::commands::OTHERS_WITH_VALUE;
use super::conda::read_spec;
use super::put_together::put_together;
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
            let session = Session {
                group: session_name(&module, function),
                parameters: parameters(&module, source, function),
            };
            let stretch = tree.stmt(id).span;
            for (method, is_conda) in INSTALLS {
                for call in module.calls(method).into_iter().map(|call| tree.expr(call)) {
                    if stretch.contains(call.span) && innermost(&module, call, function) {
                        read_call(&mut builder, &module, call, &session, is_conda);
                    }
                }
            }
            for method in RUNS {
                for call in module.calls(method).into_iter().map(|call| tree.expr(call)) {
                    if stretch.contains(call.span) && innermost(&module, call, function) {
                        read_run(&mut builder, &module, call, &session);
                    }
                }
            }
        }
    }
    builder.finish()
}

/// A session while it is read.
struct Session {
    group: String,
    /// Its parameters, each with the values that it is run with.
    parameters: Vec<(String, Vec<String>)>,
}

/// What `@nox.parametrize` gives to a session, as far as it is texts.
fn parameters(
    module: &Module<'_>,
    source: &str,
    function: &Function,
) -> Vec<(String, Vec<String>)> {
    let tree = module.tree;
    let mut out: Vec<(String, Vec<String>)> = Vec::new();
    for decorator in function.decorators.iter().map(|one| tree.expr(*one)) {
        let is_it = matches!(&decorator.kind, ExprKind::Call { function, .. }
            if query::dotted(tree, *function).is_some_and(|path| query::last(&path) == "parametrize"));
        let [names, runs, ..] = query::arguments(decorator) else {
            continue;
        };
        let names = module.texts(names.value);
        let names = names.iter().filter_map(|one| one.value);
        let names: Vec<&str> = names
            .flat_map(|one| one.split(','))
            .map(str::trim)
            .collect();
        let (ExprKind::List(runs) | ExprKind::Tuple(runs), true) =
            (&tree.expr(runs.value).kind, is_it)
        else {
            continue;
        };
        for run in runs {
            let given = match &tree.expr(*run).kind {
                // `nox.param("1.0", id="old")`
                ExprKind::Call { .. } => {
                    let arguments = query::arguments(tree.expr(*run)).iter();
                    let own = arguments.filter(|one| one.kind == ArgumentKind::Positional);
                    own.map(|one| one.value).collect()
                }
                ExprKind::Tuple(items) | ExprKind::List(items) if names.len() > 1 => items.to_vec(),
                _ => vec![*run],
            };
            for (name, value) in names.iter().zip(given) {
                let texts = put_together(module, source, tree.expr(value), &|_| None);
                match out.iter_mut().find(|(one, _)| one == name) {
                    Some((_, values)) => values.extend(texts.into_iter().flatten()),
                    None => out.push(((*name).to_owned(), texts.unwrap_or_default())),
                }
            }
        }
    }
    out
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
    session: &Session,
    is_conda: bool,
) {
    read_words(builder, module, words(module, call), session, is_conda);
}

/// `session.run("pip", "install", …)`
fn read_run(builder: &mut Builder<'_>, module: &Module<'_>, call: &Expr, session: &Session) {
    let words = words(module, call);
    let verb = words.iter().position(|word| word.value == Some("install"));
    let has_pip = words
        .iter()
        .take(verb.unwrap_or(0))
        .any(|word| word.value == Some("pip"));
    if let Some(verb) = verb.filter(|_| has_pip) {
        let words = words.into_iter().skip(verb + 1).collect();
        read_words(builder, module, words, session, false);
    }
}

fn read_words(
    builder: &mut Builder<'_>,
    module: &Module<'_>,
    words: Vec<Text<'_>>,
    session: &Session,
    is_conda: bool,
) {
    let belongs = &Belongs::to_group(Kind::Group, &session.group);
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
    let values = |name: &str| {
        let mut parameters = session.parameters.iter();
        let found = parameters.find(|(one, _)| one == name);
        found
            .map(|(_, values)| values.clone())
            .filter(|values| !values.is_empty())
    };
    read_texts(builder, module, &wishes, belongs, (None, &values));
}
