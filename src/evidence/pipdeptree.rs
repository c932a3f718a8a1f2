//! pipdeptree's two forms of JSON: a list of packages with what each asks for, and a tree.

use serde_json::Value;

use super::{Installed, What, items, normal, text_of};

pub(super) fn read(value: &Value) -> Option<What> {
    let list = value.as_array().filter(|list| !list.is_empty())?;
    let mut out = Installed::default();
    for one in list {
        // A tree's items are packages themselves.
        let package = one.get("package").unwrap_or(one);
        add(&mut out, package, one, None)?;
    }
    Some(What::Installed(out))
}

/// What asks for what, in a tree of any depth.
fn add(out: &mut Installed, package: &Value, holder: &Value, above: Option<&str>) -> Option<()> {
    let name = normal(&text_of(package, "package_name").or_else(|| text_of(package, "key"))?);
    let version = text_of(package, "installed_version")?;
    holder.get("dependencies")?;
    note(out, &name, version, above);
    for below in items(holder, "dependencies") {
        if below.get("dependencies").is_some() {
            add(out, below, below, Some(&name))?;
            continue;
        }
        let asked = normal(&text_of(below, "package_name").or_else(|| text_of(below, "key"))?);
        let version = text_of(below, "installed_version").unwrap_or_default();
        note(out, &asked, version, Some(&name));
    }
    Some(())
}

fn note(out: &mut Installed, name: &str, version: String, above: Option<&str>) {
    // `?` stands for what is missing.
    if !version.is_empty() && version != "?" {
        out.versions.insert(name.to_owned(), version);
    }
    if let Some(above) = above {
        let asked_by = out.asked_by.entry(name.to_owned()).or_default();
        asked_by.insert(above.to_owned());
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::evidence::{self, Kind};

    #[test]
    fn both_forms_say_the_same() {
        let flat = r#"[
            {"package": {"key": "fastapi", "package_name": "fastapi", "installed_version": "0.104.1"}, "dependencies": [
                {"key": "starlette", "package_name": "starlette", "installed_version": "0.27.0", "required_version": "<0.28.0,>=0.27.0"}]},
            {"package": {"key": "starlette", "package_name": "starlette", "installed_version": "0.27.0"}, "dependencies": []}]"#;
        let tree = r#"[{"key": "fastapi", "package_name": "fastapi", "installed_version": "0.104.1", "required_version": "0.104.1", "dependencies": [
            {"key": "starlette", "package_name": "starlette", "installed_version": "0.27.0", "required_version": "<0.28.0,>=0.27.0", "dependencies": []}]}]"#;
        let [one, other] = [flat, tree].map(|text| evidence::read("a", text.as_bytes()).unwrap());
        assert_eq!((one.kind, &one.what), (Kind::Pipdeptree, &other.what));
        let What::Installed(installed) = one.what else {
            panic!("installed");
        };
        assert_eq!(installed.versions["starlette"], "0.27.0");
        assert!(installed.asked_by["starlette"].contains("fastapi"));
    }
}
