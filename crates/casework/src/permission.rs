//! The one permission table: which role may do what. Nothing else in the program decides this.

use serde::{Deserialize, Serialize};

/// What somebody is to the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    PersonalAdviser,
    SocialWorker,
    TeamManager,
    IndependentReviewingOfficer,
    VirtualSchoolHead,
    YouthAdviser,
    CareersOfficer,
    WelfareRightsOfficer,
    EmployerLiaison,
    PanelMember,
    WorkCoach,
    FosterCarer,
    CareLeaver,
    BoardMember,
    PerformanceAnalyst,
    RecordsOfficer,
    /// Releases payments, sends them to the bank, and records what it said.
    FinanceOfficer,
    Auditor,
    Administrator,
    /// Whoever runs the program on the server itself.
    CommandLine,
}

/// What can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// See lists of people and open a person.
    ReadPeople,
    /// See names; without it lists show identifiers only.
    ReadNames,
    /// Read notes of contacts.
    ReadContacts,
    /// See a National Insurance number.
    ReadSecretIdentifiers,
    /// Add people and change their details.
    ChangePeople,
    /// Record, correct and withdraw spells.
    RecordSpells,
    RecordContacts,
    /// Record, correct and withdraw steps that happened on one day, and excuse a duty for a reason that the protocol names.
    RecordEvents,
    /// Work out what a job or a home would leave, keep it, and see what was kept.
    WorkOutBetterOff,
    /// Take lists out of the system.
    ExportPeople,
    /// Produce the statutory return for the Department.
    ProduceReturn,
    /// Check a return, see what the rules find, and say why a finding stands.
    CheckReturn,
    /// Agree to somebody else's reasons, and say that a return may be sent.
    SignOffReturn,
    /// See figures as they are.
    ReadMeasures,
    /// See figures with small numbers hidden.
    ReadPublishedMeasures,
    SetTargets,
    Import,
    /// Fill a database with a made-up council.
    Synthesise,
    ManageAccounts,
    ReadAudit,
    /// See what somebody is entitled to, what was awarded, and what became of it.
    ReadMoney,
    /// Award money within limits, make payments, take back what was not spent.
    AwardMoney,
    /// Award beyond a limit, with a reason.
    ExceedLimits,
    /// Release payments that somebody else made, send them to finance, record what the bank said.
    ReleasePayments,
    /// Decide on the council's own amounts and entitlements.
    SetEntitlements,
    /// A young person: see their own entitlements, awards and payments.
    ReadOwnMoney,
    /// A young person: work out what a job or a home would leave them.
    WorkOutOwnBetterOff,
    /// See the caseload of every adviser, what is overdue, and the forecast.
    ReadTeam,
    /// Arrange cover, pass young people on, set the limit of caseloads.
    ManageTeam,
    /// See Jobcentre offices, work coaches and the council's advisers for them.
    ReadJobcentreDirectory,
    /// Keep and confirm that directory, and record awareness sessions.
    KeepJobcentreDirectory,
    /// Take out the list of young people who agreed to share with the Jobcentre.
    ShareWithJobcentre,
    /// A work coach: see young people of the district who agreed, the agreed fields only, and do the Jobcentre's side.
    SeeSharedPeople,
    /// See the protocols, what they ask for and who decided so, and the agreements with partners.
    ReadProtocols,
    /// Decide which protocols hold and in which words, take a decision back, and keep the agreements with partners.
    ChangeProtocols,
    /// See assessments, pathway plans, education plans and readiness lists, and what was promised.
    ReadPlans,
    /// Write assessments and pathway plans, sign them off, keep the readiness list, and say what came of a promise.
    WritePlans,
    /// Say something about a plan that somebody else writes.
    CommentOnPlans,
    /// Check the quality of a plan that somebody else signed off.
    CheckPlans,
    /// Record what was done about a personal education plan, and talks with the virtual school.
    RecordEducationPlans,
    /// A young person: read their own plan, say whether they agree, and ask for a review.
    ReadOwnPlan,
}

impl Action {
    pub const ALL: [Self; 41] = [
        Self::ReadPeople,
        Self::ReadNames,
        Self::ReadContacts,
        Self::ReadSecretIdentifiers,
        Self::ChangePeople,
        Self::RecordSpells,
        Self::RecordContacts,
        Self::RecordEvents,
        Self::WorkOutBetterOff,
        Self::ExportPeople,
        Self::ProduceReturn,
        Self::CheckReturn,
        Self::SignOffReturn,
        Self::ReadMeasures,
        Self::ReadPublishedMeasures,
        Self::SetTargets,
        Self::Import,
        Self::Synthesise,
        Self::ManageAccounts,
        Self::ReadAudit,
        Self::ReadMoney,
        Self::AwardMoney,
        Self::ExceedLimits,
        Self::ReleasePayments,
        Self::SetEntitlements,
        Self::ReadOwnMoney,
        Self::WorkOutOwnBetterOff,
        Self::ReadTeam,
        Self::ManageTeam,
        Self::ReadJobcentreDirectory,
        Self::KeepJobcentreDirectory,
        Self::ShareWithJobcentre,
        Self::SeeSharedPeople,
        Self::ReadProtocols,
        Self::ChangeProtocols,
        Self::ReadPlans,
        Self::WritePlans,
        Self::CommentOnPlans,
        Self::CheckPlans,
        Self::RecordEducationPlans,
        Self::ReadOwnPlan,
    ];
}

