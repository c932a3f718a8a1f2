//! Writes a plan into a folder. Files of its own of an earlier run are replaced or, where the plan has
//! no such patch any more, removed; anything else is left alone, and refused if it is in the way.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use super::state::State;
use super::{Patch, Plan, checklist};
use crate::writing::whole::write_whole;

const CHECKLIST: &str = "checklist.md";
const REPORT: &str = "report.html";
const FINDINGS: &str = "findings.json";
const TASKS: &str = "tasks.json";
const STATE: &str = "state.json";
const PATCHES: &str = "patches";
const ROLLBACK: &str = "rollback";
const PINS: &str = "pins.txt";

/// A part of a plan that can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Part {
    /// `checklist.md`: what to do, for people
    Checklist,
    /// `report.html`: the same for a browser
    Report,
    /// `findings.json`
    Findings,
    /// `tasks.json`: what is left to people, each part on its own
    Tasks,
    /// `patches/`, and `rollback/` with what takes them back
    Patches,
}

impl Part {
    /// All of them, in the order in which they are written.
    pub const ALL: [Self; 5] = [
        Self::Checklist,
        Self::Report,
        Self::Findings,
        Self::Tasks,
        Self::Patches,
    ];

    /// The file and its text, of what is one file.
    #[must_use]
    pub fn text<'a>(self, texts: &Texts<'a>) -> Option<(&'static str, &'a str)> {
        Some(match self {
            Self::Checklist => (CHECKLIST, texts.checklist),
            Self::Report => (REPORT, texts.report),
            Self::Findings => (FINDINGS, texts.findings),
            Self::Tasks => (TASKS, texts.tasks),
            Self::Patches => return None,
        })
    }
}

/// The texts of a plan beside its patches.
#[derive(Debug, Clone, Copy)]
pub struct Texts<'a> {
    /// `checklist.md`
    pub checklist: &'a str,
    /// `report.html`
    pub report: &'a str,
    /// `findings.json`
    pub findings: &'a str,
    /// `tasks.json`
    pub tasks: &'a str,
    /// `state.json`
    pub state: &'a str,
}

/// Writes `state.json` and what is asked for of `checklist.md`, `report.html`, `findings.json`, `tasks.json`, `patches/` and
/// `rollback/` into `folder`, which is made if it is not there; what an earlier plan left of the others is removed. Each file
/// appears whole or not at all. Gives the paths that were written.
///
/// # Errors
/// When the folder has files of these names that no plan wrote, or when it can't be written.
pub fn write(
    folder: &Path,
    plan: &Plan,
    texts: Texts<'_>,
    parts: &[Part],
) -> anyhow::Result<Vec<PathBuf>> {
    refuse_foreign(folder)?;
    refuse_links(folder)?;
    fs::create_dir_all(folder)
        .with_context(|| format!("{}: could not be made", folder.display()))?;
    // First the file that says whose folder this is: a run that is cut off can then be repeated.
    let mut files = vec![(folder.join(STATE), texts.state.as_bytes().to_vec())];
    let mut stale = Vec::new();
    for (part, (name, text)) in Part::ALL
        .iter()
        .filter_map(|part| Some((part, part.text(&texts)?)))
    {
        match parts.contains(part) {
            true => files.push((folder.join(name), text.as_bytes().to_vec())),
            false => stale.push(folder.join(name)),
        }
    }
    let wanted = parts.contains(&Part::Patches);
    files.extend(patches(folder, plan, wanted)?);
    for (path, bytes) in &files {
        write_whole(path, bytes)
            .with_context(|| format!("{}: could not be written", path.display()))?;
    }
    for path in stale {
        remove(&path)?;
    }
    Ok(files.into_iter().map(|(path, _)| path).collect())
}

/// The files of the patches, whose folders are made, and those of an earlier plan removed.
fn patches(folder: &Path, plan: &Plan, wanted: bool) -> anyhow::Result<Vec<(PathBuf, Vec<u8>)>> {
    let mut files = Vec::new();
    for (name, all) in [(PATCHES, &plan.patches), (ROLLBACK, &plan.rollback)] {
        let folder = folder.join(name);
        let all: &[Patch] = if wanted { all } else { &[] };
        let pins =
            (wanted && name == ROLLBACK).then(|| (folder.join(PINS), pins(plan).into_bytes()));
        if folder.is_dir() {
            remove_stale(&folder, all)?;
            if name == ROLLBACK {
                remove(&folder.join(PINS))?;
            }
            // Left where someone has put a file of their own into it.
            let _ = fs::remove_dir(&folder);
        }
        if !all.is_empty() || pins.is_some() {
            fs::create_dir_all(&folder)
                .with_context(|| format!("{}: could not be made", folder.display()))?;
        }
        files.extend(pins);
        files.extend(
            all.iter()
                .map(|patch| (folder.join(&patch.file), patch.text.clone())),
        );
    }
    Ok(files)
}

