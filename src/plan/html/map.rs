//! A map of the files: as large as there is to do in them, as hot as it is bad.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::rows::{Counts, File, Files};
use crate::plan::words::Words;
use crate::report::safe;

/// Files that have a field of their own; all others share one.
const FIELDS: usize = 60;
/// Width of the map by its height.
const RATIO: f64 = 2.6;

/// Width of the map on a large screen, and of a letter in it.
const WIDTH: f64 = 1160.0;
const LETTER: f64 = 7.6;

/// A field of the map, in hundredths of its width and height.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Field {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

/// The map.
pub(super) fn map(files: &Files<'_>, words: Words) -> Markup {
    if files.all.is_empty() {
        return Markup::default();
    }
    // By how much there is to do, which is not the order of the list.
    let mut order: Vec<usize> = (0..files.all.len()).collect();
    order.sort_by_key(|index| (std::cmp::Reverse(files.all[*index].counts.all()), *index));
    let (own, rest) = order.split_at(order.len().min(FIELDS));
    let mut weights: Vec<usize> = own
        .iter()
        .map(|index| files.all[*index].counts.all())
        .collect();
    let others: usize = rest
        .iter()
        .map(|index| files.all[*index].counts.all())
        .sum();
    weights.extend((others > 0).then_some(others));
    let fields = squarified(&weights);
    let named: Vec<&File<'_>> = own.iter().map(|index| &files.all[*index]).collect();
    let names = names(&named);
    let legend = [
        ("hot-3", "report-hot-3"),
        ("hot-2", "report-hot-2"),
        ("warm", "report-warm"),
        ("cool", "report-cool"),
    ];
    html! {
        section #map aria-labelledby="map-title" {
            h2 #map-title { (words.say("report-map")) }
            p .lead { (words.say("report-map-lead")) }
            ul .legend { @for (class, key) in legend { li .(class) { (words.say(key)) } } }
            svg .map role="group" aria-labelledby="map-title" width="100%" height="380" {
                @for ((index, at), name) in own.iter().zip(&fields).zip(&names) { (file(*index, &files.all[*index], at, name, words)) }
                @if let Some(at) = fields.get(own.len()) {
                    @let name = words.count(rest.len(), "report-one-file-more", "report-many-files-more");
                    a href="#findings" { title { (name) } (rectangle("cool", at, &name, (&others.to_string(), ""))) }
                }
            }
        }
    }
}

fn file(index: usize, file: &File<'_>, at: &Field, name: &str, words: Words) -> Markup {
    let title = format!(
        "{}: {}",
        safe::line(file.path),
        super::overview::numbers(file.counts, words)
    );
    let by_hand = (file.by_hand > 0).then(|| {
        let number = file.by_hand.to_string();
        let text = words.fill("report-of-them-by-hand", &[("number", &number)]);
        format!("{}{text}", words.say("comma"))
    });
    let count = (file.counts.all().to_string(), by_hand.unwrap_or_default());
    html! {
        a href={ "#file-" (index + 1) } aria-label=(title) {
            title { (title) }
            (rectangle(heat(file.counts), at, name, (&count.0, &count.1)))
        }
    }
}

/// The names of files, with their folders where a name alone is that of several.
fn names<'a>(files: &[&File<'a>]) -> Vec<&'a str> {
    let name = |path: &'a str| path.rsplit('/').next().unwrap_or(path);
    let with_folder = |path: &'a str| {
        path.rmatch_indices('/')
            .nth(1)
            .map_or(path, |(at, _)| &path[at + 1..])
    };
    let mut often: BTreeMap<&str, usize> = BTreeMap::new();
    for file in files {
        *often.entry(name(file.path)).or_default() += 1;
    }
    let pick = |file: &&File<'a>| match often[name(file.path)] {
        1 => name(file.path),
        _ => with_folder(file.path),
    };
    files.iter().map(pick).collect()
}

/// Letters that fit into a width, on a page that is as wide as it gets.
fn fitting(text: &str, width: f64) -> String {
    let fits = ((width * WIDTH / 100.0 - 16.0) / LETTER).max(0.0);
    let wide = |letter: char| if u32::from(letter) < 0x1100 { 1.0 } else { 2.0 };
    let mut used = 0.0;
    let mut out = String::new();
    for letter in text.chars() {
        used += wide(letter);
        if used > fits {
            out.pop();
            out.push('…');
            break;
        }
        out.push(letter);
    }
    out
}

