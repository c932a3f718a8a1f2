//! One requirement in the syntax of PEP 508, taken apart with its places.

use std::ops::Range;
use std::str::FromStr;

use pep440_rs::{Operator, Version, VersionSpecifier, VersionSpecifiers};
use pep508_rs::{ExtraName, MarkerTree, PackageName};

use super::direct::version_in_target;
use super::{Cause, Clause, Direct, Kind, Requirement};

/// Reads `name[extras] specifiers ; marker` or `name @ url ; marker`. The places are offsets in
/// `text`; the caller moves them to the file with [`Requirement::at`] and sets kind, line and hashes.
pub(super) fn parse_named(text: &str) -> Result<Requirement, Cause> {
    let bad = |why: String| Cause::BadRequirement(why);
    let name_end = name_length(text);
    if name_end == 0 {
        return Err(bad(format!("`{text}` does not begin with a package name")));
    }
    let raw_name = &text[..name_end];
    let package = PackageName::from_str(raw_name).map_err(|error| bad(error.to_string()))?;
    let (extras, head_end) = read_extras(text, name_end)?;
    let rest_start = skip_spaces(text, head_end);
    let mut requirement = Requirement {
        package: package.to_string(),
        raw_name: raw_name.to_owned(),
        specifiers: VersionSpecifiers::empty(),
        clauses: Vec::new(),
        extras,
        marker: None,
        kind: Kind::Requirement,
        group: None,
        hashes: false,
        conditional: false,
        editable: false,
        line: 1,
        text_range: 0..text.len(),
        name_range: 0..name_end,
        specifier_range: None,
        insert_at: head_end,
        phrase: None,
    };
    let body_end;
    if text[rest_start..].starts_with('@') {
        // A URL may hold semicolons; the marker's stands behind white space.
        body_end = text[rest_start..]
            .match_indices(';')
            .map(|(at, _)| rest_start + at)
            .find(|at| text[..*at].ends_with(char::is_whitespace))
            .unwrap_or(text.len());
        let target = text[rest_start + 1..body_end].trim();
        if target.is_empty() {
            return Err(bad(format!("no URL behind `{raw_name} @`")));
        }
        if target.contains(char::is_whitespace) {
            let why = "white space in the URL: before a marker it stands on both sides of `;`";
            return Err(bad(why.to_owned()));
        }
        requirement.kind = Kind::Direct(Direct {
            target: target.to_owned(),
            version: version_in_target(target),
        });
    } else {
        body_end = text[rest_start..]
            .find(';')
            .map_or(text.len(), |at| rest_start + at);
        read_specifiers(&mut requirement, text, rest_start..body_end)?;
    }
    if body_end < text.len() {
        let marker = text[body_end + 1..].trim();
        parse_marker(marker)?;
        requirement.marker = Some(marker.to_owned());
    }
    Ok(requirement)
}

impl Requirement {
    /// The same requirement with all places moved by a map from ranges of its text to ranges of the file.
    pub(super) fn at(mut self, place: impl Fn(Range<usize>) -> Range<usize>) -> Requirement {
        self.text_range = place(self.text_range);
        self.name_range = place(self.name_range);
        self.specifier_range = self.specifier_range.map(&place);
        self.insert_at = place(self.insert_at..self.insert_at).start;
        self.phrase = self.phrase.map(|(words, range)| (words, place(range)));
        for clause in &mut self.clauses {
            clause.operator_range = place(clause.operator_range.clone());
            clause.version_range = place(clause.version_range.clone());
        }
        self
    }
}

/// The length of the name that a text begins with; 0 if it begins with none.
pub(super) fn name_length(text: &str) -> usize {
    let end = text
        .find(|letter: char| !(letter.is_ascii_alphanumeric() || "._-".contains(letter)))
        .unwrap_or(text.len());
    let name = &text[..end];
    if name.starts_with(|letter: char| letter.is_ascii_alphanumeric()) {
        end
    } else {
        0
    }
}

