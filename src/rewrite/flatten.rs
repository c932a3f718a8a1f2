//! Operations of a file to disjoint text edits.
//!
//! Operations form a forest: one nests in another if it lies in a stretch that the other keeps. Any
//! other overlap is a conflict. What is kept in its place is not part of an edit, so comments and
//! layout in it survive by construction.

use std::collections::HashMap;

use thiserror::Error;

use crate::finding::TextEdit;
use crate::rewrite::operation::{Operation, Piece};
use crate::syntax::ast::Span;

/// Two operations that cannot both happen; indices into the given operations, the lower one first.
/// The same index twice: the operation copies a stretch that it changes itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("operations {first} and {second} change the same text")]
pub struct Conflict {
    /// The one that was given first.
    pub first: usize,
    /// The other.
    pub second: usize,
}

impl Conflict {
    fn between(one: usize, other: usize) -> Self {
        Self {
            first: one.min(other),
            second: one.max(other),
        }
    }
}

/// The edits that carry out `operations` on `text`: sorted, disjoint, none without effect.
///
/// # Errors
/// The first pair of operations that overlap without one keeping the other's place.
pub fn flatten(text: &str, operations: &[Operation]) -> Result<Vec<TextEdit>, Conflict> {
    let forest = Forest::grow(operations)?;
    let mut edits = Edits {
        text,
        list: Vec::new(),
    };
    for &root in &forest.roots {
        forest.emit(root, &mut edits);
    }
    Ok(edits.finish())
}

/// Whether all operations can happen together.
///
/// # Errors
/// As [`flatten`].
pub fn check(operations: &[Operation]) -> Result<(), Conflict> {
    Forest::grow(operations).map(|_| ())
}

/// Whether nothing of `span` is left after the operations, which have no conflict.
#[must_use]
pub fn erased(operations: &[Operation], span: Span) -> bool {
    let keeps = |operation: &Operation| {
        let overlaps = |source: Span| source.start < span.end && span.start < source.end;
        operation.sources().any(overlaps)
    };
    let covers = |operation: &Operation| operation.span.contains(span);
    let gone = operations
        .iter()
        .any(|operation| covers(operation) && !keeps(operation));
    let copied = operations
        .iter()
        .any(|operation| !covers(operation) && keeps(operation) && !operation.span.contains(span));
    gone && !copied
}

/// Edits as they are found, from left to right.
struct Edits<'a> {
    text: &'a str,
    list: Vec<TextEdit>,
}

impl Edits<'_> {
    /// Adds an edit; one that touches the last becomes one with it, so that two insertions at one
    /// place are never two edits whose order a reader has to guess.
    fn push(&mut self, start: u32, end: u32, replacement: String) {
        if start == end && replacement.is_empty() {
            return;
        }
        match self.list.last_mut() {
            Some(last) if last.end == start => {
                last.end = end;
                last.replacement.push_str(&replacement);
            }
            _ => self.list.push(TextEdit {
                start,
                end,
                replacement,
            }),
        }
    }

    fn finish(self) -> Vec<TextEdit> {
        let Self { text, mut list } = self;
        list.retain(|edit| text[edit.range()] != edit.replacement);
        list
    }
}

/// Which operation lies in which.
struct Forest<'a> {
    operations: &'a [Operation],
    /// Outermost operations, from left to right.
    roots: Vec<usize>,
    /// Operations directly within each one, from left to right.
    children: Vec<Vec<usize>>,
    /// Where each one lies, if anywhere.
    parent: Vec<Option<usize>>,
}

impl<'a> Forest<'a> {
    fn grow(operations: &'a [Operation]) -> Result<Self, Conflict> {
        let mut forest = Self {
            operations,
            roots: Vec::new(),
            children: vec![Vec::new(); operations.len()],
            parent: vec![None; operations.len()],
        };
        let (insertions, mut others): (Vec<usize>, Vec<usize>) = distinct(operations)
            .into_iter()
            .partition(|&index| operations[index].is_insertion());
        others.sort_by_key(|&index| forest.outermost_first(index));
        forest.nest(&others)?;
        for &index in &insertions {
            let parent = forest.place_insertion(index)?;
            forest.hang(index, parent);
        }
        forest.order_siblings();
        for index in 0..operations.len() {
            if forest.copies_from_elsewhere(index) {
                forest.check_copies(index, &mut Vec::new())?;
            }
        }
        Ok(forest)
    }

