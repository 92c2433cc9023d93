//! `/account/rules` and `/desk/customers/:id/rules`: who may order how much without asking, and who approves the rest. Plain
//! forms, one per section: nothing here is done often.

use kontor_domain::accounts::rules::{
    Allowance, Asked, Budget, BusinessUnit, Chain, CompanyRules, MAX_STEPS, Over, Period,
};
use kontor_domain::accounts::{Person, Right, RulesView};
use kontor_domain::{Language, Money, format};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::company_rules::company_rules;
use crate::text::{fill, use_language, use_text};
use crate::ui::{Alert, Crumbs, Page, Query, Sending, Side, kept, loaded, shown_money, use_query};

/// Empty lines under the cost centres and stand-ins, for new ones.
const SPARE: usize = 2;

#[component]
pub fn RulesPage() -> impl IntoView {
    let data = Resource::new_blocking(|| (), |()| company_rules(String::new()));
    let query = use_query();
    loaded(data, Side::Shop, move || {
        let done = query.with(|q| q.get("done").to_owned());
        move |rules| view! { <Own rules done /> }
    })
}

#[component]
pub fn DeskRulesPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query());
    let id = Memo::new(move |_| params.with(|p| p.get("id").unwrap_or_default()));
    let data = Resource::new_blocking(move || id.get(), company_rules);
    loaded(data, Side::Desk, move || {
        let done = query.with(|q| q.get("done").to_owned());
        move |rules| view! { <Customers rules done /> }
    })
}

#[component]
fn Own(rules: RulesView, done: String) -> impl IntoView {
    let t = use_text();
    view! {
        <Page title=t.rules.rules class="page narrow">
            <Crumbs above=vec![("/account".into(), t.accounts.title.into())] here=t.rules.rules />
            <div class="head"><div><h1>{t.rules.rules}</h1><p class="muted">{t.rules.rules_text}</p></div></div>
            <Forms view=rules company=String::new() done />
        </Page>
    }
}

#[component]
fn Customers(rules: RulesView, done: String) -> impl IntoView {
    let t = use_text();
    let title = fill(t.rules.rules_of, &[&rules.company_name]);
    let company = rules.company.to_string();
    let above = vec![
        ("/desk/customers".into(), t.desk.customers.into()),
        (format!("/desk/customers/{company}"), rules.company_name.clone()),
    ];
    view! {
        <Page title=title.clone() class="work">
            <Crumbs above here=t.rules.rules />
            <div class="head"><div><h1>{title}</h1><p class="muted">{t.rules.rules_text}</p></div></div>
            <Forms view=rules company done />
        </Page>
    }
}

/// What the page knows of one section: its form, and what was typed when it was refused.
#[derive(Clone)]
struct Section {
    form: Sending,
    typed: Option<Query>,
}

impl Section {
    fn new(name: &str) -> Self {
        let form = Sending::about("/fn/accounts/save_rules", name);
        let typed = Some(kept(form)).filter(|q| q.get("section") == name);
        Self { form, typed }
    }

    /// What stands in a field: as typed if it was refused, otherwise as known.
    fn value(&self, name: &str, known: &str) -> String {
        self.typed.as_ref().map_or(known, |typed| typed.get(name)).to_owned()
    }

    fn error(&self, field: &str, l: Language) -> Option<String> {
        self.form.error.with_untracked(|e| Some(e.as_ref()?.field(field)?.text(l)))
    }
}

#[component]
fn Forms(view: RulesView, company: String, done: String) -> impl IntoView {
    let t = use_text();
    let able: Vec<Person> = view.people.iter().filter(|p| p.may(Right::Approve)).cloned().collect();
    let hidden = (company, view.rules.version);
    view! {
        {(!done.is_empty()).then(|| view! { <div class="note good" role="status">{t.rules.saved}</div> })}
        <Units view=view.clone() able=able.clone() hidden=hidden.clone() />
        <People view=view.clone() hidden=hidden.clone() />
        <Details rules=view.rules.clone() hidden=hidden.clone() />
        <Delegates view=view able hidden />
    }
}

