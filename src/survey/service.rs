//! One service: a folder that says what is installed for it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::graph::Graph;
use super::install::Install;
use super::routes::Route;
use super::tables::{Database, Installer, Migrations, Suite, Tables};
use super::{is_test, name_of};
use crate::manifest::{Format, Listed};
use crate::semantic::project::parent;

/// A service, and what its own files say of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// Its folder, as reports show it; empty for the top.
    pub folder: String,
    /// A name for people that no other service of the project has.
    pub(super) label: String,
    /// The files that say what is installed, locks among them.
    pub manifests: Vec<String>,
    /// What it asks for, by the normalised name.
    pub asks_for: BTreeSet<String>,
    /// The commands that install it into an environment of its own, in its folder.
    pub install: Vec<String>,
    /// The interpreter of that environment, in its folder.
    pub python: String,
    /// What is asked as pip in that environment.
    pub pip: String,
    /// The program that installs it, where that is not Python's own.
    pub tool: Option<String>,
    /// The interpreter of the environment that it has before the upgrade.
    pub today: String,
    /// The command that runs its tests, in its folder, where it has some.
    pub test: Option<String>,
    /// The files of its tests.
    pub tests: Vec<String>,
    /// The database that it reaches.
    pub database: Option<Database>,
    /// The tool that brings that to a revision.
    pub migrations: Option<Migrations>,
    /// What it does.
    pub topics: Vec<String>,
    /// The route by which others ask whether it is well.
    pub health: Option<Route>,
    /// The version of Python that it names, `3.11`.
    pub version: Option<String>,
    /// The file that makes its application, and the name of that there.
    pub application: Option<String>,
}

impl Service {
    /// Looks at the files of a service, and at what is asked for there.
    pub(super) fn of(
        folder: &str,
        files: &[(&str, &PathBuf)],
        asked: &[&Listed],
        tables: &Tables,
        graph: &Graph,
    ) -> Self {
        let manifests: BTreeSet<&str> = asked.iter().map(|one| one.file.as_str()).collect();
        let asks_for: BTreeSet<String> = asked.iter().map(|one| one.package.clone()).collect();
        let imported = graph.outside(folder);
        let asks = |name: &str| asks_for.contains(name);
        let imports = |name: &str| imported.contains(name);
        let mut out = Self {
            folder: folder.to_owned(),
            label: match folder {
                "" => ".".to_owned(),
                folder => name_of(folder).to_owned(),
            },
            manifests: manifests.iter().map(|one| (*one).to_owned()).collect(),
            install: Vec::new(),
            python: "python".to_owned(),
            pip: "python -m pip".to_owned(),
            tool: None,
            today: "python".to_owned(),
            test: None,
            tests: files
                .iter()
                .map(|(path, _)| *path)
                .filter(|path| is_test(path))
                .map(str::to_owned)
                .collect(),
            database: tables.database(&asks, &imports).cloned(),
            migrations: None,
            topics: tables.topics(&asks, &imports),
            health: health(files, tables, graph),
            version: version(files),
            application: application(folder, files),
            asks_for: asks_for.clone(),
        };
        let suite = out.suite(files, tables);
        let installer = out.installer(files, tables);
        if let Some(found) = installer {
            out.python.clone_from(&found.python);
            out.pip = match &found.pip {
                Some(pip) => pip.clone(),
                None => format!("{} -m pip", found.python),
            };
            out.tool.clone_from(&found.tool);
            out.today = found.today.as_ref().unwrap_or(&found.python).clone();
            let needed = suite.and_then(|suite| suite.needs.as_deref());
            out.install = Install::of(&out, asked, files, needed).commands(found);
        }
        let at_top = |name: &str| {
            files
                .iter()
                .find(|(path, _)| name_of(path) == name && parent(path) == folder)
        };
        let mut all = tables.migrations.iter();
        out.migrations = all.find(|one| at_top(&one.file).is_some()).cloned();
        out.test = suite.map(|suite| {
            let command = suite.command.replace("{python}", &out.python);
            match installer.filter(|_| suite.within) {
                Some(found) => found.within.replace("{command}", &command),
                None => command,
            }
        });
        out
    }

    /// Whether it does something.
    #[must_use]
    pub fn does(&self, topic: &str) -> bool {
        self.topics.iter().any(|one| one == topic)
    }

