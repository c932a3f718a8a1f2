//! `pip list --outdated --format json`.

use serde_json::Value;

use super::{Outdated, What, normal, text_of};

pub(super) fn read(value: &Value) -> Option<What> {
    let row = |one: &Value| {
        Some(Outdated {
            package: normal(&text_of(one, "name")?),
            version: text_of(one, "version")?,
            latest: text_of(one, "latest_version")?,
        })
    };
    // Nothing that is outdated is an empty list.
    let rows: Option<Vec<Outdated>> = value.as_array()?.iter().map(row).collect();
    rows.map(What::Outdated)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::evidence::{self, Kind};

    #[test]
    fn versions_of_today_and_the_newest_are_read() {
        let text = r#"[{"name": "Redis", "version": "5.0.1", "latest_version": "8.1.0", "latest_filetype": "wheel"}]"#;
        let read = evidence::read("a", text.as_bytes()).unwrap();
        let one = Outdated {
            package: "redis".to_owned(),
            version: "5.0.1".to_owned(),
            latest: "8.1.0".to_owned(),
        };
        assert_eq!(
            (read.kind, read.what),
            (Kind::PipOutdated, What::Outdated(vec![one]))
        );
        assert_eq!(
            evidence::read("a", b"[]").unwrap().what,
            What::Outdated(Vec::new())
        );
    }
}
