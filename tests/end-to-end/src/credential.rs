//! A credential that needs nobody: it gives one token and remembers what it was asked for.

use arm_compute::runtime::Claims;
use azure_core::{
    credentials::{AccessToken, TokenCredential, TokenRequestOptions},
    time::{Duration, OffsetDateTime},
};
use std::{
    fmt,
    sync::{Mutex, PoisonError},
};

/// The token of every test. It must be seen in `authorization` headers and nowhere else.
pub const TOKEN: &str = "a-token-that-nobody-may-see";

/// The token that carries claims, because they were asked for.
pub const TOKEN_WITH_CLAIMS: &str = "a-token-that-nobody-may-see-with-claims";

/// A credential for tests.
#[derive(Default)]
pub struct TestCredential {
    asked: Mutex<Vec<Vec<String>>>,
    claims: Mutex<Vec<String>>,
}

impl TestCredential {
    /// The scopes of each request for a token.
    pub fn asked(&self) -> Vec<Vec<String>> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl TestCredential {
    /// The claims that tokens were asked to carry.
    pub fn claims(&self) -> Vec<String> {
        self.claims.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl fmt::Debug for TestCredential {
    /// Shows the token on purpose: a client that prints its credential is found out.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "TestCredential({TOKEN})")
    }
}

#[async_trait::async_trait]
impl TokenCredential for TestCredential {
    async fn get_token(
        &self,
        scopes: &[&str],
        options: Option<TokenRequestOptions<'_>>,
    ) -> azure_core::Result<AccessToken> {
        let scopes = scopes.iter().map(|scope| (*scope).to_owned()).collect();
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).push(scopes);
        let claims = options.as_ref().and_then(|options| options.method_options.context.value::<Claims>());
        self.claims.lock().unwrap_or_else(PoisonError::into_inner).extend(claims.map(|it| it.as_str().to_owned()));
        let token = if claims.is_some() { TOKEN_WITH_CLAIMS } else { TOKEN };
        Ok(AccessToken::new(token, OffsetDateTime::now_utc() + Duration::hours(1)))
    }
}
