//! Every rule of primary suppression, just on both sides of its border.
use super::*;

fn survey(percent: f64, respondents: impl Into<Option<f64>>) -> Primary {
    with_cases(percent, respondents, None)
}

fn with_cases(
    percent: f64,
    respondents: impl Into<Option<f64>>,
    cases: impl Into<Option<f64>>,
) -> Primary {
    let numbers = Numbers::Survey {
        percent,
        decimals: 1,
        respondents: respondents.into(),
        cases: cases.into(),
    };
    primary(&Profile::default(), &numbers)
}

fn count(count: f64, base: impl Into<Option<f64>>) -> Primary {
    let base = base.into();
    let rate = primary(&Profile::default(), &Numbers::Rate { count, base });
    let found = primary(&Profile::default(), &Numbers::Count { count, base });
    assert_eq!(rate, found, "a rate is hidden by its count");
    found
}

const fn hidden(rule: Rule) -> Primary {
    Primary::Hidden(rule)
}

#[test]
fn respondents_decide_between_hidden_indicative_and_open() {
    assert_eq!(survey(30.0, 49.0), hidden(Rule::FewRespondents));
    assert_eq!(survey(30.0, 49.9), hidden(Rule::FewRespondents));
    assert_eq!(survey(30.0, 50.0), Primary::Indicative);
    assert_eq!(survey(30.0, 50.0 - 1e-9), Primary::Indicative);
    assert_eq!(survey(30.0, 99.0), Primary::Indicative);
    assert_eq!(survey(30.0, 100.0), Primary::Open);
    assert_eq!(survey(30.0, 0.0), hidden(Rule::FewRespondents));
}

#[test]
fn delivered_cases_and_others_must_be_five() {
    assert_eq!(with_cases(5.0, 100.0, 4.0), hidden(Rule::FewCases));
    assert_eq!(with_cases(5.0, 100.0, 5.0), Primary::Open);
    assert_eq!(with_cases(5.0, 100.0, 5.0 - 1e-9), Primary::Open);
    assert_eq!(with_cases(80.0, 60.0, 56.0), hidden(Rule::FewOthers));
    assert_eq!(with_cases(80.0, 60.0, 54.0), Primary::Indicative);
    // Weighting may move the percentage far from the people; the people decide.
    assert_eq!(with_cases(12.0, 100.0, 4.0), hidden(Rule::FewCases));
    assert_eq!(with_cases(3.0, 100.0, 6.0), Primary::Open);
}

#[test]
fn computed_cases_are_taken_on_the_safe_side_of_rounding() {
    assert_eq!(survey(10.0, 50.0), Primary::Indicative);
    assert_eq!(survey(9.9, 50.0), hidden(Rule::FewCases));
    assert_eq!(survey(90.0, 50.0), Primary::Indicative);
    assert_eq!(survey(90.1, 50.0), hidden(Rule::FewOthers));
    // 0,5 % of 1 000 can only be 5 people; 0,1 % of 5 000 is 3 to 7.
    assert_eq!(survey(0.5, 1000.0), Primary::Open);
    assert_eq!(survey(0.1, 5000.0), hidden(Rule::FewCases));
    assert_eq!(survey(0.0, 1000.0), hidden(Rule::FewCases));
    // Noise of binary fractions moves no border: 0,7 % of 1 000 and 4,1 % of 122.
    assert_eq!(survey(0.7, 1000.0), Primary::Open);
    assert_eq!(survey(4.1, 122.0), Primary::Open);
}

#[test]
fn fewer_decimals_leave_more_doubt() {
    let whole = |percent, respondents| {
        let numbers = Numbers::Survey {
            percent,
            decimals: 0,
            respondents: Some(respondents),
            cases: None,
        };
        primary(&Profile::default(), &numbers)
    };
    assert_eq!(whole(1.0, 500.0), hidden(Rule::FewCases));
    assert_eq!(survey(1.0, 500.0), Primary::Open);
    assert_eq!(whole(10.0, 50.0), Primary::Indicative);
}

#[test]
fn above_ninety_percent_is_group_disclosure_and_below_ten_is_not() {
    assert_eq!(survey(90.0, 1000.0), Primary::Open);
    assert_eq!(survey(90.1, 1000.0), hidden(Rule::LargeShare));
    assert_eq!(survey(100.0, 1000.0), hidden(Rule::FewOthers));
    assert_eq!(survey(3.0, 1000.0), Primary::Open);
    // Unweighted people count as well as the weighted percentage.
    assert_eq!(with_cases(88.0, 1000.0, 905.0), hidden(Rule::LargeShare));
}

