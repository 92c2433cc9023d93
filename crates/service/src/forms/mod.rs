//! Smart forms: templates that the house keeps, and what is filled in with them until people sign it. The rules are
//! `kontor_domain::forms`.

mod add_form_photo;
mod begin_form;
mod discard_form;
mod edit_template;
mod first_templates;
mod form;
mod form_photo;
mod forms;
mod new_template;
mod paper;
mod prefill;
pub(crate) mod rows;
mod save_answers;
mod step_template;
mod tell_machine;
mod template;
mod template_rows;
mod templates;

pub use add_form_photo::{add_form_photo, may_add_form_photo};
pub use begin_form::begin_form;
pub use discard_form::discard_form;
pub(crate) use discard_form::forget_photos;
pub use edit_template::edit_template;
pub use first_templates::put_first_templates;
pub use form::form;
pub use form_photo::form_photo;
pub use forms::forms;
pub use new_template::new_template;
pub(crate) use paper::paper;
pub(crate) use rows::step;
pub use save_answers::save_answers;
pub use step_template::step_template;
pub(crate) use tell_machine::tell_machine;
pub use template::template;
pub use templates::templates;

/// How often a change is put onto what others wrote between reading and writing.
const ATTEMPTS: usize = 24;
