//! Where each source answers, and which links may be followed.

use serde::{Deserialize, Serialize};

/// The second service of PDOK, with WFS.
pub(crate) const PDOK_WFS: &str = "https://service.pdok.nl";

/// A source host.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Host {
    /// CBS OData v3.
    Cbs,
    /// RIVM and other third parties on the CBS platform, OData v3.
    Rivm,
    /// PDOK, OGC API Features and WFS.
    Pdok,
    /// CBS OData v4.
    Cbs4,
    /// Vektis: files that the user gives or names; no service that answers questions.
    Vektis,
}

impl Host {
    /// All services, in the order of the documentation.
    pub const ALL: [Self; 4] = [Self::Cbs, Self::Rivm, Self::Pdok, Self::Cbs4];

    /// Returns the start (`scheme://host`) of the official service.
    #[must_use]
    pub fn official(self) -> &'static str {
        self.services()[0]
    }

    /// Returns the starts of all official services of the source, [`Host::official`] first.
    #[must_use]
    pub fn services(self) -> &'static [&'static str] {
        match self {
            Self::Cbs => &["https://opendata.cbs.nl"],
            Self::Rivm => &["https://dataderden.cbs.nl"],
            Self::Pdok => &["https://api.pdok.nl", PDOK_WFS],
            Self::Cbs4 => &["https://datasets.cbs.nl"],
            Self::Vektis => &["https://www.vektis.nl"],
        }
    }

    /// Returns the official service that has a path: a WFS has a server of its own.
    fn service_of(self, path: &str) -> &'static str {
        match self {
            Self::Pdok if path.contains("/wfs/") => PDOK_WFS,
            _ => self.official(),
        }
    }

    /// Returns the key of `sources.toml`: `cbs`, `rivm`, `pdok`, `cbs4` or `vektis`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Cbs => "cbs",
            Self::Rivm => "rivm",
            Self::Pdok => "pdok",
            Self::Cbs4 => "cbs4",
            Self::Vektis => "vektis",
        }
    }

    /// Returns the name for the reader.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Cbs => "CBS StatLine",
            Self::Rivm => "RIVM (StatLine derden)",
            Self::Pdok => "PDOK",
            Self::Cbs4 => "CBS OData v4",
            Self::Vektis => "Vektis",
        }
    }
}

/// An address that cannot replace a source.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "«{adres}» kan {bron} niet vervangen; geef schema, server en eventueel poort, zoals http://127.0.0.1:8080"
)]
pub struct EndpointError {
    /// The address as given.
    pub adres: String,
    /// Name of the source.
    pub bron: &'static str,
}

/// The start (`scheme://host[:port]`) of every request to each source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoints {
    /// Replaces `https://opendata.cbs.nl`.
    pub cbs: String,
    /// Replaces `https://dataderden.cbs.nl`.
    pub rivm: String,
    /// Replaces `https://api.pdok.nl` and `https://service.pdok.nl`.
    pub pdok: String,
    /// Replaces `https://datasets.cbs.nl`.
    pub cbs4: String,
}

impl Default for Endpoints {
    fn default() -> Self {
        Self {
            cbs: Host::Cbs.official().into(),
            rivm: Host::Rivm.official().into(),
            pdok: Host::Pdok.official().into(),
            cbs4: Host::Cbs4.official().into(),
        }
    }
}

impl Endpoints {
    /// Returns these endpoints with a stand-in for one source.
    ///
    /// # Errors
    /// When `base` is not `http(s)://host[:port]`, with at most a slash after it, or the source is
    /// no service.
    pub fn with(mut self, host: Host, base: &str) -> Result<Self, EndpointError> {
        let fault = || EndpointError {
            adres: base.to_owned(),
            bron: host.name(),
        };
        let base = base.trim();
        let (origin, rest) = split_origin(base).ok_or_else(fault)?;
        if !matches!(rest, "" | "/") {
            return Err(fault());
        }
        match host {
            Host::Cbs => self.cbs = origin,
            Host::Rivm => self.rivm = origin,
            Host::Pdok => self.pdok = origin,
            Host::Cbs4 => self.cbs4 = origin,
            Host::Vektis => return Err(fault()),
        }
        Ok(self)
    }

    /// Returns where requests to `host` go.
    #[must_use]
    pub fn base(&self, host: Host) -> &str {
        match host {
            Host::Cbs => &self.cbs,
            Host::Rivm => &self.rivm,
            Host::Pdok => &self.pdok,
            Host::Cbs4 => &self.cbs4,
            Host::Vektis => host.official(),
        }
    }

    /// Returns the stand-in of `host`, or none when requests go to the official service.
    #[must_use]
    pub fn stand_in(&self, host: Host) -> Option<&str> {
        let base = self.base(host);
        (base != host.official()).then_some(base)
    }

    /// Returns where requests to one of the services of `host` go: a stand-in replaces them all.
    pub(crate) fn base_of(&self, host: Host, service: &'static str) -> &str {
        self.stand_in(host).unwrap_or(service)
    }

