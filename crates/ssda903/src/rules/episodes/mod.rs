//! Episodes: dates, codes, and how one follows another.

mod age_at_end;
mod codes;
mod dates_that_exist;
mod header_gaps;
mod known_codes;
mod least_ages;
mod longest_stays;
mod orders_too_long;
mod placement_and_status;
mod providers;
mod rule_142;
mod rule_148;
mod rule_178;
mod rule_210;
mod rule_213;
mod rule_214;
mod rule_217;
mod rule_217t;
mod rule_222;
mod rule_225;
mod rule_226;
mod rule_233;
mod rule_242;
mod rule_302;
mod rule_336;
mod rule_352;
mod rule_353;
mod rule_354;
mod rule_355;
mod rule_356;
mod rule_357;
mod rule_359;
mod rule_365;
mod rule_366;
mod rule_367;
mod rule_377;
mod rule_380;
mod rule_381;
mod rule_383;
mod rule_385;
mod rule_388;
mod rule_390;
mod rule_392d;
mod rule_398;
mod rule_426;
mod rule_431;
mod rule_432;
mod rule_433;
mod rule_434;
mod rule_435;
mod rule_436;
mod rule_437;
mod rule_445;
mod rule_446;
mod rule_451;
mod rule_501;
mod rule_504;
mod rule_516;
mod rule_526;
mod rule_550;
mod rule_607;
mod rule_625;
mod under_ten;

use crate::rule::Rule;

/// In the order of their codes; an older version before the one that took its place.
pub(super) static RULES: &[&Rule] = &[
    &known_codes::RULE_1009,
    &dates_that_exist::RULE_141,
    &rule_142::RULE,
    &known_codes::RULE_143,
    &known_codes::RULE_144,
    &known_codes::RULE_145,
    &known_codes::RULE_146_BEFORE_2025,
    &known_codes::RULE_146_BEFORE_2026,
    &known_codes::RULE_146,
    &dates_that_exist::RULE_147,
    &rule_148::RULE,
    &known_codes::RULE_149,
    &rule_178::BEFORE_2026,
    &rule_178::RULE,
    &rule_210::RULE,
    &rule_213::BEFORE_2026,
    &rule_213::RULE,
    &rule_214::RULE,
    &rule_217::RULE,
    &rule_217t::BEFORE_2025,
    &rule_222::BEFORE_2024,
    &rule_222::BEFORE_2025,
    &rule_222::BEFORE_2026,
    &rule_222::RULE,
    &rule_225::RULE,
    &rule_226::BEFORE_2026,
    &rule_226::RULE,
    &rule_233::RULE,
    &under_ten::RULE_234,
    &rule_242::RULE,
    &rule_302::RULE,
    &rule_336::RULE,
    &rule_352::RULE,
    &rule_353::RULE,
    &rule_354::RULE,
    &rule_355::RULE,
    &rule_356::RULE,
    &rule_357::RULE,
    &under_ten::RULE_358,
    &rule_359::RULE,
    &orders_too_long::RULE_361,
    &orders_too_long::RULE_362,
    &orders_too_long::RULE_363,
    &orders_too_long::RULE_364,
    &rule_365::RULE,
    &rule_366::RULE,
    &rule_367::RULE,
    &least_ages::RULE_370_IN_2023,
    &least_ages::RULE_370_IN_2024,
    &least_ages::RULE_371_IN_2023,
    &least_ages::RULE_371_IN_2024,
    &least_ages::RULE_371,
    &least_ages::RULE_372,
    &least_ages::RULE_373,
    &least_ages::RULE_374,
    &longest_stays::RULE_375,
    &longest_stays::RULE_376,
    &rule_377::RULE,
    &placement_and_status::RULE_378,
    &longest_stays::RULE_379,
    &rule_380::RULE,
    &rule_381::RULE,
    &placement_and_status::RULE_382,
    &rule_383::BEFORE_2026,
    &rule_383::RULE,
    &placement_and_status::RULE_384,
    &rule_385::RULE,
    &age_at_end::RULE_386,
    &age_at_end::RULE_387,
    &rule_388::RULE,
    &age_at_end::RULE_389,
    &rule_390::RULE,
    &rule_392d::RULE,
    &header_gaps::RULE_393_BEFORE_2025,
    &header_gaps::RULE_393,
    &rule_398::RULE,
    &age_at_end::RULE_407,
    &placement_and_status::RULE_408,
    &rule_426::RULE,
    &rule_431::RULE,
    &rule_432::RULE,
    &rule_433::RULE,
    &rule_434::RULE,
    &rule_435::RULE,
    &rule_436::RULE,
    &rule_437::RULE,
    &header_gaps::RULE_442,
    &rule_445::RULE,
    &rule_446::RULE,
    &rule_451::RULE,
    &age_at_end::RULE_460,
    &rule_501::RULE,
    &rule_504::RULE,
    &rule_516::RULE,
    &rule_526::BEFORE_2026,
    &rule_526::RULE,
    &providers::RULE_527,
    &providers::RULE_528,
    &providers::RULE_529,
    &providers::RULE_530,
    &providers::RULE_531,
    &rule_550::RULE,
    &rule_607::BEFORE_2025,
    &rule_607::RULE,
    &rule_625::RULE,
];
