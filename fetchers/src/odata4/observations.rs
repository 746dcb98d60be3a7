//! Reads a page of observations: one figure of one measure for one set of dimension codes.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// What `ValueAttribute` says of a figure that is as it should be.
const NOTHING_SPECIAL: &str = "None";

/// A page of the set `Observations`.
#[derive(Debug, Deserialize)]
pub(crate) struct Page<'a> {
    /// The observations in the order of the service.
    #[serde(borrow)]
    pub(crate) value: Vec<Observation<'a>>,
    /// Link to the next page.
    #[serde(rename = "@odata.nextLink")]
    pub(crate) next: Option<String>,
    /// Number of observations on all pages together, when the service gives it.
    #[serde(rename = "@odata.count")]
    pub(crate) count: Option<usize>,
}

/// Reads a page.
///
/// # Errors
/// When the body is no page, or a figure is neither a number nor null.
pub(crate) fn read_page(body: &[u8]) -> serde_json::Result<Page<'_>> {
    serde_json::from_slice(body)
}

/// One observation.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Observation<'a> {
    /// Identifier of the measure; none when the row has no such key.
    pub(crate) measure: Option<Cow<'a, str>>,
    /// The figure.
    pub(crate) value: Option<f64>,
    /// The figure of a measure that holds text.
    pub(crate) text: Option<Cow<'a, str>>,
    /// `ValueAttribute`, unless it says that nothing is the matter.
    attribute: Option<Cow<'a, str>>,
    /// Whether the row has the key `Value` at all, null or not.
    pub(crate) has_value: bool,
    /// Whether the row has the key `StringValue`.
    pub(crate) has_text: bool,
    /// All other text of the row by its key: the dimension codes.
    codes: Vec<(Cow<'a, str>, Cow<'a, str>)>,
}

impl Observation<'_> {
    /// Returns the code of a dimension, trimmed; none when the row lacks it.
    pub(crate) fn code(&self, dimension: &str) -> Option<&str> {
        let named = |(key, _): &&(Cow<'_, str>, Cow<'_, str>)| key == dimension;
        let code = self.codes.iter().find(named)?.1.trim();
        (!code.is_empty()).then_some(code)
    }

    /// Returns why there is no figure, in the word of the source.
    ///
    /// Every word but `None` is a reason: the words are not listed anywhere, and a figure that
    /// the source has doubts about is not shown as one without.
    pub(crate) fn reason(&self) -> Option<&str> {
        let word = self.attribute.as_deref()?.trim();
        (!word.is_empty() && word != NOTHING_SPECIAL).then_some(word)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Observation<'a> {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        json.deserialize_map(RowVisitor)
    }
}

struct RowVisitor;

impl<'de> Visitor<'de> for RowVisitor {
    type Value = Observation<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("een waarneming")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut row: A) -> Result<Self::Value, A::Error> {
        let mut read = Observation::default();
        while let Some(Text(Some(key))) = row.next_key::<Text<'de>>()? {
            match &*key {
                "Measure" => read.measure = row.next_value::<Text<'de>>()?.0,
                "ValueAttribute" => read.attribute = row.next_value::<Text<'de>>()?.0,
                "Value" => {
                    read.value = row.next_value()?;
                    read.has_value = true;
                }
                "StringValue" => {
                    read.text = row.next_value::<Text<'de>>()?.0;
                    read.has_text = true;
                }
                _ => {
                    if let Text(Some(code)) = row.next_value()? {
                        read.codes.push((key, code));
                    }
                }
            }
        }
        Ok(read)
    }
}

/// Text, borrowed where JSON has it without escapes; anything that is no text is none.
struct Text<'a>(Option<Cow<'a, str>>);

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        json.deserialize_any(TextVisitor).map(Self)
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Option<Cow<'de, str>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("een waarde")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Some(Cow::Borrowed(text)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(text.to_owned())))
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_as_the_service_gives_it() {
        // Known figures of 83765NED and 03759ned; the form of a row was recorded at the service.
        let body = r#"{"@odata.context":"https://datasets.cbs.nl/odata/v1/CBS/83765NED/$metadata#Observations",
            "@odata.count":3,"value":[
            {"Id":0,"Measure":"T001036","ValueAttribute":"None","Value":246417.0,"StringValue":null,"WijkenEnBuurten":"GM0772"},
            {"Id":70,"Measure":"M000365","ValueAttribute":"Impossible","Value":null,"StringValue":null,"RegioS":"NL01  ","Perioden":"2026JJ00"},
            {"Id":71,"Measure":"X","ValueAttribute":null,"Value":0,"Extra":[{"a":1}],"Nog":{"b":[2]},"Vlag":true,"WijkenEnBuurten":"\u0047M0193"}],
            "@odata.nextLink":"https://datasets.cbs.nl/odata/v1/CBS/83765NED/Observations?$skip=100000"}"#;
        let page = read_page(body.as_bytes()).expect("page");
        assert_eq!(page.count, Some(3));
        assert!(page.next.is_some_and(|link| link.ends_with("$skip=100000")));
        let [known, impossible, odd] = &page.value[..] else {
            panic!("{:?}", page.value)
        };
        assert_eq!((known.value, known.reason()), (Some(246_417.0), None));
        assert_eq!(known.code("WijkenEnBuurten"), Some("GM0772"));
        assert_eq!(known.code("RegioS"), None);
        assert_eq!(
            (impossible.value, impossible.reason()),
            (None, Some("Impossible"))
        );
        assert_eq!(impossible.code("RegioS"), Some("NL01"));
        assert_eq!((odd.value, odd.reason()), (Some(0.0), None));
        assert_eq!(odd.code("WijkenEnBuurten"), Some("GM0193"));
        assert_eq!(odd.code("Extra"), None);
        assert!(known.has_value && known.has_text && odd.has_value && !odd.has_text);
    }

    #[test]
    fn what_is_no_page_of_figures_is_refused() {
        for bad in [
            "{}",
            r#"{"value":3}"#,
            r#"{"value":["x"]}"#,
            r#"{"value":[{"Measure":"T001036","Value":"veel"}]}"#,
            r#"{"value":[{"Measure":"T001036","Value":1}"#,
            r#"{"value":[]} x"#,
        ] {
            assert!(read_page(bad.as_bytes()).is_err(), "{bad}");
        }
        let page = read_page(br#"{"value":[{"Id":1}]}"#).expect("a row without anything");
        let row = &page.value[0];
        assert!(row.measure.is_none() && !row.has_value && !row.has_text);
        assert_eq!((page.next, page.count), (None, None));
    }
}
