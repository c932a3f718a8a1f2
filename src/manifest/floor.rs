//! The edit that raises the lowest version a requirement admits, as its author would make it: a pin
//! stays a pin, a range stays a range with its upper bound, what stood open gets a lower bound.

use std::ops::Range;

use pep440_rs::{Operator, Version, VersionSpecifier, VersionSpecifiers};

use super::named::{is_prefix, parse_specifier};
use super::specifiers::{admits, admitted, admitted_by, satisfies, shaped_like};
use super::{Clause, Kind, Requirement};

/// What raising a floor comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FloorChange {
    /// The requirement admits nothing below the floor.
    Unneeded,
    /// The edits that raise it.
    Edit(FloorEdit),
    /// A person has to do it, for this reason.
    Manual(FloorObstacle),
}

/// Edits of a manifest's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FloorEdit {
    /// Byte ranges of the file and their new texts, ascending, without overlap. Empty ranges insert.
    pub edits: Vec<(Range<usize>, String)>,
    /// The specifier set afterwards, for messages.
    pub specifiers: VersionSpecifiers,
}

impl FloorEdit {
    /// The text of the manifest afterwards.
    #[must_use]
    pub fn applied(&self, source: &str) -> String {
        let mut text = source.to_owned();
        for (range, replacement) in self.edits.iter().rev() {
            text.replace_range(range.clone(), replacement);
        }
        text
    }
}

/// Why no edit is offered, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FloorObstacle {
    /// The hashes beside the requirement belong to the old version's files.
    #[error(
        "its hashes are those of the old files: ask for `{package}>={floor}` in the source of this \
         file and write it anew (`uv pip compile --generate-hashes` or `pip-compile --generate-hashes`)"
    )]
    Hashes {
        /// The package.
        package: String,
        /// The version to reach.
        floor: Version,
    },
    /// A lock file, or one that a tool has written, chose the version.
    #[error("a tool wrote this file, and writes it anew with `{0}`")]
    Written(String),
    /// The requirement is a URL, a path or a repository.
    #[error("it is installed from `{0}`: point that to a newer version")]
    Direct(String),
    /// An upper bound leaves no room.
    #[error("`{clause}` excludes {floor}: decide whether the bound can go")]
    UpperBound {
        /// The clause as it would be written.
        clause: String,
        /// The version to reach.
        floor: Version,
    },
    /// The pin names a build of its own (`1.0+cpu`), and whether the new version has one is not known.
    #[error("`{0}` names a local build: choose the build of the new version by hand")]
    LocalVersion(String),
    /// The text is split by a line continuation or escaped, or the file is one that is not edited.
    #[error("it is written in a form that is not edited: raise it to {0} by hand")]
    NotEditable(Version),
    /// It is written in a form in which another package is not put in its place.
    #[error("it is written in a form that is not edited: ask for `{0}` by hand")]
    OtherForm(String),
    /// It is for environments of its own, beside one of the same package for others.
    #[error(
        "it stands beside line {0}, which is for other environments: decide which of them go on"
    )]
    Alternative(u32),
    /// The other clauses of the set exclude the floor.
    #[error("`{specifiers}` would admit nothing at {floor}: decide what it should be")]
    Contradiction {
        /// The set as it stands.
        specifiers: VersionSpecifiers,
        /// The version to reach.
        floor: Version,
    },
}

/// Raises the lowest version that a requirement admits to `floor`. `source` is the text that the
/// requirement was read from. With `upper`, a bound `<upper` replaces upper bounds that exclude the
/// floor and is added where there is none; without it, such bounds are for a person to decide.
pub fn raise_floor(
    requirement: &Requirement,
    source: &str,
    floor: &Version,
    upper: Option<&Version>,
) -> FloorChange {
    if let Kind::Direct(direct) = &requirement.kind {
        return match &direct.version {
            Some(version) if version >= floor => FloorChange::Unneeded,
            _ => FloorChange::Manual(FloorObstacle::Direct(direct.target.clone())),
        };
    }
    if !admits(&requirement.specifiers, floor) {
        return FloorChange::Unneeded;
    }
    if requirement.kind != Kind::Lock && requirement.hashes {
        return FloorChange::Manual(FloorObstacle::Hashes {
            package: requirement.package.clone(),
            floor: floor.clone(),
        });
    }
    if let Some((words, range)) = &requirement.phrase {
        return super::words::raise(*words, source, range.clone(), floor, upper);
    }
    let aim = Aim { floor, upper };
    match aim.edit(requirement, source) {
        Ok(edit) => FloorChange::Edit(edit),
        Err(obstacle) => FloorChange::Manual(obstacle),
    }
}

