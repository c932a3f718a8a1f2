//! The plan file that a project without one gets: what `plan` makes by itself, to be edited.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::quoted;
use crate::config::Lang;
use crate::engine::Outcome;
use crate::manifest::Listing;
use crate::plan::phases::{Phase, Slot};
use crate::plan::words::Words;

/// The text of the file.
#[must_use]
pub fn render(outcome: &Outcome, listing: &Listing, slots: &[Slot], lang: Lang) -> String {
    let words = Words(lang);
    let mut out = format!("# {}\n", words.say("init-about"));
    let name = match lang {
        Lang::En => "en",
        Lang::Zh => "zh",
    };
    put(&mut out, format_args!("lang = {}\n", quoted(name)));
    for slot in slots {
        let title = match &slot.phase {
            Phase::Today => words.say("phase-today"),
            Phase::Target => words.say("phase-target"),
            Phase::Rest => words.say("phase-rest"),
            Phase::Named(named) => &named.title,
        };
        put(
            &mut out,
            format_args!("\n[[phases]]\ntitle = {}\n", quoted(title)),
        );
        if let Some(why) = slot.phase.why(words) {
            put(&mut out, format_args!("reason = {}\n", quoted(why)));
        }
        out.push_str("packages = [");
        let mut last = None;
        for (name, batch) in &slot.packages {
            if let Some(batch) = batch.as_ref().filter(|_| *batch != last) {
                let batch = words.say(&format!("batch-{batch}"));
                put(&mut out, format_args!("\n    # {batch}"));
            }
            last.clone_from(batch);
            put(&mut out, format_args!("\n    {},", quoted(name)));
        }
        out.push_str("\n]\n");
    }
    let from = versions(listing);
    for (package, _) in slots.iter().flat_map(|slot| &slot.packages) {
        let (from, to) = (from.get(package.as_str()), outcome.targets.get(package));
        if from.is_none() && to.is_none() {
            continue;
        }
        put(&mut out, format_args!("\n[packages.{}]\n", quoted(package)));
        if let Some(from) = from {
            put(&mut out, format_args!("from = {}\n", quoted(from)));
        }
        if let Some(to) = to {
            put(&mut out, format_args!("to = {}\n", quoted(&to.to_string())));
        }
    }
    out
}

fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text).expect("text takes all text");
}

/// The lowest version that each package is pinned to.
fn versions(listing: &Listing) -> BTreeMap<&str, String> {
    let mut out: BTreeMap<&str, pep440_rs::Version> = BTreeMap::new();
    for one in &listing.requirements {
        let Some(version) = one
            .specifier
            .strip_prefix("==")
            .and_then(|text| text.parse().ok())
        else {
            continue;
        };
        out.entry(&one.package)
            .and_modify(|known: &mut pep440_rs::Version| {
                if version < *known {
                    known.clone_from(&version);
                }
            })
            .or_insert(version);
    }
    out.into_iter()
        .map(|(name, version)| (name, version.to_string()))
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::plan::phases::phases;

    #[test]
    fn what_is_written_is_read_as_the_same_plan() {
        let mut outcome = crate::report::sample::outcome();
        for finding in &mut outcome.report.findings {
            finding.distribution = Some("fastapi".to_owned());
        }
        outcome
            .targets
            .insert("fastapi".to_owned(), "0.116.0".parse().unwrap());
        let slots = phases(&outcome, &Config::default());
        let text = render(&outcome, &crate::init::sample::listing(), &slots, Lang::En);
        let config = Config::parse(&text).unwrap();
        assert_eq!(config.packages["fastapi"].from.as_deref(), Some("0.104.1"));
        assert_eq!(config.packages["fastapi"].to.as_deref(), Some("0.116.0"));
        let again = phases(&outcome, &config);
        let names = |slots: &[Slot]| -> Vec<Vec<String>> {
            let of = |slot: &Slot| slot.packages.iter().map(|one| one.0.clone()).collect();
            slots.iter().map(of).collect()
        };
        assert_eq!(names(&again), names(&slots));
        let why = |slots: &[Slot]| slots[0].phase.why(Words(Lang::En)).map(str::to_owned);
        assert_eq!(why(&again), why(&slots));
    }
}
