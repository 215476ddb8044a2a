"""Cases on paper to draw: one filled in, one of many parties, one blank."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from portal.papers.on_paper import (
    CaseOnPaper,
    EntryOnPaper,
    FieldOnPaper,
    PartyOnPaper,
    SessionOnPaper,
    TermOnPaper,
    VisitOnPaper,
)

NOW = datetime(2026, 11, 21, 2, 3, 4, 567_890, tzinfo=UTC)  # a clock has microseconds
LINK = "http://127.0.0.1:8000/cases/0190d3a1-7e5b-7c3d-8f00-000000000001"
WORKER = PartyOnPaper(
    "劳动者",
    "applicant",
    True,
    "王小军",
    "男",
    "汉族",
    "36",
    "木工",
    "13893600011",
    "临泽县沙河镇东寨村一社12号",
    "620723199001010016",
)
EMPLOYER = PartyOnPaper(
    "用人单位",
    "respondent",
    False,
    "临泽县某某建筑工程有限责任公司",
    phone="0936-5521234",
    address="临泽县县府街18号",
    credit_code="91620723MA7ABCDE1X",
    representative="李国强",
)
FILLED = CaseOnPaper(
    organisation="临泽县总工会劳动争议调解委员会",
    number="（2026）临劳调字第12号",
    type_title="拖欠工资",
    cause="王小军与临泽县某某建筑工程有限责任公司 拖欠工资纠纷",
    source="当事人申请",
    is_own_motion=False,
    place="沙河镇东寨村",
    due_on=date(2026, 12, 7),
    received_on=date(2026, 11, 2),
    accepted_on=date(2026, 11, 3),
    ended_on=date(2026, 11, 20),
    mediator="王建国",
    summary="三月至九月在工地做木工，欠工资12000元。\n多次催要没有结果 <b>&amp;</b> {number}。",
    ending="调解成功",
    reason="自愿达成协议",
    parties=(WORKER, EMPLOYER),
    fields=(FieldOnPaper("owed", "欠付金额", "12,000.00 元"), FieldOnPaper("kind", "用工形式", "劳务")),
    sessions=(
        SessionOnPaper(
            date(2026, 11, 6),
            "三楼调解室",
            "王小军",
            "申请人陈述了经过。",
            "有待继续调解",
            began="09:30",
            next_on=date(2026, 11, 10),
        ),
        SessionOnPaper(
            date(2026, 11, 10),
            "三楼调解室",
            "王小军、李国强",
            "申请人陈述了经过。\n被申请人认可。",
            "调解成功",
            began="09:30",
            ended="11:05",
            others="村主任张三",
            informed=True,
        ),
    ),
    terms=(
        TermOnPaper("某某公司", "王小军", 600_000, "", date(2026, 12, 20), "转账", "加付百分之五"),
        TermOnPaper("某某公司", "王小军", 600_050, "", date(2027, 1, 20), "", ""),
    ),
    agreement_facts="双方确认欠付工资12000元。",
    agreed_on=date(2026, 11, 20),
    effective_on=date(2026, 11, 20),
    performed_on=date(2026, 12, 18),
    undisputed="劳动者做工到九月三十日。",
    visits=(VisitOnPaper(date(2026, 12, 25), "王建国", "款项都收到了。"),),
    remedies=("一、申请仲裁。", "二、向人民法院起诉。"),
    contents=(EntryOnPaper("受理登记表", key="registration"), EntryOnPaper("人民调解记录", "缺")),
    link=LINK,
)
MANY = replace(
    FILLED,
    parties=(
        *(replace(WORKER, name=f"工人{n:02d}") for n in range(1, 14)),
        *(replace(EMPLOYER, name=f"公司{n}") for n in range(4)),
    ),
)
BLANK = CaseOnPaper(organisation="临泽县总工会劳动争议调解委员会", type_title="拖欠工资", is_blank=True)
CASES = {"filled": FILLED, "many": MANY, "blank": BLANK}
