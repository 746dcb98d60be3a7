//! The network as commands use it: who answers, and how often to try.

use regiobeeld_fetchers::{Endpoints, HttpOptions, HttpTransport, RetryTransport};

use crate::error::CommandError;
use crate::exit::Exit;
use crate::settings::Settings;

/// Returns a client that tries again, for a handful of questions.
///
/// # Errors
/// Exit 2 when the CA file that was named cannot be used.
pub fn transport(settings: &Settings) -> Result<RetryTransport<HttpTransport>, CommandError> {
    transport_with(settings, HttpOptions::default())
}

/// As [`transport`], with other limits.
///
/// # Errors
/// As [`transport`].
pub fn transport_with(
    settings: &Settings,
    limits: HttpOptions,
) -> Result<RetryTransport<HttpTransport>, CommandError> {
    let options = HttpOptions {
        ca_file: settings.ca.clone(),
        ..limits
    };
    HttpTransport::new(&options)
        .map(RetryTransport::new)
        .map_err(|error| CommandError::from_source(Exit::Usage, error))
}

/// Returns where each source answers.
///
/// # Errors
/// Exit 2 when a stand-in that was named is no address.
pub fn endpoints(settings: &Settings) -> Result<Endpoints, CommandError> {
    use regiobeeld_fetchers::Host::{Cbs, Cbs4, Pdok, Rivm};
    let hosts = &settings.hosts;
    let mut endpoints = Endpoints::default();
    for (host, base) in [
        (Cbs, &hosts.cbs),
        (Rivm, &hosts.rivm),
        (Pdok, &hosts.pdok),
        (Cbs4, &hosts.cbs4),
    ] {
        if let Some(base) = base {
            endpoints = endpoints
                .with(host, base)
                .map_err(|error| CommandError::from_source(Exit::Usage, error))?;
        }
    }
    Ok(endpoints)
}
