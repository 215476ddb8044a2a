"""The time limits of traffic disputes: ours is of the house, the others are of police, insurer, court and parties."""

from dataclasses import replace

from portal.sdk import AGREED, PERFORMED, Clock, When, Whose, clocks_limitation, clocks_mediation, clocks_traffic

from .bases import compulsory

ALWAYS = (
    clocks_mediation.MEDIATION,
    clocks_mediation.CONFIRMATION,
    clocks_mediation.ENFORCEMENT,
    clocks_limitation.LIMITATION,
    replace(clocks_traffic.REVIEW_ASKED, when=When("review", "no")),
    replace(clocks_traffic.POLICE_MEDIATION, stops=(AGREED,)),
    clocks_traffic.POLICE_AFTER_US,
    Clock(
        "insurer_assesses",
        "保险公司核定",
        days=5,
        starts="insurance_papers_on",
        stops=("insurer_answer",),
        suspends=False,
        whose=Whose.PARTIES,
        basis=compulsory("29"),
        lapse="请催问保险公司；不属于保险责任的，应当书面说明理由",
    ),
    Clock(
        "insurer_pays",
        "保险公司赔付",
        days=10,
        starts="insurance_agreed_on",
        stops=(PERFORMED,),
        suspends=False,
        whose=Whose.PARTIES,
        basis=compulsory("29"),
        lapse="请催问保险公司；对赔付有争议的，可以仲裁或者起诉",
    ),
)