/// The bounds to reach.
struct Aim<'v> {
    floor: &'v Version,
    upper: Option<&'v Version>,
}

/// How a clause is written afterwards.
struct NewClause {
    operator: &'static str,
    version: String,
}

impl NewClause {
    fn text(&self) -> String {
        format!("{}{}", self.operator, self.version)
    }
}

impl Aim<'_> {
    fn edit(&self, requirement: &Requirement, source: &str) -> Result<FloorEdit, FloorObstacle> {
        let not_editable = || FloorObstacle::NotEditable(self.floor.clone());
        let old = &requirement.clauses;
        if !requirement.editable || !old.iter().all(|clause| is_legible(clause, source)) {
            return Err(not_editable());
        }
        let raised = highest_lower_bound(old);
        let replaced = old
            .iter()
            .enumerate()
            .map(|(index, clause)| self.replace(clause, raised == Some(index)))
            .collect::<Result<Vec<_>, _>>()?;
        let mut texts: Vec<String> = old
            .iter()
            .zip(&replaced)
            .map(|(clause, new)| {
                new.as_ref()
                    .map_or_else(|| clause_text(clause), NewClause::text)
            })
            .collect();
        let parse = |texts: &[String]| parse_set(texts).ok_or_else(not_editable);
        let needs_lower = admits(&parse(&texts)?, self.floor);
        if needs_lower {
            texts.insert(0, format!(">={}", self.floor));
        }
        let added_upper = self
            .upper
            .filter(|_| parse(&texts).is_ok_and(|set| is_open(&set)));
        texts.extend(added_upper.map(|upper| format!("<{upper}")));
        let specifiers = parse(&texts)?;
        if admits(&specifiers, self.floor) || !satisfies(&specifiers, self.floor) {
            return Err(FloorObstacle::Contradiction {
                specifiers: requirement.specifiers.clone(),
                floor: self.floor.clone(),
            });
        }
        let added_lower = needs_lower.then_some(self.floor);
        let edits = write(requirement, source, &replaced, added_lower, added_upper);
        Ok(FloorEdit { edits, specifiers })
    }

    /// What becomes of one clause; none if it stays. `raised` says that this is the lower bound to raise.
    fn replace(&self, clause: &Clause, raised: bool) -> Result<Option<NewClause>, FloorObstacle> {
        let new = |operator, version: String| Ok(Some(NewClause { operator, version }));
        if is_local(clause) {
            return Err(FloorObstacle::LocalVersion(clause_text(clause)));
        }
        match clause.operator {
            Operator::Equal if clause.version < *self.floor => new("==", self.floor.to_string()),
            Operator::ExactEqual if clause.version < *self.floor => {
                new("===", self.floor.to_string())
            }
            Operator::EqualStar if !self.is_reached_by(clause) => new(
                "==",
                format!("{}.*", shaped_like(self.floor, &clause.version)),
            ),
            Operator::TildeEqual if clause.version < *self.floor => {
                let version = shaped_like(self.floor, &clause.version);
                match version < *self.floor && self.upper.is_some() {
                    // As much of the floor as stood there says too little, and the bound above is given.
                    true => new(">=", self.floor.to_string()),
                    false => new("~=", version.to_string()),
                }
            }
            Operator::GreaterThan | Operator::GreaterThanEqual
                if raised && clause.version < *self.floor =>
            {
                new(">=", self.floor.to_string())
            }
            Operator::LessThan | Operator::LessThanEqual if !self.is_reached_by(clause) => {
                match self.upper {
                    Some(upper) => new("<", upper.to_string()),
                    None => Err(FloorObstacle::UpperBound {
                        clause: clause_text(clause),
                        floor: self.floor.clone(),
                    }),
                }
            }
            _ => Ok(None),
        }
    }

    /// Whether the clause admits the floor as it is.
    fn is_reached_by(&self, clause: &Clause) -> bool {
        parse_specifier(&clause_text(clause))
            .is_ok_and(|specifier| admitted_by(&specifier).contains(self.floor))
    }
}

