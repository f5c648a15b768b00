//! The choices of a readme: tags and packages.

use super::blocks::Block;

/// The choices of a readme.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct ReadmeChoices {
    /// The tag of the readme itself, when no flag is set.
    pub default_tag: Option<String>,
    /// Every tag in the condition of a block, in the order of the readme.
    pub tags: Vec<String>,
    /// Every flag that begins with `package-`, in the order of the readme.
    pub packages: Vec<String>,
}

/// The maximum number of names in a message.
const LISTED: usize = 5;

impl ReadmeChoices {
    pub(super) fn new(blocks: &[Block], default_tag: Option<String>) -> Self {
        let mut choices = Self { default_tag, ..Self::default() };
        for condition in blocks.iter().filter_map(|block| block.condition.as_ref()) {
            let mut tags = Vec::new();
            condition.compared_with("tag", &mut tags);
            add(&mut choices.tags, tags);
            let mut flags = Vec::new();
            condition.flags(&mut flags);
            flags.retain(|flag| flag.starts_with("package-"));
            add(&mut choices.packages, flags);
        }
        choices
    }

    /// The choices in one sentence.
    pub(super) fn advice(&self) -> String {
        let list = |names: &[String]| {
            let shown: Vec<String> = names.iter().take(LISTED).map(|name| format!("`{name}`")).collect();
            let more = names.len().saturating_sub(LISTED);
            let more = if more == 0 { String::new() } else { format!(" and {more} more, which `armsmith tags` lists") };
            shown.join(", ") + &more
        };
        match (self.tags.as_slice(), self.packages.as_slice()) {
            ([], []) => "the readme has no block for a tag: name the input files with `--input`".to_owned(),
            (tags, []) => format!("choose one with `--tag`: {}", list(tags)),
            ([], packages) => format!("choose one with `--package`: {}", list(packages)),
            (tags, packages) => {
                format!("choose one with `--tag`: {}; or with `--package`: {}", list(tags), list(packages))
            }
        }
    }
}

fn add(names: &mut Vec<String>, found: Vec<&str>) {
    for name in found {
        if !names.iter().any(|it| it == name) {
            names.push(name.to_owned());
        }
    }
}
