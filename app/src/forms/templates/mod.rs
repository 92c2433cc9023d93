//! Templates of forms, as the desk keeps them: made, changed piece by piece, seen as people will see them, released.

mod columns;
mod edit_element;
mod edit_form;
mod edit_frame;
mod edit_head;
mod edit_page;
mod edit_section;
mod edit_template;
mod expression_field;
mod list_page;
mod new_template;
mod page;
mod preview;
#[cfg(feature = "ssr")]
mod read_columns;
mod step_template;
mod template;

pub use edit_template::EditTemplateFn;
pub use list_page::DeskTemplatesPage;
pub use new_template::NewTemplateFn;
pub use page::DeskTemplatePage;
pub use step_template::StepTemplateFn;
pub use template::{TemplateFn, TemplatesFn};

use kontor_domain::TemplateId;

const BASE: &str = "/desk/templates";

/// The page of a template.
fn path_of(id: &TemplateId) -> String {
    format!("{BASE}/{id}")
}
