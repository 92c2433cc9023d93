//! `/desk/mails`: what the house has written; in development the only place where mails arrive.

use kontor_domain::mail::MailView;
use kontor_domain::{format, page};
use leptos::prelude::*;

use super::mails::mails;
use crate::desk::{DeskProblem, row_id, row_keys};
use crate::text::{use_language, use_text};
use crate::ui::{Empty, Page, Pager, Query, use_query};
use crate::wire::Refusal;

const PATH: &str = "/desk/mails";

#[component]
pub fn DeskMailsPage() -> impl IntoView {
    let t = use_text();
    let query = use_query();
    let after = Memo::new(move |_| query.with(|q| q.some("after")));
    let opened = Memo::new(move |_| query.with(|q| q.some("open")));
    let list = Resource::new_blocking(move || after.get(), mails);
    row_keys(|_| {});
    view! {
        <Page title=t.desk.mails class="work">
            <div class="head"><div><h1>{t.desk.mails}</h1><p class="muted">{t.desk.mails_text}</p></div></div>
            <Transition>
                {move || {
                    Suspend::new(async move {
                        match list.await {
                            Ok(page) => view! { <Whole page opened query /> }.into_any(),
                            Err(Refusal(error)) => view! { <DeskProblem error /> }.into_any(),
                        }
                    })
                }}
            </Transition>
        </Page>
    }
}

#[component]
fn Whole(page: page::Page<MailView>, opened: Memo<Option<String>>, query: Memo<Query>) -> impl IntoView {
    let t = use_text();
    if page.items.is_empty() {
        return view! {
            <Empty title=t.desk.no_mails text=t.desk.no_mails_text>
                <a class="quiet" href="/desk/orders">{t.desk.to_orders}</a>
            </Empty>
        }
        .into_any();
    }
    let next = page.next.clone().map(|after| Query::default().with("after", &after).on(PATH));
    let previous = query.with_untracked(|q| q.some("after")).map(|_| PATH.to_owned());
    let all = StoredValue::new(page.items.clone());
    let shown = move || {
        opened.with(|o| all.with_value(|all| all.iter().find(|m| Some(&m.id) == o.as_ref()).cloned()))
    };
    view! {
        <div class="panes" data-open=move || shown().map(|_| "")>
            <section>
                <table class="data orders">
                    <caption class="vh">{t.desk.mails}</caption>
                    <thead>
                        <tr>
                            <th>{t.desk.subject}</th>
                            <th>{t.orders.state}</th>
                            <th>{t.desk.when}</th>
                        </tr>
                    </thead>
                    <tbody>
                        {page
                            .items
                            .into_iter()
                            .enumerate()
                            .map(|(i, mail)| view! { <Row i mail opened query /> })
                            .collect_view()}
                    </tbody>
                </table>
                {(next.is_some() || previous.is_some()).then(|| view! { <Pager previous next /> })}
            </section>
            {move || shown().map(|mail| view! { <Letter mail query /> })}
        </div>
    }
    .into_any()
}

/// Tone and word of where a mail is.
fn state(mail: &MailView) -> (&'static str, &'static str) {
    let t = use_text();
    match (mail.sent, mail.error.is_empty()) {
        (true, _) => ("good", t.desk.mail_sent),
        (false, true) => ("soon", t.desk.mail_waits),
        (false, false) => ("bad", t.desk.mail_failed),
    }
}

#[component]
fn Row(i: usize, mail: MailView, opened: Memo<Option<String>>, query: Memo<Query>) -> impl IntoView {
    let l = use_language();
    let (tone, word) = state(&mail);
    let id = mail.id.clone();
    let mine = Memo::new(move |_| opened.with(|o| o.as_ref() == Some(&id)));
    let href = query.with_untracked(|q| q.with("open", &mail.id)).on(PATH);
    view! {
        <tr class:on=move || mine.get()>
            <td class="c-what">
                <a
                    class="name cover"
                    id=row_id(i)
                    href=href
                    data-noscroll=""
                    aria-current=move || mine.get().then_some("true")
                >
                    {mail.subject}
                </a>
                <span class="sub-line">{mail.to}</span>
            </td>
            <td class="c-state"><span class=format!("state {tone}")>{word}</span></td>
            <td class="c-date">{format::moment(mail.created, l)}</td>
        </tr>
    }
}

#[component]
fn Letter(mail: MailView, query: Memo<Query>) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let back = query.with_untracked(|q| q.with("open", "")).on(PATH);
    view! {
        <aside class="detail" aria-label=t.desk.preview>
            <a class="back" href=back>{t.desk.to_list}</a>
            <h2>{mail.subject.clone()}</h2>
            <p class="small muted">{mail.to.clone()} ", " {format::moment(mail.created, l)}</p>
            {(!mail.error.is_empty()).then(|| view! { <div class="note bad">{mail.error.clone()}</div> })}
            <div class="prose">{paragraphs(&mail.text)}</div>
        </aside>
    }
}

/// The text as it was written; addresses of the web lead where they point.
fn paragraphs(text: &str) -> impl IntoView + use<> {
    let line = |line: &str| {
        line.split_inclusive(' ')
            .map(|word| match web(word.trim_end()) {
                Some(href) => {
                    view! { <a href=href rel="external noopener">{word.trim_end().to_owned()}</a> " " }
                        .into_any()
                }
                None => word.to_owned().into_any(),
            })
            .collect_view()
    };
    text.trim()
        .split("\n\n")
        .map(|paragraph| {
            let lines = paragraph
                .lines()
                .enumerate()
                .map(|(i, text)| view! { {(i > 0).then(|| view! { <br /> })} {line(text)} })
                .collect_view();
            view! { <p>{lines}</p> }
        })
        .collect_view()
}

/// The address, when `word` is one.
fn web(word: &str) -> Option<String> {
    let web = word.starts_with("http://") || word.starts_with("https://");
    web.then(|| word.trim_end_matches(['.', ',', ')']).to_owned())
}

#[cfg(test)]
mod tests {
    use super::web;

    #[test]
    fn only_addresses_of_the_web_become_links() {
        assert_eq!(web("http://127.0.0.1:3000/link/abc.").as_deref(), Some("http://127.0.0.1:3000/link/abc"));
        assert_eq!(web("javascript:alert(1)"), None);
        assert_eq!(web("Guten"), None);
    }
}
