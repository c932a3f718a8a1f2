//! The JSON contract, version 1. The shape is the serialised [`Report`] and
//! stands in `docs/report.schema.json`; equal reports give equal bytes.

use std::io;

use crate::finding::Report;

/// How much white space the document has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Two blanks a level, for people and for diffs.
    Pretty,
    /// One line, for machines.
    Compact,
}

/// Writes `report` as one JSON document that ends with a line feed.
///
/// # Errors
/// When `out` can't be written.
pub fn write(report: &Report, layout: Layout, out: &mut dyn io::Write) -> io::Result<()> {
    match layout {
        Layout::Pretty => serde_json::to_writer_pretty(&mut *out, report)?,
        Layout::Compact => serde_json::to_writer(&mut *out, report)?,
    }
    out.write_all(b"\n")
}

/// The document that [`write`] writes, as text.
#[must_use]
pub fn to_string(report: &Report, layout: Layout) -> String {
    let mut bytes = Vec::new();
    write(report, layout, &mut bytes).expect("a report is plain data and memory takes all bytes");
    String::from_utf8(bytes).expect("JSON is UTF-8")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use serde_json::{Value, json};

    use super::{Layout, to_string};
    use crate::finding::Report;
    use crate::report::sample;

    fn schema() -> jsonschema::Validator {
        let schema: Value =
            serde_json::from_str(include_str!("../../docs/report.schema.json")).unwrap();
        jsonschema::meta::validate(&schema).unwrap();
        jsonschema::draft202012::new(&schema).unwrap()
    }

    fn sample_value() -> Value {
        serde_json::from_str(&to_string(&sample::outcome().report, Layout::Pretty)).unwrap()
    }

    #[test]
    fn the_document_has_the_keys_of_the_contract_in_their_order() {
        insta::assert_snapshot!(to_string(&sample::outcome().report, Layout::Pretty));
    }

    #[test]
    fn a_report_survives_the_way_to_text_and_back_in_both_layouts() {
        let report = sample::outcome().report;
        for layout in [Layout::Pretty, Layout::Compact] {
            let back: Report = serde_json::from_str(&to_string(&report, layout)).unwrap();
            assert_eq!(back, report);
        }
        assert_eq!(to_string(&report, Layout::Compact).lines().count(), 1);
    }

    #[test]
    fn reports_are_valid_by_the_schema() {
        let schema = schema();
        schema.validate(&sample_value()).unwrap();
        let empty = serde_json::to_value(sample::clean().report).unwrap();
        schema.validate(&empty).unwrap();
    }

    /// Each row breaks one promise of the contract; if the schema lets one through it promises too little.
    #[test]
    fn changed_reports_are_not_valid_by_the_schema() {
        let schema = schema();
        let mutations: &[(&str, Value)] = &[
            ("/version", json!(2)),
            ("/surprise", json!(true)),
            ("/findings/0/severity", json!("fatal")),
            ("/findings/0/fails", json!("sometimes")),
            ("/findings/0/applicability", json!("display")),
            ("/findings/0/start/line", json!(0)),
            ("/findings/0/start/column", json!("1")),
            ("/findings/0/start/offset", json!(-1)),
            ("/findings/0/path", json!("")),
            ("/findings/0/cell", json!("first")),
            ("/findings/0/code", json!("")),
            ("/findings/0/location", json!({})),
            ("/findings/0/symbol/older", json!("x")),
            ("/findings/0/related/0/why", json!(null)),
            ("/findings/0/related/0/message", json!("x")),
            ("/fixes/0/applicability", json!("manual")),
            ("/fixes/0/files/0/edits/0/content", json!("x")),
            ("/blind/0/why", json!(null)),
            ("/problems/0/line", json!(1)),
            ("/summary/errors", json!(-1)),
            ("/summary/total", json!(1)),
        ];
        for (pointer, value) in mutations {
            let mut report = sample_value();
            put(&mut report, pointer, value.clone());
            assert!(
                !schema.is_valid(&report),
                "{pointer} = {value} is let through"
            );
        }
    }

    #[test]
    fn a_report_that_lacks_a_key_is_not_valid_by_the_schema() {
        let schema = schema();
        let objects = [
            "",
            "/summary",
            "/findings/0",
            "/findings/0/start",
            "/findings/0/symbol",
            "/findings/0/related/0",
            "/fixes/0",
            "/fixes/0/files/0",
            "/fixes/0/files/0/edits/0",
            "/blind/0",
            "/problems/0",
        ];
        for pointer in objects {
            let whole = sample_value();
            let keys: Vec<String> = whole
                .pointer(pointer)
                .unwrap()
                .as_object()
                .unwrap()
                .keys()
                .cloned()
                .collect();
            assert!(!keys.is_empty());
            for key in keys {
                let mut report = whole.clone();
                report
                    .pointer_mut(pointer)
                    .unwrap()
                    .as_object_mut()
                    .unwrap()
                    .shift_remove(&key);
                assert!(
                    !schema.is_valid(&report),
                    "{pointer} without {key} is let through"
                );
            }
        }
    }

    #[test]
    fn a_manual_finding_with_a_fix_is_not_valid_by_the_schema() {
        let mut report = sample_value();
        put(&mut report, "/findings/0/applicability", json!("manual"));
        assert!(report.pointer("/findings/0/fix_id").unwrap().is_string());
        assert!(!schema().is_valid(&report));
    }

    fn put(report: &mut Value, pointer: &str, value: Value) {
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        report
            .pointer_mut(parent)
            .unwrap_or_else(|| panic!("the sample has no {parent}"))
            .as_object_mut()
            .unwrap()
            .insert(key.to_owned(), value);
    }
}
