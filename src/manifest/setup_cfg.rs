//! The requirements of a `setup.cfg`, as setuptools reads them.

use std::ops::Range;
use std::path::Path;

use super::builder::{Belongs, Builder};
use super::ini::{IniOption, options, trimmed_range};
use super::{Kind, Manifest};

/// The section of each extra's requirements.
const EXTRAS: &str = "options.extras_require";

/// Options of `[options]` with what they are.
const LISTS: [(&str, Kind, Option<&str>); 3] = [
    ("install_requires", Kind::Requirement, None),
    ("setup_requires", Kind::Build, None),
    ("tests_require", Kind::Group, Some("tests_require")),
];

/// Reads `install_requires`, `extras_require`, `setup_requires` and `tests_require`.
pub fn parse_setup_cfg(path: &Path, source: &str) -> Manifest {
    let mut builder = Builder::new(path, source);
    for option in options(source) {
        if option.section == "metadata" && option.name == "name" {
            let name = option.lines.first().map(|line| &source[line.clone()]);
            builder.name(name.unwrap_or_default());
        } else if option.section == EXTRAS {
            // setuptools knows the names of options in lower case.
            let extra = option.name.to_ascii_lowercase();
            let belongs = Belongs::to_group(Kind::Optional, &extra);
            read(&mut builder, &option, &belongs);
        } else if option.section == "options" {
            let list = LISTS
                .into_iter()
                .find(|(name, ..)| option.name.replace('-', "_") == *name);
            if let Some((_, kind, group)) = list {
                read(&mut builder, &option, &Belongs { kind, group });
            }
        }
    }
    builder.finish()
}

fn read(builder: &mut Builder<'_>, option: &IniOption, belongs: &Belongs<'_>) {
    let source = builder.source;
    if let Some(first) = option.lines.first()
        && let Some(files) = source[first.clone()].strip_prefix("file:")
    {
        let start = first.end - files.len();
        for file in split(source, start..first.end, ',') {
            builder.include(&source[file.clone()], file);
        }
        return;
    }
    // On one line semicolons stand between requirements, and so before no marker.
    let mut pieces = match (option.is_single, option.lines.first()) {
        (true, Some(line)) => split(source, line.clone(), ';'),
        _ => option.lines.clone(),
    };
    // What another option holds is read where it stands.
    pieces.retain(|piece| {
        !(source[piece.clone()].starts_with("%(") && source[piece.clone()].ends_with(")s"))
    });
    builder.requirement_lines(&pieces, belongs);
}

/// The parts of a stretch between separators, those that hold something.
fn split(source: &str, range: Range<usize>, separator: char) -> Vec<Range<usize>> {
    let mut at = range.start;
    let parts = source[range].split(separator).map(|part| {
        let start = at;
        at += part.len() + separator.len_utf8();
        trimmed_range(source, start..start + part.len())
    });
    parts.filter(|part| !part.is_empty()).collect()
}
