use super::*;

fn login(text: &str) -> Result<String, Code> {
    text.parse::<LoginHost>().map(|host| host.to_string())
}

#[test]
fn every_form_of_a_my_domain_is_taken() {
    for host in [
        "acme.my.salesforce.com",
        "acme--uat.sandbox.my.salesforce.com",
        "acme-dev-ed.develop.my.salesforce.com",
        "acme-dev-ed.my.salesforce.com",
        "acme--uat.my.salesforce.com",
        "acme.my.salesforce.mil",
        "12341234.my.salesforce.com",
    ] {
        assert_eq!(login(host).as_deref(), Ok(host));
        assert_eq!(
            login(&format!("https://{}/lightning/x?y", host.to_uppercase())).as_deref(),
            Ok(host)
        );
        assert_eq!(login(&format!("{host}:443")).as_deref(), Ok(host));
    }
}

#[test]
fn other_addresses_are_refused() {
    assert_eq!(
        login("https://login.salesforce.com"),
        Err(Code::CommonLoginUrl)
    );
    assert_eq!(login("test.salesforce.com"), Err(Code::CommonLoginUrl));
    assert_eq!(
        login("http://acme.my.salesforce.com"),
        Err(Code::LoginUrlInvalid)
    );
    assert_eq!(login("a.b.my.salesforce.com"), Err(Code::LoginUrlInvalid));
    for foreign in [
        "acme",
        "acme.my.salesforce.com.evil.example",
        "evil-my.salesforce.com.example",
        "acme.lightning.force.com.evil.example",
        "evil-force.com",
        "127.0.0.1",
    ] {
        assert_eq!(login(foreign), Err(Code::ForeignHost), "{foreign}");
    }
}

#[test]
fn tricks_are_refused() {
    for trick in [
        "acme.my.salesforce.com:8443",
        "u@acme.my.salesforce.com",
        "acme%2emy.salesforce.com",
        "аcme.my.salesforce.com",
        "acme\\.my.salesforce.com",
        "acme#.my.salesforce.com",
        "evil-my.salesforce.com",
        "xn--acme.my.salesforce.com",
        "2130706433",
        "https://2130706433/",
    ] {
        assert!(login(trick).is_err(), "{trick}");
    }
}