/// What every section sends along.
#[component]
fn Hidden(section: &'static str, hidden: (String, i64)) -> impl IntoView {
    view! {
        <input type="hidden" name="form[section]" value=section />
        <input type="hidden" name="form[company]" value=hidden.0 />
        <input type="hidden" name="form[version]" value=hidden.1.to_string() />
    }
}

/// One line of text with label and what is wrong with it.
#[component]
fn Line(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    value: String,
    error: Option<String>,
    #[prop(optional)] hint: Option<&'static str>,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional)] inputmode: Option<&'static str>,
    #[prop(default = 60)] maxlength: u16,
) -> impl IntoView {
    let id = name.replace(['[', ']'], "-");
    let described = match (hint.is_some(), error.is_some()) {
        (true, true) => Some(format!("{id}-h {id}-e")),
        (true, false) => Some(format!("{id}-h")),
        (false, true) => Some(format!("{id}-e")),
        (false, false) => None,
    };
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            {hint.map(|hint| view! { <p class="hint" id=format!("{id}-h")>{hint}</p> })}
            <input
                id=id.clone()
                name=name
                type=kind
                value=value
                inputmode=inputmode
                maxlength=maxlength
                autocomplete="off"
                aria-invalid=error.is_some().then_some("true")
                aria-describedby=described
            />
            {error.map(|text| view! { <p class="error" id=format!("{id}-e")>{text}</p> })}
        </div>
    }
}

/// A choice with label; `options` are value and word.
#[component]
fn Choice(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    options: Vec<(String, String)>,
    chosen: String,
    #[prop(optional_no_strip)] error: Option<String>,
) -> impl IntoView {
    let id = name.replace(['[', ']'], "-");
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select
                id=id.clone()
                name=name
                aria-invalid=error.is_some().then_some("true")
                aria-describedby=error.is_some().then(|| format!("{id}-e"))
            >
                {options
                    .into_iter()
                    .map(|(value, word)| {
                        let on = value == chosen;
                        view! { <option value=value selected=on>{word}</option> }
                    })
                    .collect_view()}
            </select>
            {error.map(|text| view! { <p class="error" id=format!("{id}-e")>{text}</p> })}
        </div>
    }
}

/// An amount for a field; none is empty.
fn written(money: Option<Money>, l: Language) -> String {
    money.map(|money| shown_money(money, l)).unwrap_or_default()
}

#[component]
fn Units(view: RulesView, able: Vec<Person>, hidden: (String, i64)) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let section = Section::new("units");
    let mut units = view.rules.units.clone();
    units.push(BusinessUnit::default());
    let spent = view.spent;
    let company_chain = view.rules.chain.clone();
    let (form, nobody) = (section.form, able.is_empty());
    let chain_error = section.error("chain", l);
    let people = able.clone();
    let for_chain = section.clone();
    view! {
        <section class="chapter" id="units">
            <h2>{t.rules.units}</h2>
            <form class="stack" method="post" action=form.url>
                <Alert form />
                <Hidden section="units" hidden />
                <p class="hint">{t.rules.units_hint}</p>
                <p class="hint">{t.rules.chain_hint}</p>
                {nobody.then(|| view! { <div class="note soon">{t.rules.no_approvers}</div> })}
                {units
                    .into_iter()
                    .enumerate()
                    .map(|(i, unit)| {
                        let spent = spent.iter().find(|(id, _)| *id == unit.id).map(|(_, sum)| *sum);
                        view! { <Unit i unit spent able=able.clone() section=section.clone() /> }
                    })
                    .collect_view()}
                {(!nobody)
                    .then(|| {
                        view! {
                            <fieldset class="card stack">
                                <legend><b>{t.rules.chain_company}</b></legend>
                                <Stages
                                    name="form[stages][p-".to_owned()
                                    typed="p-".to_owned()
                                    chain=company_chain
                                    able=people
                                    section=for_chain
                                    error=chain_error
                                />
                            </fieldset>
                        }
                    })}
                <div class="actions"><button class="act">{t.rules.save_units}</button></div>
            </form>
        </section>
    }
}

