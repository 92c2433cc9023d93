//! Naming, copying, putting away and bringing back: plain forms.

use kontor_domain::IdempotencyKey;
use kontor_domain::configurations::{ConfigurationState, ConfigurationView};
use leptos::prelude::*;

use crate::text::{fill, use_text};
use crate::ui::{Alert, Field, Sending, kept};

#[component]
pub fn Steps(view: ConfigurationView, key: IdempotencyKey, desk: bool) -> impl IntoView {
    let t = use_text();
    let rename = Sending::about("/fn/configurations/rename_configuration", "name");
    let copy = Sending::about("/fn/configurations/copy_configuration", "copy");
    let archive = Sending::about("/fn/configurations/archive_configuration", "archive");
    let head = view.head;
    let archived = head.state == ConfigurationState::Archived;
    let id = head.id.to_string();
    let hidden = move |id: String| {
        view! {
            <input type="hidden" name="id" value=id />
            <input type="hidden" name="desk" value=if desk { "1" } else { "" } />
        }
    };
    let typed = |form, otherwise: String| kept(form).some("name").unwrap_or(otherwise);
    let renamed = typed(rename, head.name.clone());
    let copied = typed(copy, fill(t.configurations.copy_name, &[&head.name]));
    let naming = (!archived).then(|| {
        view! {
            <details class="more-about" open=rename.error.with_untracked(Option::is_some)>
                <summary>{t.configurations.rename}</summary>
                <Alert form=rename />
                <form class="stack" method="post" action=rename.url>
                    {hidden(id.clone())}
                    <Field form=rename name="name" id="rename" label=t.configurations.name value=renamed maxlength=80 />
                    <div class="actions"><button class="quiet">{t.configurations.rename}</button></div>
                </form>
            </details>
        }
    });
    let word = if archived { t.configurations.restore_do } else { t.configurations.archive_do };
    view! {
        <section class="chapter no-print">
            {naming}
            <details class="more-about" open=copy.error.with_untracked(Option::is_some)>
                <summary>{t.configurations.copy}</summary>
                <Alert form=copy />
                <form class="stack" method="post" action=copy.url>
                    {hidden(id.clone())}
                    <input type="hidden" name="key" value=key.to_string() />
                    <Field
                        form=copy
                        name="name"
                        id="copy"
                        label=t.configurations.name
                        hint=t.configurations.copy_text
                        value=copied
                        maxlength=80
                    />
                    <div class="actions"><button class="quiet">{t.configurations.copy}</button></div>
                </form>
            </details>
            <Alert form=archive />
            <form method="post" action=archive.url>
                {hidden(id)}
                <button class="plain" name="archived" value=if archived { "0" } else { "1" }>{word}</button>
            </form>
        </section>
    }
}
