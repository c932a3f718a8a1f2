//! The dependencies of a `pyproject.toml`: the `[project]` table's, those of dependency groups, and Poetry's.
//! Requirements that stand in lists as they are written can be edited; Poetry's tables are only read.

use std::ops::Range;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::direct::version_in_target;
use super::lines::LineStarts;
use super::named::parse_named;
use super::poetry::translate;
use super::{Cause, Direct, Kind, Manifest, Problem, Requirement};

/// Reads `[project] dependencies` and `optional-dependencies`, `[dependency-groups]`, and Poetry's `dependencies`,
/// `dev-dependencies` and `group.*.dependencies`. A file that is not TOML gives one problem.
pub fn parse_pyproject(path: &Path, source: &str) -> Manifest {
    let mut reader = Reader {
        source,
        lines: LineStarts::new(source),
        manifest: Manifest {
            path: path.to_owned(),
            requirements: Vec::new(),
            includes: Vec::new(),
            problems: Vec::new(),
            for_itself: false,
        },
    };
    match DeTable::parse(source) {
        Ok(document) => {
            let document = document.get_ref();
            if let Some(project) = table(document, "project") {
                reader.read_project(project);
            }
            for (group, list) in table(document, "dependency-groups").into_iter().flatten() {
                reader.read_list(list, &Kind::Group, Some(group.get_ref()));
            }
            if let Some(poetry) = table(document, "tool").and_then(|tool| table(tool, "poetry")) {
                reader.read_poetry(poetry);
            }
        }
        Err(error) => {
            let range = error.span().unwrap_or(0..0);
            reader.problem(range, None, Cause::TomlSyntax(error.message().to_owned()));
        }
    }
    // Tables may come in any order; readers of the report go through the file from the top.
    reader
        .manifest
        .requirements
        .sort_by_key(|requirement| requirement.text_range.start);
    reader
        .manifest
        .problems
        .sort_by_key(|problem| problem.range.start);
    reader.manifest
}

struct Reader<'s> {
    source: &'s str,
    lines: LineStarts,
    manifest: Manifest,
}

impl Reader<'_> {
    fn read_project(&mut self, project: &DeTable<'_>) {
        if let Some(dependencies) = project.get("dependencies") {
            self.read_list(dependencies, &Kind::Requirement, None);
        }
        for (extra, dependencies) in table(project, "optional-dependencies")
            .into_iter()
            .flatten()
        {
            self.read_list(dependencies, &Kind::Optional, Some(extra.get_ref()));
        }
    }

    fn read_list(&mut self, list: &Spanned<DeValue<'_>>, kind: &Kind, group: Option<&str>) {
        let Some(items) = list.get_ref().as_array() else {
            let cause = Cause::BadRequirement("not a list of requirements".to_owned());
            self.problem(list.span(), None, cause);
            return;
        };
        for item in items.iter() {
            let Some(text) = item.get_ref().as_str() else {
                // A group that another one holds is read where it stands.
                let includes = item.get_ref().as_table();
                if includes.is_some_and(|table| table.contains_key("include-group")) {
                    continue;
                }
                let cause = Cause::BadRequirement("not a string".to_owned());
                self.problem(item.span(), None, cause);
                continue;
            };
            let content = content_range(self.source, item.span());
            match parse_named(text) {
                Ok(requirement) => {
                    let is_verbatim = self.source.get(content.clone()) == Some(text);
                    let mut requirement = requirement.at(|range| {
                        if is_verbatim {
                            content.start + range.start..content.start + range.end
                        } else {
                            content.clone()
                        }
                    });
                    requirement.editable = is_verbatim;
                    self.push(requirement, kind, group);
                }
                Err(cause) => self.problem(content, None, cause),
            }
        }
    }

    fn read_poetry(&mut self, poetry: &DeTable<'_>) {
        self.read_poetry_table(poetry, "dependencies", &Kind::Requirement, None);
        self.read_poetry_table(poetry, "dev-dependencies", &Kind::Group, Some("dev"));
        for (name, group) in table(poetry, "group").into_iter().flatten() {
            if let Some(group) = group.get_ref().as_table() {
                self.read_poetry_table(group, "dependencies", &Kind::Group, Some(name.get_ref()));
            }
        }
    }

    fn read_poetry_table(
        &mut self,
        parent: &DeTable<'_>,
        key: &str,
        kind: &Kind,
        group: Option<&str>,
    ) {
        for (name, value) in table(parent, key).into_iter().flatten() {
            // The interpreter stands among the packages.
            if name.get_ref().eq_ignore_ascii_case("python") {
                continue;
            }
            // One package may have several wishes, by marker.
            match value.get_ref().as_array() {
                Some(wishes) => {
                    for wish in wishes.iter() {
                        self.read_poetry_wish(name, wish, kind, group);
                    }
                }
                None => self.read_poetry_wish(name, value, kind, group),
            }
        }
    }

    fn read_poetry_wish(
        &mut self,
        name: &Spanned<toml::de::DeString<'_>>,
        wish: &Spanned<DeValue<'_>>,
        kind: &Kind,
        group: Option<&str>,
    ) {
        let wish_range = content_range(self.source, wish.span());
        match poetry_requirement(name.get_ref(), wish.get_ref()) {
            Ok(mut requirement) => {
                let name_range = content_range(self.source, name.span());
                requirement.text_range = name.span().start..wish.span().end.max(name.span().end);
                requirement.insert_at = name_range.end;
                requirement.name_range = name_range;
                if !requirement.specifiers.is_empty() {
                    requirement.specifier_range = Some(version_range(self.source, wish));
                }
                let is_optional = wish
                    .get_ref()
                    .get("optional")
                    .and_then(|flag| flag.get_ref().as_bool())
                    .unwrap_or(false);
                let kind = if is_optional { &Kind::Optional } else { kind };
                self.push(requirement, kind, group);
            }
            Err(cause) => self.problem(wish_range, Some(name.get_ref()), cause),
        }
    }

    fn push(&mut self, mut requirement: Requirement, kind: &Kind, group: Option<&str>) {
        if !matches!(requirement.kind, Kind::Direct(_)) {
            requirement.kind = kind.clone();
        }
        requirement.group = group.map(str::to_owned);
        requirement.line = self.lines.line_of(requirement.text_range.start);
        self.manifest.requirements.push(requirement);
    }

    fn problem(&mut self, range: Range<usize>, package: Option<&str>, cause: Cause) {
        let package = package.and_then(|name| pep508_rs::PackageName::new(name.to_owned()).ok());
        self.manifest.problems.push(Problem {
            line: self.lines.line_of(range.start),
            range,
            package: package.map(|package| package.to_string()),
            cause,
        });
    }
}

