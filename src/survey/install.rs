//! What is installed for a service, its tests included.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::name_of;
use super::service::{Service, holds};
use super::tables::Installer;
use crate::manifest::Listed;

/// What runs tests, where nothing says otherwise.
const RUNNER: &str = "pytest";

/// What is installed for a service.
pub struct Install {
    /// What pip is given for the lists that it reads.
    files: String,
    /// What pip is given for the service's own package.
    project: String,
    /// Extras that ask for what runs the tests.
    extras: BTreeSet<String>,
    /// Groups of pyproject.toml that do.
    groups: BTreeSet<String>,
    /// Whether it has a package of its own beside its lists.
    has_package: bool,
    /// What runs the tests, where nothing asks for it.
    missing: Option<String>,
}

impl Install {
    /// What is installed for a service, by what is `asked` for in its files; `needed` is the distribution that runs its tests.
    pub fn of(
        service: &Service,
        asked: &[&Listed],
        files: &[(&str, &PathBuf)],
        needed: Option<&str>,
    ) -> Self {
        let runner = needed.unwrap_or(RUNNER);
        let holding = |kind: &str| -> BTreeSet<String> {
            let asked = asked
                .iter()
                .filter(|one| one.package == runner && one.kind == kind);
            asked.filter_map(|one| one.group.clone()).collect()
        };
        let own = |name: &str| {
            let mut own = files
                .iter()
                .filter(|(path, _)| service.inside(path) == name);
            own.next().map(|(_, at)| at.as_path())
        };
        let says = |name: &str, text: &str| own(name).is_some_and(|at| holds(at, text));
        let table = own("pyproject.toml").map(groups_of).unwrap_or_default();
        let mut groups = holding("group");
        groups.retain(|name| table.contains(name));
        let constrains = |path: &&str| name_of(path).contains("constraint");
        let (bounds, wanted): (Vec<&str>, Vec<&str>) = service.lists().partition(constrains);
        let wanted = wanted.iter().map(|path| format!("-r {path}"));
        let bounds = bounds.iter().map(|path| format!("-c {path}"));
        let listed: Vec<String> = wanted.chain(bounds).collect();
        let installs_itself = |path: &&str| says(path, "\n-e .") || says(path, "\n--editable .");
        let extras = holding("optional");
        Self {
            files: listed.join(" "),
            project: match extras.iter().cloned().collect::<Vec<_>>().join(",") {
                none if none.is_empty() => "--editable .".to_owned(),
                some => format!("--editable '.[{some}]'"),
            },
            groups,
            has_package: (says("pyproject.toml", "\n[project]") || own("setup.py").is_some())
                && !service.lists().any(|path| installs_itself(&path)),
            missing: needed
                .filter(|name| !service.asks_for.contains(*name))
                .map(str::to_owned),
            extras,
        }
    }

    /// The commands of an installer.
    pub fn commands(&self, installer: &Installer) -> Vec<String> {
        let asked = [
            (&installer.extra, &self.extras),
            (&installer.group, &self.groups),
        ];
        let asked = asked
            .into_iter()
            .filter_map(|(form, names)| Some((form.as_ref()?, names)));
        let asked = asked
            .flat_map(|(form, names)| names.iter().map(move |name| form.replace("{name}", name)));
        let extras: String = asked.map(|one| format!(" {one}")).collect();
        let missing: String = self.missing.iter().map(|name| format!(" {name}")).collect();
        let project = format!("{}{missing}", self.project);
        let files = match self.has_package {
            true => format!("{} {project}", self.files),
            false => format!("{}{missing}", self.files),
        };
        let filled = installer.install.iter().map(|command| {
            let command = command.replace("{files}", &files);
            command
                .replace("{project}", &project)
                .replace("{extras}", &extras)
        });
        let mut commands: Vec<String> = filled.collect();
        if let Some(first) = installer
            .group_first
            .as_ref()
            .filter(|_| !self.groups.is_empty())
        {
            commands.insert(commands.len().saturating_sub(1), first.clone());
        }
        commands
    }
}

/// The names of the groups of dependencies of a pyproject.toml.
fn groups_of(path: &Path) -> BTreeSet<String> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let read: toml::Table = toml::from_str(&text).unwrap_or_default();
    let groups = read
        .get("dependency-groups")
        .and_then(toml::Value::as_table);
    groups
        .map(|groups| groups.keys().cloned().collect())
        .unwrap_or_default()
}
