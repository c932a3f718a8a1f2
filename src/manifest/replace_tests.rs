use std::path::Path;

use super::*;
use crate::manifest::parse_manifest;

fn edited(path: &str, text: &str, extra: Option<&str>, fate: Fate) -> Result<String, String> {
    let manifest = parse_manifest(Path::new(path), text);
    let mut requirements = manifest.requirements.iter();
    let old = requirements.find(|one| one.package == "old").unwrap();
    let floor = "2.15.0".parse().unwrap();
    let another = Another {
        name: "New",
        extra,
        floor: &floor,
    };
    match another.edit(old, text, fate) {
        FloorChange::Edit(edit) => Ok(edit.applied(text)),
        FloorChange::Manual(obstacle) => Err(obstacle.to_string()),
        FloorChange::Unneeded => unreachable!(),
    }
}

fn instead(path: &str, text: &str) -> String {
    edited(path, text, Some("x"), Fate::Instead).unwrap()
}

#[test]
fn another_package_is_asked_for_in_the_manner_of_the_first() {
    let lines = |text: &str| instead("requirements.txt", text);
    assert_eq!(lines("old\n"), "New[x]>=2.15.0,<3\n");
    assert_eq!(
        lines("old[a,b]>=3.4,<4 ; python_version > '3'  # why\n"),
        "New[x]>=2.15.0,<3 ; python_version > '3'  # why\n"
    );
    assert_eq!(lines("old==3.3.0\n"), "New[x]==2.15.0\n");
    assert_eq!(lines("old ~= 3.3\n"), "New[x] ~=2.15\n");
    assert_eq!(lines("old==3.*\n"), "New[x]==2.*\n");
    assert_eq!(instead("constraints.txt", "old==3.3.0\n"), "New==2.15.0\n");
    let image = "FROM python\nRUN pip install 'old[a]==3.3.0' b\n";
    assert_eq!(
        instead("Dockerfile", image),
        "FROM python\nRUN pip install 'New[x]==2.15.0' b\n"
    );
}

#[test]
fn tables_keep_their_words() {
    let poetry = |entry: &str| {
        let head = "[tool.poetry.dependencies]\n";
        let after = edited(
            "pyproject.toml",
            &format!("{head}{entry}\n"),
            Some("x"),
            Fate::Instead,
        );
        after.map(|after| after[head.len()..].trim_end().to_owned())
    };
    assert_eq!(
        poetry("old = \"^3.3\"").unwrap(),
        "New = { extras = [\"x\"], version = \"^2.15.0\" }"
    );
    assert_eq!(
        poetry("old = \"*\"").unwrap(),
        "New = { extras = [\"x\"], version = \">=2.15.0,<3\" }"
    );
    assert_eq!(
        poetry("old = {extras = [\"a\"], version = \"3.3.0\"}  # why").unwrap(),
        "New = {extras = [\"x\"], version = \"2.15.0\"}  # why"
    );
    assert_eq!(
        poetry("old = {version = \"^3\", python = \">3.9\"}").unwrap(),
        "New = { extras = [\"x\"],version = \"^2.15.0\", python = \">3.9\"}"
    );
    let optional = "old = {version = \"^3\", optional = true}";
    assert!(poetry(optional).unwrap_err().contains("New[x]>=2.15.0,<3"));
    assert!(poetry("[tool.poetry.dependencies.old]\nversion = \"^3\"").is_err());
    let plain = edited(
        "Pipfile",
        "[packages]\nold = \"==3.3.0\"\n",
        None,
        Fate::Instead,
    );
    assert_eq!(plain.unwrap(), "[packages]\nNew = \"==2.15.0\"\n");
}

#[test]
fn it_stands_beside_or_takes_no_place() {
    let beside = |path, text| edited(path, text, None, Fate::Beside);
    let gone = |path, text| edited(path, text, None, Fate::Gone);
    let list = "a\nold==3.3.0  # why\nb\n";
    assert_eq!(
        beside("requirements.txt", list).unwrap(),
        "a\nNew==2.15.0\nold==3.3.0  # why\nb\n"
    );
    assert_eq!(gone("requirements.txt", list).unwrap(), "a\nb\n");
    let several = "[project]\ndependencies = [\n    \"a\",\n    \"old>=3\", # why\n]\n";
    assert_eq!(
        beside("pyproject.toml", several).unwrap(),
        "[project]\ndependencies = [\n    \"a\",\n    \"New>=2.15.0,<3\",\n    \"old>=3\", # why\n]\n"
    );
    assert_eq!(
        gone("pyproject.toml", several).unwrap(),
        "[project]\ndependencies = [\n    \"a\",\n]\n"
    );
    let one = "[project]\ndependencies = [\"old>=3\"]\n";
    assert_eq!(
        beside("pyproject.toml", one).unwrap(),
        "[project]\ndependencies = [\"New>=2.15.0,<3\", \"old>=3\"]\n"
    );
    assert!(gone("pyproject.toml", one).is_err());
    let poetry = "[tool.poetry.dependencies]\nold = \"^3\"\n";
    assert_eq!(
        beside("pyproject.toml", poetry).unwrap(),
        "[tool.poetry.dependencies]\nNew = \"^2.15.0\"\nold = \"^3\"\n"
    );
    assert_eq!(
        gone("pyproject.toml", poetry).unwrap(),
        "[tool.poetry.dependencies]\n"
    );
    let hashed = "old==3.3.0 --hash=sha256:aa\n";
    assert!(gone("requirements.txt", hashed).is_err());
    assert!(beside("environment.yml", "dependencies:\n  - old=3.3.0\n").is_err());
}