#[component]
fn Unit(
    i: usize,
    unit: BusinessUnit,
    spent: Option<Money>,
    able: Vec<Person>,
    section: Section,
) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let new = unit.id.is_empty();
    let of = |name: &str| format!("form[units][{i}][{name}]");
    let field = |name: &str| format!("units[{i}].{name}");
    let Budget { period, over, .. } = unit.budget.unwrap_or(Budget {
        period: Period::default(),
        amount: Money::ZERO,
        over: Over::default(),
    });
    let name = section.value(&format!("u{i}name"), &unit.name);
    let amount = section.value(&format!("u{i}amount"), &written(unit.budget.map(|b| b.amount), l));
    let period = section.value(&format!("u{i}period"), period.code());
    let over = section.value(&format!("u{i}over"), over.code());
    let legend = if new { t.rules.new_unit.to_owned() } else { unit.name.clone() };
    let periods = Period::ALL.iter().map(|p| (p.code().to_owned(), p.word(l).to_owned())).collect();
    let overs = Over::ALL.iter().map(|o| (o.code().to_owned(), o.word(l).to_owned())).collect();
    let (name_error, amount_error, chain_error) = (
        section.error(&field("name"), l),
        section.error(&field("amount"), l),
        section.error(&field("chain"), l),
    );
    view! {
        <fieldset class="card stack">
            <legend><b>{legend}</b></legend>
            <input type="hidden" name=of("id") value=unit.id.clone() />
            <div class="fields">
                <Line name=of("name") label=t.rules.unit_name value=name error=name_error />
                <Line
                    name=of("amount")
                    label=t.rules.budget
                    hint=t.rules.budget_hint
                    value=amount
                    error=amount_error
                    inputmode="decimal"
                    maxlength=20
                />
                <Choice name=of("period") label=t.rules.period options=periods chosen=period />
                <Choice name=of("over") label=t.rules.over options=overs chosen=over />
            </div>
            {spent.map(|sum| view! { <p class="small muted">{fill(t.rules.spent, &[&format::money(sum, l)])}</p> })}
            {(!able.is_empty())
                .then(|| {
                    view! {
                        <Stages
                            name=format!("form[unit_stages][u{i}-")
                            typed=format!("u{i}-")
                            chain=unit.chain
                            able
                            section
                            error=chain_error
                        />
                    }
                })}
        </fieldset>
    }
}

/// Beside each person who may approve: at which step of the chain. `name` and `typed` are completed by the person.
#[component]
fn Stages(
    name: String,
    typed: String,
    chain: Chain,
    able: Vec<Person>,
    section: Section,
    error: Option<String>,
) -> impl IntoView {
    let t = use_text();
    let stage = |person: &Person| {
        chain
            .iter()
            .position(|step| step.contains(&person.id))
            .map_or_else(String::new, |i| (i + 1).to_string())
    };
    let options = || {
        let none = (String::new(), t.rules.stage_none.to_owned());
        let steps = (1..=MAX_STEPS).map(|n| (n.to_string(), fill(t.rules.stage, &[&n.to_string()])));
        std::iter::once(none).chain(steps).collect::<Vec<_>>()
    };
    view! {
        <h3>{t.rules.chain}</h3>
        {error.map(|text| view! { <p class="error">{text}</p> })}
        <div class="fields">
            {able
                .into_iter()
                .map(|person| {
                    let chosen = section.value(&format!("{typed}{}", person.id), &stage(&person));
                    let name = format!("{name}{}]", person.id);
                    view! { <Choice name=name label=person.name options=options() chosen=chosen /> }
                })
                .collect_view()}
        </div>
    }
}

/// The units to choose from.
fn unit_options(rules: &CompanyRules, free: &str) -> Vec<(String, String)> {
    let free = (String::new(), free.to_owned());
    std::iter::once(free).chain(rules.units.iter().map(|u| (u.id.clone(), u.name.clone()))).collect()
}