    /// Returns the address to ask for a link that an answer of `host` gave.
    ///
    /// A link to the official service goes to the stand-in when there is one, a link to
    /// the stand-in itself is followed, any other link is refused (none).
    #[must_use]
    pub fn follow(&self, host: Host, link: &str) -> Option<String> {
        let (origin, rest) = split_origin(link.trim())?;
        let plain = |service: &str| service.replacen("https://", "http://", 1);
        let service = host
            .services()
            .iter()
            .find(|service| origin == **service || origin == plain(service));
        let base = match service {
            Some(service) => self.base_of(host, service),
            None => Some(self.base(host)).filter(|base| origin == *base)?,
        };
        Some(format!("{base}{rest}"))
    }

    /// Returns an address as the official service would have it, for receipts.
    #[must_use]
    pub fn official(&self, host: Host, url: &str) -> String {
        match url.strip_prefix(self.base(host)) {
            Some(rest) => format!("{}{rest}", host.service_of(rest)),
            None => url.to_owned(),
        }
    }
}

/// Splits an address in `scheme://host[:port]` (lower case, no default port) and the rest.
///
/// Anything that browsers and servers read in different ways (`user@host`, a backslash,
/// blanks) is no address here.
pub(crate) fn split_origin(url: &str) -> Option<(String, &str)> {
    let (scheme, rest) = url.split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    if !matches!(scheme.as_str(), "http" | "https") {
        return None;
    }
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, rest) = rest.split_at(end);
    let plain =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']' | '_');
    if authority.is_empty() || !authority.chars().all(plain) || rest.contains(['\\', ' ']) {
        return None;
    }
    let authority = authority.to_ascii_lowercase();
    let default_port = if scheme == "https" { ":443" } else { ":80" };
    let authority = authority.strip_suffix(default_port).unwrap_or(&authority);
    Some((format!("{scheme}://{authority}"), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_go_to_the_stand_in_or_nowhere() {
        let official = Endpoints::default();
        let page = "https://opendata.cbs.nl/ODataFeed/odata/1?$skip=1";
        assert_eq!(official.follow(Host::Cbs, page).as_deref(), Some(page));
        let mirror = Endpoints::default()
            .with(Host::Cbs, "http://127.0.0.1:8080/")
            .expect("base");
        let there = Some("http://127.0.0.1:8080/ODataFeed/odata/1?$skip=1".to_owned());
        assert_eq!(mirror.follow(Host::Cbs, page), there);
        assert_eq!(
            mirror.follow(Host::Cbs, &page.replace("https", "http")),
            there
        );
        assert_eq!(
            mirror.follow(Host::Cbs, &page.replace(".nl", ".nl:443")),
            there
        );
        assert_eq!(
            mirror.follow(Host::Cbs, there.as_deref().expect("set")),
            there
        );
        for foreign in [
            "https://opendata.cbs.nl.evil.example/x",
            "https://opendata.cbs.nl@evil.example/x",
            "https://evil.example\\@opendata.cbs.nl/x",
            "https://dataderden.cbs.nl/x",
            "//opendata.cbs.nl/x",
            "/ODataFeed/x",
            "ftp://opendata.cbs.nl/x",
            "http://127.0.0.1:8081/x",
        ] {
            assert_eq!(mirror.follow(Host::Cbs, foreign), None, "{foreign}");
        }
    }

    #[test]
    fn a_stand_in_replaces_both_services_of_pdok() {
        let wfs = "https://service.pdok.nl/cbs/gebiedsindelingen/2024/wfs/v1_0?count=1";
        let official = Endpoints::default();
        assert_eq!(official.base_of(Host::Pdok, PDOK_WFS), PDOK_WFS);
        assert_eq!(official.follow(Host::Pdok, wfs).as_deref(), Some(wfs));
        assert_eq!(official.official(Host::Pdok, wfs), wfs);
        assert_eq!(official.follow(Host::Cbs, wfs), None);
        let there = "http://localhost:9";
        let mirror = Endpoints::default().with(Host::Pdok, there).expect("base");
        assert_eq!(mirror.base_of(Host::Pdok, PDOK_WFS), there);
        let moved = mirror.follow(Host::Pdok, wfs).expect("followed");
        assert!(moved.starts_with("http://localhost:9/cbs/geb"), "{moved}");
        assert_eq!(mirror.official(Host::Pdok, &moved), wfs);
        let ogc = "https://api.pdok.nl/cbs/wijken-en-buurten-2024/ogc/v1/x";
        let moved = mirror.follow(Host::Pdok, ogc).expect("followed");
        assert_eq!(mirror.official(Host::Pdok, &moved), ogc);
    }

    #[test]
    fn a_stand_in_is_scheme_host_and_port_only() {
        for good in [
            "http://localhost:1",
            "https://mirror.example/",
            "http://[::1]:80",
        ] {
            assert!(
                Endpoints::default().with(Host::Pdok, good).is_ok(),
                "{good}"
            );
        }
        for bad in [
            "localhost:1",
            "http://",
            "http://a/b",
            "http://a?x=1",
            "ftp://a",
            "http://a b",
        ] {
            assert!(Endpoints::default().with(Host::Pdok, bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn receipts_name_the_official_address() {
        let mirror = Endpoints::default()
            .with(Host::Rivm, "http://localhost:9")
            .expect("base");
        assert_eq!(
            mirror.official(Host::Rivm, "http://localhost:9/a?b"),
            "https://dataderden.cbs.nl/a?b"
        );
        assert_eq!(mirror.stand_in(Host::Rivm), Some("http://localhost:9"));
        assert_eq!(mirror.stand_in(Host::Cbs), None);
    }
}
