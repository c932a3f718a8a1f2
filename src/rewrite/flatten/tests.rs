#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;
use crate::finding::apply;

fn span(start: u32, end: u32) -> Span {
    Span::new(start, end)
}

/// The span of the first place where `part` stands in `text`.
fn at(text: &str, part: &str) -> Span {
    let start = text.find(part).unwrap() as u32;
    span(start, start + part.len() as u32)
}

fn run(text: &str, operations: &[Operation]) -> String {
    apply(text, &flatten(text, operations).unwrap())
}

#[test]
fn nested_calls_are_each_rewritten_where_they_stand() {
    let text = "dump(old.A(x=old.B(y))[\"k\"])";
    let outer = at(text, "old.A(x=old.B(y))[\"k\"]");
    let operations = [
        Operation::replace(at(text, "old.A"), "new.a"),
        Operation::replace(at(text, "old.B"), "new.b"),
        Operation::replace(at(text, "[\"k\"]"), ".k"),
        Operation::replace(at(text, "x="), "z="),
        Operation::wrap(outer, "keep(", ")"),
    ];
    assert_eq!(run(text, &operations), "dump(keep(new.a(z=new.b(y)).k))");
}

#[test]
fn what_a_template_keeps_in_place_is_no_part_of_an_edit() {
    let text = "f(a,  # why\n  b)";
    let keep = at(text, "a,  # why\n  b");
    let whole = span(0, text.len() as u32);
    let pieces = vec![Piece::text("g("), Piece::Source(keep), Piece::text(")")];
    let edits = flatten(text, &[Operation::template(whole, pieces)]).unwrap();
    assert_eq!(edits.len(), 1, "`)` stays `)`: {edits:?}");
    assert_eq!((edits[0].start, edits[0].end), (0, 2));
}

#[test]
fn moved_and_doubled_stretches_are_rendered_with_what_happens_in_them() {
    let text = "swap(one, two)";
    let (one, two) = (at(text, "one"), at(text, "two"));
    let pieces = vec![
        Piece::Source(two),
        Piece::text(", "),
        Piece::Source(one),
        Piece::text(", "),
        Piece::Source(two),
    ];
    let operations = [
        Operation::template(at(text, "one, two"), pieces),
        Operation::replace(two, "2"),
        Operation::wrap(one, "(", ")"),
    ];
    assert_eq!(run(text, &operations), "swap(2, (one), 2)");
}

#[test]
fn a_copy_from_elsewhere_takes_the_changes_there_along() {
    let text = "m.key = read(old)\nm.base = url(old)\n";
    let (first, second) = (
        at(text, "m.key = read(old)"),
        at(text, "m.base = url(old)\n"),
    );
    let url = at(text, "url(old)");
    let inner = span(url.start + 4, url.end - 1);
    let pieces = vec![Piece::text("c = C("), Piece::Source(url), Piece::text(")")];
    let operations = [
        Operation::template(first, pieces),
        Operation::delete(second),
        Operation::replace(inner, "new"),
    ];
    assert_eq!(run(text, &operations), "c = C(url(new))\n");
}

#[test]
fn an_operation_that_copies_itself_is_a_conflict_and_does_not_hang() {
    let around = Operation::template(span(2, 4), vec![Piece::Source(span(0, 6))]);
    let expected = Conflict {
        first: 0,
        second: 0,
    };
    assert_eq!(flatten("abcdef", &[around]), Err(expected));
    let left = Operation::template(span(0, 2), vec![Piece::Source(span(4, 6))]);
    let right = Operation::template(span(4, 6), vec![Piece::Source(span(0, 2))]);
    assert!(flatten("abcdef", &[left, right]).is_err());
}

#[test]
fn on_the_same_span_the_lower_layer_is_inside() {
    let whole = span(0, 1);
    let awaited = Operation::wrap(whole, "await ", "").on_layer(1);
    let called = Operation::wrap(whole, "f(", ")").on_layer(2);
    assert_eq!(run("x", &[called.clone(), awaited.clone()]), "f(await x)");
    assert_eq!(run("x", &[awaited, called]), "f(await x)");
}

#[test]
fn on_the_same_span_and_layer_the_earlier_is_inside() {
    let whole = span(0, 1);
    let first = Operation::wrap(whole, "a(", ")");
    let second = Operation::wrap(whole, "b(", ")");
    assert_eq!(run("x", &[first, second]), "b(a(x))");
}

#[test]
fn a_replacement_lies_within_a_wrap_of_the_same_span() {
    let whole = span(0, 1);
    let operations = [
        Operation::wrap(whole, "f(", ")"),
        Operation::replace(whole, "y"),
    ];
    assert_eq!(run("x", &operations), "f(y)");
}

