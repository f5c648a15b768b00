//! A small service in exactly the form in which the generator prints it, with all warnings denied, and then used.
#![deny(warnings, missing_docs)]
#![allow(clippy::unwrap_used, reason = "tests fail by it")]

mod common;

/// The file `models/mod.rs`.
pub mod models {
    use armsmith_runtime::__private::{model, number_enum, page, polymorphic, request_body, string_enum};
    use armsmith_runtime::Nullable;
    use azure_core::time::OffsetDateTime;
    use azure_core::{Bytes, Value};
    use std::collections::BTreeMap;

    /// A private endpoint connection.
    #[derive(Clone, Default)]
    pub struct PrivateEndpointConnection {
        /// The resource's ARM ID.
        ///
        /// Read-only.
        pub id: Option<String>,
        /// The properties.
        pub properties: Option<PrivateEndpointConnectionProperties>,
    }
    model! { PrivateEndpointConnection {
        id: "id" [read_only],
        properties: "properties",
    } }
    request_body!(PrivateEndpointConnection);

    /// Properties of a private endpoint connection.
    #[derive(Clone, Default)]
    pub struct PrivateEndpointConnectionProperties {
        /// The state.
        pub provisioning_state: Option<ProvisioningState>,
        /// A pet.
        pub pet: Option<Box<Pet>>,
        /// Hours.
        pub hours: Option<Hours>,
        /// A description that can be cleared.
        pub description: Option<Nullable<String>>,
        /// Bytes.
        pub data: Option<Bytes>,
        /// A time in another form.
        pub r#type: Option<Vec<OffsetDateTime>>,
        /// A password.
        pub password: Option<String>,
        /// Everything else.
        pub additional_properties: Option<BTreeMap<String, Value>>,
    }
    model! { PrivateEndpointConnectionProperties {
        provisioning_state: "provisioningState" [read_only],
        pet: "pet" as Boxed,
        hours: "hours",
        description: "description",
        data: "data",
        r#type: "type" as Rfc1123,
        password: "password" [secret],
        ..additional_properties
    } }

    /// A page of connections.
    #[derive(Clone, Default)]
    pub struct PrivateEndpointConnectionList {
        /// The link to the next page.
        pub next_link: Option<String>,
        /// The connections.
        pub value: Option<Vec<PrivateEndpointConnection>>,
    }
    model! { PrivateEndpointConnectionList {
        next_link: "nextLink",
        value: "value",
    } }
    page! { PrivateEndpointConnectionList { value: PrivateEndpointConnection } }

    /// The state.
    #[derive(Clone, PartialEq)]
    pub enum ProvisioningState {
        /// `Succeeded`
        Succeeded,
        /// `Creating`
        Creating,
        /// A value this crate does not know.
        UnknownValue(String),
    }
    string_enum! { ProvisioningState, UnknownValue {
        Succeeded = "Succeeded",
        Creating = "Creating",
    } }

    /// Hours.
    #[derive(Clone, Eq, PartialEq)]
    pub enum Hours {
        /// `12`
        N12,
        /// A value this crate does not know.
        UnknownValue(i32),
    }
    number_enum! { Hours: i32, UnknownValue {
        N12 = 12,
    } }

    /// A pet.
    #[derive(Clone)]
    pub enum Pet {
        /// `Cat`
        Cat(Box<Cat>),
        /// A kind of pet that this crate does not know: the whole object.
        UnknownValue(Value),
    }
    polymorphic! { Pet by "kind", UnknownValue {
        Cat(Box<Cat>) = "Cat",
    } }

    /// A cat.
    #[derive(Clone, Default)]
    pub struct Cat {}
    model! { Cat tag "kind" = "Cat" {} }
}

/// The file `service_client.rs`.
pub mod service_client {
    use crate::things::ThingsClient;
    use armsmith_runtime::{Client, Scope, Service};
    use azure_core::Result;
    use azure_core::credentials::TokenCredential;
    use azure_core::http::{ClientOptions, Url};
    use std::sync::Arc;

    const SERVICE: Service = Service {
        crate_name: option_env!("CARGO_PKG_NAME"),
        crate_version: option_env!("CARGO_PKG_VERSION"),
        namespace: "Microsoft.Test",
    };

    /// The client of the service.
    #[derive(Clone, Debug)]
    pub struct ServiceClient {
        client: Client,
        scope: Scope,
        api_version: Option<String>,
    }