    /// Sorts by start, then the longer, then the one that is outside on the same span.
    fn outermost_first(&self, index: usize) -> impl Ord + use<> {
        let operation = &self.operations[index];
        let Span { start, end } = operation.span;
        let inside = !operation.holds_itself();
        (
            start,
            u32::MAX - end,
            inside,
            u8::MAX - operation.layer,
            usize::MAX - index,
        )
    }

    fn nest(&mut self, sorted: &[usize]) -> Result<(), Conflict> {
        let mut open: Vec<usize> = Vec::new();
        for &index in sorted {
            let span = self.operations[index].span;
            while open
                .last()
                .is_some_and(|&top| self.operations[top].span.end <= span.start)
            {
                open.pop();
            }
            if let Some(&top) = open.last() {
                self.check_within(index, top)?;
            }
            self.hang(index, open.last().copied());
            open.push(index);
        }
        Ok(())
    }

    fn hang(&mut self, index: usize, parent: Option<usize>) {
        self.parent[index] = parent;
        match parent {
            Some(up) => self.children[up].push(index),
            None => self.roots.push(index),
        }
    }

    /// Whether `inner` keeps its place although `outer` covers or cuts it.
    fn check_within(&self, inner: usize, outer: usize) -> Result<(), Conflict> {
        let span = self.operations[inner].span;
        let around = &self.operations[outer];
        let mut kept = false;
        for source in around.sources() {
            if source.contains(span) {
                kept = true;
            } else if source.start < span.end && span.start < source.end {
                return Err(Conflict::between(inner, outer));
            }
        }
        let carried_off = || around.span.contains(span) && self.is_copied_elsewhere(span, outer);
        if kept || carried_off() {
            return Ok(());
        }
        Err(Conflict::between(inner, outer))
    }

    /// Whether an operation outside of `outer` copies the stretch, so that nothing in it is lost.
    fn is_copied_elsewhere(&self, span: Span, outer: usize) -> bool {
        let gone = self.operations[outer].span;
        self.operations
            .iter()
            .filter(|operation| !gone.contains(operation.span))
            .any(|operation| operation.sources().any(|source| source.contains(span)))
    }

    /// The operation that an insertion belongs to.
    fn place_insertion(&self, index: usize) -> Result<Option<usize>, Conflict> {
        let at = self.operations[index].span.start;
        let mut parent: Option<usize> = None;
        loop {
            let siblings = match parent {
                Some(up) => &self.children[up],
                None => &self.roots,
            };
            let covering = siblings.iter().copied().find(|&child| {
                let span = self.operations[child].span;
                span.start < at && at < span.end
            });
            if let Some(child) = covering {
                if holds_insertion(&self.operations[child], at) {
                    parent = Some(child);
                    continue;
                }
                return self.carried_insertion(index, child);
            }
            let touching = siblings.iter().rev().copied().find(|&child| {
                let other = &self.operations[child];
                !other.is_insertion()
                    && (other.span.start == at || other.span.end == at)
                    && holds_insertion(other, at)
                    && (self.operations[index].layer, index) < (other.layer, child)
            });
            match touching {
                Some(child) => parent = Some(child),
                None => return Ok(parent),
            }
        }
    }

    fn carried_insertion(&self, index: usize, outer: usize) -> Result<Option<usize>, Conflict> {
        if self.is_copied_elsewhere(self.operations[index].span, outer) {
            return Ok(Some(outer));
        }
        Err(Conflict::between(index, outer))
    }

    fn order_siblings(&mut self) {
        let operations = self.operations;
        let from_left = |&index: &usize| {
            let Operation { span, layer, .. } = &operations[index];
            // An insertion stands before what starts at its place and behind what ends there.
            (span.start, span.end, *layer, index)
        };
        self.roots.sort_by_key(from_left);
        for siblings in &mut self.children {
            siblings.sort_by_key(from_left);
        }
    }

    /// The direct children of an operation that lie in one of its sources.
    fn children_in(&self, index: usize, source: Span) -> impl Iterator<Item = usize> {
        let operation = &self.operations[index];
        self.children[index].iter().copied().filter(move |&child| {
            let other = &self.operations[child];
            if other.is_insertion() {
                insertion_in(operation, source, other.span.start)
            } else {
                source.contains(other.span)
            }
        })
    }

