//! How packs spell providers and their settings; see [`super::spelling`].

use std::collections::BTreeMap;

use pep440_rs::Version;
use serde::{Deserialize, Deserializer, de};

use crate::finding::{Fails, Severity};

use super::provider::{Carried, KeptForm, Provider, Setting, SettingAction, TextForm, Variant};
use super::schema::Reason;
use super::spelling::Verb;
use super::template::Template;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct ProviderSpelling {
    name: String,
    module: String,
    #[serde(default)]
    lazy: bool,
    #[serde(rename = "variant")]
    variants: Vec<Variant>,
    #[serde(default, rename = "setting")]
    settings: Vec<Setting>,
}

impl<'de> Deserialize<'de> for Provider {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let provider = ProviderSpelling::deserialize(deserializer)?;
        let name = &provider.name;
        let without = provider
            .variants
            .iter()
            .position(|variant| variant.when.is_none());
        if without.is_none_or(|at| at + 1 != provider.variants.len()) {
            return Err(de::Error::custom(format!(
                "provider `{name}`: the last variant, and only that, has no `when`"
            )));
        }
        for setting in &provider.settings {
            let unknown = setting.per_variant.keys().find(|key| {
                provider
                    .variants
                    .iter()
                    .all(|variant| variant.name != **key)
            });
            if let Some(variant) = unknown {
                return Err(de::Error::custom(format!(
                    "setting `{}`: provider `{name}` has no variant `{variant}`",
                    setting.old
                )));
            }
        }
        let mut settings = provider.settings;
        let first = settings.iter().filter_map(|one| one.breaks.clone()).min();
        for setting in &mut settings {
            setting.since = setting.since.take().or_else(|| first.clone());
        }
        Ok(Self {
            name: provider.name,
            module: provider.module,
            lazy: provider.lazy,
            variants: provider.variants,
            settings,
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct CarriedSpelling {
    r#do: Option<Verb>,
    reason: Option<Reason>,
    argument: Option<String>,
    module: Option<String>,
    suffix: Option<String>,
    template: Option<Template>,
    #[serde(default)]
    imports: Vec<String>,
    #[serde(default)]
    frozen: bool,
    unmade: Option<String>,
    for_none: Option<String>,
    for_nothing: Option<String>,
}

impl CarriedSpelling {
    fn checked(self, old: &str) -> Result<Carried, String> {
        let carried = self.argument.is_some() || self.module.is_some();
        let action = match self.r#do.unwrap_or(Verb::Keep) {
            Verb::Keep if !carried => {
                return Err(format!(
                    "setting `{old}`: expected `argument`, `module` or `do`"
                ));
            }
            Verb::Drop | Verb::Manual if carried => {
                return Err(format!(
                    "setting `{old}`: `argument` and `module` go with `do = \"keep\"` only"
                ));
            }
            Verb::Keep => SettingAction::Keep,
            Verb::Drop => SettingAction::Drop,
            Verb::Manual => SettingAction::Manual(self.reason.unwrap_or(Reason::NoCounterpart)),
        };
        Ok(Carried {
            action,
            argument: self.argument,
            module: self.module,
            suffix: self.suffix,
            template: self.template,
            imports: self.imports,
            frozen: self.frozen,
            unmade: self.unmade,
            for_none: self.for_none,
            for_nothing: self.for_nothing,
        })
    }
}

/// A setting: the keys of [`CarriedSpelling`] stand beside its own (serde cannot both flatten and
/// refuse unknown keys, so they are repeated).
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct SettingSpelling {
    old: String,
    r#do: Option<Verb>,
    reason: Option<Reason>,
    argument: Option<String>,
    module: Option<String>,
    suffix: Option<String>,
    template: Option<Template>,
    #[serde(default)]
    imports: Vec<String>,
    #[serde(default)]
    frozen: bool,
    unmade: Option<String>,
    for_none: Option<String>,
    for_nothing: Option<String>,
    #[serde(default)]
    per_variant: BTreeMap<String, CarriedSpelling>,
    environment: Option<String>,
    new_environment: Option<String>,
    text: Option<TextForm>,
    kept: Option<KeptForm>,
    unset: Option<String>,
    read_as: Option<String>,
    #[serde(default)]
    required: bool,
    #[serde(default)]
    empty_is_none: bool,
    #[serde(default)]
    legal_in_new: bool,
    #[serde(default)]
    code: String,
    #[serde(default)]
    name: String,
    breaks: Option<Version>,
    severity: Option<Severity>,
    fails: Option<Fails>,
    message: Option<String>,
    help: Option<String>,
}

impl<'de> Deserialize<'de> for Setting {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        SettingSpelling::deserialize(deserializer)?
            .checked()
            .map_err(de::Error::custom)
    }
}

impl SettingSpelling {
    fn checked(self) -> Result<Setting, String> {
        let carried = CarriedSpelling {
            r#do: self.r#do,
            reason: self.reason,
            argument: self.argument,
            module: self.module,
            suffix: self.suffix,
            template: self.template,
            imports: self.imports,
            frozen: self.frozen,
            unmade: self.unmade,
            for_none: self.for_none,
            for_nothing: self.for_nothing,
        };
        let per_variant = self
            .per_variant
            .into_iter()
            .map(|(variant, other)| Ok((variant, other.checked(&self.old)?)))
            .collect::<Result<_, String>>()?;
        Ok(Setting {
            text: self.text,
            kept: self.kept,
            carried: carried.checked(&self.old)?,
            old: self.old,
            per_variant,
            environment: self.environment,
            new_environment: self.new_environment,
            unset: self.unset,
            read_as: self.read_as,
            required: self.required,
            empty_is_none: self.empty_is_none,
            legal_in_new: self.legal_in_new,
            code: self.code,
            name: self.name,
            since: self.breaks.clone(),
            breaks: self.breaks,
            severity: self.severity.unwrap_or(Severity::Error),
            fails: self.fails.unwrap_or(Fails::Silently),
            message: self.message,
            help: self.help,
        })
    }
}