use Action::{
    AwardMoney, ChangePeople, CheckReturn, ExceedLimits, ExportPeople, Import, ManageAccounts,
    ManageTeam, ProduceReturn, ReadAudit, ReadContacts, ReadMeasures, ReadMoney, ReadNames,
    ReadOwnMoney, ReadPeople, ReadPublishedMeasures, ReadSecretIdentifiers, ReadTeam,
    RecordContacts, RecordEvents, RecordSpells, ReleasePayments, SetEntitlements, SetTargets,
    SignOffReturn, WorkOutBetterOff, WorkOutOwnBetterOff,
};
use Action::{ChangeProtocols, ReadProtocols};
use Action::{
    CheckPlans, CommentOnPlans, ReadOwnPlan, ReadPlans, RecordEducationPlans, WritePlans,
};
use Action::{KeepJobcentreDirectory, ReadJobcentreDirectory, SeeSharedPeople, ShareWithJobcentre};

/// Role by role. Panel members and carers see published figures only until consent gates what is shared with them.
const TABLE: &[(Role, &[Action])] = &[
    (
        Role::PersonalAdviser,
        &[
            ReadProtocols,
            ReadJobcentreDirectory,
            KeepJobcentreDirectory,
            ReadPeople,
            ReadNames,
            ReadContacts,
            ReadSecretIdentifiers,
            ChangePeople,
            RecordSpells,
            RecordContacts,
            RecordEvents,
            WorkOutBetterOff,
            ReadMeasures,
            ReadPublishedMeasures,
            ReadMoney,
            AwardMoney,
            ReadPlans,
            WritePlans,
            CommentOnPlans,
            RecordEducationPlans,
        ],
    ),
    (
        Role::SocialWorker,
        &[
            ReadProtocols,
            ReadJobcentreDirectory,
            KeepJobcentreDirectory,
            ReadPeople,
            ReadNames,
            ReadContacts,
            ReadSecretIdentifiers,
            ChangePeople,
            RecordSpells,
            RecordContacts,
            RecordEvents,
            WorkOutBetterOff,
            ReadMeasures,
            ReadPublishedMeasures,
            ReadMoney,
            AwardMoney,
            ReadPlans,
            WritePlans,
            CommentOnPlans,
            RecordEducationPlans,
        ],
    ),
    (
        Role::TeamManager,
        &[
            ReadTeam,
            ManageTeam,
            ReadProtocols,
            ChangeProtocols,
            ReadJobcentreDirectory,
            KeepJobcentreDirectory,
            ShareWithJobcentre,
            ReadPeople,
            ReadNames,
            ReadContacts,
            ReadSecretIdentifiers,
            ChangePeople,
            RecordSpells,
            RecordContacts,
            RecordEvents,
            WorkOutBetterOff,
            ExportPeople,
            CheckReturn,
            SignOffReturn,
            ReadMeasures,
            ReadPublishedMeasures,
            SetTargets,
            ReadAudit,
            ReadMoney,
            AwardMoney,
            ExceedLimits,
            ReleasePayments,
            SetEntitlements,
            ReadPlans,
            WritePlans,
            CommentOnPlans,
            CheckPlans,
            RecordEducationPlans,
        ],
    ),
    (
        Role::IndependentReviewingOfficer,
        &[
            ReadProtocols,
            ReadPeople,
            ReadNames,
            ReadContacts,
            RecordEvents,
            ReadMeasures,
            ReadPublishedMeasures,
            ReadMoney,
            ReadPlans,
            CommentOnPlans,
        ],
    ),
    (
        Role::VirtualSchoolHead,
        &[
            ReadProtocols,
            ReadJobcentreDirectory,
            ReadPeople,
            ReadNames,
            ReadContacts,
            RecordSpells,
            RecordEvents,
            ReadMeasures,
            ReadPublishedMeasures,
            ExportPeople,
            ReadMoney,
            AwardMoney,
            ReadPlans,
            CommentOnPlans,
            RecordEducationPlans,
        ],
    ),
    (
        Role::YouthAdviser,
        &[
            ReadProtocols,
            ReadJobcentreDirectory,
            KeepJobcentreDirectory,
            ReadPeople,
            ReadNames,
            ReadContacts,
            RecordSpells,
            RecordContacts,
            RecordEvents,
            WorkOutBetterOff,
            ReadMeasures,
            ReadPublishedMeasures,
        ],
    ),
    (
        Role::CareersOfficer,
        &[
            ReadProtocols,
            ReadJobcentreDirectory,
            ReadPeople,
            ReadNames,
            ReadContacts,
            RecordSpells,
            RecordContacts,
            RecordEvents,
            WorkOutBetterOff,
            ReadMeasures,
            ReadPublishedMeasures,
        ],
    ),
    (
        Role::WelfareRightsOfficer,
        &[
            ReadProtocols,
            ReadJobcentreDirectory,
            ReadPeople,
            ReadNames,
            ReadContacts,
            ReadSecretIdentifiers,
            RecordContacts,
            RecordEvents,
            WorkOutBetterOff,
            ReadMeasures,
            ReadPublishedMeasures,
            ReadMoney,
            AwardMoney,
        ],
    ),
    (
        Role::EmployerLiaison,
        &[
            ReadProtocols,
            ReadPeople,
            ReadNames,
            RecordContacts,
            ReadMeasures,
            ReadPublishedMeasures,
        ],
    ),
    (Role::PanelMember, &[ReadPublishedMeasures]),
    // Of those who agreed, in the coach's own district: see casework::partner.
    (Role::WorkCoach, &[SeeSharedPeople]),
    (Role::FosterCarer, &[ReadPublishedMeasures]),
    // Of themselves only: see Actor::own.
    (
        Role::CareLeaver,
        &[
            ReadPublishedMeasures,
            ReadOwnMoney,
            WorkOutOwnBetterOff,
            ReadOwnPlan,
        ],
    ),
    (Role::BoardMember, &[ReadPublishedMeasures]),
    (
        Role::PerformanceAnalyst,
        &[
            ReadProtocols,
            ReadPeople,
            ExportPeople,
            ProduceReturn,
            CheckReturn,
            ReadMeasures,
            ReadPublishedMeasures,
            SetTargets,
            Import,
        ],
    ),
    (
        Role::RecordsOfficer,
        &[
            ReadProtocols,
            ReadPeople,
            ReadNames,
            ReadContacts,
            ReadAudit,
            ReadPublishedMeasures,
            ReadMoney,
            ReadPlans,
        ],
    ),
    // No names, no notes: what is paid, to which reference, and how much.
    (
        Role::FinanceOfficer,
        &[ReadPublishedMeasures, ReadMoney, ReleasePayments],
    ),
    (
        Role::Auditor,
        &[ReadProtocols, ReadAudit, ReadPublishedMeasures],
    ),
    (
        Role::Administrator,
        &[
            ReadProtocols,
            ManageAccounts,
            ReadAudit,
            ReadPublishedMeasures,
            ReadJobcentreDirectory,
        ],
    ),
    (Role::CommandLine, &Action::ALL),
];

