"""Where the committees' rules stand in law. `since` is the day the cited text took effect."""

from __future__ import annotations

from datetime import date

from portal.sdk import Basis

_MEDIATION_LAW = date(2011, 1, 1)
_CIVIL_CODE = date(2021, 1, 1)
_LABOUR_DISPUTES = date(2008, 5, 1)
_LAND_DISPUTES = date(2010, 1, 1)
_MEDICAL = date(2018, 10, 1)
_VIOLENCE = date(2016, 3, 1)

CIVIL_DISPUTES_ONLY = Basis("人民调解法", "2", since=_MEDIATION_LAW)
REPORT_RISK = Basis("人民调解法", "25", since=_MEDIATION_LAW)
SERVICE_HOUSE = Basis("劳务报酬纠纷调解期限", "", since=_MEDIATION_LAW, house=True)
LIMITATION = Basis("民法典", "188", since=_CIVIL_CODE)
GUARANTEE = Basis("民法典", "692", since=_CIVIL_CODE)
INTEREST_IN_ADVANCE = Basis("民法典", "670", since=_CIVIL_CODE)
ORDER_OF_PAYMENT = Basis("民法典", "561", since=_CIVIL_CODE)
NO_INTEREST_AGREED = Basis("民法典", "680", since=_CIVIL_CODE)
INTEREST_CAP = Basis("最高人民法院关于审理民间借贷案件适用法律若干问题的规定", "25", since=date(2021, 1, 1))
INTEREST_CAP_BEFORE = Basis("最高人民法院关于审理民间借贷案件适用法律若干问题的规定", "31", since=date(2021, 1, 1))
REPORT_CHILD = Basis("未成年人保护法", "11", since=date(2021, 6, 1))
REPORT_VIOLENCE = Basis("反家庭暴力法", "14", since=_VIOLENCE)
LABOUR_MEDIATION = Basis("劳动争议调解仲裁法", "14", since=_LABOUR_DISPUTES)
LABOUR_LIMITATION = Basis("劳动争议调解仲裁法", "27", since=_LABOUR_DISPUTES)
LAND_WRITTEN = Basis("农村土地承包经营纠纷调解仲裁法", "10", since=_LAND_DISPUTES)
LAND_LIMITATION = Basis("农村土地承包经营纠纷调解仲裁法", "18", since=_LAND_DISPUTES)
LAND_USE = Basis("农村土地承包法", "18", since=date(2019, 1, 1))
MEDICAL_ELSEWHERE = Basis("医疗纠纷预防和处理条例", "31", since=_MEDICAL)
INSURANCE_LIMITATION = Basis("保险法", "26", since=date(2009, 10, 1))
