//! Where placements are and who provides them: postcodes, distances, Ofsted registrations.

pub(super) mod codes;
mod rule_1008;
mod rule_1015;
mod rule_164;
mod rule_169;
mod rule_179;
mod rule_218;
mod rule_219;
mod rule_221;
mod rule_224;
mod rule_227;
mod rule_228;
mod rule_229;
mod rule_230;
mod rule_241;
mod rule_243;
mod rule_392a;
mod rule_392c;
mod rule_406;
mod rule_411;
mod rule_420;
mod rule_454;
mod since_last_year;
pub(super) mod urn;

use crate::rule::Rule;

/// In the order of their codes; an older version before the one that took its place.
pub(super) static RULES: &[&Rule] = &[
    &rule_1008::RULE,
    &rule_1015::BEFORE_2026,
    &rule_1015::RULE,
    &rule_164::RULE,
    &rule_169::RULE,
    &rule_179::RULE,
    &rule_218::BEFORE_2025,
    &rule_218::BEFORE_2026,
    &rule_218::RULE,
    &rule_219::RULE,
    &rule_221::BEFORE_2024,
    &rule_221::BEFORE_2025,
    &rule_221::RULE,
    &rule_224::RULE,
    &rule_227::RULE,
    &rule_228::RULE,
    &rule_229::BEFORE_2026,
    &rule_229::RULE,
    &rule_230::BEFORE_2025,
    &rule_241::RULE,
    &rule_243::RULE,
    &rule_392a::RULE,
    &rule_392c::RULE,
    &rule_406::RULE,
    &rule_411::RULE,
    &rule_420::RULE,
    &since_last_year::RULE_452,
    &since_last_year::RULE_453,
    &rule_454::RULE,
    &since_last_year::RULE_503G,
    &since_last_year::RULE_503H,
    &since_last_year::RULE_503J,
];
