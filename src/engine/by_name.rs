//! Names that a file imports from a package: where all uses of one have a new name that is read of a module, the import
//! says where it is now, and the uses stay as short as they were.

use std::collections::{BTreeMap, BTreeSet};

use super::apply::Named;
use super::plain_names::with_word;
use crate::finding::Finding;
use crate::rewrite::imports::{ImportNeed, ImportNeeds, Uses, is_imported_so};
use crate::rewrite::names::{clauses_binding, is_bound_otherwise, used_names};
use crate::rewrite::{Operation, Piece, erased};
use crate::semantic::infer::Analysis;
use crate::semantic::python::is_builtin;
use crate::semantic::value::{Atom, FileId};
use crate::syntax::ast::{ImportedName, Span, StmtKind, Tree};
use crate::transforms::imports::{Clauses, Unneeded, names_in};
use crate::transforms::taken::Clause;
use crate::transforms::{Draft, Member};

/// An import clause that says where its names are now.
struct Renewed {
    clause: Clause,
    needs: Vec<ImportNeed>,
    /// What uses of it that are read of a module become.
    texts: Vec<(String, String)>,
    uses: Uses,
    /// The drafts that rewrite them, which become one.
    drafts: BTreeSet<usize>,
}

/// Lets files go on to import by name what they imported so. The drafts of all uses of such a name are one then.
pub fn import_by_name(
    analysis: &Analysis<'_>,
    (findings, drafts): (&mut [Finding], &mut Vec<Named>),
    changed: &dyn Fn(&str) -> bool,
) {
    for (file, clauses) in going(analysis, drafts, changed) {
        for (clause, uses) in clauses {
            let place = (file, clause);
            if let Some(renewed) = renewed(analysis, drafts, (place, uses), changed) {
                let root = merge(findings, drafts, &renewed.drafts);
                apply(&mut drafts[root].draft, renewed);
            }
        }
    }
}

/// The import clauses that no use is left of once all drafts are applied.
fn going(
    analysis: &Analysis<'_>,
    drafts: &[Named],
    changed: &dyn Fn(&str) -> bool,
) -> BTreeMap<FileId, Clauses> {
    let mut operations: BTreeMap<FileId, Vec<Operation>> = BTreeMap::new();
    let mut needs: BTreeMap<FileId, ImportNeeds> = BTreeMap::new();
    if drafts.iter().all(|named| named.draft.members.is_empty()) {
        return BTreeMap::new();
    }
    for Named { draft, .. } in drafts {
        for (file, mine) in &draft.operations {
            operations.entry(*file).or_default().extend_from_slice(mine);
        }
        for (file, mine) in &draft.imports {
            needs.entry(*file).or_default().merge(mine);
        }
    }
    let unneeded = Unneeded {
        analysis,
        operations: &operations,
        needs: &needs,
        changed,
    };
    unneeded.clauses()
}

/// What a clause says in its place, if all of its uses can keep to names of this file.
fn renewed(
    analysis: &Analysis<'_>,
    drafts: &[Named],
    ((file, clause), uses): (Clause, Uses),
    changed: &dyn Fn(&str) -> bool,
) -> Option<Renewed> {
    let tree = &analysis.file(file).tree;
    let import = analysis.imported.get(&(file, clause.start))?;
    let Some(Atom::Symbol(path)) = import.value.single() else {
        return None;
    };
    let name = imported_name(tree, clause)?;
    let bound = &*name.alias.as_ref().unwrap_or(&name.name).text;
    if import.until.is_some()
        || !changed(analysis.names.get(path))
        || clauses_binding(tree, bound) != [clause]
        || is_bound_otherwise(tree, bound)
    {
        return None;
    }
    let mut owners = BTreeSet::new();
    let mut members: Vec<&Member> = Vec::new();
    for place in uses.iter() {
        let (mine, of_it) = owners_of(drafts, (file, *place))?;
        owners.extend(mine);
        for member in of_it {
            if !members.iter().any(|one| one.path == member.path) {
                members.push(member);
            }
        }
    }
    let mut packages = owners.iter().map(|one| &drafts[*one].package);
    let first = packages.next()?;
    if members.is_empty() || !packages.all(|other| other == first) {
        return None;
    }
    let (mut needs, mut texts) = (Vec::new(), Vec::new());
    for (index, member) in members.iter().enumerate() {
        let alias = name.alias.as_ref().filter(|_| index == 0);
        let (need, local) = imported(tree, member, (bound, alias.is_some()))?;
        needs.push(need);
        texts.push((member.text.clone(), local));
    }
    Some(Renewed {
        clause: (file, clause),
        needs,
        texts,
        uses,
        drafts: owners,
    })
}

fn imported_name(tree: &Tree, clause: Span) -> Option<&ImportedName> {
    tree.stmts.iter().find_map(|stmt| match &stmt.kind {
        StmtKind::ImportFrom {
            level: 0, names, ..
        } => names.iter().find(|one| one.span == clause),
        _ => None,
    })
}

