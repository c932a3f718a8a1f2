//! Safety's JSON: that of `check`, of whatever release, and that of `scan`.

use serde_json::Value;

use super::{Advisory, Audit, What, items, normal, text_of, texts_of};

pub(super) fn read(value: &Value) -> Option<What> {
    let audit = first(value)
        .or_else(|| check(value))
        .or_else(|| scan(value))?;
    Some(What::Audit(audit))
}

/// The first releases: a list of name, versions that have it, version, text, number.
fn first(value: &Value) -> Option<Audit> {
    let list = value.as_array().filter(|list| !list.is_empty())?;
    let row = |one: &Value| {
        let text = |at: usize| one.get(at)?.as_str().map(str::to_owned);
        Some(Advisory {
            package: normal(&text(0)?),
            version: text(2),
            id: text(4)?,
            fixed_in: Vec::new(),
        })
    };
    let holes: Option<Vec<Advisory>> = list.iter().map(row).collect();
    let holes = holes?;
    // What is well is not said.
    let seen = holes.iter().map(|hole| hole.package.clone()).collect();
    Some(Audit { seen, holes })
}

fn check(value: &Value) -> Option<Audit> {
    value.get("report_meta")?;
    let found = items(value, "vulnerabilities").filter_map(|one| {
        Some(Advisory {
            package: normal(&text_of(one, "package_name")?),
            version: text_of(one, "analyzed_version"),
            id: text_of(one, "CVE").or_else(|| text_of(one, "vulnerability_id"))?,
            fixed_in: texts_of(one, "fixed_versions"),
        })
    });
    let scanned = value.get("scanned_packages").and_then(Value::as_object);
    let seen = scanned.into_iter().flatten().map(|(name, _)| normal(name));
    Some(Audit {
        seen: seen.collect(),
        holes: found.collect(),
    })
}

fn scan(value: &Value) -> Option<Audit> {
    let results = value.get("scan_results")?;
    value.get("meta")?;
    let mut found = Audit::default();
    let projects = items(results, "projects");
    let files = projects.flat_map(|project| items(project, "files"));
    let own = items(results, "files");
    for file in files.chain(own) {
        let results = file.get("results").unwrap_or(file);
        for package in items(results, "dependencies") {
            let name = normal(&text_of(package, "name").unwrap_or_default());
            found.seen.insert(name.clone());
            for specification in items(package, "specifications") {
                found.holes.extend(of_specification(&name, specification));
            }
        }
    }
    found.holes.sort();
    found.holes.dedup();
    Some(found)
}

fn of_specification(name: &str, specification: &Value) -> Vec<Advisory> {
    let Some(holes) = specification.get("vulnerabilities") else {
        return Vec::new();
    };
    let raw = text_of(specification, "raw").unwrap_or_default();
    let version = raw.split_once("==").map(|(_, rest)| {
        let end = rest.find([';', ' ', ',']).unwrap_or(rest.len());
        rest[..end].trim().to_owned()
    });
    let fixed: Vec<String> = holes
        .get("remediation")
        .and_then(|one| text_of(one, "recommended"))
        .into_iter()
        .collect();
    let ignored = |one: &&Value| {
        let ignored = one.get("ignored").and_then(|one| one.get("code"));
        ignored.is_some_and(|code| !code.is_null())
    };
    items(holes, "known_vulnerabilities")
        .filter(|one| !ignored(one))
        .filter_map(|one| {
            Some(Advisory {
                package: name.to_owned(),
                version: version.clone(),
                id: text_of(one, "id")?,
                fixed_in: fixed.clone(),
            })
        })
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use crate::evidence::{self, Advisory, Kind, What};

    fn holes(text: &str) -> Vec<Advisory> {
        let read = evidence::read("a.json", text.as_bytes()).unwrap();
        assert_eq!(read.kind, Kind::Safety);
        let What::Audit(audit) = read.what else {
            panic!("{:?}", read.what);
        };
        audit.holes
    }

    #[test]
    fn each_form_says_package_version_and_name() {
        let check = r#"{"report_meta": {"scan_target": "environment"}, "scanned_packages": {}, "vulnerabilities": [
            {"vulnerability_id": "70715", "package_name": "python-jose", "analyzed_version": "3.3.0", "CVE": "CVE-2024-33663", "fixed_versions": []}]}"#;
        let scan = r#"{"meta": {"scan_type": "scan"}, "scan_results": {"base": {}, "files": [], "projects": [{"files": [{"type": "requirements.txt",
            "results": {"dependencies": [{"name": "python-jose", "specifications": [{"raw": "python-jose==3.3.0", "vulnerabilities":
            {"known_vulnerabilities": [{"id": "70715", "ignored": {"code": null}}, {"id": "1", "ignored": {"code": "manual"}}], "remediation": {"recommended": "3.4.0"}}}]}]}}]}]}}"#;
        let first = r#"[["python-jose", "<3.4.0", "3.3.0", "Text.", "70715"]]"#;
        for (text, id) in [(check, "CVE-2024-33663"), (scan, "70715"), (first, "70715")] {
            let found = holes(text);
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(
                (found[0].package.as_str(), found[0].id.as_str()),
                ("python-jose", id)
            );
            assert_eq!(found[0].version.as_deref(), Some("3.3.0"));
        }
        assert_eq!(holes(scan)[0].fixed_in, ["3.4.0"]);
    }
}
