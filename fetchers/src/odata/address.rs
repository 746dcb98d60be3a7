//! Addresses and filters of the OData v3 services.

use std::fmt::Write as _;

/// Returns the service root of a table on the API, below the base of its host.
pub(crate) fn root(base: &str, table: &str) -> String {
    format!("{base}/ODataApi/odata/{table}?$format=json")
}

/// Returns the address of an entity set on the API.
pub(crate) fn set(base: &str, table: &str, set: &str) -> String {
    format!("{base}/ODataApi/odata/{table}/{}?$format=json", encode(set))
}

/// Returns the address of an entity set on the Feed, which has no limit of 10 000 records.
pub(crate) fn feed_set(base: &str, table: &str, set: &str) -> String {
    format!(
        "{base}/ODataFeed/odata/{table}/{}?$format=json",
        encode(set)
    )
}

/// Adds a filter to the address of a set.
pub(crate) fn filtered(address: &str, filter: &str) -> String {
    format!("{address}&$filter={}", encode(filter))
}

/// Returns `column eq 'code'`.
pub(crate) fn equals(column: &str, code: &str) -> String {
    format!("{column} eq {}", quote(code))
}

/// Returns `startswith(column,'prefix')`.
pub(crate) fn starts_with(column: &str, prefix: &str) -> String {
    format!("startswith({column},{})", quote(prefix))
}

/// Returns a text between quotes, with those in it doubled.
pub(crate) fn quote(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// Percent-encodes everything but letters, digits and `-._~(),`.
pub(crate) fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~(),".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            write!(encoded, "%{byte:02X}").expect("writing to a string never fails");
        }
    }
    encoded
}

/// Undoes [`encode`]; a plus sign is a blank, a broken escape stays as it is.
pub(crate) fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let escape = (bytes[at] == b'%')
            .then(|| text.get(at + 1..at + 3))
            .flatten();
        match escape.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                decoded.push(byte);
                at += 3;
            }
            None => {
                decoded.push(if bytes[at] == b'+' { b' ' } else { bytes[at] });
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

/// Returns the decoded parameters of an address in their order.
pub(crate) fn parameters(url: &str) -> Vec<(String, String)> {
    let Some((_, query)) = url.split_once('?') else {
        return Vec::new();
    };
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name), decode(value))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_and_quotes_are_encoded_and_padding_is_kept() {
        let url = filtered(
            &set("https://h", "85984NED", "TypedDataSet"),
            &equals("W", "GM0193    "),
        );
        assert_eq!(
            url,
            "https://h/ODataApi/odata/85984NED/TypedDataSet?$format=json\
             &$filter=W%20eq%20%27GM0193%20%20%20%20%27"
        );
        assert_eq!(
            equals("Title", "'s-Gravenhage"),
            "Title eq '''s-Gravenhage'"
        );
        assert_eq!(
            encode(&starts_with("W", "WK0193")),
            "startswith(W,%27WK0193%27)"
        );
        let pairs = parameters(&url);
        assert_eq!(pairs[1], ("$filter".into(), "W eq 'GM0193    '".into()));
    }

    #[test]
    fn broken_escapes_stay() {
        assert_eq!(decode("100%"), "100%");
        assert_eq!(decode("%zz+%e9"), "%zz \u{fffd}");
        assert_eq!(decode(&encode("Súdwest & co = 5+5")), "Súdwest & co = 5+5");
    }
}
