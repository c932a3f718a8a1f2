#![allow(clippy::unwrap_used)]

use super::super::parse_manifest;
use super::*;

fn set(files: &[(&str, &str)]) -> ManifestSet {
    let manifests = files
        .iter()
        .map(|(path, source)| parse_manifest(Path::new(path), source))
        .collect();
    ManifestSet::new(Path::new(""), manifests)
}

/// The pin as `version@path:line`, `>=` before a version that is only the lowest.
fn pin(set: &ManifestSet, source: &str, package: &str) -> String {
    match set.governing(Path::new(source), package) {
        None => "none".to_owned(),
        Some(pin) => format!(
            "{}{}@{}:{}",
            if pin.exact { "" } else { ">=" },
            pin.version
                .map_or("?".to_owned(), |version| version.to_string()),
            pin.manifest.path.display(),
            pin.requirement.line
        ),
    }
}

#[test]
fn the_nearest_manifest_that_names_the_package_counts() {
    let set = set(&[
        ("requirements.txt", "attrs==4.0\nhttpx==1.3.7\n"),
        ("backend/requirements.txt", "# pins\nhttpx==0.28.1\n"),
        ("memory-service/requirements/base.txt", "httpx>=1.0,<2\n"),
    ]);
    assert_eq!(
        pin(&set, "backend/app/main.py", "httpx"),
        "0.28.1@backend/requirements.txt:2"
    );
    assert_eq!(
        pin(&set, "./backend/x/../main.py", "attrs"),
        "4.0@requirements.txt:1"
    );
    assert_eq!(
        pin(&set, "memory-service/src/a.py", "httpx"),
        ">=1.0@memory-service/requirements/base.txt:1"
    );
    assert_eq!(pin(&set, "main.py", "httpx"), "1.3.7@requirements.txt:2");
    assert_eq!(pin(&set, "main.py", "flask"), "none");
}

#[test]
fn in_one_folder_the_files_have_an_order() {
    let files = [
        ("constraints.txt", "a==5\nb==5\nc==5\nd==5\ne==5"),
        ("dev-requirements.txt", "a==4\nb==4\nc==4\nd==4"),
        ("requirements-prod.txt", "a==3\nb==3\nc==3"),
        (
            "pyproject.toml",
            "[project]\ndependencies = ['a==2', 'b==2']",
        ),
        ("requirements.txt", "a==1\n"),
    ];
    let set = set(&files);
    let found: Vec<_> = ["a", "b", "c", "d", "e"]
        .iter()
        .map(|package| pin(&set, "x.py", package))
        .collect();
    assert_eq!(
        found,
        [
            "1@requirements.txt:1",
            "2@pyproject.toml:2",
            "3@requirements-prod.txt:3",
            "4@dev-requirements.txt:4",
            "5@constraints.txt:5"
        ]
    );
}

#[test]
fn a_manifest_with_a_version_is_preferred_to_an_open_one_beside_it() {
    let set = set(&[
        ("requirements.txt", "a\n"),
        ("pyproject.toml", "[tool.poetry.dependencies]\na = '^1.2'\n"),
    ]);
    assert_eq!(pin(&set, "x.py", "a"), ">=1.2@pyproject.toml:2");
}

#[test]
fn included_files_count_as_the_includers() {
    let set = set(&[
        ("requirements.txt", "-r deps/base.txt\n-c pins/all.txt\na\n"),
        ("deps/base.txt", "b>=1\n-r ../requirements.txt\n"),
        ("pins/all.txt", "a==1.5\nb==1.6\nc==1.7\n"),
    ]);
    assert_eq!(pin(&set, "x.py", "a"), "1.5@pins/all.txt:1");
    assert_eq!(pin(&set, "x.py", "b"), "1.6@pins/all.txt:2");
    assert_eq!(pin(&set, "x.py", "c"), "1.7@pins/all.txt:3");
    let problems: Vec<_> = set
        .include_problems()
        .into_iter()
        .map(|(path, problem)| {
            format!(
                "{}:{} {}",
                path.display(),
                problem.line,
                problem.cause.code()
            )
        })
        .collect();
    assert_eq!(
        problems,
        [
            "deps/base.txt:2 include-loop",
            "requirements.txt:1 include-loop"
        ]
    );
}

