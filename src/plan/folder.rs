//! Writes a plan into a folder. Files of its own of an earlier run are replaced or, where the plan has
//! no such patch any more, removed; anything else is left alone, and refused if it is in the way.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use super::{Patch, Plan, checklist};

const CHECKLIST: &str = "checklist.md";
const REPORT: &str = "report.html";
const FINDINGS: &str = "findings.json";
const TASKS: &str = "tasks.json";
const STATE: &str = "state.json";
const PATCHES: &str = "patches";
const ROLLBACK: &str = "rollback";
const PINS: &str = "pins.txt";

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

/// Writes `checklist.md`, `report.html`, `findings.json`, `tasks.json`, `state.json`, `patches/` and `rollback/` into `folder`,
/// which is made if it is not there. Each file appears whole or not at all. Gives the paths that were written.
///
/// # Errors
/// When the folder has files of these names that no plan wrote, or when it can't be written.
pub fn write(folder: &Path, plan: &Plan, texts: Texts<'_>) -> anyhow::Result<Vec<PathBuf>> {
    refuse_foreign(folder)?;
    let (patches, rollback) = (folder.join(PATCHES), folder.join(ROLLBACK));
    for folder in [&patches, &rollback] {
        fs::create_dir_all(folder)
            .with_context(|| format!("{}: could not be made", folder.display()))?;
    }
    let mut written = Vec::new();
    // First the file that says whose folder this is: a run that is cut off can then be repeated.
    let mut files = vec![
        (folder.join(CHECKLIST), texts.checklist.as_bytes().to_vec()),
        (folder.join(REPORT), texts.report.as_bytes().to_vec()),
        (folder.join(FINDINGS), texts.findings.as_bytes().to_vec()),
        (folder.join(TASKS), texts.tasks.as_bytes().to_vec()),
        (folder.join(STATE), texts.state.as_bytes().to_vec()),
        (rollback.join(PINS), pins(plan).into_bytes()),
    ];
    for (folder, of) in [(&patches, &plan.patches), (&rollback, &plan.rollback)] {
        let all = of
            .iter()
            .map(|patch| (folder.join(&patch.file), patch.text.clone()));
        files.extend(all);
    }
    for (path, bytes) in files {
        write_whole(&path, &bytes)
            .with_context(|| format!("{}: could not be written", path.display()))?;
        written.push(path);
    }
    remove_stale(&patches, &plan.patches)?;
    remove_stale(&rollback, &plan.rollback)?;
    if plan.patches.is_empty() {
        // Left where someone has put a file of their own into it.
        let _ = fs::remove_dir(&patches);
    }
    Ok(written)
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
    let own = match fs::read(folder.join(CHECKLIST)) {
        Ok(bytes) => bytes.starts_with(checklist::MARK.as_bytes()),
        Err(error) if error.kind() == ErrorKind::NotFound => false,
        Err(error) => {
            let path = folder.join(CHECKLIST);
            return Err(error).with_context(|| format!("{}: can't be read", path.display()));
        }
    };
    if !own {
        bail!(
            "{}: is in the way and was not written by a plan; choose another folder",
            in_the_way.display()
        );
    }
    Ok(())
}

/// Writes beside the file first and then takes its place.
fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".exuvia-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As any new file, not as a secret; the user's mask still holds.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
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

    use super::{Texts, is_patch_name, write};
    use crate::plan::{Plan, sample};

    fn sample_plan() -> Plan {
        sample::plan()
    }

    fn texts(findings: &str) -> Texts<'_> {
        Texts {
            checklist: "<!-- exuvia plan -->\n",
            report: "<!DOCTYPE html>\n",
            findings,
            tasks: "{}\n",
            state: "{}\n",
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
    fn only_names_that_a_plan_gives_are_taken_for_its_own() {
        assert!(is_patch_name("01-nest.patch") && is_patch_name("123-a-b.patch"));
        assert!(!is_patch_name("1-nest.patch") && !is_patch_name("mine.patch"));
        assert!(!is_patch_name("01-.patch") && !is_patch_name("01-nest.patch.orig"));
    }
}
