//! What the variables of jobs may be, where a CI file says it: in a matrix, in rows of variables, in what a job or a
//! command is called with. Each value is one that some run gets.

use super::filled::Choices;
use super::shell::simple_commands;
use super::yaml::Node;

/// Keys of variables.
const VARIABLES: [&str; 3] = ["env", "environment", "variables"];

/// Keys below which rows of variables stand, a run each.
const ROWS: [&str; 3] = ["global", "jobs", "matrix"];

/// Keys of lists of runs.
const RUNS: [&str; 2] = ["jobs", "matrix"];

/// What a file as a whole says: Travis' rows and those of its runs, AppVeyor's, Azure's lists of variables and of
/// parameters with the values that are allowed.
pub(super) fn of_file(document: &Node) -> Choices {
    let mut out = Choices::new();
    for key in VARIABLES {
        let Some(variables) = document.get(key) else {
            continue;
        };
        add_rows(variables, &mut out);
        for rows in ROWS.iter().filter_map(|rows| variables.get(rows)) {
            add_variables(rows, &mut out);
        }
    }
    let runs = RUNS
        .iter()
        .filter_map(|key| document.get(key)?.get("include"));
    for run in runs.flat_map(Node::items) {
        run.get("env")
            .iter()
            .for_each(|env| add_variables(env, &mut out));
    }
    add_named(document, &mut out);
    for parameter in document.get("parameters").map_or(&[][..], Node::items) {
        if let (Some(name), Some(values)) = (text_of(parameter, "name"), parameter.get("values")) {
            add_values(values, &format!("parameters.{name}"), &mut out);
        }
    }
    for (name, parameter) in document.get("parameters").map_or(&[][..], Node::entries) {
        if let Some(values) = parameter.get("enum") {
            add_values(
                values,
                &format!("pipeline.parameters.{}", name.text),
                &mut out,
            );
        }
    }
    out
}

/// What a map says of what stands in it: the matrix of a job, of GitHub and Azure (`strategy`) or of GitLab
/// (`parallel`), and the variables of one of Travis' runs.
pub(super) fn of_job(job: &Node) -> Choices {
    let mut out = Choices::new();
    let matrix_of = |key: &str| job.get(key).and_then(|one| one.get("matrix"));
    for (key, value) in matrix_of("strategy").map_or(&[][..], Node::entries) {
        match key.text.as_str() {
            "include" => {
                let more = value.items().iter();
                more.for_each(|one| add_each(one, "matrix.", &mut out));
            }
            // What is left out is so beside some of the others only.
            "exclude" => {}
            // A run of Azure's has a name, and its variables below that.
            _ if !value.entries().is_empty() => add_each(value, "", &mut out),
            name => add_values(value, &format!("matrix.{name}"), &mut out),
        }
    }
    let runs = matrix_of("parallel").map_or(&[][..], Node::items);
    runs.iter().for_each(|one| add_each(one, "", &mut out));
    if let Some(env) = job.get("env").filter(|env| env.entries().is_empty()) {
        add_rows(env, &mut out);
    }
    out
}

/// What CircleCI gives to the parameters of a job or a command of a name, wherever its file calls that.
pub(super) fn of_calls(document: &Node, name: &str, definition: &Node) -> Choices {
    let mut out = Choices::new();
    let parameters = definition.get("parameters").map_or(&[][..], Node::entries);
    if parameters.is_empty() {
        return out;
    }
    let mut calls = Vec::new();
    add_calls(document, name, &mut calls);
    for (parameter, declared) in parameters {
        let (name, path) = (&parameter.text, format!("parameters.{}", parameter.text));
        let mut is_left_out = calls.is_empty();
        for call in &calls {
            let matrix = || call.get("matrix")?.get("parameters")?.get(name);
            match call.get(name).or_else(matrix) {
                Some(value) => add_values(value, &path, &mut out),
                None => is_left_out = true,
            }
        }
        if let Some(default) = declared.get("default").filter(|_| is_left_out) {
            add_values(default, &path, &mut out);
        }
    }
    out
}

/// The calls of a job or a command, which stand in lists: `- name`, or `- name:` with what it is given.
fn add_calls<'d>(node: &'d Node, name: &str, out: &mut Vec<&'d Node>) {
    for item in node.items() {
        match item.scalar() {
            Some(scalar) if scalar.text == name => out.push(item),
            _ => out.extend(item.get(name)),
        }
        add_calls(item, name, out);
    }
    for (_, value) in node.entries() {
        add_calls(value, name, out);
    }
}

/// Lists of variables with a name and a value each, anywhere in a file.
fn add_named(node: &Node, out: &mut Choices) {
    for (key, value) in node.entries() {
        for one in value.items() {
            if let ("variables", Some(name), Some(set)) =
                (key.text.as_str(), text_of(one, "name"), one.get("value"))
            {
                add_values(set, name, out);
            }
        }
        add_named(value, out);
    }
    node.items().iter().for_each(|item| add_named(item, out));
}

/// Variables of a run: a map, or rows.
fn add_variables(node: &Node, out: &mut Choices) {
    add_each(node, "", out);
    add_rows(node, out);
}

/// Rows of variables: `A=1 B=2`, one or a list; or maps in a list.
fn add_rows(node: &Node, out: &mut Choices) {
    if let Some(row) = node.scalar() {
        for word in simple_commands(&row.text, 0..row.text.len())
            .iter()
            .flat_map(|command| &command.words)
        {
            if let Some((name, value)) = word.text.split_once('=') {
                add_value(name, value, out);
            }
        }
    }
    node.items().iter().for_each(|row| add_variables(row, out));
}

/// The values of each key of a map.
fn add_each(map: &Node, before: &str, out: &mut Choices) {
    for (key, value) in map.entries() {
        add_values(value, &format!("{before}{}", key.text), out);
    }
}

/// The values of a variable: one, a list, or such with names of their own below its.
fn add_values(value: &Node, name: &str, out: &mut Choices) {
    let each = value.items().iter();
    each.for_each(|one| add_values(one, name, out));
    add_each(value, &format!("{name}."), out);
    if let Some(scalar) = value.scalar() {
        add_value(name, &scalar.text, out);
    }
}

fn add_value(name: &str, value: &str, out: &mut Choices) {
    match out.iter_mut().find(|(one, _)| one == name) {
        Some((_, values)) => values.push(value.to_owned()),
        None => out.push((name.to_owned(), vec![value.to_owned()])),
    }
}

fn text_of<'d>(map: &'d Node, key: &str) -> Option<&'d str> {
    Some(map.get(key)?.scalar()?.text.as_str())
}
