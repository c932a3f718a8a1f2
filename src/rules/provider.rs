//! Providers: from what the new API hangs, and the settings that reached the old one.

use std::collections::BTreeMap;

use pep440_rs::Version;

use crate::finding::{Fails, Severity};

use super::schema::Reason;
use super::template::Template;

/// Something from which new symbols hang: a client, say, that a module's settings described before.
#[derive(Debug, Clone)]
pub struct Provider {
    /// What `new = { provider = … }` names.
    pub name: String,
    /// The module that held the settings.
    pub module: String,
    /// Whether what the module itself has is there without a client, which is made only by what is read
    /// of that.
    pub lazy: bool,
    /// The kinds of client; the first whose condition holds, the last one without any.
    pub variants: Vec<Variant>,
    /// The settings.
    pub settings: Vec<Setting>,
}

impl Provider {
    /// The variant for a value of a setting: the first whose condition names it, else the one without
    /// a condition.
    #[must_use]
    pub fn variant_for(&self, value: impl Fn(&str) -> Option<String>) -> Option<&Variant> {
        self.variants.iter().find(|variant| {
            variant
                .when
                .as_ref()
                .is_none_or(|when| value(&when.setting).is_some_and(|given| when.holds(&given)))
        })
    }

    /// The setting that has this name in the new version, and no other setting had before.
    #[must_use]
    pub fn moved_setting(&self, new: &str) -> Option<&Setting> {
        let is_new = self.setting(new).is_none();
        self.settings.iter().find(|setting| {
            let mut forms = setting.per_variant.values().chain([&setting.carried]);
            let of_text = setting.text.as_ref().is_some_and(|text| text.module == new);
            let of_kept = setting.kept.as_ref().is_some_and(|kept| kept.module == new);
            is_new && (of_text || of_kept || forms.any(|one| one.module.as_deref() == Some(new)))
        })
    }

    /// The setting with this old name.
    #[must_use]
    pub fn setting(&self, old: &str) -> Option<&Setting> {
        self.settings.iter().find(|setting| setting.old == old)
    }
}

/// A kind of client.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Variant {
    /// What `per-variant` names.
    pub name: String,
    /// When it is taken; none for the one that is left.
    pub when: Option<VariantCondition>,
    /// Qualified name of its class.
    pub synchronous: String,
    /// Qualified name of its asynchronous class.
    pub asynchronous: Option<String>,
}

/// The values of a setting that ask for a variant.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct VariantCondition {
    /// The setting.
    pub setting: String,
    /// Its values.
    pub is: Vec<String>,
    /// Whether capital letters make no difference.
    #[serde(default)]
    pub ignore_case: bool,
}

impl VariantCondition {
    /// Whether a value of the setting asks for the variant.
    #[must_use]
    pub fn holds(&self, given: &str) -> bool {
        self.is.iter().any(|one| match self.ignore_case {
            true => one.eq_ignore_ascii_case(given),
            false => one == given,
        })
    }
}

/// A setting: an attribute of the provider's module in the old version.
#[derive(Debug, Clone)]
pub struct Setting {
    /// The attribute.
    pub old: String,
    /// How it is carried over, for variants that say nothing else.
    pub carried: Carried,
    /// How it is carried over, by variant.
    pub per_variant: BTreeMap<String, Carried>,
    /// How it is carried over where it is surely text, and no call is asynchronous.
    pub text: Option<TextForm>,
    /// How it is carried over otherwise: by a function of the file's own, which keeps what it was.
    pub kept: Option<KeptForm>,
    /// The variable that was read when the setting was not made.
    pub environment: Option<String>,
    /// The variable that the new version reads.
    pub new_environment: Option<String>,
    /// The expression for what it was before the project made it, where it is None in the new version.
    pub unset: Option<String>,
    /// The class of what was read in the old version, where the new attribute may hold others: its name makes one.
    pub read_as: Option<String>,
    /// Whether a client raises where it is made without it.
    pub required: bool,
    /// Whether empty text was as good as None in the old version, and is not in the new one.
    pub empty_is_none: bool,
    /// Whether the old assignment keeps its meaning.
    pub legal_in_new: bool,
    /// The code of a finding about it.
    pub code: String,
    /// Its name, kebab case.
    pub name: String,
    /// The first version in which the old assignment has no effect.
    pub breaks: Option<Version>,
    /// The version that findings about it name: of one that keeps its meaning where it is made, the first in which another setting
    /// of the provider breaks, for what is read of it, or imported, is another thing then.
    pub since: Option<Version>,
    /// How bad it is that the old assignment stays.
    pub severity: Severity,
    /// When it goes wrong.
    pub fails: Fails,
    /// One sentence for people.
    pub message: Option<String>,
    /// What to do.
    pub help: Option<String>,
}

