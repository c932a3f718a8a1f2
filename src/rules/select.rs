//! Which rules a run reports: codes, beginnings of codes, and packs.

use super::load::Pack;

/// A choice of rules. What is ignored is left out even when it is selected.
#[derive(Debug, Clone, Default)]
pub struct Selector {
    select: Vec<String>,
    ignore: Vec<String>,
    opt_in: Vec<String>,
}

impl Selector {
    /// Reads a choice. Each word is a code (`ABC101`), the beginning of codes (`ABC`, `ABC1`) or a pack.
    ///
    /// # Errors
    /// On a word that names nothing, with what it might have been.
    pub fn new<'a>(
        select: &[String],
        ignore: &[String],
        packs: impl IntoIterator<Item = &'a Pack>,
    ) -> Result<Self, String> {
        let packs: Vec<_> = packs.into_iter().collect();
        for word in select.iter().chain(ignore) {
            if let Some(unknown) = unknown(word, &packs) {
                return Err(unknown);
            }
        }
        let opt_in = packs.iter().filter(|pack| pack.header.opt_in);
        Ok(Self {
            select: select.to_vec(),
            ignore: ignore.to_vec(),
            opt_in: opt_in.map(|pack| pack.header.name.clone()).collect(),
        })
    }

    /// Whether a rule of a pack is reported.
    #[must_use]
    pub fn selects(&self, pack: &str, code: &str) -> bool {
        let named = |words: &[String]| words.iter().any(|word| is_named(word, pack, code));
        let asked = match self.select.is_empty() {
            true => !self.opt_in.iter().any(|name| name == pack),
            false => named(&self.select),
        };
        asked && !named(&self.ignore)
    }

    /// Whether any rule of a pack may be reported.
    #[must_use]
    pub fn selects_pack(&self, pack: &Pack) -> bool {
        pack.codes
            .keys()
            .any(|code| self.selects(&pack.header.name, code))
    }
}

fn names(word: &str, pack: &Pack) -> bool {
    !word.is_empty()
        && (pack.header.name == word || pack.codes.keys().any(|code| code.starts_with(word)))
}

/// Whether a word names a rule of a pack.
#[must_use]
pub fn is_named(word: &str, pack: &str, code: &str) -> bool {
    word == pack || code.starts_with(word)
}

/// What is wrong with a word that names nothing, with what it might have been.
#[must_use]
pub fn unknown(word: &str, packs: &[&Pack]) -> Option<String> {
    if packs.iter().any(|pack| names(word, pack)) {
        return None;
    }
    let known: Vec<&str> = packs
        .iter()
        .flat_map(|pack| {
            pack.codes
                .keys()
                .map(String::as_str)
                .chain([pack.header.name.as_str()])
        })
        .collect();
    let upper = word.to_ascii_uppercase();
    let lower = word.to_ascii_lowercase();
    let beginning = known.iter().any(|code| code.starts_with(&upper));
    let of_distribution = packs.iter().find(|pack| {
        let mut names = pack.header.distributions.iter();
        names.any(|name| *name == lower)
    });
    let near = match of_distribution {
        _ if beginning && !word.is_empty() => Some(upper.as_str()),
        Some(pack) => Some(pack.header.name.as_str()),
        None => [word, upper.as_str(), lower.as_str()]
            .into_iter()
            .find_map(|word| {
                let near = similar::get_close_matches(word, &known, 1, 0.7);
                near.first().copied()
            }),
    };
    Some(match near {
        Some(near) => format!("unknown rule or pack `{word}`; did you mean `{near}`?"),
        None => format!("unknown rule or pack `{word}`; `exuvia rules` lists them"),
    })
}

#[cfg(test)]
#[path = "select_tests.rs"]
mod tests;
