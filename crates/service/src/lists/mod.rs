//! Order lists, what was bought before, and ordering again.
//!
//! One record per list and one per line (`docs/decisions/0020-order-lists.md`). Whoever may not see a list is answered that it
//! does not exist; whoever sees it but may not change it is refused.

mod add_line;
mod archive_list;
mod bought;
pub(crate) mod buying;
mod desk_lists;
mod list;
mod lists;
mod make_list;
mod put_lines;
mod rename_list;
mod repeat;
mod replace_line;
pub(crate) mod rows;
mod set_line;

pub use add_line::add_line;
pub use archive_list::archive_list;
pub use bought::bought;
pub use desk_lists::desk_lists;
pub use list::list;
pub use lists::lists;
pub(crate) use make_list::lines_of;
pub use make_list::make_list;
pub use put_lines::put_lines;
pub use rename_list::rename_list;
pub use repeat::repeat;
pub(crate) use repeat::replacements;
pub use replace_line::replace_line;
pub use set_line::set_line;
