//! pip-audit's JSON.

use serde_json::Value;

use super::{Advisory, Audit, What, items, normal, text_of, texts_of};

pub(super) fn read(value: &Value) -> Option<What> {
    // Early releases wrote the list alone.
    let list = match value {
        Value::Array(list) if list.iter().any(|one| one.get("vulns").is_some()) => list,
        _ => value.get("dependencies")?.as_array()?,
    };
    let is_one = |one: &Value| one.get("vulns").is_some() || one.get("skip_reason").is_some();
    if !list.iter().all(is_one) {
        return None;
    }
    let found = list.iter().flat_map(|one| {
        let package = normal(&text_of(one, "name").unwrap_or_default());
        let version = text_of(one, "version");
        items(one, "vulns").filter_map(move |hole| {
            Some(Advisory {
                package: package.clone(),
                version: version.clone(),
                id: text_of(hole, "id")?,
                fixed_in: texts_of(hole, "fix_versions"),
            })
        })
    });
    let seen = list.iter().filter(|one| one.get("skip_reason").is_none());
    let seen = seen.filter_map(|one| Some(normal(&text_of(one, "name")?)));
    Some(What::Audit(Audit {
        seen: seen.collect(),
        holes: found.collect(),
    }))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::evidence::{self, Kind};

    #[test]
    fn holes_of_packages_are_read_and_what_was_skipped_has_none() {
        let text = r#"{"dependencies": [
            {"name": "Python_Jose", "version": "3.3.0", "vulns": [
                {"id": "PYSEC-2024-232", "fix_versions": ["3.4.0"], "aliases": ["CVE-2024-33663"], "description": "…"}]},
            {"name": "own", "skip_reason": "not on PyPI"}], "fixes": []}"#;
        let read = evidence::read("a.json", text.as_bytes()).unwrap();
        let hole = Advisory {
            package: "python-jose".to_owned(),
            version: Some("3.3.0".to_owned()),
            id: "PYSEC-2024-232".to_owned(),
            fixed_in: vec!["3.4.0".to_owned()],
        };
        let audit = Audit {
            seen: ["python-jose".to_owned()].into(),
            holes: vec![hole],
        };
        assert_eq!((read.kind, read.what), (Kind::PipAudit, What::Audit(audit)));
    }
}