/// Removes a file, if it is there.
fn remove(path: &Path) -> anyhow::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(error).with_context(|| format!("{}: could not be removed", path.display()))
        }
        _ => Ok(()),
    }
}

/// What the manifests asked for when the plan was made, manifest by manifest: the pins to go back to.
fn pins(plan: &Plan) -> String {
    let mut out = String::new();
    let mut file = "";
    for one in &plan.pins {
        if one.file != file {
            file = &one.file;
            out.push_str(&format!("# {}\n", crate::report::safe::line(file)));
        }
        let extras = match one.extras.is_empty() {
            true => String::new(),
            false => format!("[{}]", one.extras.join(",")),
        };
        let marker = one.marker.as_ref().map(|marker| format!(" ; {marker}"));
        let line = format!(
            "{}{extras}{}{}",
            one.package,
            one.specifier,
            marker.unwrap_or_default()
        );
        out.push_str(&format!("{}\n", crate::report::safe::line(&line)));
    }
    out
}

/// Fails if a file that would be replaced was not written by a plan.
fn refuse_foreign(folder: &Path) -> anyhow::Result<()> {
    let in_the_way = [CHECKLIST, REPORT, FINDINGS, TASKS, STATE, PATCHES, ROLLBACK]
        .into_iter()
        .map(|name| folder.join(name))
        .find(|path| path.symlink_metadata().is_ok());
    let Some(in_the_way) = in_the_way else {
        return Ok(());
    };
    let read = |name: &str| match fs::read(folder.join(name)) {
        Ok(bytes) => Ok(bytes),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => {
            let path = folder.join(name);
            Err(error).with_context(|| format!("{}: can't be read", path.display()))
        }
    };
    let own = read(CHECKLIST)?.starts_with(checklist::MARK.as_bytes())
        || serde_json::from_slice::<State>(&read(STATE)?).is_ok();
    if !own {
        bail!(
            "{}: is in the way and was not written by a plan; choose another folder",
            in_the_way.display()
        );
    }
    Ok(())
}

/// Fails where a link stands in the place of something that is written or removed: it may lead anywhere, and come with somebody
/// else's project.
fn refuse_links(folder: &Path) -> anyhow::Result<()> {
    let own = [CHECKLIST, REPORT, FINDINGS, TASKS, STATE, PATCHES, ROLLBACK];
    let mut paths: Vec<PathBuf> = own.iter().map(|name| folder.join(name)).collect();
    for inner in [PATCHES, ROLLBACK].map(|name| folder.join(name)) {
        if inner.is_symlink() || !inner.is_dir() {
            continue;
        }
        let entries = fs::read_dir(&inner);
        let entries = entries.with_context(|| format!("{}: can't be read", inner.display()))?;
        paths.extend(entries.flatten().map(|entry| entry.path()));
    }
    match paths.iter().find(|path| path.is_symlink()) {
        Some(link) => bail!(
            "{}: is a link, and a plan writes nothing that is elsewhere; choose another folder",
            link.display()
        ),
        None => Ok(()),
    }
}

/// Removes patches of an earlier plan.
fn remove_stale(patches: &Path, written: &[Patch]) -> anyhow::Result<()> {
    let context = || format!("{}: can't be read", patches.display());
    for entry in fs::read_dir(patches).with_context(context)? {
        let entry = entry.with_context(context)?;
        let name = entry.file_name();
        let Some(name) = name.to_str() else {
            continue;
        };
        if is_patch_name(name) && written.iter().all(|patch| patch.file != name) {
            fs::remove_file(entry.path())
                .with_context(|| format!("{}: could not be removed", entry.path().display()))?;
        }
    }
    Ok(())
}

