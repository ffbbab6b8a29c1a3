use super::*;
use crate::{Crm, parse};

const ID: &str = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";

fn read(field: Field, text: &str) -> Result<String, Code> {
    parse::canonical(Crm::Dynamics, field, text)
}

#[test]
fn an_environment_is_cut_out_of_what_people_paste() {
    for text in [
        "acme.crm4.dynamics.com",
        "https://ACME.crm4.dynamics.com/main.aspx?appid=1",
        "acme.api.crm4.dynamics.com",
        "https://acme.crm4.dynamics.com:443/",
    ] {
        let host = read(Field::Organisation, text);
        assert_eq!(host.as_deref(), Ok("acme.crm4.dynamics.com"), "{text}");
    }
    for host in ["acme.crm.dynamics.com", "12341234.crm4.dynamics.com"] {
        assert_eq!(read(Field::Organisation, host).as_deref(), Ok(host));
    }
    let government = "a.crm.microsoftdynamics.us".parse::<OrgHost>();
    assert_eq!(
        government.map(|host| host.cloud()),
        Ok(organisation::Cloud::UsGovernment)
    );
}

#[test]
fn other_products_and_foreign_hosts_are_refused() {
    for text in [
        "acme.operations.dynamics.com",
        "make.powerapps.com",
        "acme.crm4.dynamics.com.evil.example",
        "acme.crm123.dynamics.com",
        "a.b.crm4.dynamics.com",
        "127.0.0.1",
        "acme.crmx.dynamics.com",
    ] {
        let host = read(Field::Organisation, text);
        assert_eq!(host, Err(Code::ForeignHost), "{text}");
    }
    for text in ["acme", "acme/"] {
        let host = read(Field::Organisation, text);
        assert_eq!(host, Err(Code::HostNeedsRegion), "{text}");
    }
    let port = read(Field::Organisation, "acme.crm4.dynamics.com:8443");
    assert_eq!(port, Err(Code::HostInvalid));
}

#[test]
fn the_hosts_of_a_region_name_no_environment() {
    for text in [
        "https://globaldisco.crm.dynamics.com/api/discovery/v2.0/Instances",
        "disco.crm4.dynamics.com",
        "crm4.dynamics.com",
        "api.crm4.dynamics.com",
    ] {
        let host = read(Field::Organisation, text);
        assert_eq!(host, Err(Code::NamesNoAccount), "{text}");
    }
}

#[test]
fn a_tenant_is_a_guid_or_a_domain() {
    for text in [
        "contoso.onmicrosoft.com",
        "12341234.onmicrosoft.com",
        "Contoso.onmicrosoft.com.",
        "xn--caf-dma.example",
        ID,
    ] {
        assert!(read(Field::Tenant, text).is_ok(), "{text}");
    }
    for bad in [
        "contoso",
        "common/../x.y",
        "a b.c",
        "169.254.169.254",
        "127.1",
        "2130706433",
        "0x7f.0x0.0x0.0x1",
        "x.y?z",
        "a..b",
        "é.example",
        "common",
        "organizations",
        "consumers",
    ] {
        assert_eq!(read(Field::Tenant, bad), Err(Code::TenantInvalid), "{bad}");
    }
}

#[test]
fn a_tenant_is_cut_out_of_its_endpoints_and_issuers() {
    for begin in [
        "https://login.microsoftonline.com/",
        "https://login.microsoftonline.com:443/",
        "login.microsoftonline.us/",
        "https://login.partner.microsoftonline.cn/",
        "https://login.microsoftonline.de/",
        "HTTPS://STS.windows.net/",
    ] {
        for end in ["", "/", "/oauth2/v2.0/token", "/v2.0", "?x=1"] {
            let typed = format!("{begin}{}{end}", ID.to_uppercase());
            assert_eq!(read(Field::Tenant, &typed).as_deref(), Ok(ID), "{typed}");
        }
    }
    let domain = "https://login.microsoftonline.com/contoso.onmicrosoft.com/v2.0";
    assert_eq!(
        read(Field::Tenant, domain).as_deref(),
        Ok("contoso.onmicrosoft.com")
    );
    for bad in [
        "https://login.microsoftonline.com/common/oauth2/v2.0/token",
        "https://login.microsoftonline.com/organizations/v2.0",
        "https://login.microsoftonline.com/consumers",
        "https://login.microsoftonline.com/",
        "login.microsoftonline.com",
        "https://login.microsoftonline.com.evil.example/contoso.example/",
        "https://login.microsoftonline.com@evil.example/contoso.example/",
        "https://evil.example/contoso.example/",
    ] {
        assert_eq!(read(Field::Tenant, bad), Err(Code::TenantInvalid), "{bad}");
    }
}

#[test]
fn an_application_id_is_cut_out_of_its_uri() {
    for text in [
        ID.to_owned(),
        ID.replace('-', ""),
        format!("{{{ID}}}"),
        format!("({ID})"),
        format!("api://{ID}"),
        format!("API://{}/access_as_user", ID.to_uppercase()),
    ] {
        assert_eq!(read(Field::AppId, &text).as_deref(), Ok(ID), "{text}");
    }
    for bad in [
        "12345".to_owned(),
        "api://acme.example/app".to_owned(),
        format!("https://{ID}"),
        format!("{ID}/x"),
    ] {
        assert_eq!(read(Field::AppId, &bad), Err(Code::AppIdInvalid), "{bad}");
    }
}

#[test]
fn the_id_of_a_secret_is_no_secret() {
    for id in [ID.to_owned(), ID.replace('-', ""), format!(" {{{ID}}}\n")] {
        let secret = parse::secret(Crm::Dynamics, &id.as_str().into());
        assert_eq!(secret, Err(Code::SecretIsId), "{id}");
    }
}
