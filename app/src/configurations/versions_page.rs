//! `/configurations/:id/versions`: every version with what it changed; two beside each other; the way back to one.
//! `/desk/configurations/:id/versions`: the same for the dealer's people.

use kontor_domain::configurations::{Comparison, Difference, KeptLine, SideView, VersionView};
use kontor_domain::{ConfigurationId, Language, Money, format};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::versions::{VersionsShown, versions};
use super::{base, path_of};
use crate::text::{fill, use_language, use_text};
use crate::ui::{Alert, Crumbs, Page, Query, Sending, Side, loaded, use_query};

#[component]
pub fn VersionsPage() -> impl IntoView {
    view! { <Shown desk=false /> }
}

#[component]
pub fn DeskVersionsPage() -> impl IntoView {
    view! { <Shown desk=true /> }
}

#[component]
fn Shown(desk: bool) -> impl IntoView {
    let (params, query) = (use_params_map(), use_query());
    let id = Memo::new(move |_| ConfigurationId(params.with(|p| p.get("id").unwrap_or_default())));
    let sides = Memo::new(move |_| {
        query.with(|q| (q.get("left").parse().ok(), q.get("right").parse().ok(), q.get("other").to_owned()))
    });
    let data = Resource::new_blocking(
        move || (id.get(), sides.get()),
        |(id, (left, right, other))| versions(id, left, right, other),
    );
    loaded(data, Side::of(desk), move || move |shown| view! { <Whole shown desk /> })
}

#[component]
fn Whole(shown: VersionsShown, desk: bool) -> impl IntoView {
    let t = use_text();
    let VersionsShown { list, compared, others } = shown;
    let head = list.head;
    let page = path_of(desk, &head.id);
    let here = format!("{page}/versions");
    let above = vec![(base(desk).into(), t.configurations.title.into()), (page, head.name.clone())];
    let latest = list.versions.first().map_or(1, |v| v.number);
    let numbers: Vec<u32> = list.versions.iter().map(|v| v.number).collect();
    let chosen = compared.as_ref().map_or((latest.saturating_sub(1).max(1), latest), |c| {
        (c.left.version.number, c.right.version.number)
    });
    let editable = list.editable && head.state != kontor_domain::configurations::ConfigurationState::Archived;
    let entries = list
        .versions
        .into_iter()
        .map(|version| {
            let back = (editable && version.number != latest).then(|| (head.id.clone(), head.version));
            view! { <Entry version latest here=here.clone() back desk /> }
        })
        .collect_view();
    view! {
        <Page title=format!("{}, {}", t.configurations.versions, head.name) class=if desk { "work" } else { "page" }>
            <Crumbs above here=t.configurations.versions />
            <div class="head">
                <div>
                    <h1>{t.configurations.versions} " " <span class="code">{head.case.to_string()}</span></h1>
                    <p class="muted">{head.name.clone()} ". " {t.configurations.versions_text}</p>
                </div>
            </div>
            <div class="split">
                <div>
                    {compared.map(|compared| view! { <Compared compared /> })}
                    <section class="chapter">
                        <h2>{t.configurations.versions}</h2>
                        <ol class="timeline">{entries}</ol>
                    </section>
                </div>
                <aside class="no-print">
                    <section class="chapter">
                        <h2>{t.configurations.compare}</h2>
                        <Chooser here numbers chosen others />
                    </section>
                </aside>
            </div>
        </Page>
    }
}

/// Which two to look at. A plain form: what is chosen stands in the address.
#[component]
fn Chooser(
    here: String,
    numbers: Vec<u32>,
    chosen: (u32, u32),
    others: Vec<(ConfigurationId, String)>,
) -> impl IntoView {
    let t = use_text();
    let select = |name: &'static str, label: &'static str, on: u32| {
        let options = numbers
            .iter()
            .map(|n| {
                let word = fill(t.configurations.version, &[&n.to_string()]);
                view! { <option value=n.to_string() selected=*n == on>{word}</option> }
            })
            .collect_view();
        view! {
            <div class="field">
                <label for=name>{label}</label>
                <select id=name name=name>{options}</select>
            </div>
        }
    };
    let (left, right) = (
        select("left", t.configurations.compare_left, chosen.0),
        select("right", t.configurations.compare_right, chosen.1),
    );
    let (to, other) = (here.clone(), !others.is_empty());
    view! {
        <form class="stack" action=here>
            {left} {right} <div class="actions"><button class="quiet">{t.configurations.compare}</button></div>
        </form>
        {other
            .then(|| {
                view! {
                    <form class="stack" action=to>
                        <div class="field">
                            <label for="other">{t.configurations.compare_other}</label>
                            <select id="other" name="other">
                                {others
                                    .into_iter()
                                    .map(|(id, name)| view! { <option value=id.to_string()>{name}</option> })
                                    .collect_view()}
                            </select>
                        </div>
                        <div class="actions"><button class="quiet">{t.configurations.compare}</button></div>
                    </form>
                }
            })}
    }
}

