//! A made-up table Gebieden in Nederland: every gemeente of the compiled-in list with its regions,
//! and two zorgkantoren. Columns are `Code_n` and `Naam_n` in groups, as CBS has them.

use regiobeeld::area::{Gemeente, Gemeenten, RegionKind};
use serde_json::{Map, Value, json};

use super::fixtures::{Files, put};

/// Titles of the groups, with the kind of region that stands in each; arrondissementen are of no use.
const GROUPS: [(&str, Option<RegionKind>); 6] = [
    ("Arrondissementsgebieden", None),
    ("GGD-regio's ", Some(RegionKind::Ggd)),
    ("Provincies", Some(RegionKind::Provincie)),
    ("COROP-gebieden", Some(RegionKind::Corop)),
    ("Veiligheidsregio's", Some(RegionKind::Veiligheidsregio)),
    ("Zorgkantoorregio's", Some(RegionKind::Zorgkantoor)),
];

/// How a made-up table differs from the plain one.
#[derive(Debug, Clone, Default)]
pub struct Areas {
    /// Added to the number in every key.
    pub moved_by: usize,
    /// Title of one more group, with nothing in it that is true.
    pub extra_group: Option<&'static str>,
    /// A gemeente with another GGD region, by name.
    pub other_ggd: Option<(&'static str, &'static str, &'static str)>,
    /// The gemeenten of the zorgkantoor Zwolle; all of Overijssel when empty.
    pub zwolle: Vec<&'static str>,
}

/// Adds the table under an id of the list of sources.
pub fn add(files: &mut Files, id: &str, year: i32, areas: &Areas) {
    let mut groups: Vec<(&str, Option<RegionKind>)> = GROUPS.to_vec();
    groups.extend(areas.extra_group.map(|title| (title, None)));
    let key = |column: usize, name: &str| format!("{name}_{}", column + 1 + areas.moved_by);
    let mut properties = vec![
        json!({"ID": 0, "ParentID": null, "Type": "GeoDimension", "Key": "RegioS", "Title": "Regio's"}),
        json!({"ID": 1, "ParentID": null, "Type": "TopicGroup", "Key": "", "Title": "Lokaliseringen"}),
    ];
    for (at, (title, _)) in groups.iter().enumerate() {
        let group = 10 + at;
        properties.push(
            json!({"ID": group, "ParentID": 1, "Type": "TopicGroup", "Key": "", "Title": title}),
        );
        for (offset, name) in ["Code", "Naam"].iter().enumerate() {
            let key = key(2 * at + offset, name);
            properties.push(
                json!({"ID": 100 + 2 * at + offset, "ParentID": group, "Type": "Topic",
                "Key": key, "Title": name, "Datatype": "String", "Unit": ""}),
            );
        }
    }
    let folder = format!("odata/{id}");
    put(files, &format!("{folder}/DataProperties.json"), &properties);
    let info = json!({"Identifier": id, "Title": format!("Gebieden in Nederland {year}"),
        "Modified": "2026-01-05T02:00:00", "OutputStatus": "Regulier", "Period": year.to_string()});
    put(files, &format!("{folder}/TableInfos.json"), &[info]);
    let (mut codes, mut rows) = (Vec::new(), Vec::new());
    for gemeente in Gemeenten::current().iter() {
        let code = format!("{}    ", gemeente.code);
        codes.push(json!({"Key": code, "Title": gemeente.name}));
        let mut row = Map::from_iter([("RegioS".to_owned(), Value::from(code))]);
        for (at, (_, kind)) in groups.iter().enumerate() {
            let (code, name) = region(gemeente, *kind, areas);
            row.insert(key(2 * at, "Code"), format!("{code:<8}").into());
            row.insert(key(2 * at + 1, "Naam"), format!("{name:<50}").into());
        }
        rows.push(Value::Object(row));
    }
    put(files, &format!("{folder}/RegioS.json"), &codes);
    put(files, &format!("{folder}/TypedDataSet/land.json"), &rows);
}

fn region(gemeente: &Gemeente, kind: Option<RegionKind>, areas: &Areas) -> (String, String) {
    let Some(kind) = kind else {
        return ("XX01".into(), "Elders".into());
    };
    if let Some((name, code, ggd)) = areas.other_ggd
        && (kind, name) == (RegionKind::Ggd, gemeente.name.as_str())
    {
        return (code.into(), ggd.into());
    }
    if kind == RegionKind::Zorgkantoor {
        let is_zwolle = match areas.zwolle.as_slice() {
            [] => gemeente.provincie.1 == "Overijssel",
            names => names.contains(&gemeente.name.as_str()),
        };
        let (code, name) = if is_zwolle {
            ("ZK04", "Zwolle")
        } else {
            ("ZK99", "Overig")
        };
        return (code.into(), name.into());
    }
    let region = gemeente.region(kind).expect("in the list");
    (region.code, region.name)
}