    fn copies_from_elsewhere(&self, index: usize) -> bool {
        let operation = &self.operations[index];
        operation
            .sources()
            .any(|source| !operation.span.contains(source))
    }

    /// That no copy has itself in it. `above` are the operations that are being rendered.
    fn check_copies(&self, index: usize, above: &mut Vec<usize>) -> Result<(), Conflict> {
        if above.contains(&index) {
            let other = above.last().copied().unwrap_or(index);
            return Err(Conflict::between(index, other));
        }
        above.push(index);
        for source in self.operations[index].sources() {
            for inner in self.rendered_in(index, source) {
                self.check_copies(inner, above)?;
            }
        }
        above.pop();
        Ok(())
    }

    /// The outermost operations in a source of an operation, from left to right.
    fn rendered_in(&self, index: usize, source: Span) -> Vec<usize> {
        if self.operations[index].span.contains(source) {
            self.children_in(index, source).collect()
        } else {
            self.outermost_within(source)
        }
    }

    /// Edits for one operation where it stands.
    fn emit(&self, index: usize, edits: &mut Edits<'_>) {
        let operation = &self.operations[index];
        if !operation.keeps_order() {
            let mut rendered = String::new();
            self.render(index, edits.text, &mut rendered);
            edits.push(operation.span.start, operation.span.end, rendered);
            return;
        }
        let mut cursor = operation.span.start;
        let mut between = String::new();
        for piece in &operation.pieces {
            match piece {
                Piece::Text(text) => between.push_str(text),
                Piece::Source(source) => {
                    edits.push(cursor, source.start, std::mem::take(&mut between));
                    for child in self.children_in(index, *source) {
                        self.emit(child, edits);
                    }
                    cursor = source.end;
                }
            }
        }
        edits.push(cursor, operation.span.end, between);
    }

    /// What an operation puts in place.
    fn render(&self, index: usize, text: &str, out: &mut String) {
        for piece in &self.operations[index].pieces {
            match piece {
                Piece::Text(new) => out.push_str(new),
                Piece::Source(source) => {
                    let mut cursor = source.start as usize;
                    for inner in self.rendered_in(index, *source) {
                        let range = self.operations[inner].span.range();
                        out.push_str(&text[cursor..range.start]);
                        self.render(inner, text, out);
                        cursor = range.end;
                    }
                    out.push_str(&text[cursor..source.end as usize]);
                }
            }
        }
    }

    /// The operations in a stretch that is copied, without those that lie in another of them.
    /// Insertions at its very ends belong to what stands around it and stay there.
    fn outermost_within(&self, stretch: Span) -> Vec<usize> {
        let within = |index: usize| {
            let operation = &self.operations[index];
            let inside = stretch.start < operation.span.start && operation.span.end < stretch.end;
            stretch.contains(operation.span) && (inside || !operation.is_insertion())
        };
        let mut found: Vec<usize> = (0..self.operations.len())
            .filter(|&index| self.is_planted(index) && within(index))
            .filter(|&index| !self.parent[index].is_some_and(within))
            .collect();
        found.sort_by_key(|&index| {
            let Operation { span, layer, .. } = &self.operations[index];
            (span.start, span.end, *layer, index)
        });
        found
    }

    /// Whether the operation is in the forest, and not merged into an identical one.
    fn is_planted(&self, index: usize) -> bool {
        match self.parent[index] {
            Some(up) => self.children[up].contains(&index),
            None => self.roots.contains(&index),
        }
    }
}

/// Indices without those whose span and pieces were there before.
fn distinct(operations: &[Operation]) -> Vec<usize> {
    let mut seen: HashMap<(Span, &[Piece]), usize> = HashMap::new();
    (0..operations.len())
        .filter(|&index| {
            let operation = &operations[index];
            let first = *seen
                .entry((operation.span, &operation.pieces))
                .or_insert(index);
            first == index
        })
        .collect()
}

/// Whether an insertion at `at` has a place in something that the operation keeps.
fn holds_insertion(operation: &Operation, at: u32) -> bool {
    operation
        .sources()
        .any(|source| insertion_in(operation, source, at))
}

/// Whether an insertion belongs to `source`: where two kept stretches meet, to the later one.
fn insertion_in(operation: &Operation, source: Span, at: u32) -> bool {
    let starts_another = || operation.sources().any(|other| other.start == at);
    source.start <= at
        && (at < source.end || at == source.end && (source.start == at || !starts_another()))
}

#[cfg(test)]
mod tests;
