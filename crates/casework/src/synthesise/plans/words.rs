//! The words of made-up plans: nobody said them, and nobody is meant.

/// Who does a step.
#[derive(Clone, Copy)]
pub(super) enum Doer {
    YoungPerson,
    Adviser,
    YouthAdviser,
    Named(&'static str),
}

/// A goal about education or work with its steps: what, who, what it takes.
#[derive(Clone, Copy)]
pub(super) struct Words {
    pub goal: &'static str,
    pub steps: &'static [(&'static str, Doer, &'static str)],
}

pub(super) const WORK: &[&Words] = &[
    &Words {
        goal: "A place on the Level 2 catering course",
        steps: &[
            (
                "Go to the open day of the college kitchen together",
                Doer::Adviser,
                "Bus fare from the travel fund",
            ),
            (
                "Send the form",
                Doer::YoungPerson,
                "An hour with the careers officer",
            ),
        ],
    },
    &Words {
        goal: "An apprenticeship as an electrician",
        steps: &[
            (
                "Help with a CV and a letter",
                Doer::Named("The careers officer"),
                "Two hours, the office printer",
            ),
            (
                "Ask three firms for a work trial",
                Doer::Named("The employer liaison officer"),
                "Their list of firms",
            ),
        ],
    },
    &Words {
        goal: "Part-time work that goes with college",
        steps: &[
            (
                "Work out together what a wage does to benefits",
                Doer::Adviser,
                "The better-off page, half an hour",
            ),
            (
                "Apply to the two shops in town",
                Doer::YoungPerson,
                "Interview clothes from the clothing fund",
            ),
        ],
    },
    &Words {
        goal: "Into maths and English at Level 1",
        steps: &[(
            "Meet the tutor and choose a group",
            Doer::Named("The virtual school"),
            "A tutor two hours a week",
        )],
    },
    &Words {
        goal: "A week with something good in it",
        steps: &[
            (
                "Try the bike workshop twice",
                Doer::YouthAdviser,
                "A lift on Thursdays",
            ),
            (
                "Speak about what was good and what comes next",
                Doer::Adviser,
                "A coffee",
            ),
        ],
    },
];

pub(super) const OWN: &[&str] = &[
    "I want my own place with a cat. College is all right, mornings are not.",
    "I am good with my hands and I hate forms. Someone should do them with me once, then I can.",
    "I miss my brother. I want to see him more and I want to cook for him.",
    "Football on Tuesdays is the best thing. I would like to coach the small ones.",
    "I do not sleep well. When I sleep I can work.",
    "I want to be a nurse. My foster mum says I would be good at it.",
    "Less meetings. More driving lessons.",
];

pub(super) const TOOK_PART: &[&str] = &[
    "We met twice at home and once for a walk.",
    "They typed the first part themselves on the adviser's tablet.",
    "By video, because they study away; they changed three parts.",
    "At the kitchen table, with their foster carer.",
];

pub(super) const LIAISON: &[&str] = &[
    "Wants to stay on for Level 3. Help with maths once a week, and a quiet room for exams.",
    "Thinks of leaving. A taster day at the college in June, then we speak again.",
    "On course for five passes. The pupil premium pays a laptop and a tutor until the exams.",
];

/// What can stand under a head.
pub(super) fn words_for(head: &str) -> &'static [&'static str] {
    match head {
        "contact" | "where_detained" => &[
            "A message every week and a visit every four weeks. Calls after four, never in the morning.",
            "They write when they want to talk. The adviser rings back the same day.",
        ],
        "education" | "education_training_work" => &[
            "At college three days a week. Attendance is good; maths is hard.",
            "Left school with three passes. Wants to learn by doing.",
            "Second year of the course. Wants to know what comes after it.",
        ],
        "work" | "wanted" => &[
            "Looked for work since summer. Two interviews, none local.",
            "Saturday job in a bakery and would like more hours.",
            "Not ready for a job. A steady week comes first.",
        ],
        "contingency" => &[
            "Rings the adviser, or the duty number at night. The spare room of the foster carer is there for two weeks.",
            "If the tenancy fails, the council keeps a room in supported lodgings. The emergency fund pays a week.",
        ],
        "home" | "home_and_money" | "care_and_home" => &[
            "One-bedroom flat, dry and safe, ten minutes from town. The rent is covered. They like it.",
            "Stays with their former foster carers. All want it to go on.",
            "Shared house. The lock of the room was mended. They would like a place of their own by spring.",
        ],
        "family_and_friends" | "support_from_family" | "health_and_people" => &[
            "Sees grandmother on Sundays. Contact with a sister every month, with a lift from the adviser.",
            "Close to the foster family. Two good friends from school.",
        ],
        "skills" => &[
            "Cooks four dishes and does the washing. Post is still left unopened: a box by the door, opened together on Fridays.",
            "Manages well. Would like to learn to paint a room.",
        ],
        "money" => &[
            "Knows what comes in and goes out. Saves ten pounds a week for driving lessons.",
            "Short at the end of the month. A plan with the adviser every first Monday.",
        ],
        "health" => &[
            "Well. Registered with a doctor and a dentist. Glasses checked in spring.",
            "Asthma is under control. Sleeps badly; the nurse has offered six talks.",
        ],
        "identity" => &[
            "Goes to the mosque on Fridays. Halal food at the lodgings is settled.",
            "Wants to know more about where the family came from. The life story book is being mended.",
            "Says there is nothing that we should do about this now.",
        ],
        _ => &[
            "All is well here, and nothing is needed now.",
            "We spoke about it. They will say when something should change.",
        ],
    }
}
