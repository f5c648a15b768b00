//! The facts of an operation, a parameter or a schema in one line, for whoever describes it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::document::{Documents, Location, operations, references};

/// So many places that use a definition are named; the others are counted.
const SHOWN_USES: usize = 6;

/// The definitions and operations that refer to each definition.
#[derive(Debug)]
pub(super) struct Uses(BTreeMap<Location, BTreeSet<String>>);

impl Uses {
    pub(super) fn of(documents: &Documents) -> Self {
        let mut uses: BTreeMap<Location, BTreeSet<String>> = BTreeMap::new();
        for (file, document) in documents {
            let definitions = document["definitions"].as_object().into_iter().flatten();
            let definitions = definitions.map(|(name, definition)| (name.as_str(), definition));
            let operations = operations(document)
                .map(|(_, _, operation)| (operation["operationId"].as_str().unwrap_or_default(), operation));
            for (name, value) in definitions.chain(operations) {
                for target in references(file, value) {
                    uses.entry(target).or_default().insert(name.to_owned());
                }
            }
        }
        Self(uses)
    }

    /// Names some of the users of a definition.
    pub(super) fn list(&self, target: &Location) -> String {
        let Some(uses) = self.0.get(target) else { return "nothing".to_owned() };
        let shown: Vec<&str> = uses.iter().take(SHOWN_USES).map(String::as_str).collect();
        match uses.len().saturating_sub(SHOWN_USES) {
            0 => shown.join(", "),
            more => format!("{} and {more} more", shown.join(", ")),
        }
    }
}

/// The type of a schema as a reader sees it: the definition that it refers to, its format or its JSON type.
pub(super) fn type_name(schema: &Value) -> String {
    if let Some(reference) = schema["$ref"].as_str() {
        return reference.rsplit('/').next().unwrap_or_default().to_owned();
    }
    if let Some(inner) = schema.get("schema") {
        return type_name(inner);
    }
    if let Some(name) = schema["x-ms-enum"]["name"].as_str() {
        return name.to_owned();
    }
    match (schema["type"].as_str(), schema["format"].as_str()) {
        (Some("array"), _) => format!("array of {}", type_name(&schema["items"])),
        (Some("object"), _) if schema["additionalProperties"].is_object() => {
            format!("map of {}", type_name(&schema["additionalProperties"]))
        }
        (Some(kind), Some(format)) => format!("{kind} {format}"),
        (Some(kind), None) => kind.to_owned(),
        (None, _) => String::new(),
    }
}

/// The constraints and options of a schema that matter to its description.
const OPTIONS: [&str; 15] = [
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "uniqueItems",
    "multipleOf",
    "pattern",
    "default",
    "discriminator",
    "x-ms-mutability",
    "x-ms-discriminator-value",
];

pub(super) fn schema_facts(schema: &Value, is_required: bool) -> String {
    let mut facts = vec![type_name(schema)];
    if let Some(values) = schema["enum"].as_array() {
        let values: Vec<&str> = values.iter().filter_map(Value::as_str).collect();
        facts.push(format!("one of {}", values.join(" | ")));
    }
    facts.extend(
        schema["allOf"].as_array().into_iter().flatten().map(|parent| format!("extends {}", type_name(parent))),
    );
    if is_required {
        facts.push("required".to_owned());
    }
    for (member, text) in [("readOnly", "read-only"), ("x-ms-secret", "secret"), ("x-nullable", "nullable")] {
        if schema[member] == true {
            facts.push(text.to_owned());
        }
    }
    facts.extend(OPTIONS.iter().filter_map(|option| schema.get(*option).map(|value| format!("{option} {value}"))));
    facts.join("; ")
}

pub(super) fn parameter_facts(parameter: &Value) -> String {
    let location = parameter["in"].as_str().unwrap_or_default();
    format!("{location}; {}", schema_facts(parameter, parameter["required"] == true))
}

/// Method and path, long-running and paged, parameters, and the type of each response.
pub(super) fn operation_facts(path: &str, method: &str, operation: &Value) -> String {
    let mut facts = vec![format!("{} {path}", method.to_uppercase())];
    if operation["x-ms-long-running-operation"] == true {
        let via = operation["x-ms-long-running-operation-options"]["final-state-via"].as_str();
        facts.push(via.map_or("long-running".to_owned(), |via| format!("long-running (result via {via})")));
    }
    if let Some(pageable) = operation.get("x-ms-pageable") {
        facts.push(format!("paged by {}", pageable["nextLinkName"].as_str().unwrap_or("nothing: one page")));
    }
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    let bodies = parameters.filter(|it| it["in"] == "body").map(|it| format!("request body {}", type_name(it)));
    facts.extend(bodies);
    let responses = operation["responses"].as_object().into_iter().flatten();
    let responses: Vec<String> = responses
        .map(|(status, response)| format!("{status} {}", type_name(&response["schema"])).trim().to_owned())
        .collect();
    facts.push(format!("responses {}", responses.join(", ")));
    facts.join("; ")
}
