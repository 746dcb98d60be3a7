//! Tests of the description of v4 tables, in the forms that were recorded of 83765NED and 03759ned.

use super::*;
use crate::meta::TopicHint;

const PROPERTIES_BODY: &[u8] =
    br#"{"@odata.context":"https://odata4.cbs.nl/CBS/83765NED/$metadata#Properties",
    "Identifier":"83765NED","Title":"Kerncijfers wijken en buurten 2017 ","Language":"nl",
    "Modified":"2020-11-06T00:00:00+01:00","Status":"Regulier","ObservationCount":1537850,
    "Provenance":[{"Title":"Kerncijfers","Url":"https://www.cbs.nl"}]}"#;
const DIMENSIONS_BODY: &[u8] = br##"{"value":[
    {"Identifier":"WijkenEnBuurten","Title":"Wijken en buurten","Description":"","Kind":"GeoDetail","MapYear":"2017","ReleasePolicy":null},
    {"@odata.type":"#Cbs.Ccb.Models.TimeDimension","Identifier":"Perioden","Title":"Perioden","Kind":"TimeDimension","ContainsGroups":true,"CodesUrl":"https://datasets.cbs.nl/odata/v1/CBS/x/PeriodenCodes"},
    {"Identifier":"Geslacht","Title":"Geslacht","Kind":"Dimension","GroupsUrl":null}]}"##;
const MEASURES_BODY: &[u8] = br#"{"value":[
    {"Identifier":"T001036","Index":7,"Title":"Aantal inwoners","Description":"","MeasureGroupId":"M000352","DataType":"Long","Unit":"aantal","Format":null,"Decimals":0,"PresentationType":"Absolute"},
    {"Identifier":"1050010_2","Index":37,"Title":"Huishoudens totaal","MeasureGroupId":"1050010_1","DataType":"Long","Unit":"aantal","Decimals":0},
    {"Identifier":"1014800_1","Index":53,"Title":"Koopwoningen ","MeasureGroupId":"T001132_2","DataType":"Long","Unit":"%","Decimals":0},
    {"Identifier":"1014800_2","Index":73,"Title":"Eigen woning","MeasureGroupId":null,"DataType":"Long","Unit":"kWh","Decimals":0},
    {"Identifier":"M000114","Index":41,"Title":"Gemiddelde huishoudensgrootte","MeasureGroupId":"1050010_1","DataType":"Double","Unit":"aantal","Decimals":1,"PresentationType":null},
    {"Identifier":"PC0001","Index":43,"Title":"Postcode","MeasureGroupId":"?","DataType":"String","Unit":"","Decimals":null}]}"#;
const GROUPS_BODY: &[u8] = br#"{"value":[
    {"Id":"M000352","Index":6,"Title":"Bevolking","Description":"De bevolking.\r\n","ParentId":null},
    {"Id":"1050010_1","Index":36,"Title":"Particuliere huishoudens ","ParentId":"M000352"},
    {"Id":"T001132_2","Index":52,"Title":"Woningen naar eigendom","ParentId":"T001132_2"}]}"#;
const AREAS: &[u8] = br#"{"value":[
    {"Identifier":"NL00","Index":1,"Title":"Nederland","Description":"","DimensionGroupId":"NL","DetailRegionCode":null},
    {"Identifier":"GM0148","Index":2,"Title":"Dalfsen ","DimensionGroupId":"GM","DetailRegionCode":"GM0148"}]}"#;
const MORE_AREAS: &[u8] =
    br#"{"value":[{"Identifier":"WK014801","Title":"Dalfsen","DimensionGroupId":"GM0148"}]}"#;
const PERIODS: &[u8] = br#"{"value":[{"Identifier":"2017JJ00","Index":1,"Title":"2017","DimensionGroupId":"0","Status":"Definitief"},
    {"Identifier":"2018JJ00","Title":"2018","Status":null}]}"#;
const SEXES: &[u8] = br#"{"value":[{"Identifier":"T001038","Title":"Totaal"}]}"#;

fn described<'a>(measures: &'a [u8], groups: &'a [u8]) -> Description<'a> {
    let mut from = Description::default();
    from.add(PageRole::Onderdelen, "dienst", b"{}");
    from.add(PageRole::Tabelinfo, PROPERTIES, PROPERTIES_BODY);
    from.add(PageRole::Eigenschappen, DIMENSIONS, DIMENSIONS_BODY);
    from.add(PageRole::Eigenschappen, MEASURES, measures);
    from.add(PageRole::Eigenschappen, GROUPS, groups);
    from.add(PageRole::Dimensie, "WijkenEnBuurten", AREAS);
    from.add(PageRole::Dimensie, "WijkenEnBuurten", MORE_AREAS);
    from.add(PageRole::Dimensie, "Perioden", PERIODS);
    from.add(PageRole::Dimensie, "Geslacht", SEXES);
    from
}

fn meta() -> TableMeta {
    read("83765NED", &described(MEASURES_BODY, GROUPS_BODY)).expect("description")
}