    /// Options of [`ServiceClient`].
    #[derive(Clone, Debug, Default)]
    pub struct ServiceClientOptions {
        /// Sent instead of the documented api-version of each operation group.
        pub api_version: Option<String>,
        /// Options of the pipeline.
        pub client_options: ClientOptions,
    }

    impl ServiceClient {
        /// A client with a credential.
        pub fn new(
            subscription_id: &str,
            credential: Arc<dyn TokenCredential>,
            options: Option<ServiceClientOptions>,
        ) -> Result<Self> {
            let options = options.unwrap_or_default();
            let client = Client::new(SERVICE, Some(credential), options.client_options)?;
            let scope = Scope::new(client.endpoint().clone(), subscription_id);
            Ok(Self { client, scope, api_version: options.api_version })
        }

        /// The endpoint of all requests.
        pub fn endpoint(&self) -> &Url {
            self.client.endpoint()
        }

        /// The things.
        pub fn things_client(&self) -> ThingsClient {
            ThingsClient {
                client: self.client.clone(),
                scope: self.scope.with_api_version(self.api_version.as_deref().unwrap_or("2025-01-02")),
            }
        }
    }
}

/// The file `things/`.
pub mod things {
    use crate::models::{PrivateEndpointConnection, PrivateEndpointConnectionList, ProvisioningState};
    use armsmith_runtime::__private::{FinalStateVia, Operation, RequestBuilder};
    use armsmith_runtime::{Client, Poller, PollerOptions, Scope};
    use azure_core::Result;
    use azure_core::http::pager::{Pager, PagerOptions};
    use azure_core::http::{ClientMethodOptions, Method, Request, RequestContent, Response, Url};

    const GET: Operation = Operation::new("Microsoft.Test.Things.get", &[200]);
    const LIST: Operation = Operation::new("Microsoft.Test.Things.list", &[200]);
    const UPDATE: Operation = Operation::new("Microsoft.Test.Things.update", &[200, 202]);

    /// The things.
    #[derive(Clone, Debug)]
    pub struct ThingsClient {
        pub(crate) client: Client,
        pub(crate) scope: Scope,
    }

    /// Options of `get`.
    #[derive(Clone, Debug, Default)]
    pub struct ThingsClientGetOptions<'a> {
        /// A filter.
        pub expand: Option<ProvisioningState>,
        /// Options of the call.
        pub method_options: ClientMethodOptions<'a>,
    }

    /// Options of `list`.
    #[derive(Clone, Debug, Default)]
    pub struct ThingsClientListOptions<'a> {
        /// Options of the call.
        pub method_options: PagerOptions<'a>,
    }

    /// Options of `begin_update`.
    #[derive(Clone, Debug, Default)]
    pub struct ThingsClientUpdateOptions<'a> {
        /// Options of the call.
        pub method_options: PollerOptions<'a>,
    }

    impl ThingsClient {
        /// The endpoint of all requests.
        pub fn endpoint(&self) -> &Url {
            self.scope.endpoint()
        }

        /// The same client with another api-version.
        pub fn with_api_version(self, api_version: &str) -> Self {
            let scope = self.scope.with_api_version(api_version);
            Self { scope, ..self }
        }

        /// Gets a thing.
        #[inline]
        pub async fn get(
            &self,
            name: &str,
            options: Option<ThingsClientGetOptions<'_>>,
        ) -> Result<Response<PrivateEndpointConnection>> {
            let options = options.unwrap_or_default();
            let request = get(&self.scope, name, &options);
            self.client.send(GET, request, options.method_options).await
        }

        /// Lists things.
        #[inline]
        pub fn list(
            &self,
            options: Option<ThingsClientListOptions<'_>>,
        ) -> Result<Pager<PrivateEndpointConnectionList>> {
            let options = options.unwrap_or_default();
            let request = list(&self.scope, &options);
            self.client.list(LIST, request, Some("nextLink"), options.method_options)
        }

        /// Updates a thing.
        #[inline]
        pub fn begin_update(
            &self,
            name: &str,
            thing: RequestContent<PrivateEndpointConnection>,
            options: Option<ThingsClientUpdateOptions<'_>>,
        ) -> Result<Poller<PrivateEndpointConnection>> {
            let options = options.unwrap_or_default();
            let request = update(&self.scope, name, thing, &options);
            self.client.begin(UPDATE, request, Some(FinalStateVia::Location), options.method_options)
        }
    }

    /// The request of `get`.
    pub fn get(scope: &Scope, name: &str, options: &ThingsClientGetOptions<'_>) -> Result<Request> {
        let mut request = RequestBuilder::new(scope, Method::Get, "/subscriptions/{subscriptionId}/things/{name}");
        request.path("subscriptionId", scope.subscription_id());
        request.path("name", name);
        request.query("api-version", scope.api_version());
        request.optional_query("$expand", options.expand.as_ref());
        request.accept("application/json");
        request.build()
    }

    /// The request of `list`.
    pub fn list(scope: &Scope, _options: &ThingsClientListOptions<'_>) -> Result<Request> {
        let mut request = RequestBuilder::new(scope, Method::Get, "/subscriptions/{subscriptionId}/things");
        request.path("subscriptionId", scope.subscription_id());
        request.query("api-version", scope.api_version());
        request.accept("application/json");
        request.build()
    }

    /// The request of `begin_update`.
    pub fn update(
        scope: &Scope,
        name: &str,
        thing: RequestContent<PrivateEndpointConnection>,
        _options: &ThingsClientUpdateOptions<'_>,
    ) -> Result<Request> {
        let mut request = RequestBuilder::new(scope, Method::Put, "/subscriptions/{subscriptionId}/things/{name}");
        request.path("subscriptionId", scope.subscription_id());
        request.path("name", name);
        request.query("api-version", scope.api_version());
        request.accept("application/json");
        request.body("application/json", thing);
        request.build()
    }
}