/// The edits for replaced clauses and added bounds, in the spacing of the clauses that stand there.
fn write(
    requirement: &Requirement,
    source: &str,
    replaced: &[Option<NewClause>],
    added_lower: Option<&Version>,
    added_upper: Option<&Version>,
) -> Vec<(Range<usize>, String)> {
    let gap = if requirement
        .clauses
        .iter()
        .any(|clause| clause.operator_range.end < clause.version_range.start)
    {
        " "
    } else {
        ""
    };
    let separator = match requirement.clauses.as_slice() {
        [first, second, ..] => {
            let between = &source[first.version_range.end..second.operator_range.start];
            if between.ends_with(' ') { ", " } else { "," }
        }
        _ if gap.is_empty() => ",",
        _ => ", ",
    };
    let lower = added_lower.map(|floor| format!(">={gap}{floor}"));
    let upper = added_upper.map(|upper| format!("<{gap}{upper}"));
    let Some(range) = &requirement.specifier_range else {
        let bounds: Vec<String> = lower.into_iter().chain(upper).collect();
        let at = requirement.insert_at;
        return vec![(at..at, bounds.join(separator))];
    };
    let mut edits = Vec::new();
    edits.extend(lower.map(|lower| (range.start..range.start, lower + separator)));
    for (clause, new) in requirement.clauses.iter().zip(replaced) {
        let Some(new) = new else { continue };
        let parts = [
            (&clause.operator_range, new.operator),
            (&clause.version_range, new.version.as_str()),
        ];
        for (range, text) in parts {
            if source[range.clone()] != *text {
                edits.push((range.clone(), text.to_owned()));
            }
        }
    }
    edits.extend(upper.map(|upper| (range.end..range.end, separator.to_owned() + &upper)));
    edits
}

/// Whether the clause's places hold what was read from them, in one piece.
fn is_legible(clause: &Clause, source: &str) -> bool {
    let operator = source.get(clause.operator_range.clone());
    let version = source.get(clause.version_range.clone());
    match (operator, version) {
        (Some(operator), Some(version)) => parse_specifier(&format!("{operator}{version}"))
            .is_ok_and(|read| {
                *read.operator() == clause.operator && *read.version() == clause.version
            }),
        _ => false,
    }
}

/// The place among the clauses of the bound that counts: of several lower bounds, the highest.
fn highest_lower_bound(clauses: &[Clause]) -> Option<usize> {
    clauses
        .iter()
        .enumerate()
        .filter(|(_, clause)| {
            matches!(
                clause.operator,
                Operator::GreaterThan | Operator::GreaterThanEqual
            )
        })
        .max_by(|(_, one), (_, other)| one.version.cmp(&other.version))
        .map(|(index, _)| index)
}

fn is_local(clause: &Clause) -> bool {
    clause.version.is_local() && matches!(clause.operator, Operator::Equal | Operator::ExactEqual)
}

fn clause_text(clause: &Clause) -> String {
    let star = if is_prefix(clause.operator) { ".*" } else { "" };
    format!("{}{}{star}", operator_text(clause.operator), clause.version)
}

fn operator_text(operator: Operator) -> &'static str {
    match operator {
        Operator::Equal | Operator::EqualStar => "==",
        Operator::ExactEqual => "===",
        Operator::NotEqual | Operator::NotEqualStar => "!=",
        Operator::TildeEqual => "~=",
        Operator::LessThan => "<",
        Operator::LessThanEqual => "<=",
        Operator::GreaterThan => ">",
        Operator::GreaterThanEqual => ">=",
    }
}

fn parse_set(texts: &[String]) -> Option<VersionSpecifiers> {
    texts
        .iter()
        .map(|text| parse_specifier(text).ok())
        .collect::<Option<Vec<VersionSpecifier>>>()
        .map(|specifiers| specifiers.into_iter().collect())
}

/// Whether a set has no upper bound.
fn is_open(specifiers: &VersionSpecifiers) -> bool {
    admitted(specifiers)
        .bounding_range()
        .is_some_and(|(_, upper)| upper == std::ops::Bound::Unbounded)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
#[path = "floor_tests.rs"]
mod tests;