#[component]
fn Entry(
    version: VersionView,
    latest: u32,
    here: String,
    /// The configuration and its version as seen, for who may go back.
    #[prop(optional_no_strip)]
    back: Option<(ConfigurationId, u32)>,
    desk: bool,
) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let number = version.number.to_string();
    let word = fill(t.configurations.version, &[&number]);
    let by = version.by(l);
    let told = match version.back_to {
        Some(to) => fill(t.configurations.went_back, &[&to.to_string()]),
        None if version.number == 1 => t.configurations.first.to_owned(),
        None if version.changes.is_empty() => t.configurations.nothing_changed.to_owned(),
        None => String::new(),
    };
    let changes = version.changes.iter().map(|c| view! { <li>{c.text(l)}</li> }).collect_view();
    let against = (version.number > 1).then(|| {
        let link =
            Query::default().with("left", &(version.number - 1).to_string()).with("right", &number).on(&here);
        view! { <a class="no-print" href=link>{t.configurations.compare}</a> }
    });
    let total = format::money(version.kept.total(), l);
    let form = Sending::about("/fn/configurations/go_back", &number);
    view! {
        <li id=format!("v{number}") class:now=version.number == latest>
            <time>{format::moment(version.at, l)}</time>
            <div>
                <b>{word}</b> ", " {total} " "
                {(!told.is_empty()).then(|| view! { <span class="sub-line">{told}</span> })}
                <ul class="changes">{changes}</ul>
                <span class="by">{by}</span>
                <div class="row no-print">
                {against}
                {back
                    .map(|(id, seen)| {
                        view! {
                            <form method="post" action=form.url>
                                <input type="hidden" name="id" value=id.to_string() />
                                <input type="hidden" name="version" value=seen.to_string() />
                                <input type="hidden" name="to" value=number.clone() />
                                <input type="hidden" name="desk" value=if desk { "1" } else { "" } />
                                <button class="plain">{t.configurations.back_do}</button>
                            </form>
                        }
                    })}
                </div>
                <Alert form />
            </div>
        </li>
    }
}

/// Two sides with what differs, in words and money.
#[component]
fn Compared(compared: Comparison) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let Comparison { left, right, differences } = compared;
    let (one, other) = (&left.version.kept, &right.version.kept);
    let sum = other.total() - one.total();
    let rows = differences.iter().map(|d| difference_row(d, l)).collect_view();
    let lines = beside(&one.lines, &other.lines, l);
    let head = |side: &SideView| {
        let word = fill(t.configurations.version, &[&side.version.number.to_string()]);
        format!("{} {}, {word}", side.case, side.name)
    };
    view! {
        <section class="chapter" id="compared">
            <h2>{t.configurations.compare}</h2>
            {differences.is_empty().then(|| view! { <p>{t.configurations.same}</p> })}
            {(!differences.is_empty())
                .then(|| {
                    view! {
                        <table class="data">
                            <caption class="vh">{t.configurations.difference}</caption>
                            <thead>
                                <tr><th>{t.configurations.difference}</th><th class="num">{t.configurations.price}</th></tr>
                            </thead>
                            <tbody>{rows}</tbody>
                            <tfoot>
                                <tr><td><b>{t.configurations.sum}</b></td><td class="num"><b>{signed(sum, l)}</b></td></tr>
                            </tfoot>
                        </table>
                    }
                })}
            <div class="scroll" tabindex="0" role="region" aria-label=t.configurations.what>
                <table class="data beside">
                    <caption class="vh">{t.configurations.what}</caption>
                    <thead><tr><th>{t.configurations.what}</th><th>{head(&left)}</th><th>{head(&right)}</th></tr></thead>
                    <tbody>{lines}</tbody>
                    <tfoot>
                        <tr>
                            <td>{t.configurations.sum}</td>
                            <td>{format::money(one.total(), l)}</td>
                            <td>{format::money(other.total(), l)}</td>
                        </tr>
                    </tfoot>
                </table>
            </div>
        </section>
    }
}

fn difference_row(difference: &Difference, l: Language) -> impl IntoView {
    let net = difference.net();
    let price = if net.is_zero() { String::new() } else { signed(net, l) };
    view! { <tr><td>{difference.text(l)}</td><td class="num">{price}</td></tr> }
}

/// `+450,00 €`.
pub(super) fn signed(money: Money, l: Language) -> String {
    let plus = if money.amount > kontor_domain::Decimal::ZERO { "+" } else { "" };
    format!("{plus}{}", format::money(money, l))
}

/// Every group with what each side has of it.
fn beside(left: &[KeptLine], right: &[KeptLine], l: Language) -> impl IntoView {
    let mut groups: Vec<&KeptLine> = Vec::new();
    for line in left.iter().chain(right) {
        if !groups.iter().any(|g| g.group == line.group) {
            groups.push(line);
        }
    }
    let cell = |lines: &[KeptLine], group: &str| {
        lines
            .iter()
            .filter(|line| line.group == group)
            .map(|line| words(line, l))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let t = use_text();
    groups
        .into_iter()
        .map(|group| {
            let (one, other) = (cell(left, &group.group), cell(right, &group.group));
            let name = if group.group.is_empty() { t.configurations.base } else { group.group_name.get(l) };
            let (name, differs) = (name.to_owned(), one != other);
            view! {
                <tr class:on=differs>
                    <td>{name}</td>
                    <td>{one}</td>
                    <td>{other}</td>
                </tr>
            }
        })
        .collect_view()
}

fn words(line: &KeptLine, l: Language) -> String {
    let many = (line.quantity != kontor_domain::Quantity::ONE)
        .then(|| format!("{} × ", format::quantity(line.quantity, l)));
    format!("{}{}", many.unwrap_or_default(), line.name.get(l))
}
