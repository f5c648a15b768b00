//! `Cargo.toml`, the manifest of a crate.

use armsmith_templates::MANIFEST;

use super::program::ExampleProgram;
use super::template::fill;
use super::{Runtime, Settings};
use crate::characters::one_line;
use crate::emit::features;
use crate::emit::paths::{Dependency, Krate};
use crate::model::{Flow, Model};

/// The length limit of a keyword: crates.io accepts five keywords of at most twenty characters
/// (<https://doc.rust-lang.org/cargo/reference/manifest.html#the-keywords-field>).
const LONGEST_KEYWORD: usize = 20;

/// Creates the manifest of the crate.
pub(super) fn manifest(model: &Model, settings: &Settings, shown: Option<&ExampleProgram<'_>>) -> String {
    let header: Vec<String> = settings.emit.header().iter().map(|line| format!("# {line}")).collect();
    let mut dependencies = runtime(&settings.runtime);
    dependencies.push_str(&entry(Krate::AzureCore));
    let has_pager = operations(model).any(|flow| matches!(flow, Flow::Pager(_)));
    let dev = [Some(Krate::AzureIdentity), has_pager.then_some(Krate::Futures), Some(Krate::Tokio)];
    let dev: String = dev.into_iter().flatten().map(entry).collect();
    fill(
        MANIFEST,
        &[
            ("header", &header.join("\n")),
            ("name", &quoted(&settings.name)),
            ("version", &quoted(&settings.version)),
            ("license", &quoted(&settings.license)),
            ("description", &quoted(&description(model))),
            ("keywords", &keywords(model)),
            ("features", &features(model)),
            ("example", &shown.map(example).unwrap_or_default()),
            ("dependencies", &dependencies),
            ("dev_dependencies", &dev),
            ("workspace", if settings.workspace_member { "" } else { "\n[workspace]\n" }),
        ],
    )
    .trim_end()
    .to_owned()
        + "\n"
}

fn operations(model: &Model) -> impl Iterator<Item = &Flow> {
    model.groups.iter().flat_map(|group| &group.operations).map(|operation| &operation.flow)
}

fn description(model: &Model) -> String {
    let client = &model.client;
    let service = if client.namespace.is_empty() { client.title.to_plain() } else { client.namespace.clone() };
    format!("Rust clients for {} in Azure Resource Manager", one_line(&service))
}

fn keywords(model: &Model) -> String {
    let service = model.client.namespace.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let is_keyword = !service.is_empty()
        && service.len() <= LONGEST_KEYWORD
        && service.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && service.starts_with(|first: char| first.is_ascii_alphabetic());
    let mut keywords = vec!["azure", "arm", "sdk", "cloud"];
    if is_keyword && !keywords.contains(&service.as_str()) {
        keywords.push(&service);
    }
    let quoted: Vec<String> = keywords.into_iter().map(quoted).collect();
    format!("[{}]", quoted.join(", "))
}

/// Creates a feature for all groups, and one for each.
fn features(model: &Model) -> String {
    let groups: Vec<&str> = model.groups.iter().map(|group| group.module.as_str()).collect();
    if groups.is_empty() {
        return format!("{} = []\n", features::ALL);
    }
    let list: String = groups.iter().map(|feature| format!("    {},\n", quoted(feature))).collect();
    // Names of modules are valid bare keys of TOML.
    let each: String = groups.iter().map(|feature| format!("{feature} = []\n")).collect();
    format!("{} = [\n{list}]\n{each}", features::ALL)
}

/// Declares the example program, which requires the feature of its group.
fn example(shown: &ExampleProgram<'_>) -> String {
    let (name, feature) = (quoted(&shown.name), quoted(shown.group.module.as_str()));
    format!("\n[[example]]\nname = {name}\nrequired-features = [{feature}]\n")
}

fn runtime(runtime: &Runtime) -> String {
    match runtime {
        Runtime::Path(path) => format!("armsmith-runtime = {{ path = {} }}\n", quoted(path)),
        Runtime::Version(version) => format!("armsmith-runtime = {}\n", quoted(version)),
    }
}

/// `tokio = { version = "1", features = ["macros"] }`
fn entry(krate: Krate) -> String {
    let Some(Dependency { package, requirement, features, default_features }) = krate.dependency() else {
        return String::new();
    };
    let version = quoted(requirement);
    if default_features && features.is_empty() {
        return format!("{package} = {version}\n");
    }
    let mut keys = format!("version = {version}");
    if !default_features {
        keys.push_str(", default-features = false");
    }
    if !features.is_empty() {
        let features: Vec<String> = features.iter().map(|feature| quoted(feature)).collect();
        keys.push_str(&format!(", features = [{}]", features.join(", ")));
    }
    format!("{package} = {{ {keys} }}\n")
}

/// Quotes any text as a TOML string.
fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}
