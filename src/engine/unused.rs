//! Comments that keep code as it is where nothing is found: said, with a fix that takes them away.
//!
//! Only code is asked, and only of rules about code that this run looked for in that file.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::apply::Named;
use super::comments::Kept;
use super::read::Project;
use super::suppressed::{Suppressions, Unused};
use crate::finding::{Applicability, Fails, Finding, Location, Severity, Symbol};
use crate::rewrite::Operation;
use crate::rules::active::ActivePack;
use crate::rules::load::Pack;
use crate::rules::select::{Selector, is_named};
use crate::semantic::project::File;
use crate::semantic::value::FileId;
use crate::syntax::ast::Span;
use crate::transforms::Draft;

/// Which rules a run looked for.
struct LookedFor<'a> {
    packs: &'a [ActivePack],
    /// All packs, those that are not selected as well.
    all: &'a [Arc<Pack>],
    selector: &'a Selector,
}

impl LookedFor<'_> {
    /// Whether all rules that a word names are about code, and were looked for in a file; of no word, all rules that are not
    /// asked for by name.
    fn holds(&self, word: Option<&str>, known: &Suppressions) -> bool {
        let mut codes = self
            .all
            .iter()
            .flat_map(|pack| pack.codes.keys().map(move |code| (pack, code)))
            .filter(|(pack, code)| match word {
                Some(word) => is_named(word, &pack.header.name, code),
                None => !pack.header.opt_in,
            })
            .peekable();
        let is_looked_for = |name: &str, code: &str| {
            self.selector.selects(name, code) && known.reported().holds(name, code)
        };
        codes.peek().is_some()
            && codes.all(|(pack, code)| {
                let name = pack.header.name.as_str();
                let active = self.packs.iter().any(|one| one.pack.header.name == name);
                let is_code = !pack.header.imports.is_empty();
                // What is said of manifests and commands is known elsewhere.
                (is_code || word.is_none()) && active && is_looked_for(name, code)
            })
    }
}

/// Adds the comments that kept nothing, where a pack with a rule about them is selected.
pub fn add(
    project: &Project,
    known: &BTreeMap<&str, Suppressions>,
    (packs, all, selector): (&[ActivePack], &[Arc<Pack>], &Selector),
    (findings, drafts): (&mut Vec<Finding>, &mut Vec<Named>),
) {
    let rule = packs.iter().find_map(|pack| {
        let code = pack.pack.header.unused_comments.as_deref()?;
        Some((&pack.pack, code))
    });
    let Some((pack, code)) = rule.filter(|(pack, code)| selector.selects(&pack.header.name, code))
    else {
        return;
    };
    let looked_for = LookedFor {
        packs,
        all,
        selector,
    };
    for (id, file) in (0..).map(FileId).zip(&project.files) {
        let Some(known) = known.get(file.unit.display()) else {
            continue;
        };
        if known.is_bare() {
            continue;
        }
        keep_near(file, known, findings);
        // A script's requirements and the commands that it runs are judged elsewhere.
        let elsewhere = project.running.contains(file.unit.display())
            || file.unit.text().contains("# /// script");
        let is_known =
            |word: Option<&str>| !(word.is_none() && elsewhere) && looked_for.holds(word, known);
        for one in known.unused(&is_known) {
            let name = &pack.codes[code].name;
            let (finding, draft) = reported((&pack.header.name, code, name), file, id, &one);
            if !known.reported().reports(&finding) {
                continue;
            }
            drafts.push(Named {
                id: finding.fix_id.clone().unwrap_or_default(),
                package: pack.header.name.clone(),
                requires: Vec::new(),
                draft,
            });
            findings.push(finding);
        }
    }
}

/// Takes comments for useful that stand in a statement of which something is found: fixes leave what has comments in it.
fn keep_near(file: &File, known: &Suppressions, findings: &[Finding]) {
    let path = file.unit.display();
    let stmts = file.tree.stmts.iter();
    let stmts: Vec<Location> = stmts.map(|stmt| file.unit.location(stmt.span)).collect();
    for finding in findings {
        let related = finding.related.iter().map(|one| &one.location);
        let places = std::iter::once(&finding.location).chain(related);
        for place in places.filter(|place| place.path == path) {
            let around = stmts.iter().filter(|stmt| {
                stmt.cell == place.cell && stmt.start <= place.start && place.end <= stmt.end
            });
            let innermost = around.min_by_key(|stmt| stmt.end.offset - stmt.start.offset);
            if let Some(stmt) = innermost {
                known.use_within(stmt, finding);
            }
        }
    }
}

fn reported(
    (pack, code, name): (&str, &str, &str),
    file: &File,
    id: FileId,
    one: &Unused,
) -> (Finding, Draft) {
    let message = match one.words.as_slice() {
        [] => "nothing is found that this comment would keep".to_owned(),
        words => format!(
            "nothing of `{}` is found that this comment would keep",
            words.join("`, `")
        ),
    };
    let location = file.unit.location(one.span);
    let cell = location.cell.map(|cell| format!(":{cell}"));
    let offset = location.start.offset;
    let fix = format!(
        "{pack}:{}{}:{offset}",
        location.path,
        cell.unwrap_or_default()
    );
    let mut draft = Draft::default();
    draft.edit(id, edit(file.unit.text(), one));
    let finding = Finding {
        code: code.to_owned(),
        name: name.to_owned(),
        package: pack.to_owned(),
        distribution: None,
        severity: Severity::Note,
        fails: Fails::Never,
        message,
        location,
        symbol: Symbol::default(),
        applicability: Applicability::Safe,
        reason: None,
        help: None,
        breaks_in: None,
        related: Vec::new(),
        fingerprint: String::new(),
        fix_id: Some(fix),
    };
    (finding, draft)
}

/// Takes words out of a comment, or the comment where none is left; what else stands on its line stays.
fn edit(text: &str, one: &Unused) -> Operation {
    if let Kept::These(words) = &one.kept
        && let left = words.iter().filter(|word| !one.words.contains(word))
        && let left = left.map(String::as_str).collect::<Vec<_>>().join(", ")
        && !left.is_empty()
    {
        let said = &text[one.span.start as usize..one.span.end as usize];
        let list = said.find('[').unwrap_or_default() + 1;
        let list = Span::new(
            one.span.start + u32::try_from(list).unwrap_or_default(),
            one.span.end - 1,
        );
        return Operation::replace(list, left);
    }
    let (mut start, mut end) = (one.span.start as usize, one.span.end as usize);
    let blank = [' ', '\t'];
    let behind = text[end..].trim_start_matches(blank);
    if behind.starts_with('#') {
        // Another comment stands behind it and takes its place.
        end = text.len() - behind.len();
    } else {
        let line = text[end..].find(['\n', '\r']);
        end = line.map_or(text.len(), |line| end + line);
        start = text[..start].trim_end_matches(blank).len();
        let alone = start == 0 || text[..start].ends_with(['\n', '\r']);
        if alone {
            let rest = &text[end..];
            let mark = if rest.starts_with("\r\n") { 2 } else { 1 };
            end += mark.min(rest.len());
        }
    }
    let bound = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Operation::delete(Span::new(bound(start), bound(end)))
}
