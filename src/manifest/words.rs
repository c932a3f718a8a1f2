//! Versions in the words of other tools (`^1.2`, `=1.2`, `1.2.*`, `*`): raising the lowest one, in the same words.

use std::ops::Range;

use pep440_rs::{Version, VersionSpecifiers};

use super::Cause;
use super::floor::{FloorChange, FloorEdit, FloorObstacle};
use super::named::parse_specifier;
use super::specifiers::{admits, admitted_by, satisfies, shaped_like};

/// Operators, longer ones before those that they begin with.
const OPERATORS: [&str; 11] = ["===", "==", "~=", "!=", ">=", "<=", "^", "~", "=", ">", "<"];

/// A constraint in the words of a tool, where it stands as it is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Words {
    /// Poetry's and Pipenv's.
    Poetry,
    /// Conda's.
    Conda,
}

impl Words {
    fn read(self, text: &str) -> Result<VersionSpecifiers, Cause> {
        match self {
            Words::Poetry => super::poetry::translate(text),
            Words::Conda => super::conda::read_versions(text),
        }
    }
}

/// The constraint that stands at `range` with its lowest version raised, as [`super::raise_floor`] does it.
pub(super) fn raise(
    words: Words,
    text: &str,
    range: Range<usize>,
    floor: &Version,
    upper: Option<&Version>,
) -> FloorChange {
    let by_hand = || FloorChange::Manual(FloorObstacle::NotEditable(floor.clone()));
    let Some(written) = text.get(range.clone()) else {
        return by_hand();
    };
    if written.contains(['|', '[']) {
        return by_hand();
    }
    let new = match raised(written, floor, upper) {
        Ok(Some(new)) => new,
        Ok(None) => return by_hand(),
        Err(clause) => {
            return FloorChange::Manual(FloorObstacle::UpperBound {
                clause,
                floor: floor.clone(),
            });
        }
    };
    // What was written must mean what is meant.
    match words.read(&new) {
        Ok(specifiers) if !admits(&specifiers, floor) && satisfies(&specifiers, floor) => {
            FloorChange::Edit(FloorEdit {
                edits: vec![(range, new)],
                specifiers,
            })
        }
        _ => by_hand(),
    }
}

/// One part of a constraint, taken apart: operator, blanks behind it, version.
fn parts_of(clause: &str) -> (&str, &str, &str) {
    let operator = OPERATORS.into_iter().find(|one| clause.starts_with(one));
    let operator = operator.map_or("", |one| &clause[..one.len()]);
    let rest = &clause[operator.len()..];
    let version = rest.trim_start();
    (operator, &rest[..rest.len() - version.len()], version)
}

/// The text of a constraint afterwards; none where it is not known how, an error that names an upper bound where one
/// leaves no room.
fn raised(text: &str, floor: &Version, upper: Option<&Version>) -> Result<Option<String>, String> {
    let separator = if text.contains(", ") { ", " } else { "," };
    let clauses: Vec<&str> = text.split(',').map(str::trim).collect();
    let mut out: Vec<String> = Vec::new();
    let (mut is_bounded_below, mut is_bounded_above, mut gap) = (false, false, "");
    for clause in clauses {
        let (operator, blanks, version) = parts_of(clause);
        if clause == "*" {
            continue;
        }
        let numbers = version.strip_suffix(".*").unwrap_or(version);
        if numbers.parse::<Version>().is_err() {
            return Ok(None);
        }
        gap = blanks;
        let kept = || clause.to_owned();
        let shaped = |version: &str| Some(shaped_like(floor, &version.parse().ok()?));
        let (new, below, above) = match operator {
            ">=" | ">" => (format!(">={blanks}{floor}"), true, false),
            "<" | "<=" => (upper_bound(clause, blanks, floor, upper)?, false, true),
            "!=" => (kept(), false, false),
            _ => match version.strip_suffix(".*") {
                Some(stem) => {
                    let Some(shape) = shaped(stem) else {
                        return Ok(None);
                    };
                    (format!("{operator}{blanks}{shape}.*"), true, true)
                }
                None if operator == "~=" => {
                    let Some(shape) = shaped(version) else {
                        return Ok(None);
                    };
                    (format!("{operator}{blanks}{shape}"), true, true)
                }
                None => (format!("{operator}{blanks}{floor}"), true, true),
            },
        };
        is_bounded_below |= below;
        is_bounded_above |= above;
        out.push(new);
    }
    if !is_bounded_below {
        out.insert(0, format!(">={gap}{floor}"));
    }
    if let Some(upper) = upper.filter(|_| !is_bounded_above) {
        out.push(format!("<{gap}{upper}"));
    }
    Ok(Some(out.join(separator)))
}

/// An upper bound that leaves room for the floor.
fn upper_bound(
    clause: &str,
    blanks: &str,
    floor: &Version,
    upper: Option<&Version>,
) -> Result<String, String> {
    let packed: String = clause.split_whitespace().collect();
    match (parse_specifier(&packed), upper) {
        (Ok(bound), _) if admitted_by(&bound).contains(floor) => Ok(clause.to_owned()),
        (_, Some(upper)) => Ok(format!("<{blanks}{upper}")),
        _ => Err(packed),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn after(words: Words, text: &str) -> String {
        let version = |text: &str| text.parse::<Version>().unwrap();
        match raise(
            words,
            text,
            0..text.len(),
            &version("1.93.1"),
            Some(&version("2")),
        ) {
            FloorChange::Edit(edit) => edit.edits[0].1.clone(),
            FloorChange::Manual(why) => format!("by hand: {why}"),
            FloorChange::Unneeded => "as it is".to_owned(),
        }
    }

    #[test]
    fn a_constraint_of_poetry_keeps_its_words() {
        for (before, expected) in [
            ("^0.28.1", "^1.93.1"),
            ("~0.28", "~1.93.1"),
            ("0.28.1", "1.93.1"),
            ("==0.28.1", "==1.93.1"),
            ("*", ">=1.93.1,<2"),
            (">=0.27", ">=1.93.1,<2"),
            (">= 0.27, < 1.0", ">= 1.93.1, < 2"),
            (">=0.27,<3,!=0.27.1", ">=1.93.1,<3,!=0.27.1"),
            ("<1", ">=1.93.1,<2"),
            ("~=0.28.1", "~=1.93.1"),
        ] {
            assert_eq!(after(Words::Poetry, before), expected, "{before}");
        }
        for before in ["^0.28 || ^1", "0.28.*", "~=0.28", ""] {
            assert!(
                after(Words::Poetry, before).starts_with("by hand"),
                "{before}"
            );
        }
    }

    #[test]
    fn a_constraint_of_condas_keeps_its_words() {
        for (before, expected) in [
            ("=0.28.1", "=1.93.1"),
            ("==0.28.1", "==1.93.1"),
            (">=0.27,<1", ">=1.93.1,<2"),
        ] {
            assert_eq!(after(Words::Conda, before), expected, "{before}");
        }
        for before in ["=0.28.1=py_0", "0.28 py_0"] {
            assert!(
                after(Words::Conda, before).starts_with("by hand"),
                "{before}"
            );
        }
    }

    #[test]
    fn without_a_bound_to_put_in_its_place_one_that_leaves_no_room_is_for_a_person() {
        let floor = "1.93.1".parse::<Version>().unwrap();
        let found = raise(Words::Poetry, ">=0.27,<1", 0..9, &floor, None);
        assert!(matches!(
            found,
            FloorChange::Manual(FloorObstacle::UpperBound { .. })
        ));
    }
}
