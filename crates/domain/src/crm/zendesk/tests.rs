use super::*;
use crate::{Crm, Secret, parse};

fn subdomain(text: &str) -> Result<String, Code> {
    parse::canonical(Crm::Zendesk, Field::Subdomain, text)
}

fn apart(input: Input, text: &str) -> Option<Apart> {
    parse::apart(Crm::Zendesk, CredentialKind::ApiToken, input, text)
}

#[test]
fn a_label_is_cut_out_of_what_people_paste() {
    for text in [
        "acme",
        "ACME",
        "acme/",
        "acme.zendesk.com",
        "Acme.Zendesk.com.",
        "acme.zendesk.com:443",
        "http://acme.zendesk.com:80/",
        "https://acme.zendesk.com/agent/filters?x=1#y",
    ] {
        assert_eq!(subdomain(text).as_deref(), Ok("acme"), "{text}");
    }
    assert_eq!(subdomain("acme-support/").as_deref(), Ok("acme-support"));
    assert_eq!(subdomain("12341234").as_deref(), Ok("12341234"));
    assert_eq!(subdomain("12341234.zendesk.com").as_deref(), Ok("12341234"));
}

#[test]
fn foreign_hosts_are_refused_and_zendesks_own_sites_are_nobodys_account() {
    for text in [
        "zendesk.com.evil.example",
        "a.b.zendesk.com",
        "acme.zendesk.com.evil.example",
        "127.1",
        "127.0.0.1",
        "acme.kustomerapp.com",
    ] {
        assert_eq!(subdomain(text), Err(Code::ForeignHost), "{text}");
    }
    for text in [
        "www.zendesk.com",
        "https://support.zendesk.com/hc",
        "zendesk.com",
        "www",
    ] {
        assert_eq!(subdomain(text), Err(Code::NamesNoAccount), "{text}");
    }
}

#[test]
fn tricks_are_refused() {
    for text in [
        "acme.zendesk.com@evil.example",
        "https://acme.zendesk.com:8443",
        "acme\\.zendesk.com",
        "acme%2ezendesk.com",
        "acme#.zendesk.com",
        "evil.example#.zendesk.com@",
        "acme/x",
        "2130706433",
        "https://2130706433/",
        "0x7f000001",
        "[::1]",
        "[::ffff:169.254.169.254]",
        "xn--acme-123",
        "аcme",
        "ａcme",
        "ac me",
        "acme\r\nHost: evil",
        "acme\0",
        "-acme",
        "acme-",
        ".zendesk.com",
        "https://",
    ] {
        let refused = matches!(subdomain(text), Err(Code::HostInvalid | Code::ForeignHost));
        assert!(refused, "{text:?}: {:?}", subdomain(text));
    }
    assert_eq!(subdomain(&"a".repeat(300)), Err(Code::TooLong));
}

#[test]
fn a_custom_field_goes_by_its_number() {
    let field = |text| canonical(Field::SessionField, text);
    assert_eq!(field("360012345678").as_deref(), Ok("360012345678"));
    assert_eq!(field("session"), Err(Code::SessionFieldInvalid));
    assert_eq!(field(&"1".repeat(21)), Err(Code::TooLong));
}

#[test]
fn the_token_is_taken_out_of_a_pasted_user_name() {
    for typed in [
        "camille@acme.example/token:s3cret",
        " camille@acme.example/TOKEN:s3cret\n",
        "\"camille@acme.example/token:s3cret\"",
    ] {
        let secret = parse::secret(Crm::Zendesk, &typed.into());
        assert_eq!(secret, Ok(Secret::from("s3cret")), "{typed}");
    }
    let without = parse::secret(Crm::Zendesk, &"camille@acme.example/token".into());
    assert_eq!(without, Err(Code::SecretInvalid));
    for own in ["a/token:b", "\"s3cret'", "s3cret/token"] {
        let secret = parse::secret(Crm::Zendesk, &own.into());
        assert_eq!(secret, Ok(Secret::from(own)), "what was typed is sent");
    }
}

#[test]
fn a_pasted_user_name_belongs_into_two_inputs() {
    for input in [Input::Field(Field::Email), Input::Secret] {
        let both = apart(input, " Camille@acme.example/token:s3cret ");
        assert_eq!(
            both,
            Some(Apart {
                email: Some("Camille@acme.example".into()),
                secret: Some("s3cret".into()),
                how: How::TokenPair,
            })
        );
        let mail = apart(input, "camille@acme.example/TOKEN");
        assert_eq!(
            mail,
            Some(Apart {
                email: Some("camille@acme.example".into()),
                secret: None,
                how: How::TokenSuffix,
            })
        );
        for plain in ["camille@acme.example", "s3cret", "camille/token:s3cret", ""] {
            assert_eq!(apart(input, plain), None, "{plain}");
        }
    }
    let pair = "camille@acme.example/token:s3cret";
    let client = CredentialKind::OAuthClient;
    assert_eq!(
        parse::apart(Crm::Zendesk, client, Input::Secret, pair),
        None
    );
    assert_eq!(apart(Input::Field(Field::Subdomain), pair), None);
}

proptest::proptest! {
    #[test]
    fn whatever_is_typed_a_label_is_plain(text in ".{0,80}") {
        if let Ok(label) = label(&text) {
            let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
            proptest::prop_assert!(label.as_str().bytes().all(plain));
            proptest::prop_assert_eq!(super::label(label.as_str()), Ok(label.clone()));
        }
    }
}
