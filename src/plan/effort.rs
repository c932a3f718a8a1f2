//! How long a person needs: an estimate by a table, rules/planning/effort.toml, and by what a plan file says instead.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::By;
use crate::config::{Config, EffortConfig};

/// Minutes by what there is to do.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Effort {
    safe: u32,
    r#unsafe: u32,
    manual: u32,
    step: u32,
    hours_a_day: u32,
    reasons: BTreeMap<String, u32>,
}

static TABLE: LazyLock<Effort> = LazyLock::new(|| {
    let text = include_str!("../../rules/planning/effort.toml");
    toml::from_str(text).expect("the table is read by a test")
});

impl Effort {
    /// The table, with what a plan file says instead.
    #[must_use]
    pub fn of(config: &Config) -> Self {
        let mut out = TABLE.clone();
        let Some(said) = &config.effort else {
            return out;
        };
        let EffortConfig {
            safe,
            r#unsafe,
            manual,
            step,
            hours_a_day,
            reasons,
        } = said;
        out.safe = safe.unwrap_or(out.safe);
        out.r#unsafe = r#unsafe.unwrap_or(out.r#unsafe);
        out.manual = manual.unwrap_or(out.manual);
        out.step = step.unwrap_or(out.step);
        out.hours_a_day = hours_a_day.unwrap_or(out.hours_a_day).max(1);
        out.reasons.extend(
            reasons
                .iter()
                .map(|(word, minutes)| (word.clone(), *minutes)),
        );
        out
    }

    /// Minutes of one place.
    #[must_use]
    pub fn place(&self, by: &By) -> u32 {
        match by {
            By::Patch { look: false, .. } => self.safe,
            By::Patch { look: true, .. } => self.r#unsafe,
            By::Hand(reason) => {
                let known = reason.as_ref().and_then(|reason| self.reasons.get(reason));
                known.copied().unwrap_or(self.manual)
            }
        }
    }

    /// Minutes of the step of one package in some services.
    #[must_use]
    pub fn step(&self, services: usize) -> u32 {
        let services = u32::try_from(services.max(1)).unwrap_or(u32::MAX);
        self.step.saturating_mul(services)
    }

    /// Minutes of a working day.
    #[must_use]
    pub fn day(&self) -> u32 {
        self.hours_a_day.saturating_mul(60).max(1)
    }

    /// Working days, as many as are begun.
    #[must_use]
    pub fn days(&self, minutes: u32) -> u32 {
        minutes.div_ceil(self.day())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::schema::meaning;

    #[test]
    fn each_reason_of_the_table_is_one_that_findings_have() {
        for reason in TABLE.reasons.keys() {
            assert_ne!(meaning(reason), reason, "{reason}");
        }
    }

    #[test]
    fn a_plan_file_says_other_minutes() {
        let config = Config::parse("[effort]\nmanual = 7\nreasons = { security = 90 }\n");
        let effort = Effort::of(&config.expect("it is read"));
        let hand = |reason: &str| effort.place(&By::Hand(Some(reason.to_owned())));
        assert_eq!((hand("security"), hand("unheard-of")), (90, 7));
        assert_eq!(effort.place(&By::Hand(None)), 7);
        assert_eq!(
            (effort.days(0), effort.days(1), effort.days(301)),
            (0, 1, 2)
        );
    }
}
