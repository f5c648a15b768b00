//! A credential that needs nobody: it gives one token and remembers what it was asked for.

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

/// A credential for tests.
#[derive(Default)]
pub struct TestCredential {
    asked: Mutex<Vec<Vec<String>>>,
}

impl TestCredential {
    /// The scopes of each request for a token.
    pub fn asked(&self) -> Vec<Vec<String>> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
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
    async fn get_token(&self, scopes: &[&str], _: Option<TokenRequestOptions<'_>>) -> azure_core::Result<AccessToken> {
        let scopes = scopes.iter().map(|scope| (*scope).to_owned()).collect();
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).push(scopes);
        Ok(AccessToken::new(TOKEN, OffsetDateTime::now_utc() + Duration::hours(1)))
    }
}