    /// A name for people: the last part of its folder, or all of it where two end alike.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.label
    }

    /// A path below its folder.
    #[must_use]
    pub fn inside<'a>(&self, path: &'a str) -> &'a str {
        let rest = path.strip_prefix(self.folder.as_str()).unwrap_or(path);
        rest.strip_prefix('/').unwrap_or(rest)
    }

    /// How it is installed.
    fn installer<'t>(
        &self,
        files: &[(&str, &PathBuf)],
        tables: &'t Tables,
    ) -> Option<&'t Installer> {
        let is_there = |name: &str| match name {
            "requirements" => self.lists().next().is_some(),
            _ => self.manifests.iter().any(|path| name_of(path) == name),
        };
        let says = |name: &str, text: &str| {
            let mut named = files.iter().filter(|(path, _)| name_of(path) == name);
            named.any(|(_, at)| holds(at, text))
        };
        let mut installers = tables.installers.iter();
        installers.find(|one| {
            let text = one.holds.as_deref();
            is_there(&one.file) && text.is_none_or(|text| says(&one.file, text))
        })
    }

    /// The lists that pip reads, in its folder.
    pub(super) fn lists(&self) -> impl Iterator<Item = &str> {
        let is_list = |path: &&String| Format::of(Path::new(path)) == Some(Format::Requirements);
        let lists = self.manifests.iter().filter(is_list);
        lists.map(|path| self.inside(path))
    }

    /// How its tests are run.
    fn suite<'t>(&self, files: &[(&str, &PathBuf)], tables: &'t Tables) -> Option<&'t Suite> {
        tables.suites.iter().find(|suite| {
            let mut named = files.iter().filter(|(path, _)| match suite.file.as_str() {
                "tests" => is_test(path),
                name => name_of(path) == name,
            });
            let asks = suite.asks.iter().all(|name| self.asks_for.contains(name));
            asks && match &suite.holds {
                Some(text) => named.any(|(_, at)| holds(at, text)),
                None => named.next().is_some(),
            }
        })
    }
}

/// Whether a file has a text; one that begins with the end of a line stands at the beginning of one.
pub(super) fn holds(path: &Path, text: &str) -> bool {
    let begins = |read: &str| {
        text.strip_prefix('\n')
            .is_some_and(|text| read.starts_with(text))
    };
    std::fs::read_to_string(path).is_ok_and(|read| read.contains(text) || begins(&read))
}

/// The route by which others ask whether a service is well: a word of its path says so.
fn health(files: &[(&str, &PathBuf)], tables: &Tables, graph: &Graph) -> Option<Route> {
    let own: BTreeSet<&str> = files.iter().map(|(path, _)| *path).collect();
    let mut routes = graph
        .routes()
        .iter()
        .filter(|route| own.contains(route.file.as_str()));
    let is_health = |route: &&Route| {
        let last = route
            .path
            .trim_end_matches('/')
            .rsplit('/')
            .next()
            .unwrap_or_default();
        tables.health.iter().any(|word| word == last) && !is_test(&route.file)
    };
    routes.find(is_health).cloned()
}

/// The version of Python that an image, a file for it or the project's own file names.
fn version(files: &[(&str, &PathBuf)]) -> Option<String> {
    let before = |name: &str, mark: &str| {
        let mut named = files.iter().filter(|(path, _)| name_of(path) == name);
        named.find_map(|(_, at)| {
            let text = std::fs::read_to_string(at).ok()?;
            let rest = text.split_once(mark).map(|(_, rest)| rest)?;
            let rest = rest.trim_start_matches(|letter: char| !letter.is_ascii_digit());
            let number = |letter: char| letter.is_ascii_digit() || letter == '.';
            let end = rest.find(|letter| !number(letter)).unwrap_or(rest.len());
            let mut parts = rest[..end].split('.');
            Some(format!("{}.{}", parts.next()?, parts.next()?))
        })
    };
    before(".python-version", "")
        .or_else(|| before("Dockerfile", "FROM python:"))
        .or_else(|| before("pyproject.toml", "requires-python"))
}

/// The module and the name of the application, as a server is told them: `main:app`.
fn application(folder: &str, files: &[(&str, &PathBuf)]) -> Option<String> {
    let names = ["main.py", "app.py", "asgi.py", "wsgi.py", "server.py"];
    let found = names.iter().find_map(|name| {
        let mut here = files.iter().filter(|(path, _)| name_of(path) == *name);
        here.find(|(_, at)| {
            let text = std::fs::read_to_string(at).unwrap_or_default();
            text.lines()
                .any(|line| line.starts_with("app = ") || line.starts_with("app: "))
        })
    })?;
    let inside = found
        .0
        .strip_prefix(folder)
        .unwrap_or(found.0)
        .trim_start_matches('/');
    Some(format!(
        "{}:app",
        inside.strip_suffix(".py")?.replace('/', ".")
    ))
}
