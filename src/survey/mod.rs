//! What a project is beside its code: its services, how they are installed, tested and run, which databases they reach,
//! and what leads from one file to another. Nothing here is executed; what is not found is not said.

mod graph;
mod install;
mod leads;
mod routes;
mod service;
mod tables;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

pub use graph::Graph;
pub use routes::Route;
pub use service::Service;
pub use tables::{Database, Migrations};

use crate::manifest::{Format, Listed, Listing};
pub use crate::semantic::project::is_within;
use crate::semantic::project::parent;
use tables::Tables;

/// What was found beside the code. Paths are those that reports show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Survey {
    /// The services: folders that say what is installed for them, by their folders.
    pub services: Vec<Service>,
    /// Compose files.
    pub compose: Vec<String>,
    /// Files that images are made by.
    pub images: Vec<String>,
    /// Files of pipelines.
    pub pipelines: Vec<String>,
    /// Scripts that roll a release out.
    pub deploy: Vec<String>,
    /// Scripts that ask whether what runs is well.
    pub health: Vec<String>,
    /// Scripts that take a release back.
    pub back: Vec<String>,
    /// Scripts that run tests against what runs.
    pub integration: Vec<String>,
    /// Scripts that look at memory.
    pub memory: Vec<String>,
    /// What leads from one file to another.
    pub graph: Graph,
}

/// The last part of a path.
#[must_use]
pub fn name_of(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

impl Survey {
    /// Looks at the files of a project, paths as reports show them with those on the disk, and at what its manifests
    /// ask for.
    #[must_use]
    pub fn of(files: &BTreeMap<String, PathBuf>, listing: &Listing) -> Self {
        let tables = tables::own();
        let graph = Graph::read(files, tables);
        let mut out = Self {
            services: services(files, listing, tables, &graph),
            ..Self::default()
        };
        for path in files.keys() {
            out.sort_in(path, tables);
        }
        out.graph = graph;
        out
    }

    fn sort_in(&mut self, path: &str, tables: &Tables) {
        let name = name_of(path).to_ascii_lowercase();
        match Format::of(std::path::Path::new(path)) {
            Some(Format::Dockerfile) => self.images.push(path.to_owned()),
            Some(Format::Pipeline) if name.contains("compose") => {
                self.compose.push(path.to_owned())
            }
            Some(Format::Pipeline) => self.pipelines.push(path.to_owned()),
            _ => {}
        }
        let is_script = name.ends_with(".sh")
            || name.ends_with(".py")
                && path
                    .split('/')
                    .any(|part| part == "scripts" || part == "bin");
        if !is_script {
            return;
        }
        let words = |words: &[String]| words.iter().any(|word| name.contains(word.as_str()));
        let scripts = &tables.scripts;
        let kinds = [
            (words(&scripts.back), &mut self.back),
            (words(&scripts.deploy), &mut self.deploy),
            (words(&scripts.health), &mut self.health),
            (words(&scripts.integration), &mut self.integration),
            (words(&scripts.memory), &mut self.memory),
        ];
        if let Some((_, list)) = kinds.into_iter().find(|(is_so, _)| *is_so) {
            list.push(path.to_owned());
        }
    }

    /// The service that a file belongs to: the one with the innermost folder around it.
    #[must_use]
    pub fn service_of(&self, path: &str) -> Option<&Service> {
        let around = self
            .services
            .iter()
            .filter(|one| is_within(path, &one.folder));
        around.max_by_key(|one| one.folder.len())
    }

    /// The files of tests that reach one of `files`, and the routes that do: those that stand in one, and those that name, or
    /// whose application runs beside them, something of a file that reaches one.
    #[must_use]
    pub fn reached_from<'a>(&'a self, files: &BTreeSet<&'a str>) -> (Vec<&'a str>, Vec<&'a Route>) {
        let mut reaching = self.graph.reaching(files);
        reaching.extend(files.iter().copied());
        let tests = reaching
            .iter()
            .copied()
            .filter(|path| is_test(path))
            .collect();
        let routes = self.graph.routes().iter();
        let routes = routes.filter(|route| {
            let mut leads = self.graph.leads(route);
            files.contains(route.file.as_str()) || leads.any(|file| reaching.contains(file))
        });
        (tests, routes.collect())
    }

    /// How many files that are no tests reach one of `files`.
    #[must_use]
    pub fn fan_in(&self, files: &BTreeSet<&str>) -> usize {
        let reaching = self.graph.reaching(files);
        reaching.iter().filter(|path| !is_test(path)).count()
    }

    /// Whether one of the services does something.
    #[must_use]
    pub fn does(&self, topic: &str) -> bool {
        self.services.iter().any(|one| one.does(topic))
    }
}

