//! Addresses of the OData v4 service.

use crate::odata::address::{encode, equals, quote};

/// Where the tables are below the host, the only place that knows.
///
/// The service moved before: `beta-odata4.cbs.nl/CBS` (gone), `odata4.cbs.nl/CBS` (older, still
/// answers), `datasets.cbs.nl/odata/v1/CBS` (now). Its host is `Host::Cbs4`.
pub(crate) const CATALOGUE: &str = "/odata/v1/CBS";

/// Returns the service document of a table, below the base of its host.
pub(crate) fn root(base: &str, table: &str) -> String {
    format!("{base}{CATALOGUE}/{table}")
}

/// Returns the address of an entity set or singleton of a table.
pub(crate) fn set(base: &str, table: &str, set: &str) -> String {
    format!("{}/{}", root(base, table), encode(set))
}

/// Returns the address of the observations that fit a filter.
pub(crate) fn observations(base: &str, table: &str, filter: &str) -> String {
    let set = set(base, table, "Observations");
    format!("{set}?$filter={}", encode(filter))
}

/// Asks for the number of rows on all pages together as well.
pub(crate) fn counted(address: &str) -> String {
    format!("{address}&$count=true")
}

/// Returns the name of the set with the codes of a dimension.
pub(crate) fn codes_of(dimension: &str) -> String {
    format!("{dimension}Codes")
}

/// Returns `column eq 'code'`, or `column in ('a','b')` for several codes.
pub(crate) fn one_of(column: &str, codes: &[String]) -> String {
    match codes {
        [one] => equals(column, one),
        several => {
            let quoted: Vec<String> = several.iter().map(|code| quote(code)).collect();
            format!("{column} in ({})", quoted.join(","))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_as_the_service_has_them() {
        assert_eq!(
            set("https://datasets.cbs.nl", "83765NED", "Properties"),
            "https://datasets.cbs.nl/odata/v1/CBS/83765NED/Properties"
        );
        // The question that is known to give 246417.
        let filter = "Measure eq 'T001036' and WijkenEnBuurten eq 'GM0772'";
        assert_eq!(
            counted(&observations("https://h", "83765NED", filter)),
            "https://h/odata/v1/CBS/83765NED/Observations?$filter=Measure%20eq%20%27T001036%27\
             %20and%20WijkenEnBuurten%20eq%20%27GM0772%27&$count=true"
        );
    }

    #[test]
    fn one_code_is_compared_and_several_are_listed() {
        let codes = |codes: &[&str]| codes.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            one_of("Measure", &codes(&["T001036"])),
            "Measure eq 'T001036'"
        );
        assert_eq!(
            one_of("Measure", &codes(&["a", "b'c"])),
            "Measure in ('a','b''c')"
        );
    }
}