/// A wish of Poetry's without its places.
fn poetry_requirement(name: &str, wish: &DeValue<'_>) -> Result<Requirement, Cause> {
    let mut requirement = parse_named(name)?;
    if let Some(version) = wish.as_str() {
        requirement.specifiers = translate(version)?;
        return Ok(requirement);
    }
    if !wish.is_table() {
        return Err(Cause::BadRequirement(
            "neither a version nor a table".to_owned(),
        ));
    }
    let text = |key: &str| wish.get(key).and_then(|value| value.get_ref().as_str());
    if let Some(version) = text("version") {
        requirement.specifiers = translate(version)?;
    } else if let Some(target) = text("git").or_else(|| text("url")).or_else(|| text("path")) {
        let tag = text("tag").map(|tag| format!("git+{target}@{tag}"));
        requirement.kind = Kind::Direct(Direct {
            target: target.to_owned(),
            version: version_in_target(tag.as_deref().unwrap_or(target)),
        });
    }
    requirement.marker = text("markers").map(str::to_owned);
    let extras = wish
        .get("extras")
        .and_then(|extras| extras.get_ref().as_array());
    requirement.extras = extras
        .into_iter()
        .flat_map(|extras| extras.iter())
        .filter_map(|extra| extra.get_ref().as_str())
        .filter_map(|extra| pep508_rs::ExtraName::new(extra.to_owned()).ok())
        .map(|extra| extra.to_string())
        .collect();
    Ok(requirement)
}

/// Where the version of a wish of Poetry's stands.
fn version_range(source: &str, wish: &Spanned<DeValue<'_>>) -> Range<usize> {
    let version = wish
        .get_ref()
        .as_table()
        .and_then(|table| table.get("version"));
    content_range(source, version.map_or(wish.span(), Spanned::span))
}

/// A string's bytes without its quotes; the span itself for anything else.
fn content_range(source: &str, span: Range<usize>) -> Range<usize> {
    let written = source.get(span.clone()).unwrap_or_default();
    for quote in ["\"\"\"", "'''", "\"", "'"] {
        let is_quoted = written.len() >= 2 * quote.len()
            && written.starts_with(quote)
            && written.ends_with(quote);
        if is_quoted {
            return span.start + quote.len()..span.end - quote.len();
        }
    }
    span
}

fn table<'t, 's>(parent: &'t DeTable<'s>, key: &str) -> Option<&'t DeTable<'s>> {
    parent.get(key).and_then(|value| value.get_ref().as_table())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
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
                "7 httpx ==0.28.1 Requirement -",
                "8 attrs >=5.0, <6 Requirement -",
                "9 a  direct Some(\"1.0\") -",
                "15 zope-event ~=3.3.0 Optional events",
            ]
        );
        let attrs = &manifest.requirements[1];
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
}