impl Setting {
    /// Whether it stands in another place for each kind of client, and not where it stood.
    #[must_use]
    pub fn depends_on_kind(&self) -> bool {
        !self.per_variant.is_empty() && !self.legal_in_new
    }

    /// How it is carried over to a variant.
    #[must_use]
    pub fn carried_to(&self, variant: &str) -> &Carried {
        self.per_variant.get(variant).unwrap_or(&self.carried)
    }
}

/// How a setting is carried over.
#[derive(Debug, Clone)]
pub struct Carried {
    /// What is done.
    pub action: SettingAction,
    /// The argument of the client's class.
    pub argument: Option<String>,
    /// The attribute of the module in the new version.
    pub module: Option<String>,
    /// What the module's attribute must end with.
    pub suffix: Option<String>,
    /// The value; as it is if none.
    pub template: Option<Template>,
    /// Modules that the template needs.
    pub imports: Vec<String>,
    /// Whether the module reads it once, when it is first used as a client.
    pub frozen: bool,
    /// The expression that it is given where the project does not make it: the new version looks elsewhere for
    /// it than the old one.
    pub unmade: Option<String>,
    /// The expression that the client's class gets in place of None, which it does not take.
    pub for_none: Option<String>,
    /// The same where the project does not make the setting: where the new version looks for it itself.
    pub for_nothing: Option<String>,
}

impl Carried {
    /// The text of an argument whose value may be None, as the client's class takes it.
    #[must_use]
    pub fn without_none(&self, text: &str) -> String {
        match (&self.for_none, &self.for_nothing) {
            (_, Some(instead)) if text == "None" => instead.clone(),
            (Some(instead), _) => format!("{text} or {instead}"),
            _ => text.to_owned(),
        }
    }
}

/// How a setting is carried over that is surely text.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TextForm {
    /// The argument of the client's class.
    pub argument: String,
    /// The attribute of the module in the new version.
    pub module: String,
    /// The value, where it is text or None.
    pub template: Template,
    /// The value, where it may be a mapping as well.
    pub otherwise: Option<Template>,
    /// The item that counts of a mapping which has nothing else in it.
    pub item: Option<String>,
    /// Whether the module reads it once, when it is first used as a client.
    #[serde(default)]
    pub frozen: bool,
    /// The first version that has this form.
    pub available: Option<Version>,
}

/// How a setting is carried over by a function of the file's own: that makes the new value, and keeps what the old
/// one was for code that reads it and for clients which take another value.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct KeptForm {
    /// The argument of the client's class.
    pub argument: String,
    /// The attribute of the module in the new version.
    pub module: String,
    /// Makes its value of the old one.
    pub made: Definition,
    /// Makes what an asynchronous client is given; nothing is where there is none.
    pub asynchronous: Option<Definition>,
    /// The expression for what was set.
    pub read: Template,
    /// The same where it has surely been set.
    pub read_made: Option<Template>,
    /// Whether what was set is kept in a variable of the file: no other one may make or read it.
    #[serde(default)]
    pub local: bool,
    /// Whether the module reads it once, when it is first used as a client.
    #[serde(default)]
    pub frozen: bool,
    /// The first version that has this form.
    pub available: Option<Version>,
    /// What to say about it.
    pub note: String,
}

/// Definitions that are added to a file.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Definition {
    /// The expression that they are there for.
    pub call: Template,
    /// Their text, as it stands at the top of a file; a line that imports the provider's module goes where the
    /// file has that already.
    pub code: String,
    /// What they name: `module`, or `module:name` for a name of it.
    #[serde(default)]
    pub imports: Vec<String>,
}

/// Code of a file's own that stands for a symbol which is gone.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct StandIn {
    /// Its definitions; the call of them names what stands for the symbol.
    pub made: Definition,
    /// What it has of the symbol, and the arguments that each takes in their order; the empty name is the symbol itself.
    #[serde(default)]
    pub serves: BTreeMap<String, Vec<String>>,
    /// Whether its values are told apart by what they are: two files must not have one each.
    #[serde(default)]
    pub local: bool,
    /// What to say about it.
    pub note: String,
}

impl Definition {
    /// The names that they bind.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.code.lines().filter_map(|line| {
            let defined = ["class ", "def "].iter();
            let defined = defined.filter_map(|word| line.strip_prefix(word)).next();
            let assigned = || line.split_once(" = ").map(|(name, _)| name);
            let name = defined.and_then(|rest| rest.split(['(', ':']).next());
            name.or_else(assigned).filter(|name| !name.starts_with(' '))
        })
    }
}

/// What is done with a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingAction {
    /// It goes to the argument or the attribute.
    Keep,
    /// It is not needed any more.
    Drop,
    /// A person must look.
    Manual(Reason),
}