#[test]
fn an_insertion_beside_a_wrap_is_inside_on_a_lower_layer_only() {
    let wrap = Operation::wrap(span(0, 1), "f(", ")").on_layer(1);
    let low = Operation::insert(0, "-");
    let high = Operation::insert(1, "!").on_layer(Operation::OUTERMOST);
    assert_eq!(run("x", &[wrap, low, high]), "f(-x)!");
}

#[test]
fn insertions_at_one_place_keep_layer_and_order_and_become_one_edit() {
    let operations = [
        Operation::insert(1, "c").on_layer(1),
        Operation::insert(1, "a"),
        Operation::insert(1, "b"),
    ];
    let edits = flatten("<>", &operations).unwrap();
    assert_eq!(edits.len(), 1);
    assert_eq!(apply("<>", &edits), "<abc>");
}

#[test]
fn an_insertion_between_two_kept_stretches_belongs_to_the_later() {
    let pieces = vec![
        Piece::Source(span(0, 1)),
        Piece::text("|"),
        Piece::Source(span(1, 2)),
    ];
    let operations = [
        Operation::template(span(0, 2), pieces),
        Operation::insert(1, "+"),
    ];
    assert_eq!(run("ab", &operations), "a|+b");
}

#[test]
fn insertions_before_and_behind_a_replaced_stretch_stay_outside() {
    let operations = [
        Operation::replace(span(1, 2), "X"),
        Operation::insert(2, ">"),
        Operation::insert(1, "<"),
    ];
    assert_eq!(run("abc", &operations), "a<X>c");
}

#[test]
fn identical_operations_happen_once() {
    let operations = [
        Operation::insert(0, "import x\n"),
        Operation::replace(span(0, 1), "b"),
        Operation::insert(0, "import x\n"),
        Operation::replace(span(0, 1), "b"),
    ];
    assert_eq!(run("a", &operations), "import x\nb");
}

#[test]
fn overlaps_without_a_kept_place_are_conflicts() {
    let cases = [
        (
            Operation::replace(span(0, 3), "x"),
            Operation::replace(span(2, 5), "y"),
        ),
        (
            Operation::replace(span(0, 3), "x"),
            Operation::replace(span(1, 2), "y"),
        ),
        (
            Operation::replace(span(0, 3), "x"),
            Operation::replace(span(0, 3), "y"),
        ),
        (
            Operation::replace(span(0, 3), "x"),
            Operation::insert(1, "y"),
        ),
        (
            Operation::template(span(0, 4), vec![Piece::Source(span(0, 2))]),
            Operation::replace(span(1, 3), "y"),
        ),
    ];
    for (one, other) in cases {
        let expected = Conflict {
            first: 0,
            second: 1,
        };
        assert_eq!(
            flatten("abcdef", &[one.clone(), other.clone()]),
            Err(expected)
        );
        assert_eq!(flatten("abcdef", &[other, one]), Err(expected));
    }
}

#[test]
fn an_operation_without_effect_gives_no_edit() {
    let edits = flatten("abc", &[Operation::replace(span(0, 3), "abc")]).unwrap();
    assert_eq!(edits, []);
}

#[test]
fn a_name_is_erased_if_what_covers_it_keeps_nothing_of_it() {
    let text = "m.f(m.x)";
    let (callee, inner) = (at(text, "m.f"), at(text, "m.x"));
    let call = [
        Operation::replace(callee, "g"),
        Operation::wrap(span(0, 8), "(", ")"),
    ];
    assert!(erased(&call, span(0, 1)));
    assert!(!erased(&call, span(4, 5)));
    let both = [
        call[0].clone(),
        call[1].clone(),
        Operation::replace(inner, "y"),
    ];
    assert!(erased(&both, span(4, 5)));
    let moved = [
        Operation::delete(span(0, 8)),
        Operation::template(span(8, 8), vec![Piece::Source(inner)]),
    ];
    assert!(!erased(&moved, span(4, 5)));
    assert!(erased(&moved, span(0, 1)));
}

/// Numbers that decide how a random forest grows; zero when they are used up, so that it ends.
struct Dice<'a>(std::slice::Iter<'a, u16>);

impl Dice<'_> {
    fn below(&mut self, sides: usize) -> usize {
        self.0.next().map_or(0, |&roll| usize::from(roll) % sides)
    }
}

/// A random forest of operations together with what it makes of the text, found by plain recursion
/// while it grows.
struct Garden<'a> {
    text: &'a str,
    /// Offsets between characters.
    cuts: Vec<u32>,
    operations: Vec<Operation>,
    dice: Dice<'a>,
    /// Makes every text unique, so that no two operations are merged.
    label: usize,
}