#[test]
fn without_respondents_a_cell_is_at_most_an_indication() {
    assert_eq!(survey(30.0, None), Primary::Indicative);
    assert_eq!(survey(0.1, None), Primary::Indicative);
    assert_eq!(survey(0.0, None), hidden(Rule::Unverifiable));
    assert_eq!(survey(90.0, None), Primary::Indicative);
    assert_eq!(survey(90.1, None), hidden(Rule::LargeShare));
    let loose = Profile {
        max_share: 100.0,
        ..Profile::default()
    };
    let everyone = Numbers::Survey {
        percent: 100.0,
        decimals: 1,
        respondents: None,
        cases: None,
    };
    assert_eq!(primary(&loose, &everyone), hidden(Rule::Unverifiable));
}

#[test]
fn cases_alone_tell_how_many_respondents_there_were() {
    assert_eq!(with_cases(50.0, None, 24.0), hidden(Rule::FewRespondents));
    assert_eq!(with_cases(50.0, None, 26.0), Primary::Indicative);
    assert_eq!(with_cases(50.0, None, 200.0), Primary::Open);
    assert_eq!(with_cases(1.0, None, 4.0), hidden(Rule::FewCases));
    assert_eq!(with_cases(100.0, None, 500.0), hidden(Rule::FewOthers));
}

#[test]
fn numbers_that_cannot_be_are_hidden() {
    for percent in [f64::NAN, f64::INFINITY, -1.0, 100.1] {
        assert_eq!(
            survey(percent, 500.0),
            hidden(Rule::Impossible),
            "{percent}"
        );
        assert_eq!(survey(percent, None), hidden(Rule::Impossible), "{percent}");
    }
    assert_eq!(survey(30.0, f64::NAN), hidden(Rule::Impossible));
    assert_eq!(with_cases(30.0, 100.0, -3.0), hidden(Rule::Impossible));
    assert_eq!(with_cases(30.0, 100.0, 130.0), hidden(Rule::Impossible));
    assert_eq!(count(f64::NAN, None), hidden(Rule::Impossible));
    assert_eq!(count(30.0, 20.0), hidden(Rule::Impossible));
}

#[test]
fn counts_below_ten_are_hidden_and_others_rounded() {
    assert_eq!(count(0.0, None), hidden(Rule::LowCount));
    assert_eq!(count(9.0, None), hidden(Rule::LowCount));
    assert_eq!(count(10.0, None), Primary::Rounded(10.0));
    assert_eq!(count(14.0, None), Primary::Rounded(10.0));
    assert_eq!(count(15.0, None), Primary::Rounded(20.0));
    assert_eq!(count(14.0, 1000.0), Primary::Rounded(10.0));
    assert_eq!(count(50.0, 59.0), hidden(Rule::FewOthers));
    assert_eq!(count(50.0, 60.0), Primary::Rounded(50.0));
    assert_eq!(count(950.0, 1000.0), hidden(Rule::LargeShare));
    assert_eq!(count(0.0, 0.0), hidden(Rule::LowCount));
}

#[test]
fn rounding_is_half_up_and_ignores_a_useless_step() {
    for (number, step, expected) in [
        (0.0, 10.0, 0.0),
        (4.9, 10.0, 0.0),
        (5.0, 10.0, 10.0),
        (14.999, 10.0, 10.0),
        (25.0, 10.0, 30.0),
        (12.5, 5.0, 15.0),
        (7.4, 1.0, 7.0),
        (7.4, 0.0, 7.4),
    ] {
        let found = round_to(number, step);
        assert!(
            (found - expected).abs() < 1e-12,
            "{number} / {step}: {found}"
        );
    }
}

#[test]
fn decimals_are_read_from_a_column_without_noise() {
    assert_eq!(decimals([12.0, 40.0]), 0);
    assert_eq!(decimals([12.0, 17.299_999_999_999_997, f64::NAN]), 1);
    assert_eq!(decimals([12.25, 3.5]), 2);
    assert_eq!(decimals([100.0 / 3.0]), 4);
    assert_eq!(decimals([]), 0);
}