/// Reads a marker.
pub(super) fn parse_marker(marker: &str) -> Result<MarkerTree, Cause> {
    // The crate counts letters where it means bytes, and stands still within one of several.
    let plain: String = marker
        .chars()
        .map(|letter| if letter.is_ascii() { letter } else { '?' })
        .collect();
    MarkerTree::from_str(&plain)
        .map_err(|error| Cause::BadRequirement(one_line(&error.to_string())))
}

/// Extras in brackets behind the name, and the offset behind them.
fn read_extras(text: &str, name_end: usize) -> Result<(Vec<String>, usize), Cause> {
    let open = skip_spaces(text, name_end);
    if !text[open..].starts_with('[') {
        return Ok((Vec::new(), name_end));
    }
    let close = text[open..]
        .find(']')
        .map(|at| open + at)
        .ok_or_else(|| Cause::BadRequirement("the extras have no closing bracket".to_owned()))?;
    let written = text[open + 1..close].trim();
    let extras = written
        .split(',')
        .map(str::trim)
        .filter(|_| !written.is_empty())
        .map(|extra| match ExtraName::from_str(extra) {
            _ if extra.is_empty() => Err(Cause::BadRequirement(
                "an extra without a name between commas".to_owned(),
            )),
            Ok(extra) => Ok(extra.to_string()),
            Err(error) => Err(Cause::BadRequirement(error.to_string())),
        })
        .collect::<Result<_, _>>()?;
    Ok((extras, close + 1))
}

/// Reads the specifier set in `body` into the requirement. Parentheses around it are let off, as
/// is a comma behind the last clause.
fn read_specifiers(
    requirement: &mut Requirement,
    text: &str,
    body: Range<usize>,
) -> Result<(), Cause> {
    let mut inner = trimmed(text, body);
    if text[inner.clone()].starts_with('(') {
        if !text[inner.clone()].ends_with(')') {
            return Err(Cause::BadRequirement(
                "the versions have no closing parenthesis".to_owned(),
            ));
        }
        inner = inner.start + 1..inner.end - 1;
        requirement.insert_at = inner.start;
    }
    let mut specifiers = Vec::new();
    let mut at = inner.start;
    for part in text[inner.clone()].split(',') {
        let clause_range = trimmed(text, at..at + part.len());
        at += part.len() + 1;
        if clause_range.is_empty() {
            if at > inner.end {
                continue;
            }
            return Err(Cause::BadRequirement(
                "an empty place between commas".to_owned(),
            ));
        }
        let (clause, specifier) = read_clause(text, clause_range)?;
        requirement.clauses.push(clause);
        specifiers.push(specifier);
    }
    if let (Some(first), Some(last)) = (requirement.clauses.first(), requirement.clauses.last()) {
        requirement.specifier_range = Some(first.operator_range.start..last.version_range.end);
    }
    requirement.specifiers = specifiers.into_iter().collect();
    Ok(())
}

fn read_clause(text: &str, range: Range<usize>) -> Result<(Clause, VersionSpecifier), Cause> {
    let clause = &text[range.clone()];
    let specifier = parse_specifier(clause)?;
    let operator_length = clause
        .find(|letter: char| !"=<>!~".contains(letter))
        .unwrap_or(clause.len());
    let version_start = skip_spaces(text, range.start + operator_length);
    let clause = Clause {
        operator: *specifier.operator(),
        version: specifier.version().clone(),
        operator_range: range.start..range.start + operator_length,
        version_range: version_start..range.end,
    };
    Ok((clause, specifier))
}

/// Parses one clause. Numbers at the very end of their range are refused: the arithmetic on
/// versions (the end of `==1.*`) needs room for one more.
pub(super) fn parse_specifier(text: &str) -> Result<VersionSpecifier, Cause> {
    let specifier = VersionSpecifier::from_str(text).map_err(|error| {
        Cause::BadRequirement(format!("`{text}`: {}", one_line(&error.to_string())))
    })?;
    if has_room(specifier.version()) {
        Ok(specifier)
    } else {
        Err(Cause::BadRequirement(format!(
            "`{text}`: a number is too large"
        )))
    }
}

