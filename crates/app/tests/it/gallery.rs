//! The gallery: every component on one page, drawn from the same macros as the product's pages.

use app::web::form::{Choice, Form};
use app::web::layout::{NavigationItem, Page, SignedInUser};
use app::web::printed;
use askama::Template;
use jiff::civil::date;

#[derive(Template)]
#[template(path = "gallery.html")]
struct Gallery {
    page: Page,
    form: Form,
    activities: Vec<Choice>,
    groups: Vec<Choice>,
    as_at: jiff::civil::Date,
}

#[test]
fn x() {
    let mut form = Form::default();
    form.add_error("note", "Enter a note");
    let g = Gallery {
        page: Page::new("Gallery"),
        form,
        activities: vec![],
        groups: vec![],
        as_at: date(2026, 3, 3),
    };
    println!("{}", g.render().unwrap());
}
