//! The companies and people hold together and pass the rules of the domain.

use std::collections::HashSet;

use kontor_demo::{
    DEMO_PASSWORD, DemoCatalogue, FIXED_NUMBERS, companies, customer_groups, dealer, discount_groups, kinds,
    own_numbers, people, warehouses,
};
use kontor_domain::accounts::{Role, check_password, email, vat_id};

#[test]
fn vat_ids_email_addresses_and_the_password_pass_the_rules() {
    assert!(vat_id(&dealer().vat_id).is_ok());
    for company in companies() {
        assert!(company.vat_id.is_empty() || vat_id(&company.vat_id).is_ok(), "{}", company.name);
        assert!(
            company.addresses.iter().all(|a| (a.country == "DE") != a.state.is_empty()),
            "{}",
            company.name
        );
    }
    for person in people() {
        assert_eq!(email(&person.email), Ok(person.email.clone()));
        assert!(person.email.ends_with(".example"));
    }
    assert_eq!(check_password(DEMO_PASSWORD), Ok(()));
}

#[test]
fn everybody_has_roles_that_fit_to_where_they_belong() {
    let known: HashSet<String> = companies().into_iter().map(|c| c.id).collect();
    let mut roles = HashSet::new();
    let mut emails = HashSet::new();
    for person in people() {
        assert!(emails.insert(person.email.clone()), "{}", person.email);
        assert!(person.company.as_ref().is_none_or(|c| known.contains(c)), "{}", person.name);
        for role in &person.roles {
            let role = Role::parse(role).unwrap_or_else(|| panic!("{role}"));
            assert_eq!(role.of_dealer(), person.company.is_none(), "{}", person.name);
            roles.insert(role);
        }
    }
    assert_eq!(roles.len(), Role::ALL.len(), "every role has somebody");
    assert!(emails.contains("sabine.bauer@bauer-tiefbau.example"));
}

#[test]
fn prices_groups_and_discounts_name_things_that_exist() {
    let numbers: HashSet<String> =
        DemoCatalogue::new(1, 0).iter().map(|d| d.part.number.to_string()).collect();
    let groups: HashSet<&str> = discount_groups().iter().map(|g| g.0).collect();
    let lists: HashSet<String> = customer_groups().iter().map(|g| g.id.clone()).collect();
    for company in companies() {
        assert!(lists.contains(&company.group), "{}", company.name);
        assert!(company.own_prices.iter().all(|p| numbers.contains(&p.part_number)), "{}", company.name);
        assert!(company.discounts.iter().all(|(g, _)| groups.contains(g.as_str())), "{}", company.name);
    }
    assert!(customer_groups().iter().flat_map(|g| &g.prices).all(|p| numbers.contains(&p.part_number)));
    let used: HashSet<String> = DemoCatalogue::new(1, 2_000).iter().map(|d| d.part.discount_group).collect();
    assert!(used.iter().all(|g| groups.contains(g.as_str())) && used.len() == groups.len());
    assert!(kinds().count() > 0);
    assert_eq!(warehouses().iter().map(|w| w.state.as_str()).collect::<Vec<_>>(), ["BW", "BY"]);
}

#[test]
fn own_numbers_lead_to_parts_and_are_set_by_who_may() {
    for (person, _, part) in own_numbers() {
        let person = people().into_iter().find(|p| p.id == person).unwrap_or_else(|| panic!("{person}"));
        assert!(person.company.is_some() && person.roles.iter().any(|r| r == "company_admin"));
        assert!(FIXED_NUMBERS.contains(&part), "{part}");
    }
}