fn has_room(version: &Version) -> bool {
    let numbers = [
        version.post(),
        version.dev(),
        version.pre().map(|pre| pre.number),
    ];
    !version.release().contains(&u64::MAX) && !numbers.contains(&Some(u64::MAX))
}

/// Whether an operator compares with a prefix (`==1.*`).
pub(super) fn is_prefix(operator: Operator) -> bool {
    matches!(operator, Operator::EqualStar | Operator::NotEqualStar)
}

fn skip_spaces(text: &str, from: usize) -> usize {
    text.len() - text[from..].trim_start().len()
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let inner = &text[range.clone()];
    let start = range.start + (inner.len() - inner.trim_start().len());
    start..start + inner.trim().len()
}

fn one_line(message: &str) -> String {
    message.lines().next().unwrap_or_default().to_owned()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn requirements_are_taken_apart_with_their_places() {
        let table = [
            ("httpx==0.28.1", "httpx", "==0.28.1", "", ""),
            (
                "Zope_Event[Cryptography, pycrypto] >= 3.3.0 , < 4",
                "zope-event",
                ">=3.3.0, <4",
                "cryptography,pycrypto",
                "",
            ),
            ("a.b", "a-b", "", "", ""),
            ("attrs (>=5.0,!=5.0.2)", "attrs", ">=5.0, !=5.0.2", "", ""),
            (
                "attrs ~= 5.0 ; python_version < '3.12'",
                "attrs",
                "~=5.0",
                "",
                "python_version < '3.12'",
            ),
            ("attrs==5.0.*,", "attrs", "==5.0.*", "", ""),
            (
                "attrs===5.0.1;os_name=='nt'",
                "attrs",
                "===5.0.1",
                "",
                "os_name=='nt'",
            ),
        ];
        for (text, package, specifiers, extras, marker) in table {
            let requirement = parse_named(text).unwrap();
            assert_eq!(requirement.package, package, "{text}");
            assert_eq!(requirement.specifiers.to_string(), specifiers, "{text}");
            assert_eq!(requirement.extras.join(","), extras, "{text}");
            assert_eq!(requirement.marker.unwrap_or_default(), marker, "{text}");
            assert_eq!(text[requirement.name_range], requirement.raw_name, "{text}");
            for clause in &requirement.clauses {
                let written = format!(
                    "{}{}",
                    &text[clause.operator_range.clone()],
                    &text[clause.version_range.clone()]
                );
                let parsed = VersionSpecifier::from_str(&written).unwrap();
                assert_eq!(parsed.operator(), &clause.operator);
                assert_eq!(parsed.version(), &clause.version);
            }
        }
    }

    #[test]
    fn direct_references_keep_their_target_and_the_version_it_names() {
        let table = [
            ("a @ https://x/y/a-1.2.3-py3-none-any.whl", Some("1.2.3")),
            (
                "a@git+https://x/y.git@v2.0.1 ; python_version>'3'",
                Some("2.0.1"),
            ),
            ("a[b] @ file:///x/y", None),
        ];
        for (text, version) in table {
            let requirement = parse_named(text).unwrap();
            let Kind::Direct(direct) = requirement.kind else {
                panic!("{text} is direct");
            };
            assert_eq!(
                direct.version.map(|version| version.to_string()).as_deref(),
                version
            );
            assert!(requirement.specifiers.is_empty());
        }
    }

    #[test]
    fn what_is_no_requirement_is_refused_with_a_reason() {
        for text in [
            "==1.0",
            "a=1.0",
            "a==1.0-SNAPSHOT",
            "a>=1.*",
            "a~=1",
            "a==1.0 # c",
            "a[b==1.0",
            "a[b,]==1.0",
            "a @ https://x/y; python_version<'3'",
            "a (>=1.0",
            "a==1.0,,<2",
            "a==1.0; nonsense ==",
            "a b",
            "a @ ",
            "-a",
            "a-",
            "a==18446744073709551615.*",
        ] {
            let refused = parse_named(text);
            assert!(
                matches!(&refused, Err(Cause::BadRequirement(why)) if !why.is_empty()),
                "{text}: {refused:?}"
            );
        }
    }
}
