//! What files of CI systems take from elsewhere: templates of Azure's, included files of GitLab's, and the steps of
//! CircleCI's orbs that install packages.

use super::Cause;
use super::builder::Builder;
use super::yaml::{Node, Scalar};

/// The key of GitLab's under which other files are named.
const INCLUDE: &str = "include";

/// The key of Azure's under which another file is named.
const TEMPLATE: &str = "template";

/// Keys of GitLab's for files that do not lie in the repository.
const FAR: [&str; 4] = ["remote", "project", "template", "component"];

/// The key with which an orb is given a list of requirements, and the one of the folder that it lies in.
const LIST: &str = "pip-dependency-file";
const FOLDER: &str = "app-dir";

/// The end of the name of an orb's step that installs packages.
const INSTALLS: &str = "/install-packages";

/// Tools for which the arguments of such a step are those of `pip install`.
const OF_PIP: [&str; 2] = ["auto", "pip"];

/// Notes the files that a file of a CI system names, and says which of them were not read.
pub(super) fn read(builder: &mut Builder<'_>, document: &Node) {
    for (key, value) in document.entries() {
        if key.text == INCLUDE {
            of_gitlab(builder, value);
        } else {
            below(builder, &key.text, value);
        }
    }
    document.items().iter().for_each(|item| node(builder, item));
}

fn node(builder: &mut Builder<'_>, at: &Node) {
    if let Some(list) = at.get(LIST).and_then(Node::scalar) {
        let folder = at.get(FOLDER).and_then(Node::scalar);
        let folder = folder.map_or("", |folder| folder.text.trim_start_matches("./"));
        let written = match folder {
            "" | "." => list.text.clone(),
            folder => format!("{folder}/{}", list.text),
        };
        if !written.contains("<<") {
            builder.candidate(&written, list.range.clone(), false);
        }
    }
    for (key, value) in at.entries() {
        below(builder, &key.text, value);
    }
    at.items().iter().for_each(|item| node(builder, item));
}

fn below(builder: &mut Builder<'_>, key: &str, value: &Node) {
    match value.scalar().filter(|_| key == TEMPLATE) {
        Some(named) => of_azure(builder, named),
        None => node(builder, value),
    }
}

/// A file of a template lies beside the one that names it, or in another repository.
fn of_azure(builder: &mut Builder<'_>, named: &Scalar) {
    let (file, repository) = named.text.split_once('@').unwrap_or((&named.text, "self"));
    if !is_yaml(file) {
        return;
    }
    let range = named.range.clone();
    let written = || named.text.clone();
    if file.contains("${{") || file.contains("$(") {
        builder.problem(range, None, Cause::UnresolvedVariable(written()));
    } else if repository != "self" {
        builder.problem(range, None, Cause::RemoteInclude(written()));
    } else if file.starts_with('/') {
        builder.include_from_root(file, range);
    } else {
        builder.include(file, range);
    }
}

/// Texts name files from the root of the repository.
fn of_gitlab(builder: &mut Builder<'_>, included: &Node) {
    for item in included.items() {
        of_gitlab(builder, item);
    }
    let local = included.get("local").and_then(Node::scalar);
    if let Some(named) = included.scalar().or(local) {
        let range = named.range.clone();
        let written = named.text.clone();
        if written.contains("://") {
            builder.problem(range, None, Cause::RemoteInclude(written));
        } else if written.contains('$') {
            builder.problem(range, None, Cause::UnresolvedVariable(written));
        } else if written.contains('*') {
            let cause = format!("`{written}` names files by a pattern, and none was read for it");
            builder.problem(range, None, Cause::DynamicRequirements(cause));
        } else {
            builder.include_from_root(&written, range);
        }
    }
    let far = FAR.iter().find_map(|key| included.get(key)?.scalar());
    if let Some(named) = far.filter(|_| local.is_none()) {
        let cause = Cause::RemoteInclude(named.text.clone());
        builder.problem(named.range.clone(), None, cause);
    }
}

fn is_yaml(file: &str) -> bool {
    [".yml", ".yaml"].iter().any(|end| file.ends_with(end))
}

/// The arguments of `pip install` that a step of an orb is given.
pub(super) fn arguments<'n>(step: &str, given: &'n Node) -> Option<&'n Scalar> {
    let manager = given.get("pkg-manager").and_then(Node::scalar);
    let is_pip = manager.is_none_or(|manager| OF_PIP.contains(&manager.text.as_str()));
    let arguments = given.get("args").and_then(Node::scalar);
    arguments.filter(|_| is_pip && step.ends_with(INSTALLS))
}
