//! The families of polymorphic definitions.
//!
//! In: every file. Out: for each definition, itself and all that inherit from it through `allOf`, however far and in
//! whatever file, each with the value its discriminator has. Must not know: what a value looks like.

use std::collections::{BTreeMap, BTreeSet};

use super::files::{Files, Node};

/// The definitions of a specification and who inherits from whom.
#[derive(Debug, Default)]
pub(crate) struct Subtypes<'a> {
    members: BTreeMap<usize, Vec<Member<'a>>>,
    definitions: BTreeSet<usize>,
}

/// One member of a family.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Member<'a> {
    /// The definition.
    pub schema: Node<'a>,
    /// Its discriminator's value: `x-ms-discriminator-value`, else the definition's name.
    pub value: &'a str,
    /// Whether it inherits from another definition.
    pub has_parent: bool,
}

impl<'a> Subtypes<'a> {
    /// Finds every family.
    pub(crate) fn find(files: &'a Files) -> Self {
        let mut all = Vec::new();
        for document in files.all() {
            let swagger = document.get("definitions");
            let openapi = document.get("components").and_then(|it| it.get("schemas"));
            for (name, schema) in swagger.into_iter().chain(openapi).flat_map(Node::members) {
                let parents: Vec<Node<'a>> = schema
                    .get("allOf")
                    .into_iter()
                    .flat_map(Node::elements)
                    .filter_map(|it| it.text("$ref").and(files.resolve(it)))
                    .collect();
                let value = schema.text("x-ms-discriminator-value").unwrap_or(name);
                all.push((Member { schema, value, has_parent: !parents.is_empty() }, parents));
            }
        }
        let parents: BTreeMap<usize, &[Node<'a>]> =
            all.iter().map(|(member, parents)| (member.schema.identity(), parents.as_slice())).collect();
        let mut members: BTreeMap<usize, Vec<Member<'a>>> = BTreeMap::new();
        for (member, _) in &all {
            for ancestor in ancestors(member.schema.identity(), &parents) {
                members.entry(ancestor).or_default().push(*member);
            }
        }
        Self { members, definitions: parents.keys().copied().collect() }
    }

    /// A definition and all that inherit from it.
    pub(crate) fn of(&self, definition: Node<'_>) -> &[Member<'a>] {
        self.members.get(&definition.identity()).map_or(&[], Vec::as_slice)
    }

    /// Whether a schema is a definition, and not a part of one.
    pub(crate) fn is_definition(&self, schema: Node<'_>) -> bool {
        self.definitions.contains(&schema.identity())
    }
}

/// A definition and everything it inherits from; each once, also when the inheritance is a circle.
fn ancestors(definition: usize, parents: &BTreeMap<usize, &[Node<'_>]>) -> BTreeSet<usize> {
    let mut found = BTreeSet::from([definition]);
    let mut open = vec![definition];
    while let Some(next) = open.pop() {
        for parent in parents.get(&next).into_iter().flat_map(|it| it.iter()) {
            if found.insert(parent.identity()) {
                open.push(parent.identity());
            }
        }
    }
    found
}
