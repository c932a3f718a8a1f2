//! Files that a project is given once and that its people edit afterwards: the plan file, pipelines, update policies.

pub mod github;
pub mod gitlab;
pub mod plan_file;
pub mod updates;

use crate::survey::Service;

/// A text as a double-quoted string, which JSON, YAML and TOML read alike.
#[must_use]
pub fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a text is JSON")
}

/// The names of services as parts of jobs' names: letters, digits and dashes, each another one.
#[must_use]
pub fn job_names(services: &[Service], base: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for service in services {
        let plain = |letter: char| match letter.is_ascii_alphanumeric() {
            true => letter.to_ascii_lowercase(),
            false => '-',
        };
        let name: String = inside(service, base).chars().map(plain).collect();
        let name = match name.trim_matches('-') {
            "" => "service",
            name => name,
        };
        let numbered = (2..).map(|number| format!("{name}-{number}"));
        let mut names = std::iter::once(name.to_owned()).chain(numbered);
        out.extend(names.find(|name| !out.contains(name)));
    }
    out
}

/// The folder of a service below the folder that the files are made for.
#[must_use]
pub fn inside(service: &Service, base: &str) -> String {
    let rest = service.folder.strip_prefix(base).unwrap_or(&service.folder);
    match rest.trim_start_matches('/') {
        "" => ".".to_owned(),
        rest => rest.to_owned(),
    }
}

/// What tells people that a pipeline failed: a shell line for each kind of hook whose secret is set.
pub(crate) const NOTICE: [&str; 2] = [
    r#"if [ -n "$SLACK_WEBHOOK_URL" ]; then curl --fail --silent --show-error --header 'Content-Type: application/json' --data "{\"text\": \"$MESSAGE\"}" "$SLACK_WEBHOOK_URL"; fi"#,
    r#"if [ -n "$DINGTALK_WEBHOOK_URL" ]; then curl --fail --silent --show-error --header 'Content-Type: application/json' --data "{\"msgtype\": \"text\", \"text\": {\"content\": \"$MESSAGE\"}}" "$DINGTALK_WEBHOOK_URL"; fi"#,
];

/// The pattern of manifests, for pipelines that run when one changes.
pub(crate) const MANIFESTS: [&str; 8] = [
    "**/requirements*.txt",
    "**/requirements/*.txt",
    "**/constraints*.txt",
    "**/pyproject.toml",
    "**/*.lock",
    "**/Pipfile",
    "**/environment.yml",
    "**/setup.cfg",
];

#[cfg(test)]
pub(crate) mod sample {
    use std::collections::BTreeMap;

    use crate::manifest::{Listed, Listing};
    use crate::survey::Survey;

    /// Two services, one with tests.
    pub fn survey() -> Survey {
        let root = tempfile::tempdir().expect("a folder");
        let mut files = BTreeMap::new();
        let written = [
            ("shop/api/requirements.txt", "fastapi==0.104.1\n"),
            ("shop/api/tests/test_a.py", "import pytest\n"),
            ("shop/api/Dockerfile", "FROM python:3.11-slim\n"),
            (
                "shop/jobs/pyproject.toml",
                "[project]\nrequires-python = \">=3.12\"\n",
            ),
        ];
        for (name, text) in written {
            let path = root.path().join(name);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            std::fs::write(&path, text).expect("a file");
            files.insert(name.to_owned(), path);
        }
        Survey::of(&files, &listing())
    }

    /// What they ask for.
    pub fn listing() -> Listing {
        let listed = |package: &str, file: &str| Listed {
            package: package.to_owned(),
            specifier: "==0.104.1".to_owned(),
            file: file.to_owned(),
            line: 1,
            kind: "requirement",
            extras: Vec::new(),
            marker: None,
            group: None,
        };
        Listing {
            requirements: vec![
                listed("fastapi", "shop/api/requirements.txt"),
                listed("redis", "shop/jobs/pyproject.toml"),
            ],
            problems: Vec::new(),
        }
    }
}
