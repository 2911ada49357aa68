//! What every page shares: its title, navigation, who is signed in, and what is said at its top.

use super::assets;
use super::form::Form;

/// Sent with every page: it loads only what the binary serves, and runs no inline script or style.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
     connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Handed to every template as its field `page`; `layout.html` draws it.
///
/// ```html
/// {% extends "layout.html" %}
/// {% import "components.html" as ui %}
/// {% block main %}<h1 class="govuk-heading-l">{{ page.title }}</h1>{% endblock %}
/// ```
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// What the browser tab says, without the service's name. It never names a young person:
    /// titles stay in histories and are read over shoulders.
    pub title: String,
    /// The places that this user may go to; empty before signing in.
    pub navigation: Vec<NavigationItem>,
    pub user: Option<SignedInUser>,
    /// Said once at the top after something was done: "Contact saved".
    pub notice: Option<String>,
    /// Shows on every page, printed ones too, that nobody here is real.
    pub has_made_up_data: bool,
    has_errors: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NavigationItem {
    pub label: String,
    pub href: String,
    pub is_current: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedInUser {
    pub name: String,
    /// In words, as the team says it: "Personal adviser".
    pub role: String,
}

impl Page {
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            ..Self::default()
        }
    }

    /// Puts "Error: " before the title when the form has errors, so that a screen reader says it first.
    #[must_use]
    pub fn with_errors_of(mut self, form: &Form) -> Self {
        self.has_errors = form.has_errors();
        self
    }

    /// The words in the browser tab.
    pub fn tab_title(&self) -> String {
        let error = if self.has_errors { "Error: " } else { "" };
        format!("{error}{} - Throughcare", self.title)
    }

    pub fn style_path(&self) -> &'static str {
        assets::STYLE.path
    }

    pub fn script_path(&self) -> &'static str {
        assets::SCRIPT.path
    }

    pub fn icon_path(&self) -> &'static str {
        assets::ICON.path
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tab_says_the_page_the_service_and_an_error_first() {
        let mut form = Form::default();
        let check = |form: &Form, expected: &str| {
            let page = Page::new("Record a contact").with_errors_of(form);
            assert_eq!(page.tab_title(), expected);
        };
        check(&form, "Record a contact - Throughcare");
        form.add_error("note", "Enter a note");
        check(&form, "Error: Record a contact - Throughcare");
    }
}
