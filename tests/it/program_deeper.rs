//! The pages that go deeper, in a whole report: their figures add up and stand in the PDF.

use std::collections::BTreeMap;

use crate::support::pdf::{pdf_text, squeeze, struct_tree};
use crate::support::sandbox::{Sandbox, contents};

/// One row of `cijfers.csv` by column.
type Row = BTreeMap<String, String>;

/// The values of an area by indicator, of people of 18 or older and of everybody.
fn values(rows: &[Row], area: &str) -> BTreeMap<String, f64> {
    let own = rows.iter().filter(|row| {
        row["gebied_code"] == area
            && row["periode"] == "2024"
            && ["18+", "alle"].contains(&row["leeftijd"].as_str())
    });
    own.filter_map(|row| Some((row["indicator"].clone(), row["waarde"].parse().ok()?)))
        .collect()
}

fn check_figures(rows: &[Row], subject: &str) {
    let (own, country) = (values(rows, subject), values(rows, "NL"));
    for area in [&own, &country] {
        let shares = area.iter().filter(|(id, _)| id.starts_with("leeftijd_"));
        let shares: Vec<f64> = shares.map(|(_, share)| *share).collect();
        assert_eq!(shares.len(), 19);
        // Every share has four decimals.
        assert!((shares.iter().sum::<f64>() - 100.0).abs() < 0.002);
    }
    let mut taken_apart = 0;
    for (id, whole) in &own {
        let Some(id) = id.strip_suffix("_verschil_nederland") else {
            continue;
        };
        taken_apart += 1;
        let [ages, rest] = ["leeftijd", "anders"].map(|part| own[&format!("{id}_verschil_{part}")]);
        assert!((ages + rest - whole).abs() < 0.000_2, "{subject} {id}");
        // Both areas have bands that agree with their published figure within 0.3.
        assert!(
            (own[id] - country[id] - whole).abs() < 0.601,
            "{subject} {id}"
        );
        // What is left is near what remains with the ages of Nederland.
        let standardised = own[&format!("{id}_als_nederland")];
        assert!(
            (own[id] - standardised - ages).abs() < 1.0,
            "{subject} {id}"
        );
    }
    assert!(taken_apart >= 5, "{taken_apart}");
}

#[test]
fn the_pages_that_go_deeper_stand_in_both_editions() {
    let sandbox = Sandbox::new();
    sandbox.fetch(&["--regio", "rza-zwolle"]).with_code(0);
    for (what, subject, name) in [
        (["--gemeente", "Zwolle"], "GM0193", "gemeente"),
        (["--regio", "rza-zwolle"], "rza-zwolle", "regio"),
    ] {
        let mut arguments = vec!["rapport"];
        arguments.extend(what);
        arguments.extend(["--offline", "--fictief", "--uit", "uit"]);
        let ended = sandbox.run(&arguments).with_code(0);
        let files = contents(sandbox.path(ended.stdout.trim()).parent().unwrap());
        let rows: Vec<Row> = csv::Reader::from_reader(files["cijfers.csv"].as_slice())
            .deserialize()
            .map(Result::unwrap)
            .collect();
        let code = rows.iter().map(|row| row["gebied_code"].as_str());
        let code = code.into_iter().find(|code| code.contains(subject));
        check_figures(&rows, code.unwrap());
        let text = squeeze(&pdf_text(&files["regiobeeld.pdf"]).join(" "));
        for part in [
            &format!("Wat maakt deze {name} anders?"),
            "Positieve Gezondheid",
            "Zingeving",
            "Leeftijd of iets anders?",
            "Als hier evenveel 65-plussers woonden als in Nederland",
            "Samen wegen: wat komt eerst?",
            "Het zegt niet hoeveel mensen met een aanpak te helpen zijn.",
            "Herkent u dit?",
            "Meetbaar doel en datum",
        ] {
            assert!(text.contains(part), "{what:?}: {part}");
        }
        assert!(!text.to_lowercase().contains("gecorrigeerd voor leeftijd"));
        // The sheet has cells to write in: a row with six empty cells, each a cell of the table.
        let tree = struct_tree(&files["regiobeeld.pdf"]);
        let sheet = tree.all("Table").into_iter().find(|table| {
            let heads = table
                .all("TH")
                .iter()
                .map(|cell| cell.full_text())
                .collect::<String>();
            heads.contains("PEARL")
        });
        let sheet = sheet.expect("a sheet to fill in");
        for row in sheet.all("TR").into_iter().skip(1) {
            let empty = row
                .all("TD")
                .iter()
                .filter(|cell| cell.full_text().trim().is_empty())
                .count();
            assert!(empty >= 6, "{what:?}: {empty}");
        }
    }
}
