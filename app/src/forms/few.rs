//! A few forms on the page of what they are about, with the way to all of them and to a new one.

use kontor_domain::format;
use kontor_domain::forms::FormSummary;
use leptos::prelude::*;

use super::{Pill, base, path_of};
use crate::text::{use_language, use_text};
use crate::ui::Query;

/// So many stand on another page.
const FEW: usize = 5;

/// `name` and `value` are what all of them have in common, as the addresses say it: `case`, `company`, `machine`.
#[component]
pub fn FewForms(
    forms: Vec<FormSummary>,
    name: &'static str,
    #[prop(into)] value: String,
    desk: bool,
    may_begin: bool,
) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().forms);
    let here = Query::default().with(name, &value);
    let (all, new) = (here.on(base(desk)), here.on(&format!("{}/new", base(desk))));
    let (none, more) = (forms.is_empty(), forms.len() > FEW);
    let rows = forms.into_iter().take(FEW).map(|form| {
        let about = [format::date(form.begun.date(), l), form.begun_by].join(", ");
        view! {
            <li>
                <a href=path_of(&form.id, desk)>
                    <span><b>{form.name.get(l).to_owned()}</b><span class="sub-line">{about}</span></span>
                    <Pill state=form.state />
                </a>
            </li>
        }
    });
    (!none || may_begin).then(|| {
        view! {
            <section class="chapter" id="forms">
                <h2>{t.title}</h2>
                {(!none).then(|| view! { <ul class="links">{rows.collect_view()}</ul> })}
                {none.then(|| view! { <p class="muted">{t.none_here}</p> })}
                <div class="actions">
                    {may_begin.then(|| view! { <a class="quiet" href=new>{t.fill_in}</a> })}
                    {more.then(|| view! { <a href=all>{t.all}</a> })}
                </div>
            </section>
        }
    })
}
