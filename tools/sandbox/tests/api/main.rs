//! The sandbox over real HTTP: what each CRM is documented to answer.

mod control;
mod dataverse;
mod dataverse_records;
mod entra;
mod faults;
mod helpers;
mod honest;
mod kustomer;
mod kustomer_records;
mod limits;
mod pages;
mod readme;
mod salesforce;
mod zendesk;
mod zendesk_oauth;
mod zendesk_tickets;
