//! `exuvia rules new`: a pack of one's own to begin with.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;
use pep508_rs::PackageName;

use crate::cli::{Exit, Streams};
use crate::report::safe;
use crate::rules::embedded;

/// Arguments of `rules new`.
#[derive(Debug, Args)]
pub(super) struct NewArguments {
    /// Package that the rules are about, as requirements name it
    #[arg(value_name = "NAME")]
    name: PackageName,
    /// Folder that the pack's own folder is made in
    #[arg(value_name = "DIR", default_value = "exuvia-rules")]
    folder: PathBuf,
}

/// The files of a pack to begin with, by their paths; `NAME`, `MODULE` and `CODE` are filled in.
const FILES: &[(&str, &str)] = &[
    ("pack.toml", include_str!("skeleton/pack.toml")),
    ("changes.toml", include_str!("skeleton/changes.toml")),
    ("model/old.pyi", include_str!("skeleton/old.pyi")),
    ("model/new.pyi", include_str!("skeleton/new.pyi")),
    (
        "tests/renamed/before/use.py",
        include_str!("skeleton/before.txt"),
    ),
    (
        "tests/renamed/after/use.py",
        include_str!("skeleton/after.txt"),
    ),
    (
        "tests/renamed/expected.toml",
        include_str!("skeleton/expected.toml"),
    ),
    (
        "tests/quiet/before/own.py",
        include_str!("skeleton/own.txt"),
    ),
    (
        "tests/quiet/expected.toml",
        include_str!("skeleton/quiet.toml"),
    ),
];

/// Writes the pack.
pub(super) fn run(arguments: &NewArguments, streams: &mut Streams) -> anyhow::Result<Exit> {
    let name = arguments.name.to_string();
    let folder = arguments.folder.join(&name);
    if folder.exists() {
        bail!("{}: is there already", folder.display());
    }
    if embedded::names().any(|known| known == name) {
        bail!("{name}: a pack of this name is shipped; give yours another one");
    }
    let module = name.replace('-', "_");
    let letters = letters(&name)?;
    let filled = |text: &str| {
        let text = text.replace("NAME", &name).replace("MODULE", &module);
        text.replace("CODE", &letters)
    };
    for (path, text) in FILES {
        let path = folder.join(filled(path));
        let above = path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(above)
            .and_then(|()| fs::write(&path, filled(text)))
            .with_context(|| path.display().to_string())?;
    }
    let shown = safe::line(&folder.to_string_lossy()).into_owned();
    let above = safe::line(&arguments.folder.to_string_lossy()).into_owned();
    streams.aside(|out| {
        writeln!(out, "Wrote the pack {shown}. Now:")?;
        writeln!(out, "  exuvia rules test {above}")?;
        writeln!(out, "  exuvia check --rules {above}")?;
        writeln!(
            out,
            "or once for all, `rules = [\"{above}\"]` in exuvia.toml."
        )
    })?;
    Ok(Exit::Clean)
}

/// The letters that the codes of a pack begin with: no rule that is shipped has them.
fn letters(name: &str) -> anyhow::Result<String> {
    let upper = name.to_uppercase();
    let own: String = upper
        .chars()
        .filter(char::is_ascii_uppercase)
        .take(3)
        .collect();
    let packs = embedded::all()?;
    let is_taken = |letters: &str| {
        let mut codes = packs.iter().flat_map(|pack| pack.codes.keys());
        codes.any(|code| code.trim_end_matches(|one: char| one.is_ascii_digit()) == letters)
    };
    let mut letters = format!("{own:X<3}");
    while is_taken(&letters) {
        letters.insert(0, 'X');
    }
    Ok(letters)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::letters;

    #[test]
    fn codes_begin_with_letters_that_no_rule_has() {
        assert_eq!(letters("parcels").unwrap(), "PAR");
        assert_eq!(letters("3d-x").unwrap(), "DXX");
        assert_eq!(letters("openai").unwrap(), "OPE");
        assert_eq!(letters("oai").unwrap(), "XOAI");
    }
}
