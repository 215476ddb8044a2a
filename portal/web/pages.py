"""The views of the core, in one list. A page that is not here does not exist."""

from __future__ import annotations

from flask_appbuilder import BaseView

from portal.web.api.cases import CasesApi
from portal.web.api.document import OpenApiView
from portal.web.api.materials import MaterialsApi
from portal.web.api.referrals import ReferralsApi
from portal.web.views.account import AccountView
from portal.web.views.admin_calendar import CalendarView
from portal.web.views.admin_home import AdminView
from portal.web.views.admin_organisations import OrganisationsView
from portal.web.views.admin_papers import PaperWordingView
from portal.web.views.admin_parameters import ParametersView, SettingsView
from portal.web.views.admin_people import PeopleView
from portal.web.views.admin_person import PersonView
from portal.web.views.admin_plugins import PluginsView
from portal.web.views.admin_roles import RolesView
from portal.web.views.admin_roster import RosterView
from portal.web.views.admin_sign_in import SignInRulesView
from portal.web.views.audit import AuditView
from portal.web.views.calculators import CalculatorsView
from portal.web.views.case import CaseView
from portal.web.views.caucus import CaucusView
from portal.web.views.checks import ChecksView
from portal.web.views.complaints import ComplaintsView
from portal.web.views.confirmation import ConfirmationsView, ConfirmationView
from portal.web.views.consultations import ConsultationsView
from portal.web.views.contacts import ContactsView
from portal.web.views.desk import DeskView
from portal.web.views.drafts import DraftsView
from portal.web.views.erasures import ErasuresView
from portal.web.views.frame import FrameView
from portal.web.views.glass import GlassView
from portal.web.views.glass_case import GlassCaseView
from portal.web.views.guide import GuideView
from portal.web.views.joint import JointView
from portal.web.views.keeping import KeepingView
from portal.web.views.ledger_imports import LedgerImportsView
from portal.web.views.materials import MaterialsView
from portal.web.views.members import MembersView
from portal.web.views.new_case import NewCaseView
from portal.web.views.opinions import OpinionsView
from portal.web.views.own_data import OwnDataView
from portal.web.views.own_keys import OwnKeysView
from portal.web.views.paper_files import PaperFilesView
from portal.web.views.papers import PapersView
from portal.web.views.performance import PerformanceView
from portal.web.views.persons import PersonsView
from portal.web.views.phone import PhoneView
from portal.web.views.recusal import RecusalView
from portal.web.views.referrals import ReferralsView
from portal.web.views.register import RegisterView
from portal.web.views.second_factor import SecondFactorView
from portal.web.views.single_sign_on import SingleSignOnView
from portal.web.views.stand_ins import StandInsView
from portal.web.views.statistics import StatisticsView
from portal.web.views.week import WeekView

CORE_VIEWS: tuple[type[BaseView], ...] = (
    AccountView,
    OwnKeysView,
    SecondFactorView,
    SingleSignOnView,
    StandInsView,
    CasesApi,
    MaterialsApi,
    ReferralsApi,
    CalculatorsView,
    CaseView,
    CaucusView,
    ComplaintsView,
    ConsultationsView,
    ContactsView,
    DeskView,
    DraftsView,
    MaterialsView,
    MembersView,
    LedgerImportsView,
    NewCaseView,
    PapersView,
    PaperFilesView,
    OpinionsView,
    PhoneView,
    RecusalView,
    PerformanceView,
    PersonsView,
    ConfirmationView,
    ConfirmationsView,
    ReferralsView,
    RegisterView,
    StatisticsView,
    WeekView,
    ChecksView,
    AuditView,
    GlassView,
    JointView,
    KeepingView,
    OwnDataView,
    ErasuresView,
    GlassCaseView,
    AdminView,
    PeopleView,
    PersonView,
    RolesView,
    SignInRulesView,
    OrganisationsView,
    RosterView,
    PluginsView,
    CalendarView,
    ParametersView,
    SettingsView,
    PaperWordingView,
    GuideView,
    FrameView,
    OpenApiView,
)
