//! JUnit's XML, as pytest writes it.

use roxmltree::Node;

use super::{Tests, What};

pub(super) fn read(root: Node<'_, '_>) -> Option<What> {
    if !root.has_tag_name("testsuites") && !root.has_tag_name("testsuite") {
        return None;
    }
    let mut out = Tests::default();
    for case in root
        .descendants()
        .filter(|node| node.has_tag_name("testcase"))
    {
        let has = |name: &str| case.children().any(|node| node.has_tag_name(name));
        out.number += 1;
        if has("failure") || has("error") {
            let attribute = |name: &str| case.attribute(name).unwrap_or_default();
            let (class, name) = (attribute("classname"), attribute("name"));
            // A test that fails and cannot be taken down stands there twice.
            let name = match class.is_empty() {
                true => name.to_owned(),
                false => format!("{class}::{name}"),
            };
            if !out.failed.contains(&name) {
                out.failed.push(name);
            }
        } else if has("skipped") {
            out.skipped += 1;
        }
    }
    Some(What::Tests(out))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::evidence::{self, Kind};

    #[test]
    fn what_fails_is_named_and_what_is_skipped_counted() {
        let text = r#"<?xml version="1.0" encoding="utf-8"?><testsuites name="pytest tests"><testsuite name="pytest" errors="0" failures="1" skipped="1" tests="3" time="0.1">
            <testcase classname="tests.test_llm" name="test_ask" time="0.01"><failure message="assert 1 == 2">…</failure></testcase>
            <testcase classname="tests.test_llm" name="test_other" time="0.01" />
            <testcase classname="tests.test_llm" name="test_slow" time="0.0"><skipped type="pytest.skip" message="slow">…</skipped></testcase></testsuite></testsuites>"#;
        let read = evidence::read("a.xml", text.as_bytes()).unwrap();
        let tests = Tests {
            number: 3,
            skipped: 1,
            failed: vec!["tests.test_llm::test_ask".to_owned()],
        };
        assert_eq!((read.kind, read.what), (Kind::Pytest, What::Tests(tests)));
    }
}
