//! Order lists, what was bought before, ordering again.

mod add_line;
mod archive_list;
mod bought;
mod bought_page;
mod desk_lists;
mod desk_lists_page;
mod left_out;
mod line;
mod list;
mod list_page;
mod lists;
mod lists_page;
mod make_list;
mod new_list;
mod rename_list;
mod repeat;
mod repeat_page;
mod replace_line;
mod set_line;
mod take;

use kontor_domain::ListId;

pub use add_line::AddListLine;
pub use archive_list::ArchiveList;
pub use bought::AskBought;
pub use bought_page::BoughtPage;
pub use desk_lists::AskDeskLists;
pub use desk_lists_page::{DeskListPage, DeskListsPage};
pub use left_out::LeftOutNote;
pub use list::AskList;
pub use list_page::ListPage;
pub use lists::AskLists;
pub use lists_page::{ListsPage, lines_words};
pub use make_list::MakeList;
pub use rename_list::RenameList;
pub use repeat::AskRepeat;
pub use repeat_page::{Evidence, RepeatPage};
pub use replace_line::ReplaceListLine;
pub use set_line::SetListLine;

/// Where lists live: in the shop, or at the desk.
const fn base(desk: bool) -> &'static str {
    if desk { "/desk/lists" } else { "/lists" }
}

fn path_of(desk: bool, list: &ListId) -> String {
    format!("{}/{list}", base(desk))
}
