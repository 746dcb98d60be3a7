//! Maps when the first service of PDOK fails: told by `ophalen`, and by the report.

use serde_json::Value;

use crate::support::pdf::{pdf_text, squeeze};
use crate::support::sandbox::{Sandbox, contents};
use crate::support::server::Fault;

#[test]
fn simpler_outlines_are_told_and_the_report_still_has_its_maps() {
    let sandbox = Sandbox::new();
    sandbox.server.fail("/ogc/", Fault::Status(404), usize::MAX);
    let ended = sandbox.fetch(&["--gemeente", "Hattem"]).with_code(0);
    let line = |start: &str| {
        let mut lines = ended.stdout.lines();
        let found = lines.find(|line| line.starts_with(start));
        found.unwrap_or_else(|| panic!("{start}: {}", ended.stdout))
    };
    for (start, layer) in [
        ("gemeenten-2024 land: nieuw", "gemeente_gegeneraliseerd"),
        ("wijken-2024 GM0244: nieuw", "wijk_gegeneraliseerd"),
    ] {
        let told = format!(
            "let op: vereenvoudigde grenzen uit gebiedsindelingen:{layer}, want de gewone kaart \
             was niet op te halen (status 404)"
        );
        assert!(line(start).contains(&told), "{}", line(start));
    }
    assert!(!line("50150NED GM0244").contains("let op"));

    let json = [
        "ophalen",
        "--gemeente",
        "Hattem",
        "--bron",
        "pdok",
        "--json",
    ];
    let again = sandbox.run(&json).with_code(0);
    let parts: Value = serde_json::from_str(&again.stdout).unwrap();
    assert_eq!(parts[1]["uitkomst"], "ongewijzigd");
    assert!(
        parts[1]["let_op"]
            .as_str()
            .unwrap()
            .contains("vereenvoudigde")
    );

    let report = [
        "rapport",
        "--gemeente",
        "Hattem",
        "--offline",
        "--fictief",
        "--uit",
        "uit",
    ];
    let ended = sandbox.run(&report).with_code(0);
    let files = contents(sandbox.path(ended.stdout.trim()).parent().unwrap());
    assert!(
        files.contains_key("figuren/gebieden.svg"),
        "the map is there"
    );
    let text = squeeze(&pdf_text(&files["regiobeeld.pdf"]).join(" "));
    for told in [
        "De grenzen zijn vereenvoudigd",
        "gebiedsindelingen 2024, vereenvoudigd",
    ] {
        assert!(text.contains(told), "{told}");
    }
    let manifest: Value = serde_json::from_slice(&files["manifest.json"]).unwrap();
    let sources = manifest["bronnen"].as_array().unwrap();
    let map = sources
        .iter()
        .find(|source| source["tabel"] == "wijken-2024");
    let url = map.unwrap()["url"].as_str().unwrap();
    assert!(
        url.starts_with("https://service.pdok.nl/cbs/gebiedsindelingen/2024/wfs/"),
        "{url}"
    );
}
