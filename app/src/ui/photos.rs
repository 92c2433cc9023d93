//! Photos of a return or a request, and the form that adds one.

use kontor_domain::photos::{MAX_PHOTOS, Photo};
use leptos::prelude::*;

use crate::text::{fill, use_text};

/// A plain form: the browser sends the file, the server leads back here. `refused` says what was wrong with the last file.
#[component]
pub fn Photos(
    /// The page of what they are of: `/returns/ID`.
    page: String,
    photos: Vec<Photo>,
    /// The reader may add some.
    may_add: bool,
    refused: String,
) -> impl IntoView {
    let t = use_text();
    let path = format!("{page}/photos");
    let adds = may_add && photos.len() < MAX_PHOTOS;
    let refused = match refused.as_str() {
        "" => None,
        "large" => Some(t.returns.photo_large),
        "empty" => Some(t.returns.photo_empty),
        "many" => Some(t.returns.photo_many),
        _ => Some(t.returns.photo_none),
    };
    let busy = RwSignal::new(false);
    let none = photos.is_empty();
    let pictures = photos
        .iter()
        .enumerate()
        .map(|(i, photo)| {
            let (href, name) = (format!("{path}/{}", photo.hash), fill(t.returns.photo, &[&(i + 1).to_string()]));
            let shown = photo.kind.shown_by_browsers();
            view! {
                <li>
                    <a href=href.clone() target="_blank" rel="noopener">
                        {if shown {
                            view! { <img src=href.clone() alt=name.clone() loading="lazy" width="160" height="120" /> }.into_any()
                        } else {
                            name.into_any()
                        }}
                    </a>
                </li>
            }
        })
        .collect_view();
    (adds || !none).then(|| {
        view! {
            <section class="chapter no-print" id="photos">
                <h2>{t.returns.photos}</h2>
                {refused
                    .map(|text| {
                        view! { <div class="note bad" role="alert"><b>{t.house.not_done}</b> " " {text}</div> }
                    })}
                {(!none).then(|| view! { <ul class="photos">{pictures}</ul> })}
                {adds
                    .then(|| {
                        view! {
                            <form
                                class="stack"
                                method="post"
                                action=path
                                enctype="multipart/form-data"
                                on:submit=move |_| busy.set(true)
                            >
                                <label class="drop">
                                    <b>{t.returns.photo_choose}</b>
                                    <input
                                        type="file"
                                        name="photo"
                                        accept="image/jpeg,image/png,image/webp,image/heic"
                                        required
                                    />
                                    <span>{t.returns.photo_text}</span>
                                </label>
                                <div class="actions">
                                    <button class="quiet" aria-busy=move || busy.get().then_some("true")>
                                        {t.returns.photo_add}
                                    </button>
                                </div>
                            </form>
                        }
                    })}
            </section>
        }
    })
}