#[test]
fn includes_that_were_not_read_are_named_unless_they_leave_the_root() {
    let set = set(&[(
        "a/requirements.txt",
        "-r base.in\n-r ../shared.txt\n-r ../../out.txt\n-c /abs.txt\n",
    )]);
    let unread: Vec<_> = set.unread_includes().into_iter().collect();
    assert_eq!(
        unread,
        [PathBuf::from("a/base.in"), PathBuf::from("shared.txt")]
    );
    assert_eq!(set.include_problems().len(), 4);
    let absolute = parse_manifest(
        Path::new("/p/a/requirements.txt"),
        "-r ../x.txt\n-r ../../y.txt",
    );
    let absolute = ManifestSet::new(Path::new("/p"), vec![absolute]);
    let unread: Vec<_> = absolute.unread_includes().into_iter().collect();
    assert_eq!(unread, [PathBuf::from("/p/x.txt")]);
}

#[test]
fn of_several_wishes_the_lowest_version_counts() {
    let table = [
        (
            "a==1.0; python_version<'3.8'\na==2.0; python_version>='3.8'",
            "1.0@requirements.txt:1",
        ),
        ("a==2.0; os_name=='nt'\na>=1.0", ">=1.0@requirements.txt:2"),
        ("a>=1\na<2", ">=1@requirements.txt:1"),
        ("a\na==1", "1@requirements.txt:2"),
        ("a==2\na==1", "1@requirements.txt:2"),
        ("a<2", ">=?@requirements.txt:1"),
        ("a @ git+https://x/a.git@v1.2.3", "1.2.3@requirements.txt:1"),
        ("a @ git+https://x/a.git", ">=?@requirements.txt:1"),
    ];
    for (source, expected) in table {
        let set = set(&[("requirements.txt", source)]);
        assert_eq!(pin(&set, "x.py", "a"), expected, "{source}");
    }
}

#[test]
fn extras_count_only_where_nothing_is_asked_for_directly() {
    let source = "[project]\ndependencies = ['a==2']\n[project.optional-dependencies]\nx = ['a==1', 'b==2']\ny = ['b==1']\n";
    let set = set(&[("pyproject.toml", source)]);
    assert_eq!(pin(&set, "x.py", "a"), "2@pyproject.toml:2");
    assert_eq!(pin(&set, "x.py", "b"), "1@pyproject.toml:5");
}

#[test]
fn above_the_named_folder_stand_others_and_beside_it_none() {
    let set = set(&[
        ("requirements.txt", "httpx==1.0\n"),
        ("../requirements.txt", "-r all/base.in\nattrs==4.0\n"),
        ("../all/base.in", "flask==2.0\n"),
        (
            "../../pyproject.toml",
            "[project]\ndependencies = [\"django==5.0\"]\n",
        ),
    ]);
    let up = "../../pyproject.toml:2";
    assert_eq!(pin(&set, "a.py", "attrs"), "4.0@../requirements.txt:2");
    assert_eq!(pin(&set, "x/a.py", "flask"), "2.0@../all/base.in:1");
    assert_eq!(pin(&set, "x/a.py", "django"), format!("5.0@{up}"));
    assert_eq!(pin(&set, "../b/a.py", "attrs"), "4.0@../requirements.txt:2");
    assert_eq!(pin(&set, "../b/a.py", "httpx"), "none");
    assert_eq!(pin(&set, "../../c/a.py", "attrs"), "none");
    assert_eq!(pin(&set, "../../c/a.py", "django"), format!("5.0@{up}"));
}

