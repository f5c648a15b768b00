//! The reference operation, *Disk Accesses – Update A Private Endpoint Connection*, as documented: the text of the
//! request, and both answers read and written again.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use arm_compute::{
    models::{
        DiskAccessesClientUpdateAPrivateEndpointConnectionOptions, PrivateEndpointConnection,
        PrivateEndpointConnectionProvisioningState as State,
    },
    requests::disk_accesses,
    runtime::Scope,
};
use armsmith_end_to_end::Result;
use azure_core::http::{Body, Request};
use serde_json::Value;

/// The documented example, as the carried specification has it.
fn example() -> Result<Value> {
    let path = "../../specs/specification/compute/resource-manager/Microsoft.Compute/DiskRP/stable/2025-01-02/examples/\
                diskAccessExamples/DiskAccessPrivateEndpointConnection_Approve.json";
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path))?;
    Ok(serde_json::from_str(&text)?)
}

fn text_of(request: &Request) -> Result<String> {
    let mut text = format!("{} {}\n", request.method(), request.url());
    let mut headers: Vec<(String, String)> =
        request.headers().iter().map(|(name, value)| (name.as_str().to_owned(), value.as_str().to_owned())).collect();
    headers.sort();
    for (name, value) in headers {
        writeln!(text, "{name}: {value}")?;
    }
    let Body::Bytes(body) = request.body() else { return Err("the body is a stream".into()) };
    let body: Value = serde_json::from_slice(body)?;
    write!(text, "\n{}", serde_json::to_string_pretty(&body)?)?;
    Ok(text)
}

#[test]
fn the_request_is_the_documented_one() -> Result<()> {
    let body: PrivateEndpointConnection =
        serde_json::from_value(example()?["parameters"]["privateEndpointConnection"].clone())?;
    let scope = Scope::new("https://management.azure.com".parse()?, "{subscription-id}").with_api_version("2025-01-02");
    let request = disk_accesses::update_a_private_endpoint_connection(
        &scope,
        "myResourceGroup",
        "myDiskAccess",
        "myPrivateEndpointConnection",
        body.try_into()?,
        &DiskAccessesClientUpdateAPrivateEndpointConnectionOptions::default(),
    )?;
    insta::assert_snapshot!("request", text_of(&request)?);
    Ok(())
}

/// The answer of a status: the same after it was read through the model and written again.
fn answer(status: &str) -> Result<(PrivateEndpointConnection, String)> {
    let documented = example()?["responses"][status]["body"].clone();
    let model: PrivateEndpointConnection = serde_json::from_value(documented.clone())?;
    let written = serde_json::to_value(&model)?;
    assert_eq!(written, documented);
    Ok((model, serde_json::to_string_pretty(&written)?))
}

#[test]
fn the_accepted_answer_keeps_a_state_outside_the_documented_list() -> Result<()> {
    let (model, text) = answer("202")?;
    let state = model.properties.and_then(|it| it.provisioning_state);
    assert_eq!(state, Some(State::UnknownValue("Updating".to_owned())));
    insta::assert_snapshot!("answer_202", text);
    Ok(())
}

#[test]
fn the_final_answer_is_the_documented_one() -> Result<()> {
    let (model, text) = answer("200")?;
    assert_eq!(model.properties.and_then(|it| it.provisioning_state), Some(State::Succeeded));
    insta::assert_snapshot!("answer_200", text);
    Ok(())
}
