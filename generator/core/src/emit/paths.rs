//! Every name that generated code may use from outside, with the crate it needs.
//!
//! In: nothing. Out: [`External`] names for [`Scope`](super::scope::Scope) to import, and the [`Dependency`] that each
//! brings into the manifest. Nothing else in `emit` or `package` spells the path of a foreign item.

/// A crate that generated code uses.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Krate {
    /// The standard library.
    Std,
    /// `azure_core`
    AzureCore,
    /// `armsmith-runtime`
    Runtime,
    /// `azure_identity`, for examples only.
    AzureIdentity,
    /// `futures`, for examples only.
    Futures,
    /// `tokio`, for examples only.
    Tokio,
}

impl Krate {
    /// The name in code.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Std => "std",
            Self::AzureCore => "azure_core",
            Self::Runtime => "armsmith_runtime",
            Self::AzureIdentity => "azure_identity",
            Self::Futures => "futures",
            Self::Tokio => "tokio",
        }
    }

    /// The entry of the manifest; none for the standard library, and for the runtime, whose place is a setting.
    pub(crate) fn dependency(self) -> Option<Dependency> {
        let (requirement, features, default_features) = match self {
            Self::Std | Self::Runtime => return None,
            Self::AzureCore => ("1.1", &[][..], false),
            Self::AzureIdentity => ("1.0", &[][..], true),
            Self::Futures => ("0.3", &[][..], true),
            Self::Tokio => ("1", &["macros", "rt-multi-thread"][..], true),
        };
        Some(Dependency { package: self.name(), requirement, features, default_features })
    }
}

/// An entry of a manifest's dependencies.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Dependency {
    /// The package.
    pub(crate) package: &'static str,
    /// The version requirement.
    pub(crate) requirement: &'static str,
    /// The features to switch on.
    pub(crate) features: &'static [&'static str],
    /// Whether the default features stay on.
    pub(crate) default_features: bool,
}

/// How a name comes into scope.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Import {
    /// By a `use`.
    Named,
    /// By a `use … as _`: a trait whose methods are called.
    Methods,
    /// It is there already.
    Prelude,
}

/// An item of another crate.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct External {
    /// The crate it needs.
    pub(crate) krate: Krate,
    /// The module inside the crate; empty for the root.
    pub(crate) module: &'static str,
    /// Its name.
    pub(crate) name: &'static str,
    /// How it comes into scope.
    pub(crate) import: Import,
}

macro_rules! externals {
    ($($id:ident = $krate:ident :: $($module:literal /)? $name:ident as $import:ident;)*) => {
        $(
            #[doc = concat!("`", stringify!($name), "`")]
            pub(crate) const $id: External = External {
                krate: Krate::$krate,
                module: concat!($($module)?),
                name: stringify!($name),
                import: Import::$import,
            };
        )*

        /// All of them: a model of one of these names is never imported beside them.
        pub(crate) const ALL: &[External] = &[$($id),*];
    };
}

externals! {
    OPTION = Std::"option"/Option as Prelude;
    STRING = Std::"string"/String as Prelude;
    VEC = Std::"vec"/Vec as Prelude;
    BOX = Std::"boxed"/Box as Prelude;
    DEFAULT = Std::"default"/Default as Prelude;
    FROM = Std::"convert"/From as Prelude;
    ARC = Std::"sync"/Arc as Named;
    BTREE_MAP = Std::"collections"/BTreeMap as Named;
    ERROR = Std::"error"/Error as Named;
    FMT = Std::fmt as Named;

    RESULT = AzureCore::Result as Named;
    BYTES = AzureCore::Bytes as Named;
    VALUE = AzureCore::Value as Named;
    BASE64 = AzureCore::base64 as Named;
    JSON = AzureCore::json as Named;
    TIME = AzureCore::time as Named;
    OFFSET_DATE_TIME = AzureCore::"time"/OffsetDateTime as Named;
    TOKEN_CREDENTIAL = AzureCore::"credentials"/TokenCredential as Named;
    CLIENT_METHOD_OPTIONS = AzureCore::"http"/ClientMethodOptions as Named;
    CLIENT_OPTIONS = AzureCore::"http"/ClientOptions as Named;
    METHOD = AzureCore::"http"/Method as Named;
    NO_FORMAT = AzureCore::"http"/NoFormat as Named;
    PAGER = AzureCore::"http"/Pager as Named;
    PAGER_OPTIONS = AzureCore::"http::pager"/PagerOptions as Named;
    REQUEST = AzureCore::"http"/Request as Named;
    REQUEST_CONTENT = AzureCore::"http"/RequestContent as Named;
    RESPONSE = AzureCore::"http"/Response as Named;
    RESPONSE_BODY = AzureCore::"http::response"/ResponseBody as Named;
    ETAG = AzureCore::"http"/Etag as Named;
    URL = AzureCore::"http"/Url as Named;

    MODEL = Runtime::"__private"/model as Named;
    PAGE = Runtime::"__private"/page as Named;
    STRING_ENUM = Runtime::"__private"/string_enum as Named;
    NUMBER_ENUM = Runtime::"__private"/number_enum as Named;
    POLYMORPHIC = Runtime::"__private"/polymorphic as Named;
    REQUEST_BODY = Runtime::"__private"/request_body as Named;
    BY_STATUS_TABLE = Runtime::"__private"/by_status as Named;
    BASE64_URL = Runtime::Base64Url as Named;
    BOXED = Runtime::"__private"/Boxed as Named;
    RFC1123 = Runtime::Rfc1123 as Named;
    UNIX_TIME = Runtime::UnixTime as Named;
    BINARY = Runtime::Binary as Named;
    BY_STATUS = Runtime::ByStatus as Named;
    CLIENT = Runtime::Client as Named;
    COLLECTION_FORMAT = Runtime::"__private"/CollectionFormat as Named;
    DATE = Runtime::Date as Named;
    FINAL_STATE_VIA = Runtime::"__private"/FinalStateVia as Named;
    LIST_POLLER = Runtime::ListPoller as Named;
    METHOD_OPTIONS = Runtime::MethodOptions as Named;
    NULLABLE = Runtime::Nullable as Named;
    OPERATION = Runtime::"__private"/Operation as Named;
    OPTIONAL_JSON = Runtime::OptionalJson as Named;
    POLLER = Runtime::Poller as Named;
    POLLER_OPTIONS = Runtime::PollerOptions as Named;
    REQUEST_BUILDER = Runtime::"__private"/RequestBuilder as Named;
    RESPONSE_HEADER = Runtime::ResponseHeader as Named;
    SCOPE = Runtime::Scope as Named;
    SERVICE = Runtime::Service as Named;
    TEXT = Runtime::Text as Named;
    TO_REQUEST_CONTENT = Runtime::request_content as Named;

    DEVELOPER_TOOLS_CREDENTIAL = AzureIdentity::DeveloperToolsCredential as Named;
    TRY_STREAM_EXT = Futures::TryStreamExt as Methods;
}