impl Garden<'_> {
    fn fresh(&mut self) -> String {
        self.label += 1;
        format!("<{}é>", self.label)
    }

    /// What becomes of the characters `from..to` (indices into `cuts`); adds operations for it.
    fn stretch(&mut self, from: usize, to: usize, depth: u8) -> String {
        let mut out = String::new();
        let mut at = from;
        // A place is left free after each operation so that no two of them touch.
        while at < to {
            if depth > 0 && self.dice.below(3) == 1 {
                let end = at + 1 + self.dice.below(to - at);
                out.push_str(&self.operation(at, end, depth));
                at = end;
            }
            if at < to {
                out.push_str(&self.text[self.cuts[at] as usize..self.cuts[at + 1] as usize]);
                at += 1;
                if at < to && self.dice.below(5) == 1 {
                    let text = self.fresh();
                    self.operations
                        .push(Operation::insert(self.cuts[at], text.clone()));
                    out.push_str(&text);
                    out.push_str(&self.text[self.cuts[at] as usize..self.cuts[at + 1] as usize]);
                    at += 1;
                }
            }
        }
        out
    }

    /// A random operation on the characters `from..to`, and what it makes of them.
    fn operation(&mut self, from: usize, to: usize, depth: u8) -> String {
        let middle = from + self.dice.below(to - from + 1);
        let kind = self.dice.below(5);
        let parts: Vec<(usize, usize)> = match kind {
            0 => vec![],
            1 => vec![(from, to)],
            _ => vec![(from, middle), (middle, to)],
        };
        let grown: Vec<(Piece, String)> = parts
            .into_iter()
            .map(|(start, end)| {
                let source = span(self.cuts[start], self.cuts[end]);
                (Piece::Source(source), self.stretch(start, end, depth - 1))
            })
            .collect();
        let order: &[usize] = match kind {
            0 => &[],
            1 => &[0],
            2 => &[0, 1],
            3 => &[1, 0],
            _ => &[0, 1, 0],
        };
        let (mut pieces, mut out) = (Vec::new(), String::new());
        for &place in order {
            let text = self.fresh();
            out.push_str(&text);
            out.push_str(&grown[place].1);
            pieces.push(Piece::text(text));
            pieces.push(grown[place].0.clone());
        }
        let whole = span(self.cuts[from], self.cuts[to]);
        self.operations
            .push(Operation::template(whole, pieces).on_layer(depth * 2));
        if self.dice.below(4) == 1 {
            let (before, after) = (self.fresh(), self.fresh());
            out = format!("{before}{out}{after}");
            self.operations
                .push(Operation::wrap(whole, before, after).on_layer(depth * 2 + 1));
        }
        out
    }
}

proptest! {
    #[test]
    fn edits_give_what_plain_recursion_gives(
        text in "[a-cé漢\n ]{0,24}",
        rolls in prop::collection::vec(any::<u16>(), 0..160),
        turn in any::<prop::sample::Index>(),
    ) {
        let mut cuts: Vec<u32> = text.char_indices().map(|(start, _)| start as u32).collect();
        cuts.push(text.len() as u32);
        let last = cuts.len() - 1;
        let dice = Dice(rolls.iter());
        let mut garden = Garden { text: &text, cuts, operations: Vec::new(), dice, label: 0 };
        let expected = garden.stretch(0, last, 3);
        let mut operations = garden.operations;
        if !operations.is_empty() {
            let by = turn.index(operations.len());
            operations.rotate_left(by);
        }

        let edits = flatten(&text, &operations).unwrap();
        prop_assert_eq!(apply(&text, &edits), expected);
        for pair in edits.windows(2) {
            prop_assert!(pair[0].end < pair[1].start, "not disjoint or not merged: {:?}", edits);
        }
        for edit in &edits {
            prop_assert!(text[edit.range()] != edit.replacement);
        }
    }

    #[test]
    fn conflicts_do_not_depend_on_the_order_of_the_operations(
        spans in prop::collection::vec((0u32..8, 0u32..4), 2..5),
    ) {
        let text = "abcdefghijkl";
        let operations: Vec<Operation> = spans
            .iter()
            .enumerate()
            .map(|(index, &(start, length))| {
                let place = span(start, start + length);
                if index % 2 == 0 {
                    Operation::replace(place, format!("{index}"))
                } else {
                    Operation::wrap(place, format!("{index}("), ")")
                }
            })
            .collect();
        let mut turned = operations.clone();
        turned.reverse();
        prop_assert_eq!(flatten(text, &operations).is_ok(), flatten(text, &turned).is_ok());
    }
}