#[component]
fn People(view: RulesView, hidden: (String, i64)) -> impl IntoView {
    let t = use_text();
    let section = Section::new("people");
    let (rules, form) = (view.rules, section.form);
    // Whoever only approves has no limit; whoever was invited will.
    let orders =
        |p: &Person| !p.active || p.may(Right::Order) || rules.members.iter().any(|m| m.person == p.id);
    let lines: Vec<_> = view.people.into_iter().filter(orders).enumerate().collect();
    let row = {
        let (rules, section) = (rules.clone(), section.clone());
        move |(i, person): (usize, Person)| {
            let member = rules.members.iter().find(|m| m.person == person.id);
            let own = member.is_some();
            let allowance = member.map(|m| m.allowance.clone()).unwrap_or_default();
            let rule = section.value(&format!("p{i}rule"), if own { "own" } else { "" });
            let options = vec![
                (String::new(), t.rules.like_others.to_owned()),
                ("own".to_owned(), t.rules.own_rule.to_owned()),
            ];
            let of = format!("form[people][{i}]");
            view! {
                <fieldset class="card stack">
                    <legend><b>{person.name}</b></legend>
                    <input type="hidden" name=format!("{of}[person]") value=person.id.to_string() />
                    <div class="fields">
                        <Choice name=format!("{of}[rule]") label=t.rules.rules options chosen=rule />
                        <AllowanceFields
                            of=of.clone()
                            typed=format!("p{i}")
                            field=format!("members[{i}]")
                            allowance
                            rules=rules.clone()
                            section=section.clone()
                        />
                    </div>
                </fieldset>
            }
        }
    };
    view! {
        <section class="chapter" id="people">
            <h2>{t.rules.people}</h2>
            <form class="stack" method="post" action=form.url>
                <Alert form />
                <Hidden section="people" hidden />
                <p class="hint">{t.rules.people_hint}</p>
                {lines.into_iter().map(row).collect_view()}
                {[
                    ("others", t.rules.others, rules.others.clone()),
                    ("programs", t.rules.programs, rules.programs.clone()),
                ]
                    .into_iter()
                    .map(|(name, words, allowance)| {
                        view! {
                            <fieldset class="card stack">
                                <legend><b>{words}</b></legend>
                                <div class="fields">
                                    <AllowanceFields
                                        of=format!("form[{name}]")
                                        typed=name.to_owned()
                                        field=name.to_owned()
                                        allowance
                                        rules=rules.clone()
                                        section=section.clone()
                                    />
                                </div>
                            </fieldset>
                        }
                    })
                    .collect_view()}
                <div class="actions"><button class="act">{t.rules.save_people}</button></div>
            </form>
        </section>
    }
}

#[component]
fn AllowanceFields(
    of: String,
    typed: String,
    field: String,
    allowance: Allowance,
    rules: CompanyRules,
    section: Section,
) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let limit = section.value(&format!("{typed}limit"), &written(allowance.limit, l));
    let unit = section.value(&format!("{typed}unit"), &allowance.unit);
    let options = unit_options(&rules, t.rules.unit_free);
    let (limit_error, unit_error) =
        (section.error(&format!("{field}.limit"), l), section.error(&format!("{field}.unit"), l));
    view! {
        <Line
            name=format!("{of}[limit]")
            label=t.rules.limit
            value=limit
            error=limit_error
            inputmode="decimal"
            maxlength=20
        />
        {(options.len() > 1)
            .then(|| view! { <Choice name=format!("{of}[unit]") label=t.rules.unit options chosen=unit error=unit_error /> })}
    }
}

