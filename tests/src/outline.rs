//! A model as a short text that a person can read: the content of the snapshots of models.

use std::fmt::Write as _;

use armsmith_core::model::{
    Answer, Body, Docs, Enum, Field, Flow, HeaderType, Method, Model, Operation, OperationGroup, Output, Parameter,
    ParameterSource, Polymorphic, Presence, ResponseHeader, Struct, TypeDefinition, TypeRef,
};
use armsmith_core::naming::ModuleName;

/// The whole model. Everything that decides about the generated code is in it.
pub fn of(model: &Model) -> String {
    let client = &model.client;
    let mut text = format!(
        "client {} \"{}\" of {}, subscription: {}, api-versions: {}\n",
        client.name,
        client.title,
        client.namespace,
        client.has_subscription,
        client.api_versions.join(", ")
    );
    model.groups.iter().for_each(|it| group(it, &mut text));
    model.headers.iter().for_each(|it| header(it, &mut text));
    model.shared.iter().for_each(|(module, groups)| shared(module, groups, &mut text));
    for definition in &model.types {
        match definition {
            TypeDefinition::Struct(it) => structure(it, &mut text),
            TypeDefinition::Enum(it) => values(it, &mut text),
            TypeDefinition::Polymorphic(it) => polymorphic(it, &mut text),
            TypeDefinition::Answer(it) => answer(it, &mut text),
        }
    }
    text
}

/// Writing into a string cannot fail.
macro_rules! line {
    ($text:expr, $($format:tt)*) => {{
        let _ = writeln!($text, $($format)*);
    }};
}

fn group(group: &OperationGroup, text: &mut String) {
    line!(text, "\ngroup {} as {} in {}, api-version {}", group.name, group.client, group.module, group.api_version);
    docs(&group.docs, "  ", text);
    group.operations.iter().for_each(|it| operation(it, text));
}

fn operation(operation: &Operation, text: &mut String) {
    let version = operation.api_version.as_ref().map_or_else(String::new, |it| format!(", api-version {it}"));
    line!(text, "  {} = {}: {:?} {}{version}", operation.name, operation.id, operation.method, operation.path);
    docs(&operation.docs, "    ", text);
    if !operation.fixed_query.is_empty() {
        line!(text, "    fixed query {:?}", operation.fixed_query);
    }
    operation.parameters.iter().for_each(|it| parameter(it, text));
    operation.body.iter().for_each(|it| body(it, text));
    let accept = operation.accept.as_deref().unwrap_or("nothing");
    line!(
        text,
        "    answers {} on {:?}, accepts {accept}{}",
        output(&operation.output),
        operation.success,
        flow(&operation.flow)
    );
    for response in &operation.responses {
        let ty = response.ty.as_ref().map_or_else(String::new, |it| format!(": {}", spell(it)));
        let headers: Vec<String> =
            response.headers.iter().map(|it| format!("{} in {}", it.name, it.constant)).collect();
        let headers = if headers.is_empty() { String::new() } else { format!(" with {}", headers.join(", ")) };
        line!(text, "      {}{ty}{headers}", response.status);
    }
}

fn parameter(parameter: &Parameter, text: &mut String) {
    let source = match &parameter.source {
        ParameterSource::Argument => "argument".to_owned(),
        ParameterSource::Option => "option".to_owned(),
        ParameterSource::SubscriptionId => "subscription".to_owned(),
        ParameterSource::ApiVersion => "api-version".to_owned(),
        ParameterSource::Constant(value) => format!("always {value:?}"),
    };
    let codec = parameter.codec.map_or_else(String::new, |it| format!(" as {it:?}"));
    let list =
        if matches!(parameter.ty, TypeRef::List(_)) { format!(" {:?}", parameter.collection) } else { String::new() };
    let flags = flags(&[(parameter.skip_url_encoding, "skip url encoding"), (parameter.secret, "secret")]);
    line!(
        text,
        "    {:?} {} = {}: {}{codec}{list}, {source}{flags}",
        parameter.place,
        parameter.name,
        parameter.wire,
        spell(&parameter.ty)
    );
    docs(&parameter.docs, "      ", text);
}

fn body(body: &Body, text: &mut String) {
    let presence = if body.presence == Presence::Required { "required" } else { "optional" };
    line!(text, "    body {} = {}: {:?} as {}, {presence}", body.name, body.wire, body.content, body.content_type);
    docs(&body.docs, "      ", text);
}

