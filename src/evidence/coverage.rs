//! Coverage's XML and JSON.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::Node;
use serde_json::Value;

use super::{Lines, What};

pub(super) fn read_json(value: &Value) -> Option<What> {
    value.get("meta")?.get("format")?;
    let files = value.get("files")?.as_object()?.iter();
    let read = |(path, file): (&String, &Value)| {
        let lines = |key: &str| -> Option<BTreeSet<u32>> {
            let list = file.get(key)?.as_array()?.iter();
            Some(
                list.filter_map(|line| u32::try_from(line.as_u64()?).ok())
                    .collect(),
            )
        };
        let lines = Lines {
            run: lines("executed_lines")?,
            missed: lines("missing_lines")?,
        };
        Some((path.replace('\\', "/"), lines))
    };
    Some(What::Covered(files.filter_map(read).collect()))
}

pub(super) fn read_xml(root: Node<'_, '_>) -> Option<What> {
    if !root.has_tag_name("coverage") {
        return None;
    }
    let mut out: BTreeMap<String, Lines> = BTreeMap::new();
    let sources = root
        .descendants()
        .filter(|node| node.has_tag_name("source"));
    let sources: Vec<&str> = sources
        .filter_map(|node| node.text())
        .map(str::trim)
        .collect();
    // Names are seen from the folder that was measured. Where there are several, nothing says from which.
    let folder = match sources.as_slice() {
        [one] if !one.is_empty() && *one != "." => format!("{}/", one.trim_end_matches('/')),
        _ => String::new(),
    };
    for class in root.descendants().filter(|node| node.has_tag_name("class")) {
        let Some(path) = class.attribute("filename") else {
            continue;
        };
        let name = format!("{folder}{path}").replace('\\', "/");
        let file = out.entry(name).or_default();
        for line in class.descendants().filter(|node| node.has_tag_name("line")) {
            let number = |name: &str| line.attribute(name).and_then(|text| text.parse().ok());
            let (Some(at), Some(hits)) = (number("number"), number("hits")) else {
                continue;
            };
            let lines = if hits > 0 {
                &mut file.run
            } else {
                &mut file.missed
            };
            lines.insert(at);
        }
    }
    Some(What::Covered(out))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use crate::evidence::{self, Kind};

    #[test]
    fn both_forms_say_the_same() {
        let json = r#"{"meta": {"format": 3, "version": "7.6.0"}, "files": {"app/a.py": {"executed_lines": [1, 4], "missing_lines": [5], "excluded_lines": []}}, "totals": {}}"#;
        let xml = r#"<?xml version="1.0" ?><coverage version="7.6.0"><sources><source>app</source></sources><packages><package name="app"><classes>
            <class name="a.py" filename="a.py"><methods/><lines><line number="1" hits="1"/><line number="4" hits="2"/><line number="5" hits="0"/></lines></class>
            </classes></package></packages></coverage>"#;
        let [one, other] = [json, xml].map(|text| evidence::read("a", text.as_bytes()).unwrap());
        assert_eq!((one.kind, one.what), (Kind::Coverage, other.what));
    }
}