#[test]
fn what_a_file_says_itself_counts_for_it_alone() {
    let text = "pip install httpx==0.28 attrs";
    let commands = std::iter::once(0..text.len()).collect::<Vec<_>>();
    let path = Path::new("x/n.ipynb");
    let notebook = super::super::parse_commands(path, text, &commands);
    let source = "httpx==1.0\nattrs==4.0\n";
    let requirements = parse_manifest(Path::new("requirements.txt"), source);
    let set = ManifestSet::new(Path::new(""), vec![notebook, requirements]);
    assert_eq!(pin(&set, "x/n.ipynb", "httpx"), "0.28@x/n.ipynb:1");
    assert_eq!(pin(&set, "x/n.ipynb", "attrs"), "4.0@requirements.txt:2");
    assert_eq!(pin(&set, "x/a.py", "httpx"), "1.0@requirements.txt:1");
    let above = Path::new("requirements.txt");
    for (manifest, source, package, asks) in [
        (path, "x/n.ipynb", "httpx", true),
        (path, "x/a.py", "httpx", false),
        (above, "x/n.ipynb", "httpx", false),
        (above, "x/n.ipynb", "attrs", true),
        (above, "x/a.py", "httpx", true),
    ] {
        let found = set.asks_for(manifest, Path::new(source), package);
        assert_eq!(found, asks, "{} {source} {package}", manifest.display());
    }
}

#[test]
fn a_lock_decides_over_a_range_and_over_nothing_else() {
    let lock = |version: &str| format!("[[package]]\nname = \"a\"\nversion = \"{version}\"\n");
    let (old, new) = (lock("1.5"), lock("2.5"));
    let range = "[project]\ndependencies = ['a>=1,<2']\n";
    let table = [
        (vec![("pyproject.toml", range)], ">=1@pyproject.toml:2"),
        (
            vec![("pyproject.toml", range), ("uv.lock", &old)],
            "1.5@pyproject.toml:2",
        ),
        // A lock that is behind what was asked for since says nothing.
        (
            vec![("pyproject.toml", range), ("uv.lock", &new)],
            ">=1@pyproject.toml:2",
        ),
        (
            vec![("requirements.txt", "a==1.1"), ("poetry.lock", &old)],
            "1.1@requirements.txt:1",
        ),
        (
            vec![("requirements.txt", "a"), ("poetry.lock", &old)],
            "1.5@requirements.txt:1",
        ),
        (vec![("pdm.lock", &old)], "1.5@pdm.lock:1"),
        (
            vec![("x/pyproject.toml", range), ("uv.lock", &old)],
            "1.5@x/pyproject.toml:2",
        ),
        (
            vec![("pyproject.toml", range), ("x/uv.lock", &new)],
            "2.5@x/uv.lock:1",
        ),
    ];
    for (files, expected) in table {
        assert_eq!(pin(&set(&files), "x/b.py", "a"), expected, "{files:?}");
    }
}

#[test]
fn other_manifests_count_where_those_of_pip_say_nothing() {
    let files = [
        ("Dockerfile", "RUN pip install a==6 b==6 c==6 d==6"),
        ("tox.ini", "[testenv]\ndeps =\n  a==5\n  b==5\n  c==5"),
        ("environment.yml", "dependencies: [a==4, b==4]"),
        ("setup.cfg", "[options]\ninstall_requires =\n  a==3\n"),
    ];
    let set = set(&files);
    for (package, expected) in [
        ("a", "3@setup.cfg:3"),
        ("b", "4@environment.yml:1"),
        ("c", ">=5@tox.ini:5"),
        ("d", "6@Dockerfile:1"),
    ] {
        assert_eq!(pin(&set, "x.py", package), expected.replace(">=", ""));
    }
}

#[test]
fn what_builds_the_project_is_not_there_when_it_runs() {
    let set = set(&[("pyproject.toml", "[build-system]\nrequires = ['a==1']\n")]);
    assert_eq!(pin(&set, "x.py", "a"), "none");
}