#[test]
fn a_description_is_read_with_groups_units_and_codes_of_all_pages() {
    let meta = meta();
    assert_eq!(meta.title, "Kerncijfers wijken en buurten 2017");
    assert_eq!(meta.modified.as_deref(), Some("2020-11-06T00:00:00+01:00"));
    assert_eq!(meta.status.as_deref(), Some("Regulier"));
    assert_eq!(meta.topics.len(), 6);
    let size = &meta.topics[4];
    assert_eq!(size.parents, ["Bevolking", "Particuliere huishoudens"]);
    assert_eq!(
        (size.unit.as_str(), size.decimals, size.datatype),
        ("aantal", Some(1), Datatype::Number)
    );
    assert_eq!(meta.topics[2].title, "Koopwoningen");
    assert!(meta.topics[3].parents.is_empty() && meta.topics[5].parents.is_empty());
    assert_eq!(meta.topics[5].datatype, Datatype::Text);
    let kinds: Vec<_> = meta.dimensions.iter().map(|of| of.kind).collect();
    assert_eq!(
        kinds,
        [
            DimensionKind::Geo,
            DimensionKind::Time,
            DimensionKind::Other
        ]
    );
    assert_eq!(meta.dimensions[0].items[2].raw, "WK014801");
    let states: Vec<_> = meta.dimensions[1]
        .items
        .iter()
        .map(|item| item.status.as_deref())
        .collect();
    assert_eq!(states, [Some("Definitief"), None]);
    assert_eq!(meta.areas.len(), 3);
    assert_eq!(meta.areas["GM0148"], "Dalfsen");
}

#[test]
fn an_identifier_is_found_whole_or_not_at_all() {
    let meta = meta();
    let find = |stem: &str| {
        meta.resolve(&[stem], TopicHint::default())
            .map(|topic| topic.key.clone())
    };
    for identifier in ["T001036", "1050010_2", "1014800_1", "1014800_2", "t001036"] {
        let found = find(identifier).expect(identifier);
        assert!(found.eq_ignore_ascii_case(identifier), "{found}");
    }
    // Another measure with the same beginning is not the one that was asked for.
    for other in ["1050010_1", "1050010", "1014800", "1014800_3", "M000114_2"] {
        let error = find(other).expect_err(other);
        assert!(matches!(error, ShapeError::TopicNotFound { .. }), "{error}");
    }
    assert!(
        find("1014800_3")
            .expect_err("gone")
            .hint()
            .contains("1014800_1")
    );
    // The identifiers of several years may be listed.
    let both = meta.resolve(&["1014800", "1014800_1"], TopicHint::default());
    assert_eq!(both.map(|topic| topic.title.as_str()), Ok("Koopwoningen"));
}

#[test]
fn a_table_without_groups_has_measures_without_parents() {
    let mut from = described(MEASURES_BODY, GROUPS_BODY);
    from.groups.clear();
    let meta = read("83765NED", &from).expect("read");
    assert!(meta.topics.iter().all(|topic| topic.parents.is_empty()));
}

#[test]
fn what_lacks_or_is_double_is_named() {
    let error = |measures| read("1NED", &described(measures, GROUPS_BODY)).expect_err("shape");
    let empty = read("1NED", &described(MEASURES_BODY, br#"{"value":[]}"#)).expect_err("empty");
    assert!(empty.to_string().contains(GROUPS), "{empty}");
    assert!(
        error(br#"{"value":[{"Key":"T001036"}]}"#)
            .to_string()
            .contains(MEASURES)
    );
    let twice = br#"{"value":[{"Identifier":"T001036"},{"Identifier":"T001036 "}]}"#;
    assert!(error(twice).to_string().contains("T001036"));
    let mut from = described(MEASURES_BODY, GROUPS_BODY);
    from.codes.remove("Perioden");
    let error = read("1NED", &from).expect_err("no codes");
    assert!(error.to_string().contains("PeriodenCodes"), "{error}");
    assert!(error.hint().contains("WijkenEnBuurten"), "{}", error.hint());
    let mut from = described(MEASURES_BODY, GROUPS_BODY);
    from.properties = br#"{"Identifier":"1NED","Titel":"x"}"#;
    assert!(
        read("1NED", &from)
            .expect_err("no title")
            .to_string()
            .contains(PROPERTIES)
    );
}

#[test]
fn parts_keys_links_and_dates_are_read() {
    let root =
        br#"{"@odata.context":"https://datasets.cbs.nl/odata/v1/CBS/83765NED/$metadata","value":[
        {"name":"MeasureCodes","kind":"EntitySet","url":"MeasureCodes"},
        {"name":"Properties","kind":"Singleton","url":"Properties"}]}"#;
    assert_eq!(parts("t", root).expect("root"), [MEASURES, PROPERTIES]);
    assert_eq!(
        dimension_keys("t", DIMENSIONS_BODY).expect("keys"),
        ["WijkenEnBuurten", "Perioden", "Geslacht"]
    );
    let page = br#"{"value":[{"a":1},2],"@odata.nextLink":"https://h/x?$skip=2"}"#;
    let next = Some("https://h/x?$skip=2".to_owned());
    assert_eq!(count("t", "s", page).expect("page"), (2, next));
    assert!(count("t", "s", b"[]").is_err());
    let state = state("t", PROPERTIES_BODY).expect("state");
    assert_eq!(state.modified.as_deref(), Some("2020-11-06T00:00:00+01:00"));
}