/// Whether a role may do something. A role that is not in the table may do nothing.
pub fn may(role: Role, action: Action) -> bool {
    TABLE
        .iter()
        .any(|(listed, actions)| *listed == role && actions.contains(&action))
}

impl Role {
    /// Every role that a person can have.
    pub fn people() -> impl Iterator<Item = Self> {
        TABLE
            .iter()
            .map(|(role, _)| *role)
            .filter(|role| *role != Self::CommandLine)
    }

    pub fn code(self) -> &'static str {
        match self {
            Self::PersonalAdviser => "personal_adviser",
            Self::SocialWorker => "social_worker",
            Self::TeamManager => "team_manager",
            Self::IndependentReviewingOfficer => "independent_reviewing_officer",
            Self::VirtualSchoolHead => "virtual_school_head",
            Self::YouthAdviser => "youth_adviser",
            Self::CareersOfficer => "careers_officer",
            Self::WelfareRightsOfficer => "welfare_rights_officer",
            Self::EmployerLiaison => "employer_liaison",
            Self::PanelMember => "panel_member",
            Self::WorkCoach => "work_coach",
            Self::FosterCarer => "foster_carer",
            Self::CareLeaver => "care_leaver",
            Self::BoardMember => "board_member",
            Self::PerformanceAnalyst => "performance_analyst",
            Self::RecordsOfficer => "records_officer",
            Self::FinanceOfficer => "finance_officer",
            Self::Auditor => "auditor",
            Self::Administrator => "administrator",
            Self::CommandLine => "command_line",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::PersonalAdviser => "Personal adviser",
            Self::SocialWorker => "Social worker",
            Self::TeamManager => "Team manager",
            Self::IndependentReviewingOfficer => "Independent reviewing officer",
            Self::VirtualSchoolHead => "Virtual school head",
            Self::YouthAdviser => "Youth adviser",
            Self::CareersOfficer => "Careers officer",
            Self::WelfareRightsOfficer => "Welfare rights officer",
            Self::EmployerLiaison => "Employer liaison",
            Self::PanelMember => "Panel member",
            Self::WorkCoach => "Work coach",
            Self::FosterCarer => "Foster carer",
            Self::CareLeaver => "Young person",
            Self::BoardMember => "Board member",
            Self::PerformanceAnalyst => "Performance analyst",
            Self::RecordsOfficer => "Records officer",
            Self::FinanceOfficer => "Finance officer",
            Self::Auditor => "Auditor",
            Self::Administrator => "Administrator",
            Self::CommandLine => "Command line",
        }
    }
}

impl std::str::FromStr for Role {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::people().find(|role| role.code() == text).ok_or(())
    }
}
