//! The text of a function that takes out of a call's arguments what belongs to its client.

use std::collections::BTreeSet;

use crate::rules::provider::{Setting, SettingAction, Variant};
use crate::rules::schema::{Action, Change, Is};
use crate::syntax::query::last;
use crate::transforms::arguments::{Gathered, run_time_action};
use crate::transforms::settings::Settings;

/// What the function is made of.
pub(super) struct Text<'t> {
    pub(super) settings: &'t Settings<'t, 't>,
    pub(super) row: &'t Change,
    pub(super) gathered: &'t Gathered,
    pub(super) asynchronous: bool,
    pub(super) function: &'t str,
    /// The name of the module that has the clients.
    pub(super) module: &'t str,
    /// Whether the function imports it for itself.
    pub(super) imports: bool,
}

impl Text<'_> {
    /// The function's source.
    pub(super) fn function(&self) -> Option<String> {
        let mut lines = vec![
            format!("def {}(**arguments):", self.function),
            "    \"\"\"Splits the arguments of a call: the client that its settings ask for, and the rest.\"\"\""
                .to_owned(),
        ];
        if self.imports {
            lines.push(format!("    import {}", self.module));
            lines.push(String::new());
        }
        self.rest(&mut lines)?;
        self.client(&mut lines)?;
        lines.push("    return client, arguments".to_owned());
        Some(lines.join("\n"))
    }

    /// The arguments that have another name or place, those that were named first in the row last: they
    /// win over the others.
    fn rest(&self, lines: &mut Vec<String>) -> Option<()> {
        let tables = self.row.arguments.iter().rev();
        let mut renamed = Vec::new();
        let mut placed = Vec::new();
        for table in tables.filter(|table| self.gathered.keys.contains(&table.name)) {
            let name = &table.name;
            match run_time_action(table, self.settings.provider)? {
                Action::Drop => lines.push(format!("    arguments.pop(\"{name}\", None)")),
                Action::Rename(new) => renamed.push((name, new)),
                Action::Into { argument, key } => placed.push((name, argument, key)),
                _ => {}
            }
            let drops_nothing = !table
                .cases
                .iter()
                .any(|case| matches!(case.test.is, Is::None) && case.action == Action::Drop);
            if drops_nothing && self.settings.provider.setting(name).is_none() {
                return None;
            }
        }
        rename(&renamed, lines);
        for (old, argument, key) in placed {
            lines.extend([
                format!("    {old} = arguments.pop(\"{old}\", None)"),
                format!("    if {old}:"),
                format!("        {argument} = arguments.get(\"{argument}\") or {{}}"),
                format!("        arguments[\"{argument}\"] = {{**{argument}, \"{key}\": {old}}}"),
            ]);
        }
        self.unknown(lines)
    }

    /// The arguments that the new methods do not know.
    fn unknown(&self, lines: &mut Vec<String>) -> Option<()> {
        let unknown = &self.gathered.unknown;
        if unknown.is_empty() {
            return Some(());
        }
        let rest = self.row.rest.as_ref()?;
        lines.push("    unknown = [".to_owned());
        lines.extend(unknown.iter().map(|key| format!("        \"{key}\",")));
        lines.extend([
            "    ]".to_owned(),
            "    body = {key: arguments.pop(key) for key in unknown if key in arguments}"
                .to_owned(),
            "    if body:".to_owned(),
            format!("        arguments[\"{rest}\"] = body"),
        ]);
        Some(())
    }

    /// The client, of the kind that the settings ask for.
    fn client(&self, lines: &mut Vec<String>) -> Option<()> {
        let provider = self.settings.provider;
        let made = self.settings.made();
        let choosing: BTreeSet<&str> = self.settings.choosing();
        let given = |name: &str| self.gathered.keys.contains(name);
        let known = match self.settings.project_variant() {
            Some(variant) if !choosing.iter().any(|name| given(name)) => Some(variant),
            _ => None,
        };
        let settings: Vec<&Setting> = provider
            .settings
            .iter()
            .filter(|setting| given(&setting.old) || made.contains(setting.old.as_str()))
            .filter(|setting| !choosing.contains(setting.old.as_str()))
            .collect();
        if let Some(variant) = known {
            let pop = |setting: &Setting| format!("arguments.pop(\"{}\", None)", setting.old);
            for setting in settings.iter().filter(|one| given(&one.old)) {
                if !self.is_argument(setting, variant) {
                    lines.push(format!("    {}", pop(setting)));
                }
            }
            return self.construction(lines, "    ", variant, &settings, &pop);
        }
        self.chosen_client(lines, &settings)
    }

    /// The client of a kind that shows only when the code runs.
    fn chosen_client(&self, lines: &mut Vec<String>, settings: &[&Setting]) -> Option<()> {
        let provider = self.settings.provider;
        let given = |name: &str| self.gathered.keys.contains(name);
        for setting in settings.iter().filter(|one| given(&one.old)) {
            lines.push(format!(
                "    {0} = arguments.pop(\"{0}\", None)",
                setting.old
            ));
        }
        let when = provider.variants.iter().find_map(|one| one.when.as_ref())?;
        let kind = &when.setting;
        let taken = match given(kind) {
            true => format!("arguments.pop(\"{kind}\", None) or "),
            false => String::new(),
        };
        let attribute = provider.setting(kind)?.carried.module.as_ref()?;
        let value = format!("{taken}{}.{attribute}", self.module);
        lines.push(match when.ignore_case {
            true => format!("    {kind} = ({value} or \"\").lower()"),
            false => format!("    {kind} = {value}"),
        });
        let local = |setting: &Setting| setting.old.clone();
        for (index, variant) in provider.variants.iter().enumerate() {
            let Some(when) = &variant.when else {
                lines.push("    else:".to_owned());
                self.construction(lines, "        ", variant, settings, &local)?;
                break;
            };
            if when.setting != *kind {
                return None;
            }
            let branch = if index == 0 { "if" } else { "elif" };
            let values: Vec<String> = when.is.iter().map(|one| format!("\"{one}\"")).collect();
            let test = match &values[..] {
                [one] => format!("== {one}"),
                several => format!("in ({})", several.join(", ")),
            };
            lines.push(format!("    {branch} {kind} {test}:"));
            self.construction(lines, "        ", variant, settings, &local)?;
        }
        Some(())
    }

    fn is_argument(&self, setting: &Setting, variant: &Variant) -> bool {
        let carried = setting.carried_to(&variant.name);
        matches!(carried.action, SettingAction::Keep) && carried.argument.is_some()
    }

    /// A client of one kind, by the settings that were given, or else those of the module.
    fn construction(
        &self,
        lines: &mut Vec<String>,
        indentation: &str,
        variant: &Variant,
        settings: &[&Setting],
        taken: &dyn Fn(&Setting) -> String,
    ) -> Option<()> {
        let class = if self.asynchronous {
            variant.asynchronous.as_ref()?
        } else {
            &variant.synchronous
        };
        lines.push(format!(
            "{indentation}client = {}.{}(",
            self.module,
            last(class)
        ));
        let made = self.settings.made();
        for setting in settings.iter().filter(|one| self.is_argument(one, variant)) {
            let carried = setting.carried_to(&variant.name);
            let argument = carried.argument.as_ref()?;
            let given = self.gathered.keys.contains(&setting.old);
            let fallback = made.contains(setting.old.as_str());
            let attribute = carried.module.as_ref().filter(|_| fallback);
            let attribute = attribute.map(|name| format!("{}.{name}", self.module));
            let mut from: Vec<String> = given.then(|| taken(setting)).into_iter().collect();
            from.push(attribute.unwrap_or_else(|| "None".to_owned()));
            lines.push(format!(
                "{indentation}    {argument}={},",
                from.join(" or ")
            ));
        }
        lines.push(format!("{indentation})"));
        Some(())
    }
}

/// The arguments that have another name.
fn rename(renamed: &[(&String, &String)], lines: &mut Vec<String>) {
    match renamed {
        [] => {}
        [(old, new)] => lines.extend([
            format!("    {new} = arguments.pop(\"{old}\", None)"),
            format!("    if {new}:"),
            format!("        arguments[\"{new}\"] = {new}"),
        ]),
        several => {
            lines.push("    for old, new in (".to_owned());
            let pairs = several.iter();
            lines.extend(pairs.map(|(old, new)| format!("        (\"{old}\", \"{new}\"),")));
            lines.extend([
                "    ):".to_owned(),
                "        value = arguments.pop(old, None)".to_owned(),
                "        if value:".to_owned(),
                "            arguments[new] = value".to_owned(),
            ]);
        }
    }
}
