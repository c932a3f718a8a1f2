//! Writes a plan into a folder. Files of its own of an earlier run are replaced or, where the plan has
//! no such patch any more, removed; anything else is left alone, and refused if it is in the way.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use super::{Plan, checklist};

const CHECKLIST: &str = "checklist.md";
const FINDINGS: &str = "findings.json";
const PATCHES: &str = "patches";

/// Writes `checklist.md`, `findings.json` and `patches/` into `folder`, which is made if it is not there.
/// Each file appears whole or not at all. Gives the paths that were written.
///
/// # Errors
/// When the folder has files of these names that no plan wrote, or when it can't be written.
pub fn write(folder: &Path, plan: &Plan, findings: &str) -> anyhow::Result<Vec<PathBuf>> {
    refuse_foreign(folder)?;
    let patches = folder.join(PATCHES);
    fs::create_dir_all(&patches)
        .with_context(|| format!("{}: could not be made", patches.display()))?;
    let mut written = Vec::new();
    // First the file that says whose folder this is: a run that is cut off can then be repeated.
    let mut files = vec![
        (folder.join(CHECKLIST), checklist::render(plan).into_bytes()),
        (folder.join(FINDINGS), findings.as_bytes().to_vec()),
    ];
    for patch in &plan.patches {
        files.push((patches.join(&patch.file), patch.text.clone()));
    }
    for (path, bytes) in files {
        write_whole(&path, &bytes)
            .with_context(|| format!("{}: could not be written", path.display()))?;
        written.push(path);
    }
    remove_stale(&patches, plan)?;
    if plan.patches.is_empty() {
        // Left where someone has put a file of their own into it.
        let _ = fs::remove_dir(&patches);
    }
    Ok(written)
}

/// Fails if a file that would be replaced was not written by a plan.
fn refuse_foreign(folder: &Path) -> anyhow::Result<()> {
    let in_the_way = [CHECKLIST, FINDINGS, PATCHES]
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
fn remove_stale(patches: &Path, plan: &Plan) -> anyhow::Result<()> {
    let context = || format!("{}: can't be read", patches.display());
    for entry in fs::read_dir(patches).with_context(context)? {
        let entry = entry.with_context(context)?;
        let name = entry.file_name();
        let Some(name) = name.to_str() else {
            continue;
        };
        if is_patch_name(name) && plan.patches.iter().all(|patch| patch.file != name) {
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

    use super::{is_patch_name, write};
    use crate::plan::{Plan, plan, sample};

    fn sample_plan() -> Plan {
        plan(&sample::outcome(), &sample::stages(), &sample::rules())
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
        write(&folder, &sample_plan(), "{}\n").unwrap();
        assert_eq!(names(&folder), ["checklist.md", "findings.json", "patches"]);
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
        write(folder, &sample_plan(), "{}\n").unwrap();
        fs::write(folder.join("notes.md"), "mine").unwrap();
        fs::write(folder.join("patches/mine.patch"), "mine").unwrap();
        let mut smaller = sample_plan();
        smaller.patches.truncate(1);
        write(folder, &smaller, "[]\n").unwrap();
        assert_eq!(
            names(&folder.join("patches")),
            ["01-hive.patch", "mine.patch"]
        );
        assert_eq!(fs::read(folder.join("notes.md")).unwrap(), b"mine");
        assert_eq!(fs::read(folder.join("findings.json")).unwrap(), b"[]\n");
    }

    #[test]
    fn a_file_that_no_plan_wrote_is_refused_and_kept() {
        for name in ["checklist.md", "findings.json"] {
            let root = tempfile::tempdir().unwrap();
            fs::write(root.path().join(name), "- [ ] buy milk\n").unwrap();
            let error = write(root.path(), &sample_plan(), "{}\n").unwrap_err();
            assert!(format!("{error:#}").contains(name), "{error:#}");
            assert_eq!(names(root.path()), [name]);
        }
    }

    #[test]
    fn a_plan_without_patches_leaves_no_empty_folder() {
        let root = tempfile::tempdir().unwrap();
        write(root.path(), &sample_plan(), "{}\n").unwrap();
        let mut without = sample_plan();
        without.patches.clear();
        write(root.path(), &without, "{}\n").unwrap();
        assert_eq!(names(root.path()), ["checklist.md", "findings.json"]);
    }

    #[test]
    fn only_names_that_a_plan_gives_are_taken_for_its_own() {
        assert!(is_patch_name("01-nest.patch") && is_patch_name("123-a-b.patch"));
        assert!(!is_patch_name("1-nest.patch") && !is_patch_name("mine.patch"));
        assert!(!is_patch_name("01-.patch") && !is_patch_name("01-nest.patch.orig"));
    }
}