/// What a distribution is for, as far as the rules know: `tokens`, `cache`.
#[must_use]
pub fn topics_of(distribution: &str) -> Vec<String> {
    tables::own().topics(&|name| name == distribution, &|_| false)
}

/// Whether a file is one of tests, by its name.
#[must_use]
pub fn is_test(path: &str) -> bool {
    let name = name_of(path);
    let is_code = name.ends_with(".py");
    is_code && (name.starts_with("test_") || name.ends_with("_test.py") || name == "tests.py")
}

/// The folder whose manifest a file is: `requirements/dev.txt` is one of the folder above, and so is what tests need.
fn home(path: &str) -> &str {
    let folder = parent(path);
    match name_of(folder) {
        "requirements" | "reqs" | "tests" | "test" => parent(folder),
        _ => folder,
    }
}

fn services(
    files: &BTreeMap<String, PathBuf>,
    listing: &Listing,
    tables: &Tables,
    graph: &Graph,
) -> Vec<Service> {
    let mut by_folder: BTreeMap<&str, Vec<&Listed>> = BTreeMap::new();
    let is_list = |one: &&Listed| !matches!(one.kind, "install" | "script" | "build");
    for one in listing.requirements.iter().filter(is_list) {
        by_folder.entry(home(&one.file)).or_default().push(one);
    }
    let folders: Vec<&str> = by_folder.keys().copied().collect();
    let inner = |path: &str, folder: &str| {
        let mut around = folders.iter().filter(|one| is_within(path, one));
        let innermost = around.by_ref().max_by_key(|one| one.len());
        innermost == Some(&folder)
    };
    let mut out: Vec<Service> = by_folder
        .iter()
        .map(|(folder, asked)| {
            let own: Vec<(&str, &PathBuf)> = files
                .iter()
                .filter(|(path, _)| inner(path, folder))
                .map(|(path, at)| (path.as_str(), at))
                .collect();
            Service::of(folder, &own, asked, tables, graph)
        })
        .collect();
    let labels: Vec<String> = out.iter().map(|one| one.label.clone()).collect();
    for service in &mut out {
        if labels
            .iter()
            .filter(|label| **label == service.label)
            .count()
            > 1
        {
            service.label.clone_from(&service.folder);
        }
    }
    out
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn project(files: &[(&str, &str)]) -> (tempfile::TempDir, BTreeMap<String, PathBuf>) {
        let root = tempfile::tempdir().unwrap();
        let mut out = BTreeMap::new();
        for (name, text) in files {
            let path = root.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, text).unwrap();
            out.insert((*name).to_owned(), path);
        }
        (root, out)
    }

    fn asks(package: &str, file: &str) -> Listed {
        Listed {
            package: package.to_owned(),
            specifier: "==1".to_owned(),
            file: file.to_owned(),
            line: 1,
            kind: "requirement",
            extras: Vec::new(),
            marker: None,
            group: None,
        }
    }

    fn surveyed(files: &[(&str, &str)], requirements: Vec<Listed>) -> Survey {
        let (_root, files) = project(files);
        let listing = Listing {
            requirements,
            problems: Vec::new(),
        };
        Survey::of(&files, &listing)
    }

    #[test]
    fn each_folder_that_says_what_is_installed_is_a_service() {
        let survey = surveyed(
            &[
                ("api/requirements.txt", ""),
                ("api/requirements-dev.txt", ""),
                (
                    "api/tests/test_a.py",
                    "import pytest\nfrom core import db\n",
                ),
                ("api/core/db.py", "import asyncpg\n"),
                ("api/alembic.ini", ""),
                ("jobs/requirements/base.txt", ""),
                ("jobs/main.py", ""),
                ("docker-compose.yml", ""),
                ("scripts/blue_green_deploy.sh", ""),
                ("scripts/roll_back.sh", ""),
            ],
            vec![
                asks("fastapi", "api/requirements.txt"),
                asks("pytest", "api/requirements-dev.txt"),
                asks("asyncpg", "api/requirements.txt"),
                asks("redis", "jobs/requirements/base.txt"),
            ],
        );
        let folders: Vec<&str> = survey
            .services
            .iter()
            .map(|one| one.folder.as_str())
            .collect();
        assert_eq!(folders, ["api", "jobs"]);
        let api = &survey.services[0];
        assert_eq!(
            api.manifests,
            ["api/requirements-dev.txt", "api/requirements.txt"]
        );
        assert_eq!(api.test.as_deref(), Some(".upgrade/bin/python -m pytest"));
        assert_eq!(
            api.database.as_ref().map(|one| one.name.as_str()),
            Some("PostgreSQL")
        );
        assert!(api.migrations.is_some() && api.does("web") && !api.does("cache"));
        assert_eq!(
            api.install[1],
            ".upgrade/bin/python -m pip install -r requirements-dev.txt -r requirements.txt"
        );
        assert_eq!(
            (survey.compose.len(), survey.deploy.len(), survey.back.len()),
            (1, 1, 1)
        );
    }

    #[test]
    fn services_whose_folders_end_alike_are_named_by_their_paths() {
        let asked = [
            "a/api/requirements.txt",
            "b/api/requirements.txt",
            "c/requirements.txt",
        ];
        let survey = surveyed(
            &asked.map(|path| (path, "")),
            asked.map(|path| asks("redis", path)).into(),
        );
        let names: Vec<&str> = survey.services.iter().map(Service::name).collect();
        assert_eq!(names, ["a/api", "b/api", "c"]);
    }

    #[test]
    fn a_tool_that_a_file_names_installs_the_service() {
        let poetry = "[tool.poetry]\nname = \"a\"\n";
        let survey = surveyed(
            &[
                ("a/pyproject.toml", poetry),
                ("b/pyproject.toml", "[project]\nname = \"b\"\n"),
            ],
            vec![
                asks("redis", "a/pyproject.toml"),
                asks("redis", "b/pyproject.toml"),
            ],
        );
        let python: Vec<&str> = survey
            .services
            .iter()
            .map(|one| one.python.as_str())
            .collect();
        assert_eq!(python, ["poetry run python", ".upgrade/bin/python"]);
    }

    /// How the only service is installed at last, and tested.
    fn ways(files: &[(&str, &str)], asked: &[(&str, &'static str, Option<&str>)]) -> [String; 2] {
        let manifest = files[0].0;
        let asked = asked.iter().map(|(package, kind, group)| Listed {
            kind,
            group: group.map(str::to_owned),
            ..asks(package, manifest)
        });
        let survey = surveyed(files, asked.collect());
        let service = &survey.services[0];
        let install = service.install.last().cloned().unwrap_or_default();
        [install, service.test.clone().unwrap_or_default()]
    }

    #[test]
    fn what_runs_the_tests_is_installed_with_the_service() {
        let project = ("pyproject.toml", "[project]\nname = \"a\"\n");
        let test = ("test_a.py", "def test_a(): ...\n");
        let own = ("openai", "requirement", None);
        let pip = ".upgrade/bin/python -m pip install";
        let pytest = ".upgrade/bin/python -m pytest";
        let extra = ("pytest", "optional", Some("test"));
        assert_eq!(
            ways(&[project, test], &[own, extra]),
            [format!("{pip} --editable '.[test]'"), pytest.to_owned()]
        );
        let groups = "[project]\nname = \"a\"\n[dependency-groups]\ndev = [\"pytest\"]\n";
        let group = ("pytest", "group", Some("dev"));
        assert_eq!(
            ways(&[("pyproject.toml", groups), test], &[own, group]),
            [format!("{pip} --editable . --group dev"), pytest.to_owned()]
        );
        assert_eq!(
            ways(&[("requirements.txt", ""), test], &[own]),
            [
                format!("{pip} -r requirements.txt pytest"),
                pytest.to_owned()
            ]
        );
        assert_eq!(
            ways(&[("requirements.txt", ""), project, test], &[own])[0],
            format!("{pip} -r requirements.txt --editable . pytest")
        );
        let lock = ("uv.lock", "version = 1\n");
        assert_eq!(
            ways(&[lock, project, test], &[("openai", "lock", None), extra]),
            ["uv sync --extra test", "uv run python -m pytest"]
        );
    }

    #[test]
    fn tests_are_run_as_their_files_and_settings_say() {
        let list = ("requirements.txt", "");
        let run = |files: &[(&str, &str)]| {
            let files: Vec<(&str, &str)> =
                std::iter::once(list).chain(files.iter().copied()).collect();
            let [_, test] = ways(&files, &[("openai", "requirement", None)]);
            test.replace(".upgrade/bin/python -m ", "")
        };
        let test = (
            "tests/test_a.py",
            "import unittest\nclass T(unittest.TestCase): ...\n",
        );
        assert_eq!(run(&[test]), "unittest discover");
        assert_eq!(run(&[test, ("setup.cfg", "[tool:pytest]\n")]), "pytest");
        assert_eq!(run(&[test, ("tox.ini", "[pytest]\n")]), "pytest");
        assert_eq!(run(&[test, ("tox.ini", "[tox]\n[testenv]\n")]), "tox");
        assert_eq!(
            run(&[test, ("Makefile", "test:\n\tpytest\n")]),
            r#"PATH="$PWD/.upgrade/bin:$PATH" make test"#
        );
        assert_eq!(
            run(&[
                ("a/tests.py", "from django.test import TestCase\n"),
                ("manage.py", "")
            ]),
            ".upgrade/bin/python manage.py test"
        );
        assert_eq!(run(&[]), "");
    }

    /// The paths of the routes of `main.py` that lead to `core/llm.py`; another file beside it uses that.
    fn reaching(main: &str) -> Vec<String> {
        let files = [
            ("requirements.txt", ""),
            ("core/__init__.py", ""),
            ("core/llm.py", "import openai\n"),
            ("core/use.py", "from core.llm import ask\ndef use(): ...\n"),
            ("more.py", "@router.get('/more')\ndef more(): ...\n"),
            ("main.py", main),
        ];
        let survey = surveyed(&files, vec![asks("openai", "requirements.txt")]);
        let (_, routes) = survey.reached_from(&BTreeSet::from(["core/llm.py"]));
        routes.iter().map(|route| route.path.clone()).collect()
    }

    #[test]
    fn a_route_reaches_what_its_function_names() {
        let head = "import more\nfrom core.use import use\n";
        let routes = "@app.get('/asks')\ndef asks(): return helper()\n@app.get('/health')\ndef health(): ...\n";
        let helper = "def helper(): return use()\n";
        let mount = "app.include_router(more.router)\n";
        let main = format!("{head}app = App()\n{helper}{routes}{mount}");
        assert_eq!(reaching(&main), ["/asks"]);
        let depends = format!(
            "{head}app = App()\n@app.get('/a', dependencies=[Depends(use)])\ndef a(): ...\n"
        );
        assert_eq!(reaching(&depends), ["/a"]);
    }

    #[test]
    fn what_an_application_runs_for_each_route_is_reached_by_all() {
        let head = "import more\nfrom core.use import use\napp = App()\n";
        let health = "@app.get('/health')\ndef health(): ...\n";
        let mount = "app.include_router(more.router)\n";
        for beside in [
            "@app.middleware('http')\nasync def first(request, next): use()\n",
            "app.add_middleware(Tool, asked=use)\n",
            "def lifespan(app): use()\napp = App(lifespan=lifespan)\n",
        ] {
            let main = format!("{head}{beside}{health}{mount}");
            assert_eq!(reaching(&main)[0], "/health", "{beside}");
            let is_handed_down = reaching(&main).contains(&"/more".to_owned());
            assert!(is_handed_down || beside.contains("lifespan"), "{beside}");
        }
        let star = format!("from core.use import *\n{health}");
        assert_eq!(reaching(&star), ["/health"]);
    }

    #[test]
    fn what_reaches_a_file_is_followed_through_imports() {
        let survey = surveyed(
            &[
                ("requirements.txt", ""),
                ("core/llm.py", "import openai\n"),
                ("core/__init__.py", ""),
                (
                    "api/chat.py",
                    "from core.llm import ask\nrouter = R(prefix='/chat')\n@router.post('/ask')\ndef ask_it(): return ask()\n",
                ),
                (
                    "main.py",
                    "from api import chat\napp.include_router(chat.router, prefix='/v1')\n",
                ),
                ("tests/test_chat.py", "import main\n"),
                ("other.py", "import json\n"),
            ],
            vec![asks("openai", "requirements.txt")],
        );
        let (tests, routes) = survey.reached_from(&BTreeSet::from(["core/llm.py"]));
        assert_eq!(tests, ["tests/test_chat.py"]);
        assert_eq!(routes.len(), 1);
        assert_eq!(
            (routes[0].method.as_str(), routes[0].path.as_str()),
            ("POST", "/v1/chat/ask")
        );
        assert_eq!(survey.fan_in(&BTreeSet::from(["core/llm.py"])), 2);
    }
}
