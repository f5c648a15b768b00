//! The endpoint of Azure Resource Manager in each cloud.
//!
//! In: a cloud. Out: its endpoint, and the scope of its tokens. Must not know requests.

use azure_core::cloud::CloudConfiguration;
use azure_core::error::{Error, ErrorKind, ResultExt as _};
use azure_core::http::Url;

/// The key of the Azure Resource Manager endpoint in a custom cloud. The endpoint is also the audience of its tokens.
///
/// ```
/// use armsmith_runtime::Audience;
/// use azure_core::cloud::{Audiences, CloudConfiguration, CustomConfiguration};
///
/// let mut custom = CustomConfiguration::default();
/// custom.authority_host = "https://login.example.com".into();
/// custom.audiences = Audiences::new().with::<Audience>("https://management.example.com".into());
/// let cloud = CloudConfiguration::from(custom);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Audience;

/// The URL of all requests, and the scope of all tokens.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Endpoint {
    pub(crate) url: Url,
    pub(crate) token_scope: String,
}

/// Returns the endpoint of a cloud; without a cloud, the public one.
pub(crate) fn endpoint(cloud: Option<&CloudConfiguration>) -> azure_core::Result<Endpoint> {
    let address = match cloud {
        None | Some(CloudConfiguration::AzurePublic) => "https://management.azure.com",
        Some(CloudConfiguration::AzureGovernment) => "https://management.usgovcloudapi.net",
        Some(CloudConfiguration::AzureChina) => "https://management.chinacloudapi.cn",
        Some(CloudConfiguration::Custom(custom)) => custom.audiences.get::<Audience>().ok_or_else(|| {
            Error::with_message(ErrorKind::Other, "the custom cloud has no audience for `armsmith_runtime::Audience`")
        })?,
        Some(_) => {
            return Err(Error::with_message(
                ErrorKind::Other,
                "this version of armsmith-runtime does not know the cloud",
            ));
        }
    };
    let url = Url::parse(address)
        .with_context_fn(ErrorKind::Other, || format!("the endpoint of the cloud is not a URL: {address}"))?;
    if url.cannot_be_a_base() {
        let message = format!("the endpoint of the cloud cannot have paths: {address}");
        return Err(Error::with_message(ErrorKind::Other, message));
    }
    Ok(Endpoint { url, token_scope: format!("{}/.default", address.trim_end_matches('/')) })
}

#[cfg(test)]
mod tests {
    use super::{Audience, endpoint};
    use azure_core::cloud::{Audiences, CloudConfiguration, CustomConfiguration};

    #[test]
    fn each_cloud_has_its_endpoint_and_its_token_scope() {
        let cases = [
            (None, "https://management.azure.com"),
            (Some(CloudConfiguration::AzurePublic), "https://management.azure.com"),
            (Some(CloudConfiguration::AzureGovernment), "https://management.usgovcloudapi.net"),
            (Some(CloudConfiguration::AzureChina), "https://management.chinacloudapi.cn"),
        ];
        for (cloud, address) in cases {
            let found = endpoint(cloud.as_ref()).unwrap();
            assert_eq!(found.url.as_str(), format!("{address}/"));
            assert_eq!(found.token_scope, format!("{address}/.default"));
        }
    }

    #[test]
    fn a_custom_cloud_gives_endpoint_and_audience_in_one() {
        let mut custom = CustomConfiguration::default();
        custom.audiences = Audiences::new().with::<Audience>("https://arm.local:8443/base/".into());
        let found = endpoint(Some(&custom.into())).unwrap();
        assert_eq!(found.url.as_str(), "https://arm.local:8443/base/");
        assert_eq!(found.token_scope, "https://arm.local:8443/base/.default");
    }

    #[test]
    fn a_custom_cloud_without_an_audience_is_an_error_that_names_the_key() {
        let error = endpoint(Some(&CustomConfiguration::default().into())).unwrap_err();
        assert!(error.to_string().contains("armsmith_runtime::Audience"), "{error}");
    }
}
