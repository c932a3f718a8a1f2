//! The edits that ask for another package in the place of one, beside it, or for neither, in the words of the file.

use std::ops::Range;

use pep440_rs::{Operator, Version, VersionSpecifiers};

use super::floor::{FloorChange, FloorEdit, FloorObstacle};
use super::specifiers::{next_major, shaped_like};
use super::written::written_by;
use super::{Kind, Requirement, Words};

/// A package to ask for.
#[derive(Debug, Clone, Copy)]
pub struct Another<'a> {
    /// Its name, as people write it.
    pub name: &'a str,
    /// The extra to ask for.
    pub extra: Option<&'a str>,
    /// The lowest version.
    pub floor: &'a Version,
}

/// What becomes of a requirement whose package code moves away from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// The other package takes its place.
    Instead,
    /// The other package is asked for beside it.
    Beside,
    /// It goes, since the other one is asked for already.
    Gone,
}

impl Another<'_> {
    /// The edit of the text that a requirement was read from.
    #[must_use]
    pub fn edit(self, requirement: &Requirement, source: &str, fate: Fate) -> FloorChange {
        match self.edits(requirement, source, fate) {
            Ok(edits) => FloorChange::Edit(FloorEdit {
                edits,
                specifiers: self
                    .span()
                    .parse()
                    .unwrap_or_else(|_| VersionSpecifiers::empty()),
            }),
            Err(obstacle) => FloorChange::Manual(obstacle),
        }
    }

    fn edits(
        self,
        requirement: &Requirement,
        source: &str,
        fate: Fate,
    ) -> Result<Vec<(Range<usize>, String)>, FloorObstacle> {
        let by_hand = || FloorObstacle::OtherForm(self.wish());
        if let Kind::Direct(direct) = &requirement.kind {
            return Err(FloorObstacle::Direct(direct.target.clone()));
        }
        if requirement.hashes {
            return Err(FloorObstacle::Hashes {
                package: self.named(),
                floor: self.floor.clone(),
            });
        }
        if let Some(command) = written_by(source) {
            return Err(FloorObstacle::Written(command.to_owned()));
        }
        if fate == Fate::Gone {
            let line = own_line(requirement, source).ok_or_else(by_hand)?;
            return Ok(vec![(line, String::new())]);
        }
        let edits = match &requirement.phrase {
            Some((Words::Poetry, version)) => {
                self.in_a_table(requirement, source, version.clone(), fate)
            }
            Some((Words::Conda, _)) => None,
            None => self.in_a_list(requirement, source, fate),
        };
        edits.ok_or_else(by_hand)
    }

    /// As a requirement of PEP 508.
    fn in_a_list(
        self,
        requirement: &Requirement,
        source: &str,
        fate: Fate,
    ) -> Option<Vec<(Range<usize>, String)>> {
        if !requirement.editable {
            return None;
        }
        let head = requirement.insert_at;
        let versions = requirement.specifier_range.clone();
        let gap = source.get(head..versions.as_ref().map_or(head, |range| range.start))?;
        if !gap.chars().all(|letter| letter == ' ') {
            return None;
        }
        let name = match requirement.kind {
            // Constraints have no extras.
            Kind::Constraint => self.name.to_owned(),
            _ => self.named(),
        };
        let new = format!("{name}{gap}{}", self.bounds(requirement));
        let end = versions.map_or(head, |range| range.end);
        if fate == Fate::Instead {
            return Some(vec![(requirement.name_range.start..end, new)]);
        }
        if requirement.kind == Kind::Install {
            return None;
        }
        let marker = source.get(end..requirement.text_range.end)?;
        let (at, indent, quote) = begin_of(requirement, source);
        let new = format!("{quote}{new}{marker}{quote}");
        let separator = match (indent, quote) {
            (Some(indent), "") => format!("\n{indent}"),
            (Some(indent), _) => format!(",\n{indent}"),
            (None, "") => return None,
            (None, _) => ", ".to_owned(),
        };
        Some(vec![(at..at, new + &separator)])
    }

    /// As an entry of a table of Poetry's or Pipenv's, whose version stands at a place.
    fn in_a_table(
        self,
        requirement: &Requirement,
        source: &str,
        version: Range<usize>,
        fate: Fate,
    ) -> Option<Vec<(Range<usize>, String)>> {
        let name = requirement.name_range.clone();
        let end = requirement.text_range.end;
        let between = source.get(name.end..end)?;
        let between =
            &between[..between.len() - between.trim_start_matches(['"', '\'', ' ', '=']).len()];
        let equals = between.find('=')?;
        // What follows begins behind the sign; its own quote is no part of the name's.
        let begin = name.end + equals + 1;
        let value = source.get(begin..end)?;
        let begin = begin + (value.len() - value.trim_start().len());
        let value = source.get(begin..end)?;
        let new = self.bounds_of_a_tool(source.get(version.clone())?);
        let mut edits = Vec::new();
        if value.starts_with(['"', '\'']) {
            let quote = &value[..1];
            let text = match self.extra {
                Some(extra) => {
                    format!("{{ extras = [{quote}{extra}{quote}], version = {quote}{new}{quote} }}")
                }
                None => format!("{quote}{new}{quote}"),
            };
            edits.push((begin..end, text));
        } else if value.starts_with('{') && !value.contains("optional") {
            let extras = list_of_extras(value);
            match (extras, self.extra) {
                (Some(list), extra) => {
                    let list = begin + list.start..begin + list.end;
                    edits.push((
                        list,
                        extra.map_or_else(String::new, |extra| format!("\"{extra}\"")),
                    ));
                }
                (None, Some(extra)) => {
                    edits.push((begin + 1..begin + 1, format!(" extras = [\"{extra}\"],")));
                }
                (None, None) => {}
            }
            edits.push((version, new));
            edits.sort_by_key(|(range, _)| range.start);
        } else {
            return None;
        }
        edits.insert(0, (name, self.name.to_owned()));
        if fate == Fate::Instead {
            return Some(edits);
        }
        let start = requirement.text_range.start;
        let line = source.get(..start)?.rfind('\n').map_or(0, |at| at + 1);
        let indent = source.get(line..start)?;
        if !indent.trim().is_empty() {
            return None;
        }
        let mut entry = source.get(start..end)?.to_owned();
        for (range, text) in edits.iter().rev() {
            entry.replace_range(range.start - start..range.end - start, text);
        }
        Some(vec![(start..start, format!("{entry}\n{indent}"))])
    }

    /// The bounds, in the manner of those that stand there.
    fn bounds(self, requirement: &Requirement) -> String {
        let floor = self.floor;
        match requirement.clauses.as_slice() {
            // What a command installs without a version is the newest there is.
            [] if requirement.kind == Kind::Install => String::new(),
            [one] => match one.operator {
                Operator::Equal | Operator::ExactEqual => format!("=={floor}"),
                Operator::EqualStar => format!("=={}.*", shaped_like(floor, &one.version)),
                Operator::TildeEqual => format!("~={}", shaped_like(floor, &one.version)),
                _ => self.span(),
            },
            _ => self.span(),
        }
    }

    /// The same in the words of Poetry and Pipenv.
    fn bounds_of_a_tool(self, written: &str) -> String {
        let written = written.trim();
        let version = written.trim_start_matches(['^', '~', '=', ' ']);
        let operator = &written[..written.len() - version.len()];
        let is_one = version.parse::<Version>().is_ok();
        match operator.trim() {
            "" | "^" | "==" if is_one => format!("{operator}{}", self.floor),
            _ => self.span(),
        }
    }

    fn span(self) -> String {
        format!(">={},<{}", self.floor, next_major(self.floor))
    }

    fn named(self) -> String {
        match self.extra {
            Some(extra) => format!("{}[{extra}]", self.name),
            None => self.name.to_owned(),
        }
    }

    /// What to ask for, for people.
    #[must_use]
    pub fn wish(self) -> String {
        self.named() + &self.span()
    }
}