fn output(output: &Output) -> String {
    match output {
        Output::Json(ty) => spell(ty),
        Output::OptionalJson(ty) => format!("{} or nothing", spell(ty)),
        Output::ByStatus(name) => format!("{name} by status"),
        other => format!("{other:?}"),
    }
}

fn flow(flow: &Flow) -> String {
    match flow {
        Flow::Plain => String::new(),
        Flow::Pager(it) => {
            let by = it.next_link.as_ref().map(|it| it.as_str());
            let method = if it.next_method == Method::Post { ", by POST" } else { "" };
            format!(", pages of {} by {by:?}{method}", spell(&it.item))
        }
        Flow::LongRunning(it) => {
            format!(", long-running, final state via {:?}, pages: {}", it.final_state_via, it.paging.is_some())
        }
    }
}

fn structure(it: &Struct, text: &mut String) {
    line!(text, "\nstruct {} = {} in {}", it.name, it.definition, it.module);
    docs(&it.docs, "  ", text);
    it.tags.iter().for_each(|tag| line!(text, "  tag {} = {:?}", tag.wire, tag.value));
    it.fields.iter().for_each(|it| field(it, text));
    if let Some(rest) = &it.rest {
        line!(text, "  ..{}: {}", rest.name, spell(&rest.ty));
    }
    if let Some(items) = &it.page_items {
        line!(text, "  page of {} in {}", spell(&items.item), items.field);
    }
}

fn field(field: &Field, text: &mut String) {
    let codec = field.codec.map_or_else(String::new, |it| format!(" as {it:?}"));
    let flags = flags(&[(field.read_only, "read-only"), (field.secret, "secret")]);
    line!(text, "  {} = {:?}: {}{codec}{flags}", field.name, field.wire.as_str(), spell(&field.ty));
    docs(&field.docs, "    ", text);
}

fn values(it: &Enum, text: &mut String) {
    line!(text, "\nenum {} = {} in {}, {:?}", it.name, it.definition, it.module, it.repr);
    docs(&it.docs, "  ", text);
    for variant in &it.variants {
        line!(text, "  {} = {:?}", variant.name, variant.value);
        docs(&variant.docs, "    ", text);
    }
    line!(text, "  {} of anything else", it.unknown);
}

fn polymorphic(it: &Polymorphic, text: &mut String) {
    line!(text, "\npolymorphic {} = {} in {}, by {:?}", it.name, it.definition, it.module, it.tag.as_str());
    docs(&it.docs, "  ", text);
    for subtype in &it.subtypes {
        line!(text, "  {}({}) = {:?}", subtype.variant, subtype.ty, subtype.value);
    }
    line!(text, "  {} of anything else", it.unknown);
}

fn answer(it: &Answer, text: &mut String) {
    line!(text, "\nanswer {} of {} in {}", it.name, it.definition, it.module);
    for variant in &it.variants {
        let body = variant.body.as_ref().map_or_else(|| "nothing".to_owned(), spell);
        line!(text, "  {} = {}: {body}", variant.name, variant.status);
    }
    line!(text, "  {} of anything else", it.unknown);
}

fn docs(docs: &Docs, indent: &str, text: &mut String) {
    docs.text.to_string().lines().for_each(|it| line!(text, "{indent}/// {it}"));
    docs.notes.iter().for_each(|it| line!(text, "{indent}/// * {it}"));
}

fn flags(flags: &[(bool, &str)]) -> String {
    flags.iter().filter(|(is_set, _)| *is_set).map(|(_, name)| format!(", {name}")).collect()
}

fn header(it: &ResponseHeader, text: &mut String) {
    line!(text, "\nheader {} = {:?}: {}", it.constant, it.name.as_str(), header_type(&it.ty));
}

fn shared(module: &ModuleName, groups: &[ModuleName], text: &mut String) {
    let groups: Vec<&str> = groups.iter().map(ModuleName::as_str).collect();
    line!(text, "\nmodule {module} of {}", groups.join(", "));
}

fn header_type(ty: &HeaderType) -> String {
    match ty {
        HeaderType::Value(ty) => spell(ty),
        HeaderType::Enum(name) => name.to_string(),
    }
}

fn spell(ty: &TypeRef) -> String {
    match ty {
        TypeRef::Named(name) => name.to_string(),
        TypeRef::List(inner) => format!("[{}]", spell(inner)),
        TypeRef::Map(inner) => format!("{{{}}}", spell(inner)),
        TypeRef::Boxed(inner) => format!("Box<{}>", spell(inner)),
        TypeRef::Nullable(inner) => format!("{} or null", spell(inner)),
        other => format!("{other:?}"),
    }
}
