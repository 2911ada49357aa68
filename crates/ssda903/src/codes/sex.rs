//! SEX of a child in Header and UASC (rule 101, changed for the year ending 2025).

use super::{Years, code_set};

code_set! {
    /// The child's or young person's reported sex.
    Sex, "SEX" {
        Male = "M", "Male", Years::since(2025);
        Female = "F", "Female", Years::since(2025);
        Unknown = "U", "Not known", Years::since(2025);
        MaleBefore2025 = "1", "Male", Years::until(2024, "M");
        FemaleBefore2025 = "2", "Female", Years::until(2024, "F");
    }
}
