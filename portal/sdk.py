"""The front door for plugins: everything a plugin may use, re-exported and nothing else."""

from __future__ import annotations

from portal.declare.agreements import AgreementLaw
from portal.declare.calculators import Calculator, Given, Line, Worked
from portal.declare.case_types import CaseType, Example
from portal.declare.checks import Check, check
from portal.declare.clocks import (
    BY_ALL_PARTIES,
    BY_PARTIES_AND_US,
    BY_SUPERVISOR,
    NEVER,
    After,
    Basis,
    Clock,
    End,
    Extend,
    Limitation,
    Term,
    Unit,
    Whose,
)
from portal.declare.conditions import When
from portal.declare.demo import DemoBody, DemoPerson
from portal.declare.facts import Fact
from portal.declare.fields import (
    Choice,
    Choices,
    CreditCode,
    Day,
    Field,
    IdNumber,
    LongText,
    Money,
    Number,
    Phone,
    Plate,
    Text,
    TimeOfDay,
    Whole,
    YesNo,
)
from portal.declare.papers import (
    CallBackRecords,
    Checklist,
    Duty,
    FieldRows,
    Heading,
    LabelledRows,
    Lines,
    NewPage,
    Paper,
    Paragraph,
    PartyTable,
    PastePlace,
    SessionRecords,
    Signatures,
    TearLine,
    Terms,
)
from portal.declare.parties import (
    APPLICANT,
    COMPANY_A,
    EITHER,
    ELDER_A,
    MINOR_A,
    ORGANISATION,
    PERSON,
    PERSON_A,
    PERSON_B,
    RESPONDENT,
    THIRD,
    PartyKind,
    Role,
    Side,
)
from portal.declare.phases import (
    ACCEPTED,
    AGREED,
    CONFIRMING,
    CONSENTED,
    EFFECTIVE,
    ENDED,
    ENFORCEABLE,
    PERFORMED,
    RECEIVED,
    UNSETTLED,
    Ending,
    Moment,
    Phase,
    Source,
)
from portal.declare.plugins import Plugin
from portal.declare.privacy import Privacy, Rise, Sensitivity
from portal.declare.retention import Retention
from portal.declare.roles import CLERK, HEAD, MEDIATOR, STANDARD_ROLES, PostRole, Reach
from portal.declare.rules import Guard, Rule, guard, rule
from portal.declare.statistics import Statistic
from portal.declare.statutory import administration as clocks_administration
from portal.declare.statutory import authorities as clocks_authorities
from portal.declare.statutory import consumer as clocks_consumer
from portal.declare.statutory import court as clocks_court
from portal.declare.statutory import labour as clocks_labour
from portal.declare.statutory import limitation as clocks_limitation
from portal.declare.statutory import mediation as clocks_mediation
from portal.declare.statutory import medical as clocks_medical
from portal.declare.statutory import protection as clocks_protection
from portal.declare.statutory import traffic as clocks_traffic
from portal.declare.steps import Action, Reason, Step, Verb
from portal.declare.texts import N_
from portal.engine import agreement_words
from portal.engine.deadlines import add_months
from portal.engine.law import annual_leave as law_annual_leave
from portal.engine.law import car_warranty as law_car_warranty
from portal.engine.law import civil_limitation as law_civil_limitation
from portal.engine.law import consumer_protection as law_consumer_protection
from portal.engine.law import court_fees as law_court_fees
from portal.engine.law import food_safety as law_food_safety
from portal.engine.law import injury_calculators as calculators_injury
from portal.engine.law import labour_arbitration as law_labour_arbitration
from portal.engine.law import labour_contract as law_labour_contract
from portal.engine.law import maintenance as law_maintenance
from portal.engine.law import personal_injury as law_personal_injury
from portal.engine.law import prepaid_consumption as law_prepaid_consumption
from portal.engine.law import private_lending as law_private_lending
from portal.engine.law import property_fee as law_property_fee
from portal.engine.law import sme_payment as law_sme_payment
from portal.engine.law import traffic_insurance as law_traffic_insurance
from portal.engine.law import wages as law_wages
from portal.engine.law import work_injury as law_work_injury
from portal.engine.law.worked import shown
from portal.engine.money import grouped, yuan
from portal.errors import DeclarationError, Problem, Refused
from portal.hooks.markers import hookimpl
from portal.hooks.told import CaseChanged
from portal.web.guarding import opens, signed_in

__all__ = [
    "ACCEPTED",
    "AGREED",
    "APPLICANT",
    "Action",
    "After",
    "AgreementLaw",
    "BY_ALL_PARTIES",
    "BY_PARTIES_AND_US",
    "BY_SUPERVISOR",
    "Basis",
    "CLERK",
    "COMPANY_A",
    "CONFIRMING",
    "CONSENTED",
    "Calculator",
    "CallBackRecords",
    "CaseChanged",
    "CaseType",
    "Check",
    "Checklist",
    "Choice",
    "Choices",
    "Clock",
    "CreditCode",
    "Day",
    "DeclarationError",
    "DemoBody",
    "DemoPerson",
    "Duty",
    "EFFECTIVE",
    "EITHER",
    "ELDER_A",
    "ENDED",
    "ENFORCEABLE",
    "End",
    "Ending",
    "Example",
    "Extend",
    "Fact",
    "Field",
    "FieldRows",
    "Given",
    "Guard",
    "HEAD",
    "Heading",
    "IdNumber",
    "LabelledRows",
    "Limitation",
    "Line",
    "Lines",
    "LongText",
    "MEDIATOR",
    "MINOR_A",
    "Moment",
    "Money",
    "NEVER",
    "N_",
    "NewPage",
    "Number",
    "ORGANISATION",
    "PERFORMED",
    "PERSON",
    "PERSON_A",
    "PERSON_B",
    "Paper",
    "Paragraph",
    "PartyKind",
    "PartyTable",
    "PastePlace",
    "Phase",
    "Phone",
    "Plate",
    "Plugin",
    "PostRole",
    "Privacy",
    "Problem",
    "RECEIVED",
    "RESPONDENT",
    "Reach",
    "Reason",
    "Refused",
    "Retention",
    "Rise",
    "Role",
    "Rule",
    "STANDARD_ROLES",
    "Sensitivity",
    "SessionRecords",
    "Side",
    "Signatures",
    "Source",
    "Statistic",
    "Step",
    "THIRD",
    "TearLine",
    "Term",
    "Terms",
    "Text",
    "TimeOfDay",
    "UNSETTLED",
    "Unit",
    "Verb",
    "When",
    "Whole",
    "Whose",
    "Worked",
    "YesNo",
    "add_months",
    "agreement_words",
    "calculators_injury",
    "check",
    "clocks_administration",
    "clocks_authorities",
    "clocks_consumer",
    "clocks_court",
    "clocks_labour",
    "clocks_limitation",
    "clocks_mediation",
    "clocks_medical",
    "clocks_protection",
    "clocks_traffic",
    "grouped",
    "guard",
    "hookimpl",
    "law_annual_leave",
    "law_car_warranty",
    "law_civil_limitation",
    "law_consumer_protection",
    "law_court_fees",
    "law_food_safety",
    "law_labour_arbitration",
    "law_labour_contract",
    "law_maintenance",
    "law_personal_injury",
    "law_prepaid_consumption",
    "law_private_lending",
    "law_property_fee",
    "law_sme_payment",
    "law_traffic_insurance",
    "law_wages",
    "law_work_injury",
    "opens",
    "rule",
    "shown",
    "signed_in",
    "yuan",
]