/// A rectangle whose text is cut where it ends, which a drawing within the drawing does.
fn rectangle(class: &str, at: &Field, name: &str, (count, by_hand): (&str, &str)) -> Markup {
    let hundredths = |value: f64| format!("{value:.3}%");
    let size = match (at.width, at.height) {
        (_, ..11.0) | (..4.5, _) => "tiny",
        (..20.0, _) => "narrow",
        _ => "wide",
    };
    html! {
        svg .(class) .(size) x=(hundredths(at.x)) y=(hundredths(at.y)) width=(hundredths(at.width)) height=(hundredths(at.height)) {
            rect width="100%" height="100%" {}
            @if size != "tiny" {
                text x="8" y="20" { (fitting(&safe::line(name), at.width)) }
                text .count x="8" y="37" {
                    (fitting(count, at.width))
                    // Half a number of what is left to people would be another number.
                    @let both = format!("{count}{by_hand}");
                    @if fitting(&both, at.width) == both { tspan { (by_hand) } }
                }
            }
        }
    }
}

/// How hot a file is.
pub(super) fn heat(counts: Counts) -> &'static str {
    match counts {
        _ if counts.errors * 2 > counts.all() => "hot-3",
        _ if counts.errors > 0 => "hot-2",
        _ if counts.warnings > 0 => "warm",
        _ => "cool",
    }
}

/// Fields for weights that fall: rows along the shorter side, each as long as its fields get squarer (Bruls, Huizing and
/// van Wijk, "Squarified Treemaps").
pub(super) fn squarified(weights: &[usize]) -> Vec<Field> {
    #[expect(clippy::cast_precision_loss, reason = "numbers of findings are small")]
    let weight = |index: usize| weights[index] as f64;
    let total: f64 = (0..weights.len()).map(weight).sum();
    let (mut x, mut y, mut width, mut height) = (0.0, 0.0, RATIO, 1.0);
    let scale = RATIO / total.max(1.0);
    let mut fields = Vec::with_capacity(weights.len());
    let mut first = 0;
    while first < weights.len() {
        let side = f64::min(width, height);
        let worst = |end: usize| {
            let sum: f64 = (first..end).map(weight).sum::<f64>() * scale;
            let ratio = |area: f64| {
                f64::max(
                    side * side * area / (sum * sum),
                    sum * sum / (side * side * area),
                )
            };
            f64::max(ratio(weight(first) * scale), ratio(weight(end - 1) * scale))
        };
        let mut end = first + 1;
        while end < weights.len() && worst(end + 1) <= worst(end) {
            end += 1;
        }
        let sum: f64 = (first..end).map(weight).sum::<f64>() * scale;
        let (thick, mut along) = (sum / side, 0.0);
        let is_column = width >= height;
        for index in first..end {
            let long = weight(index) * scale / thick;
            let (dx, dy, w, h) = match is_column {
                true => (0.0, along, thick, long),
                false => (along, 0.0, long, thick),
            };
            fields.push(Field {
                x: (x + dx) * 100.0 / RATIO,
                y: (y + dy) * 100.0,
                width: w * 100.0 / RATIO,
                height: h * 100.0,
            });
            along += long;
        }
        match is_column {
            true => (x, width) = (x + thick, width - thick),
            false => (y, height) = (y + thick, height - thick),
        }
        first = end;
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_as_large_as_their_weights_and_fill_the_map() {
        let weights = [60, 30, 20, 10, 5, 5, 1];
        let fields = squarified(&weights);
        let total: usize = weights.iter().sum();
        for (field, weight) in fields.iter().zip(weights) {
            let share = field.width * field.height / 10_000.0;
            #[expect(clippy::cast_precision_loss, reason = "small")]
            let wanted = weight as f64 / total as f64;
            assert!((share - wanted).abs() < 1e-9, "{field:?}");
            assert!(
                field.x > -1e-9 && field.x + field.width < 100.0 + 1e-9,
                "{field:?}"
            );
            assert!(
                field.y > -1e-9 && field.y + field.height < 100.0 + 1e-9,
                "{field:?}"
            );
        }
    }

    #[test]
    fn names_are_cut_where_they_no_longer_fit() {
        assert_eq!(fitting("requirements.txt", 14.0), "requirements.txt");
        assert_eq!(fitting("requirements.txt", 10.0), "requirements…");
        assert_eq!(fitting("a.py", 1.0), "…");
    }

    #[test]
    fn fields_do_not_lie_on_each_other() {
        let fields = squarified(&[9, 7, 7, 4, 3, 1, 1, 1, 1]);
        for (index, one) in fields.iter().enumerate() {
            for other in &fields[index + 1..] {
                let apart = one.x + one.width <= other.x + 1e-9
                    || other.x + other.width <= one.x + 1e-9
                    || one.y + one.height <= other.y + 1e-9
                    || other.y + other.height <= one.y + 1e-9;
                assert!(apart, "{one:?} {other:?}");
            }
        }
    }
}
