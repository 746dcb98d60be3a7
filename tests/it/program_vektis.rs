//! The open data of Vektis: from a file and from an address, into the store.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;

use regiobeeld_fetchers::{PageRole, Slice, Store};
use serde_json::Value;

use crate::fetch_rows::{column, stored};
use crate::support::fixtures::{files, service};
use crate::support::sandbox::Sandbox;

/// Made up, but for its spellings.
const FILE: &str = "\u{feff}geslacht;leeftijdsklasse;gemeentenaam;aantal_bsn;kosten_mondzorg\r\n\
    V; 5 t/m  9 jaar;ZWOLLE;12;34.5\r\n\
    V; 0 t/m  4 jaar;ZWOLLE;10;0\r\n\
    V;10 t/m 14 jaar;ZWOLLE;11;\r\n\
    V;90+;S HERTOGENBOSCH;13;1.25\r\n\
    V;90+;BERGEN LB;14;1\r\n\
    M;90+;BERGEN NH;15;1\r\n\
    M;90+;NUENEN CA;16;1\r\n\
    M;90+;BERGEN;17;1\r\n\
    V;90+;BERGEN;18;1\r\n\
    M;90+;;19;1\r\n";

fn sandbox() -> Sandbox {
    Sandbox::with(service(files()))
}

fn parts(answer: &str) -> Vec<Value> {
    serde_json::from_str(answer).unwrap()
}

#[test]
fn a_file_becomes_a_slice_with_codes_and_a_receipt() {
    let sandbox = sandbox();
    std::fs::write(sandbox.path("vektis_2023_gemeente.csv"), FILE).unwrap();
    let typed = ["ophalen", "--vektis", "vektis_2023_gemeente.csv", "--json"];
    let ended = sandbox.run(&typed).with_code(0);
    let [part] = parts(&ended.stdout).try_into().unwrap();
    assert_eq!(
        (&part["tabel"], &part["uitkomst"], &part["rijen"]),
        (&"vektis-2023".into(), &"nieuw".into(), &7.into())
    );
    assert!(
        ended
            .stderr
            .contains("«BERGEN» (2 regels) is niet gebruikt"),
        "{}",
        ended.stderr
    );
    assert!(ended.stderr.contains("Bergen (L.)"), "{}", ended.stderr);
    assert!(
        ended.stderr.contains("1 regels zonder naam"),
        "{}",
        ended.stderr
    );

    let store = Store::open(&sandbox.path("opslag")).unwrap();
    let slice = stored(&store, "vektis-2023", &Slice::Land);
    let texts = |name: &str| -> Vec<String> {
        let cells = column(&slice, name);
        cells
            .iter()
            .map(|cell| cell.get_str().unwrap_or("-").to_owned())
            .collect()
    };
    assert_eq!(
        texts("code"),
        [
            "GM0193", "GM0193", "GM0193", "GM0373", "GM0796", "GM0820", "GM0893"
        ]
    );
    assert_eq!(
        texts("leeftijdsklasse")[..3],
        ["0 t/m 4 jaar", "5 t/m 9 jaar", "10 t/m 14 jaar"]
    );
    assert_eq!(texts("naam")[5], "Nuenen, Gerwen en Nederwetten");
    let costs: Vec<Option<f64>> = column(&slice, "kosten_mondzorg")
        .iter()
        .map(|cell| cell.extract::<f64>())
        .collect();
    assert_eq!(costs[..4], [Some(0.0), Some(34.5), None, Some(1.0)]);
    assert_eq!(slice.meta.areas["GM0193"], "Zwolle");
    let page = slice.receipt.pages(PageRole::Gegevens).next().unwrap();
    assert_eq!(
        (page.url.as_str(), page.sha256.len()),
        ("vektis_2023_gemeente.csv", 64)
    );
    assert_eq!(store.verify().unwrap(), []);
    // The same file again changes nothing.
    let again = parts(&sandbox.run(&typed).with_code(0).stdout);
    assert_eq!(again[0]["uitkomst"], "ongewijzigd");
    assert_eq!(sandbox.server.take_requests(), [""; 0]);
}

/// Serves one body over loopback, once.
fn serve(body: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut head = [0; 2048];
        let read = stream.read(&mut head).unwrap();
        assert!(read > 0);
        let answer = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        );
        stream.write_all(answer.as_bytes()).unwrap();
    });
    format!("http://{address}/open-data/gemeente.csv")
}

#[test]
fn an_address_is_kept_in_the_receipt() {
    let sandbox = sandbox();
    let url = serve(FILE);
    sandbox
        .run(&["ophalen", "--vektis", &format!("2022={url}")])
        .with_code(0);
    let store = Store::open(&sandbox.path("opslag")).unwrap();
    let slice = stored(&store, "vektis-2022", &Slice::Land);
    assert_eq!(slice.receipt.url(), url);
    // The list counts it.
    let listed = sandbox
        .run(&["lijst", "bronnen", "--json"])
        .with_code(0)
        .stdout;
    let line = parts(&listed)
        .into_iter()
        .find(|line| line["tabel"] == "vektis-2022")
        .unwrap();
    assert_eq!(
        (&line["delen"], &line["gebruikt"]),
        (&1.into(), &false.into())
    );
}

#[test]
fn what_is_no_file_of_vektis_is_refused_and_nothing_stored() {
    let sandbox = sandbox();
    let write = |name: &str, text: &str| std::fs::write(sandbox.path(name), text).unwrap();
    write(
        "fout_2023.csv",
        &FILE.replace("34.5", "veel").replace(";13;", ";1,3;"),
    );
    write(
        "postcode_2023.csv",
        "geslacht;leeftijdsklasse;postcode_3;a\nV;90+;801;1\n",
    );
    write(
        "vreemd_2023.csv",
        &FILE
            .replace("ZWOLLE", "x")
            .lines()
            .take(3)
            .collect::<Vec<_>>()
            .join("\n"),
    );
    write(
        "dubbel_2023.csv",
        &format!("{FILE}V;90+;'s-Hertogenbosch;1;1\r\n"),
    );
    let huge = std::fs::File::create(sandbox.path("groot_2023.csv")).unwrap();
    huge.set_len(65 * 1024 * 1024).unwrap();
    for (name, code, expected) in [
        ("fout_2023.csv", 5, "regel 2, kolom kosten_mondzorg: «veel»"),
        ("fout_2023.csv", 5, "regel 5, kolom aantal_bsn: «1,3»"),
        ("postcode_2023.csv", 5, "per postcode"),
        ("vreemd_2023.csv", 5, "geen enkele naam"),
        ("dubbel_2023.csv", 5, "op regel 5 en 12"),
        ("groot_2023.csv", 5, "groter dan 64 MB"),
        ("nergens_2023.csv", 5, "niet te lezen"),
        ("zonder-jaar.csv", 2, "--vektis 2023=zonder-jaar.csv"),
        ("http://voorbeeld.nl/2023.csv", 2, "geen veilig adres"),
        (
            "https://127.0.0.1:1/2023.csv",
            3,
            "kan niet worden opgehaald",
        ),
    ] {
        let ended = sandbox.run(&["ophalen", "--vektis", name]).with_code(code);
        assert!(ended.stderr.contains(expected), "{name}: {}", ended.stderr);
    }
    sandbox.run(&["ophalen", "--bron", "vektis"]).with_code(2);
    let store = Store::open(&sandbox.path("opslag")).unwrap();
    assert_eq!(store.receipts().unwrap(), []);
}
