//! What the tables of a `pyproject.toml` ask for.

use super::*;

fn summary(manifest: &Manifest) -> Vec<String> {
    manifest
        .requirements
        .iter()
        .map(|requirement| {
            let kind = match &requirement.kind {
                Kind::Direct(direct) => format!(
                    "direct {:?}",
                    direct.version.as_ref().map(ToString::to_string)
                ),
                kind => format!("{kind:?}"),
            };
            let group = requirement.group.as_deref().unwrap_or("-");
            let line = requirement.line;
            format!(
                "{line} {} {} {kind} {group}",
                requirement.package, requirement.specifiers
            )
        })
        .collect()
}

#[test]
fn the_project_table_is_read_with_its_extras() {
    let source = "\
[build-system]
requires = [\"setuptools\"]

[project]
name = \"demo\"
dependencies = [
    \"httpx==0.28.1\",  # ä
    'Attrs[hiattrs]>=5.0,<6 ; python_version >= \"3.9\"',
    \"a @ https://x/a-1.0.tar.gz\",
    \"b=1\",
    3,
]

[project.optional-dependencies]
events = [\"zope-event[cryptography]~=3.3.0\"]
";
    let manifest = parse_pyproject(Path::new("pyproject.toml"), source);
    assert_eq!(
        summary(&manifest),
        [
            "2 setuptools  Build -",
            "7 httpx ==0.28.1 Requirement -",
            "8 attrs >=5.0, <6 Requirement -",
            "9 a  direct Some(\"1.0\") -",
            "15 zope-event ~=3.3.0 Optional events",
        ]
    );
    let attrs = &manifest.requirements[2];
    assert_eq!(&source[attrs.name_range.clone()], "Attrs");
    assert_eq!(&source[attrs.specifier_range.clone().unwrap()], ">=5.0,<6");
    assert_eq!(&source[attrs.clauses[1].version_range.clone()], "6");
    assert!(attrs.editable);
    let lines: Vec<_> = manifest
        .problems
        .iter()
        .map(|problem| problem.line)
        .collect();
    assert_eq!(lines, [10, 11]);
}

#[test]
fn poetry_tables_are_translated() {
    let source = "\
[tool.poetry.dependencies]
python = \"^3.9\"
httpx = \"^0.27\"
Attrs = {version = \"~5.0.1\", extras = [\"hiattrs\"], optional = true}
lib = {git = \"https://x/lib.git\", tag = \"v1.2.0\"}
own = {path = \"../own\", develop = true}
pandas = [
    {version = \"<2\", python = \"<3.9\"},
    {version = \"2.1.0\", markers = \"python_version >= '3.9'\"},
]
bad = \"latest\"

[tool.poetry.dev-dependencies]
pytest = \"*\"

[tool.poetry.group.docs.dependencies.sphinx]
version = \">=5, <8\"
";
    let manifest = parse_pyproject(Path::new("pyproject.toml"), source);
    assert_eq!(
        summary(&manifest),
        [
            "3 httpx >=0.27, <0.28 Requirement -",
            "4 attrs >=5.0.1, <5.1 Optional -",
            "5 lib  direct Some(\"1.2.0\") -",
            "6 own  direct None -",
            "7 pandas <2 Requirement -",
            "7 pandas ==2.1.0 Requirement -",
            "14 pytest  Group dev",
            "16 sphinx >=5, <8 Group docs",
        ]
    );
    let attrs = &manifest.requirements[1];
    assert_eq!(&source[attrs.specifier_range.clone().unwrap()], "~5.0.1");
    assert_eq!(attrs.extras, ["hiattrs"]);
    assert_eq!(manifest.problems.len(), 1);
    assert_eq!(manifest.problems[0].package.as_deref(), Some("bad"));
    assert_eq!(manifest.problems[0].line, 11);
}

#[test]
fn a_revision_that_reads_as_a_version_is_one() {
    let source = "\
[tool.poetry.dependencies]
tagged = {git = \"https://x/a.git\", rev = \"v0.28.1\"}
referred = {git = \"https://x/b.git\", ref = \"5.0.1\"}
hashed = {git = \"https://x/c.git\", rev = \"0123456789abcdef0123456789abcdef01234567\"}
branch = {git = \"https://x/d.git\", rev = \"main\"}
";
    let manifest = parse_pyproject(Path::new("pyproject.toml"), source);
    assert_eq!(
        summary(&manifest),
        [
            "2 tagged  direct Some(\"0.28.1\") -",
            "3 referred  direct Some(\"5.0.1\") -",
            "4 hashed  direct None -",
            "5 branch  direct None -",
        ]
    );
}

#[test]
fn escapes_and_byte_order_marks_do_not_shift_places_out_of_the_string() {
    let source = "\u{feff}[project]\r\ndependencies = [\"attr\\u0073==5.0.1\", \"a==1\"]\r\n";
    let manifest = parse_pyproject(Path::new("pyproject.toml"), source);
    let [attrs, other] = manifest.requirements.as_slice() else {
        panic!("two requirements in {manifest:?}");
    };
    assert_eq!(attrs.package, "attrs");
    assert_eq!(
        &source[attrs.specifier_range.clone().unwrap()],
        "attr\\u0073==5.0.1"
    );
    assert_eq!(&source[other.specifier_range.clone().unwrap()], "==1");
    assert_eq!(other.line, 2);
}

#[test]
fn a_file_that_is_not_toml_is_one_problem_with_its_place() {
    let manifest = parse_pyproject(Path::new("pyproject.toml"), "[project]\nname = \n");
    assert_eq!(manifest.problems.len(), 1);
    assert_eq!(manifest.problems[0].cause.code(), "toml-syntax");
    assert_eq!(manifest.problems[0].line, 2);
}

#[test]
fn the_older_tables_of_flit_and_the_group_of_rye_are_read() {
    let source = "\
[tool.flit.metadata]
module = \"x\"
requires = [\"openai ==0.28.1\"]
dev-requires = [\"pytest\"]
[tool.flit.metadata.requires-extra]
tokens = [\"python-jose==3.3.0\"]
[tool.rye]
dev-dependencies = [\"redis==5.0.1\", \"b=1\"]
";
    let manifest = parse_pyproject(Path::new("pyproject.toml"), source);
    assert_eq!(
        summary(&manifest),
        [
            "3 openai ==0.28.1 Requirement -",
            "4 pytest  Optional dev",
            "6 python-jose ==3.3.0 Optional tokens",
            "8 redis ==5.0.1 Group dev",
        ]
    );
    assert!(manifest.requirements.iter().all(|one| one.editable));
    assert_eq!(manifest.problems.len(), 1);
}
