//! Tests of what counts as a good answer, and of the words for one that is not.

use super::*;

fn verdict(status: u16, body: &str) -> Result<(), TransportErrorKind> {
    verdict_of(Expect::Value, status, body)
}

fn verdict_of(expect: Expect, status: u16, body: &str) -> Result<(), TransportErrorKind> {
    let request = Request::new("https://x/y", expect);
    let response = Response {
        status,
        headers: BTreeMap::new(),
        body: body.into(),
    };
    check(&request, &response).map_err(|error| error.kind)
}

#[test]
fn only_whole_pages_pass() {
    use TransportErrorKind as Kind;
    assert_eq!(
        verdict(200, r#"{"odata.metadata":"m","value":[{"a":1}]}"#),
        Ok(())
    );
    assert_eq!(verdict(200, "\u{feff}{\"value\":[]}"), Ok(()));
    assert_eq!(verdict(200, ""), Err(Kind::Empty));
    assert_eq!(verdict(200, " \r\n"), Err(Kind::Empty));
    assert_eq!(
        verdict(200, "<html><body>storing</body></html>"),
        Err(Kind::NotJson)
    );
    assert_eq!(verdict(200, r#"{"value":[{"a":1}"#), Err(Kind::Cut));
    assert_eq!(verdict(200, r#"{"value":[]}{"value":[]}"#), Err(Kind::Cut));
    assert_eq!(verdict(200, r#"{"odata.error":{}}"#), Err(Kind::WrongJson));
    assert_eq!(verdict(200, r#"{"value":3}"#), Err(Kind::WrongJson));
    assert_eq!(verdict(503, "x"), Err(Kind::Status(503)));
    let too_many = "query returns more than 10000 records";
    assert_eq!(verdict(500, too_many), Err(Kind::TooManyRecords));
}

#[test]
fn each_kind_of_answer_holds_what_it_must() {
    let page = r#"{"value":[]}"#;
    let entity = r#"{"@odata.context":"m","Identifier":"83765NED","Title":"t"}"#;
    let features = r#"{"features":[]}"#;
    for (expect, good) in [
        (Expect::Value, page),
        (Expect::Entity, entity),
        (Expect::Features, features),
    ] {
        for body in [page, entity, features] {
            let verdict = verdict_of(expect, 200, body);
            let wrong = Err(TransportErrorKind::WrongJson);
            assert_eq!(verdict, if body == good { Ok(()) } else { wrong }, "{body}");
        }
    }
}

#[test]
fn the_message_names_status_tries_address_and_first_bytes() {
    let request = Request::new("https://x/y", Expect::Value);
    let body = format!("<html>\r\n <h1>Storing</h1>{}", "z".repeat(900)).into_bytes();
    let response = Response {
        status: 503,
        headers: BTreeMap::new(),
        body,
    };
    let mut error = check(&request, &response).expect_err("503");
    error.tries = 4;
    let text = error.to_string();
    assert!(text.starts_with("status 503 na 4 pogingen: https://x/y («<html> <h1>Storing</h1>zz"));
    assert!(text.len() < 600, "{}", text.len());
}