/// The drafts that rewrite a use, and the names of modules that they write there: those that write some, else all that
/// leave nothing of it.
fn owners_of(
    drafts: &[Named],
    (file, place): (FileId, Span),
) -> Option<(BTreeSet<usize>, &[Member])> {
    let erasing = |named: &Named| {
        let operations = named.draft.operations.get(&file);
        operations.is_some_and(|operations| erased(operations, place))
    };
    let mine = drafts.iter().enumerate().filter(|(_, one)| erasing(one));
    let mine: Vec<(usize, &Named)> = mine.collect();
    let mut writing = mine
        .iter()
        .filter_map(|(index, one)| Some((*index, one.draft.members.get(&(file, place))?)));
    match (writing.next(), writing.next()) {
        (Some((index, members)), None) => {
            let operations = &drafts[index].draft.operations[&file];
            let is_written = |member: &Member| {
                operations
                    .iter()
                    .any(|one| one.span.contains(place) && writes(one, &member.text))
            };
            let all = members.iter().all(is_written);
            all.then(|| (BTreeSet::from([index]), &members[..]))
        }
        (None, _) if !mine.is_empty() => {
            Some((mine.iter().map(|(index, _)| *index).collect(), &[]))
        }
        _ => None,
    }
}

fn writes(operation: &Operation, text: &str) -> bool {
    let mut pieces = operation.pieces.iter();
    pieces.any(|piece| matches!(piece, Piece::Text(new) if new.contains(text)))
}

/// How a file imports a member by name, and the name that it has there: that of the clause, or one that nothing else has.
fn imported(
    tree: &Tree,
    member: &Member,
    (bound, is_alias): (&str, bool),
) -> Option<(ImportNeed, String)> {
    let (module, name) = member.path.rsplit_once('.')?;
    if is_alias {
        let need = ImportNeed::From {
            module: module.to_owned(),
            name: name.to_owned(),
            alias: Some(bound.to_owned()),
        };
        return Some((need, bound.to_owned()));
    }
    let need = ImportNeed::from(module, name);
    let is_free = || {
        !is_builtin(name)
            && !used_names(tree).contains(name)
            && clauses_binding(tree, name).is_empty()
    };
    let fits = name == bound || is_imported_so(tree, &need).unwrap_or_else(is_free);
    fits.then(|| (need, name.to_owned()))
}

/// Makes one draft of several, under the id of the first; gives its index.
pub(super) fn merge(
    findings: &mut [Finding],
    drafts: &mut Vec<Named>,
    group: &BTreeSet<usize>,
) -> usize {
    let root = *group.first().expect("a clause has uses");
    let id = drafts[root].id.clone();
    let mut ids: BTreeSet<String> = BTreeSet::new();
    for index in group.iter().skip(1).rev() {
        let other = drafts.remove(*index);
        ids.insert(other.id);
        drafts[root].requires.extend(other.requires);
        drafts[root].draft.absorb(other.draft);
    }
    if ids.is_empty() {
        return root;
    }
    for named in drafts.iter_mut() {
        for required in named.requires.iter_mut().filter(|one| ids.contains(*one)) {
            required.clone_from(&id);
        }
    }
    drafts[root].requires.retain(|one| *one != id);
    for finding in findings {
        let mine = |one: &String| ids.contains(one) || *one == id;
        if finding.fix_id.as_ref().is_some_and(mine) {
            finding.fix_id = Some(id.clone());
            finding.applicability = drafts[root].draft.applicability;
        }
    }
    root
}

/// Writes the names of the file, and lets the import say where they are.
fn apply(draft: &mut Draft, renewed: Renewed) {
    let (file, clause) = renewed.clause;
    let operations = draft.operations.entry(file).or_default();
    let is_use =
        |operation: &Operation| renewed.uses.iter().any(|one| operation.span.contains(*one));
    for operation in operations.iter_mut().filter(|one| is_use(one)) {
        for piece in &mut operation.pieces {
            if let Piece::Text(text) = piece {
                for (long, short) in &renewed.texts {
                    *text = with_word(text, long, short);
                }
            }
        }
    }
    let needs = draft.imports.entry(file).or_default();
    let is_named = |name: &str| {
        let mut pieces = operations.iter().flat_map(|one| &one.pieces);
        pieces.any(|piece| matches!(piece, Piece::Text(text) if names_in(text, name)))
    };
    for (long, _) in &renewed.texts {
        let text = long.rsplit_once('.').map_or("", |(module, _)| module);
        if is_named(text) {
            continue;
        }
        let reaches = |need: &ImportNeed| match need {
            ImportNeed::Module { module, alias } => alias.as_ref().unwrap_or(module) == text,
            ImportNeed::From { .. } => false,
        };
        let within = needs.add_within.values_mut();
        for set in std::iter::once(&mut needs.add).chain(within) {
            set.retain(|need| !reaches(need));
        }
    }
    needs.add_within.retain(|_, set| !set.is_empty());
    needs.renewed.insert(clause, renewed.needs);
}
