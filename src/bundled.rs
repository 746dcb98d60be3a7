//! The fixtures that are packed into the program: the data of the demo.

use std::collections::BTreeMap;

const PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/fixtures.zst"));

/// Bytes before a file: the lengths of its path and of its content.
const HEAD: usize = 16;

/// Returns the fixtures by path inside `fixtures/`.
///
/// # Errors
/// When the program file is damaged.
pub fn fixtures() -> std::io::Result<BTreeMap<String, Vec<u8>>> {
    let unpacked = zstd::decode_all(PACKED)?;
    let mut files = BTreeMap::new();
    let mut rest = unpacked.as_slice();
    while !rest.is_empty() {
        let damaged = || std::io::Error::other("de voorbeeldgegevens zijn beschadigd");
        let (head, body) = rest.split_at_checked(HEAD).ok_or_else(damaged)?;
        let length = |from: usize| {
            let bytes: [u8; 8] = head[from..from + 8].try_into().ok()?;
            usize::try_from(u64::from_le_bytes(bytes)).ok()
        };
        let (name, content) = length(0).zip(length(8)).ok_or_else(damaged)?;
        let (name, body) = body.split_at_checked(name).ok_or_else(damaged)?;
        let (content, after) = body.split_at_checked(content).ok_or_else(damaged)?;
        files.insert(String::from_utf8_lossy(name).into_owned(), content.to_vec());
        rest = after;
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fixtures_are_whole() {
        let files = fixtures().unwrap();
        assert!(files.contains_key("ontvangsten.toml"));
        assert!(files.len() > 20);
    }
}