/// Where the list of extras of an inline table stands, without its brackets.
fn list_of_extras(table: &str) -> Option<Range<usize>> {
    let key = table.find("extras")?;
    let open = key + table[key..].find('[')? + 1;
    let close = open + table[open..].find(']')?;
    Some(open..close)
}

/// Where a requirement begins with the quote before it; what stands before it in its line if it is the first there; its quote.
fn begin_of<'s>(requirement: &Requirement, source: &'s str) -> (usize, Option<&'s str>, &'s str) {
    let start = requirement.text_range.start;
    let before = &source[..start];
    let quote = match before.ends_with(['"', '\'']) {
        true => &before[start - 1..],
        false => "",
    };
    let at = start - quote.len();
    let line = before[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let indent = &before[line..at];
    (at, indent.trim().is_empty().then_some(indent), quote)
}

/// The line of a requirement that has one of its own, with its end.
fn own_line(requirement: &Requirement, source: &str) -> Option<Range<usize>> {
    let (at, indent, quote) = begin_of(requirement, source);
    let start = at - indent?.len();
    let end = requirement.text_range.end;
    let length = source[end..].find('\n');
    let rest = &source[end..length.map_or(source.len(), |length| end + length)];
    let rest = rest.strip_prefix(quote)?.trim();
    let rest = match quote {
        "" => rest,
        _ => rest.strip_prefix(',').unwrap_or(rest).trim(),
    };
    let is_free = rest.is_empty() || rest.starts_with('#');
    is_free.then(|| start..length.map_or(source.len(), |length| end + length + 1))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
#[path = "replace_tests.rs"]
mod tests;