/// Whether a plan gives such names: `01-package.patch`.
fn is_patch_name(name: &str) -> bool {
    let Some((number, rest)) = name.split_once('-') else {
        return false;
    };
    number.len() >= 2
        && number.bytes().all(|byte| byte.is_ascii_digit())
        && rest
            .strip_suffix(".patch")
            .is_some_and(|rest| !rest.is_empty())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::{Part, Texts, is_patch_name};
    use crate::plan::{Plan, sample};

    const STATE: &str = r#"{"version":1,"asked":{},"stood":{},"ahead":[],"files":{}}"#;

    fn sample_plan() -> Plan {
        sample::plan()
    }

    fn write(folder: &Path, plan: &Plan, texts: Texts<'_>) -> anyhow::Result<()> {
        super::write(folder, plan, texts, &Part::ALL).map(drop)
    }

    fn texts(findings: &str) -> Texts<'_> {
        Texts {
            checklist: "<!-- exuvia plan -->\n",
            report: "<!DOCTYPE html>\n",
            findings,
            tasks: "{}\n",
            state: STATE,
        }
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_folder_is_made_and_holds_the_plan_and_nothing_else() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("deep/plan");
        write(&folder, &sample_plan(), texts("{}\n")).unwrap();
        assert_eq!(
            names(&folder),
            [
                "checklist.md",
                "findings.json",
                "patches",
                "report.html",
                "rollback",
                "state.json",
                "tasks.json"
            ]
        );
        assert_eq!(
            names(&folder.join("rollback")),
            ["01-nest.patch", "02-hive.patch", "pins.txt"]
        );
        assert_eq!(
            fs::read_to_string(folder.join("rollback/pins.txt")).unwrap(),
            "# requirements.txt\nhive==1.0.0\nnest==1.0.0\n"
        );
        assert_eq!(
            names(&folder.join("patches")),
            ["01-hive.patch", "02-nest.patch"]
        );
        assert_eq!(fs::read(folder.join("findings.json")).unwrap(), b"{}\n");
    }

    #[test]
    fn an_earlier_plan_is_replaced_and_other_files_stay() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path();
        write(folder, &sample_plan(), texts("{}\n")).unwrap();
        fs::write(folder.join("notes.md"), "mine").unwrap();
        fs::write(folder.join("patches/mine.patch"), "mine").unwrap();
        let mut smaller = sample_plan();
        smaller.patches.truncate(1);
        write(folder, &smaller, texts("[]\n")).unwrap();
        assert_eq!(
            names(&folder.join("patches")),
            ["01-hive.patch", "mine.patch"]
        );
        assert_eq!(fs::read(folder.join("notes.md")).unwrap(), b"mine");
        assert_eq!(fs::read(folder.join("findings.json")).unwrap(), b"[]\n");
    }

    #[test]
    fn a_file_that_no_plan_wrote_is_refused_and_kept() {
        for name in ["checklist.md", "report.html", "findings.json"] {
            let root = tempfile::tempdir().unwrap();
            fs::write(root.path().join(name), "- [ ] buy milk\n").unwrap();
            let error = write(root.path(), &sample_plan(), texts("{}\n")).unwrap_err();
            assert!(format!("{error:#}").contains(name), "{error:#}");
            assert_eq!(names(root.path()), [name]);
        }
    }

    #[cfg(unix)]
    #[test]
    fn no_link_in_the_folder_is_followed() {
        for name in ["report.html", "patches", "rollback/01-nest.patch"] {
            let (root, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
            write(root.path(), &sample_plan(), texts("{}\n")).unwrap();
            let theirs = outside.path().join("01-nest.patch");
            fs::write(&theirs, "mine").unwrap();
            let at = root.path().join(name);
            let to = match at.is_dir() {
                true => fs::remove_dir_all(&at).map(|()| outside.path().to_owned()),
                false => fs::remove_file(&at).map(|()| theirs.clone()),
            };
            std::os::unix::fs::symlink(to.unwrap(), &at).unwrap();
            let error = write(root.path(), &sample_plan(), texts("[]\n")).unwrap_err();
            assert!(format!("{error:#}").contains("is a link"), "{error:#}");
            assert_eq!(names(outside.path()), ["01-nest.patch"]);
            assert_eq!(fs::read(&theirs).unwrap(), b"mine");
            assert_eq!(
                fs::read(root.path().join("findings.json")).unwrap(),
                b"{}\n"
            );
        }
    }

    #[test]
    fn a_plan_without_patches_leaves_no_empty_folder() {
        let root = tempfile::tempdir().unwrap();
        write(root.path(), &sample_plan(), texts("{}\n")).unwrap();
        let mut without = sample_plan();
        without.patches.clear();
        write(root.path(), &without, texts("{}\n")).unwrap();
        assert_eq!(
            names(root.path()),
            [
                "checklist.md",
                "findings.json",
                "report.html",
                "rollback",
                "state.json",
                "tasks.json"
            ]
        );
    }

    #[test]
    fn what_is_not_asked_for_is_not_there_afterwards() {
        let root = tempfile::tempdir().unwrap();
        write(root.path(), &sample_plan(), texts("{}\n")).unwrap();
        fs::write(root.path().join("rollback/mine.txt"), "mine").unwrap();
        let only = |part| super::write(root.path(), &sample_plan(), texts("{}\n"), &[part]);
        only(Part::Tasks).unwrap();
        assert_eq!(names(root.path()), ["rollback", "state.json", "tasks.json"]);
        assert_eq!(names(&root.path().join("rollback")), ["mine.txt"]);
        // The state says whose folder it is.
        only(Part::Checklist).unwrap();
        assert_eq!(
            names(root.path()),
            ["checklist.md", "rollback", "state.json"]
        );
    }

    #[test]
    fn only_names_that_a_plan_gives_are_taken_for_its_own() {
        assert!(is_patch_name("01-nest.patch") && is_patch_name("123-a-b.patch"));
        assert!(!is_patch_name("1-nest.patch") && !is_patch_name("mine.patch"));
        assert!(!is_patch_name("01-.patch") && !is_patch_name("01-nest.patch.orig"));
    }
}