#[component]
fn Details(rules: CompanyRules, hidden: (String, i64)) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let section = Section::new("fields");
    let form = section.form;
    let ticked = |name: &str, asked: Asked| {
        !section.value(name, if asked == Asked::Required { "yes" } else { "" }).is_empty()
    };
    let boxes = [
        ("form[po_number]", t.rules.po_required, ticked("po_number", rules.po_number)),
        ("form[cost_centre]", t.rules.centre_required, ticked("cost_centre", rules.cost_centre)),
    ];
    let mut centres: Vec<(String, String)> =
        rules.cost_centres.into_iter().map(|c| (c.code, c.name)).collect();
    centres.resize(centres.len() + SPARE, Default::default());
    view! {
        <section class="chapter" id="fields">
            <h2>{t.rules.fields}</h2>
            <form class="stack" method="post" action=form.url>
                <Alert form />
                <Hidden section="fields" hidden />
                <div>
                    {boxes
                        .into_iter()
                        .map(|(name, words, on)| {
                            view! {
                                <label class="check">
                                    <input type="checkbox" name=name value="yes" checked=on />
                                    " "
                                    <span>{words}</span>
                                </label>
                            }
                        })
                        .collect_view()}
                </div>
                <h3>{t.rules.centres}</h3>
                <p class="hint">{t.rules.centres_hint}</p>
                {centres
                    .into_iter()
                    .enumerate()
                    .map(|(i, (code, name))| {
                        let code = section.value(&format!("c{i}code"), &code);
                        let name = section.value(&format!("c{i}name"), &name);
                        let (code_error, name_error) = (
                            section.error(&format!("cost_centres[{i}].code"), l),
                            section.error(&format!("cost_centres[{i}].name"), l),
                        );
                        view! {
                            <div class="fields">
                                <Line name=format!("form[centres][{i}][code]") label=t.rules.centre_code value=code error=code_error maxlength=40 />
                                <Line name=format!("form[centres][{i}][name]") label=t.rules.centre_name value=name error=name_error />
                            </div>
                        }
                    })
                    .collect_view()}
                <div class="actions"><button class="act">{t.house.save}</button></div>
            </form>
        </section>
    }
}

#[component]
fn Delegates(view: RulesView, able: Vec<Person>, hidden: (String, i64)) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let section = Section::new("delegates");
    let form = section.form;
    let mut lines: Vec<[String; 4]> = view
        .rules
        .delegates
        .iter()
        .map(|d| [d.person.to_string(), d.stand_in.to_string(), d.from.to_string(), d.until.to_string()])
        .collect();
    lines.resize(lines.len() + SPARE, Default::default());
    let names = |people: &[Person]| {
        let nobody = (String::new(), t.rules.nobody.to_owned());
        std::iter::once(nobody)
            .chain(people.iter().map(|p| (p.id.to_string(), p.name.clone())))
            .collect::<Vec<_>>()
    };
    // The absent one may have left; their orders still wait.
    let (absent, stand_ins) = (names(&view.people), names(&able));
    view! {
        <section class="chapter" id="delegates">
            <h2>{t.rules.delegates}</h2>
            <form class="stack" method="post" action=form.url>
                <Alert form />
                <Hidden section="delegates" hidden />
                <p class="hint">{t.rules.delegates_hint}</p>
                {lines
                    .into_iter()
                    .enumerate()
                    .map(|(i, [person, stand_in, from, until])| {
                        let value = |name: &str, known: &str| section.value(&format!("d{i}{name}"), known);
                        let error = |name: &str| section.error(&format!("delegates[{i}].{name}"), l);
                        let of = |name: &str| format!("form[delegates][{i}][{name}]");
                        view! {
                            <fieldset class="card">
                                <legend class="vh">{t.rules.delegates} " " {i + 1}</legend>
                                <div class="fields">
                                    <Choice name=of("person") label=t.rules.absent options=absent.clone() chosen=value("person", &person) error=error("person") />
                                    <Choice name=of("stand_in") label=t.rules.stand_in options=stand_ins.clone() chosen=value("stand_in", &stand_in) error=error("stand_in") />
                                    <Line name=of("from") label=t.rules.from kind="date" value=value("from", &from) error=error("from") />
                                    <Line name=of("until") label=t.rules.until kind="date" value=value("until", &until) error=error("until") />
                                </div>
                            </fieldset>
                        }
                    })
                    .collect_view()}
                <div class="actions"><button class="act">{t.rules.save_delegates}</button></div>
            </form>
        </section>
    }
}
