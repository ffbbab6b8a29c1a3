use super::*;
use crate::{Crm, Secret, parse};

const KEY: &str = "eyJhbGciOiJIUzI1NiJ9.eyJpZCI6IjEifQ.c2lnbmF0dXJl";

fn subdomain(text: &str) -> Result<String, Code> {
    parse::canonical(Crm::Kustomer, Field::Subdomain, text)
}

#[test]
fn a_label_is_cut_out_of_every_host_of_its_organisation() {
    for text in [
        "acme",
        "acme/",
        "https://acme.kustomerapp.com/app",
        "acme.api.kustomerapp.com",
        "acme.api.prod2.kustomerapp.com",
        "https://ACME.api.prod4.kustomerapp.com:443/v1/customers",
    ] {
        assert_eq!(subdomain(text).as_deref(), Ok("acme"), "{text}");
    }
    assert_eq!(
        subdomain("12341234.api.prod2.kustomerapp.com").as_deref(),
        Ok("12341234")
    );
}

#[test]
fn the_host_of_a_whole_region_names_no_organisation() {
    for text in [
        "https://api.kustomerapp.com/v1",
        "api.prod2.kustomerapp.com",
        "https://api.prod4.kustomerapp.com/v1/",
        "www.kustomerapp.com",
        "kustomerapp.com",
        "api",
    ] {
        assert_eq!(subdomain(text), Err(Code::NamesNoAccount), "{text}");
    }
}

#[test]
fn other_hosts_are_foreign() {
    for text in [
        "acme.prod2.kustomerapp.com",
        "acme.api.prod.kustomerapp.com",
        "acme.api.prodx.kustomerapp.com",
        "a.b.kustomerapp.com",
        "acme.api.prod2.kustomerapp.com.evil.example",
        "acme.zendesk.com",
    ] {
        assert_eq!(subdomain(text), Err(Code::ForeignHost), "{text}");
    }
}

#[test]
fn the_key_is_taken_out_of_a_pasted_header() {
    for typed in [
        KEY.to_owned(),
        format!("Bearer {KEY}"),
        format!("bearer\t{KEY}\n"),
        format!("Authorization: Bearer {KEY}"),
        format!("authorization:Bearer  {KEY}"),
        format!("'Authorization: Bearer {KEY}'"),
        format!("Authorization: {KEY}"),
    ] {
        let secret = parse::secret(Crm::Kustomer, &typed.as_str().into());
        assert_eq!(secret, Ok(Secret::from(KEY)), "{typed}");
    }
    for own in ["bearer-of-news", "\"quoted\"", "BearereyJ"] {
        let secret = parse::secret(Crm::Kustomer, &own.into());
        assert_eq!(secret, Ok(Secret::from(own)), "what was typed is sent");
    }
    let nothing = parse::secret(Crm::Kustomer, &"two words".into());
    assert_eq!(nothing, Err(Code::SecretInvalid));
}
