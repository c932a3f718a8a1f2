//! The folders that may be read, and the paths in them.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

use crate::config::{Config, NAME, PYPROJECT};

/// The folders that a server was given, as they are once links are followed.
#[derive(Debug, Clone)]
pub(super) struct Roots(Vec<PathBuf>);

impl Roots {
    /// The folders; the working directory if there are none.
    ///
    /// # Errors
    /// When one of them is no folder.
    pub(super) fn new(given: &[PathBuf]) -> anyhow::Result<Self> {
        let given = match given {
            [] => &[PathBuf::from(".")],
            given => given,
        };
        let real = given.iter().map(|path| {
            let real = path.canonicalize();
            let real = real.with_context(|| format!("--root {}", path.display()))?;
            match real.is_dir() {
                true => Ok(real),
                false => bail!("--root {}: is no folder", path.display()),
            }
        });
        Ok(Self(real.collect::<anyhow::Result<_>>()?))
    }

    /// The folders.
    pub(super) fn all(&self) -> &[PathBuf] {
        &self.0
    }

    /// The root that a call names; it need not where there is one alone.
    ///
    /// # Errors
    /// When it names none of them, or nothing where there are several.
    pub(super) fn root(&self, named: Option<&str>) -> anyhow::Result<&Path> {
        let list = || {
            let all = self.0.iter().map(|root| root.display().to_string());
            all.collect::<Vec<_>>().join(", ")
        };
        match (named, &self.0[..]) {
            (None, [only]) => Ok(only),
            (None, _) => bail!("name the root: {}", list()),
            (Some(named), all) => {
                let real = Path::new(named).canonicalize().ok();
                let known = all.iter().find(|root| Some(*root) == real.as_ref());
                known
                    .map(PathBuf::as_path)
                    .with_context(|| format!("{named} is no root; expected one of {}", list()))
            }
        }
    }

    /// A path in a root, with all links followed.
    ///
    /// # Errors
    /// When it is not there, or leads out of the roots.
    pub(super) fn path(&self, root: &Path, named: &str) -> anyhow::Result<PathBuf> {
        // Nothing is said of what stands outside, not even whether it does.
        let real = root.join(named).canonicalize().ok();
        real.filter(|real| self.hold(real))
            .with_context(|| format!("{named} is not there, or outside of the roots"))
    }

    /// Fails where a configuration in the roots that governs a file or folder (by its real path) names files outside, or is a
    /// link to one: what is wrong with those would be told. One that stands above the roots is whose the roots are.
    ///
    /// # Errors
    /// In that case, or when the configuration cannot be read.
    pub(super) fn settings(&self, path: &Path) -> anyhow::Result<()> {
        let folder = match path.is_dir() {
            true => path,
            false => path.parent().unwrap_or(path),
        };
        for at in folder.ancestors().take_while(|at| self.hold(at)) {
            for file in [NAME, PYPROJECT].map(|name| at.join(name)) {
                let real = file.canonicalize();
                if real.is_ok_and(|real| !self.hold(&real)) {
                    bail!("{}: leads out of the roots", file.display());
                }
            }
        }
        let Some((file, config)) = Config::governing(folder)? else {
            return Ok(());
        };
        let Some(folder) = file.parent().filter(|folder| self.hold(folder)) else {
            return Ok(());
        };
        let named = config.rules.iter().flatten().chain(&config.baseline);
        for named in named.map(|named| named.display().to_string()) {
            let file = file.display();
            self.path(folder, &named)
                .with_context(|| format!("{file}"))?;
        }
        Ok(())
    }

    fn hold(&self, real: &Path) -> bool {
        self.0.iter().any(|root| real.starts_with(root))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::fs;

    use super::Roots;

    #[test]
    fn paths_stay_within_the_roots_whatever_leads_out() {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path().canonicalize().unwrap();
        for name in ["mine", "other", "mine2"] {
            fs::create_dir(at.join(name)).unwrap();
            fs::write(at.join(name).join("a.py"), "").unwrap();
        }
        let roots = Roots::new(&[at.join("mine")]).unwrap();
        let root = roots.root(None).unwrap().to_owned();
        assert_eq!(roots.path(&root, "a.py").unwrap(), at.join("mine/a.py"));
        assert!(roots.path(&root, ".").is_ok());
        let out = at.join("other/a.py").display().to_string();
        for path in ["../other/a.py", "../mine2/a.py", "..", "no.py", &out] {
            let said = roots.path(&root, path).unwrap_err().to_string();
            assert_eq!(
                said,
                format!("{path} is not there, or outside of the roots")
            );
        }
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(at.join("other"), at.join("mine/link")).unwrap();
            assert!(roots.path(&root, "link/a.py").is_err());
            std::os::unix::fs::symlink(at.join("mine"), at.join("way")).unwrap();
            let through = at.join("way/a.py").display().to_string();
            assert!(roots.path(&root, &through).is_ok());
        }
        let both = Roots::new(&[at.join("mine"), at.join("other")]).unwrap();
        assert!(both.root(None).is_err());
        assert!(
            both.root(Some(&at.join("mine2").display().to_string()))
                .is_err()
        );
        let other = at.join("other").display().to_string();
        assert_eq!(both.root(Some(&other)).unwrap(), at.join("other"));
    }
    #[test]
    fn what_a_configuration_names_lies_in_the_roots_as_well() {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path().canonicalize().unwrap();
        fs::create_dir_all(at.join("above/mine/rules")).unwrap();
        fs::write(at.join("above/secret.json"), "").unwrap();
        fs::write(at.join("above/exuvia.toml"), "baseline = \"secret.json\"\n").unwrap();
        let mine = at.join("above/mine");
        let roots = Roots::new(std::slice::from_ref(&mine)).unwrap();
        assert!(roots.settings(&mine).is_ok(), "whose the roots are");
        let said = |text: &str| {
            fs::write(mine.join("exuvia.toml"), text).unwrap();
            roots
                .settings(&mine.join("a.py"))
                .map_err(|error| format!("{error:#}"))
        };
        assert!(said("rules = [\"rules\"]\n").is_ok());
        for text in [
            "rules = [\"rules\", \"..\"]\n",
            "baseline = \"../secret.json\"\n",
        ] {
            let said = said(text).unwrap_err();
            assert!(said.contains("outside of the roots"), "{said}");
        }
        #[cfg(unix)]
        {
            fs::remove_file(mine.join("exuvia.toml")).unwrap();
            std::os::unix::fs::symlink(at.join("above/secret.json"), mine.join("exuvia.toml"))
                .unwrap();
            let said = roots.settings(&mine.join("rules")).unwrap_err().to_string();
            assert!(said.ends_with("leads out of the roots"), "{said}");
        }
    }
}