use std::sync::Arc;

use azure_core::http::{ClientOptions, HttpClient, Transport};
use common::{Mock, Token, body, respond, with};
use futures::TryStreamExt as _;
use models::{PrivateEndpointConnection, ProvisioningState};
use service_client::{ServiceClient, ServiceClientOptions};
use things::ThingsClientGetOptions;

fn client(mock: &Arc<Mock>) -> ServiceClient {
    let transport = Some(Transport::new(Arc::clone(mock) as Arc<dyn HttpClient>));
    let client_options = ClientOptions { transport, ..Default::default() };
    let options = ServiceClientOptions { client_options, ..Default::default() };
    ServiceClient::new("sub", Arc::new(Token::default()), Some(options)).unwrap()
}

#[tokio::test(start_paused = true)]
async fn get_change_and_put_sends_nothing_that_is_read_only() {
    let resource = r#"{"id":"/x","properties":{"provisioningState":"Updating","description":null,"other":1}}"#;
    let first = with(respond(202, resource), "location", "/op");
    let mock =
        Mock::new([respond(200, resource), first, respond(200, resource.replace("Updating", "Succeeded").as_str())]);
    let things = client(&mock).things_client();
    let options = ThingsClientGetOptions { expand: Some(ProvisioningState::Creating), ..Default::default() };
    let thing = things.get("a b", Some(options)).await.unwrap().into_model().unwrap();
    let state = thing.properties.as_ref().unwrap().provisioning_state.clone();
    assert_eq!(state, Some(ProvisioningState::UnknownValue("Updating".into())));
    let updated = things.begin_update("a b", thing.try_into().unwrap(), None).unwrap().await.unwrap();
    let updated = updated.into_model().unwrap();
    assert_eq!(updated.properties.unwrap().provisioning_state, Some(ProvisioningState::Succeeded));
    assert_eq!(
        mock.seen(),
        [
            "GET /subscriptions/sub/things/a%20b?api-version=2025-01-02&$expand=Creating",
            "PUT /subscriptions/sub/things/a%20b?api-version=2025-01-02",
            "GET /op",
        ]
    );
    assert_eq!(body(&mock.request(1)), r#"{"properties":{"description":null,"other":1}}"#);
}

#[tokio::test]
async fn lists_and_other_api_versions() {
    let mock = Mock::new([respond(200, r#"{"value":[{"id":"1"},{"id":"2"}]}"#)]);
    let things = client(&mock).things_client().with_api_version("2030-01-01");
    let all: Vec<PrivateEndpointConnection> = things.list(None).unwrap().try_collect().await.unwrap();
    assert_eq!(all.len(), 2);
    assert_eq!(mock.seen(), ["GET /subscriptions/sub/things?api-version=2030-01-01"]);
    assert_eq!(things.endpoint(), client(&mock).endpoint());
}
