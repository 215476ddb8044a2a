"""Where the union's rules stand in law. `since` is the day the cited text took effect.

Articles of 劳动合同法 cited here are those of 2007; the amendment in force since 2013-07-01 left them as they were.
"""

from __future__ import annotations

from datetime import date

from portal.sdk import Basis

_MEDIATION_LAW = date(2008, 5, 1)
_CONTRACT_LAW = date(2008, 1, 1)
_CONTRACT_RULES = date(2008, 9, 18)
_PEASANT_WAGES = date(2020, 5, 1)

GROUP = Basis("劳动争议调解仲裁法", "7", since=_MEDIATION_LAW)
DISPATCH = Basis("劳动争议调解仲裁法", "22", since=_MEDIATION_LAW)
LIMITATION = Basis("劳动争议调解仲裁法", "27", since=_MEDIATION_LAW)
EMPLOYERS = Basis("劳动合同法", "2", since=_CONTRACT_LAW)
WRITTEN_CONTRACT = Basis("劳动合同法", "10", since=_CONTRACT_LAW)
NOTICE_OR_WAGE = Basis("劳动合同法", "40", since=_CONTRACT_LAW)
PROTECTED = Basis("劳动合同法", "42", since=_CONTRACT_LAW)
COMPENSATION_DUE = Basis("劳动合同法", "46", since=_CONTRACT_LAW)
COMPENSATION = Basis("劳动合同法", "47", since=_CONTRACT_LAW)
AFTER_THE_END = Basis("劳动合同法", "50", since=_CONTRACT_LAW)
DOUBLE_WAGE = Basis("劳动合同法", "82", since=_CONTRACT_LAW)
WAGES_DUE = Basis("劳动合同法", "30", since=_CONTRACT_LAW)
ORDERED_TO_PAY = Basis("劳动合同法", "85", since=_CONTRACT_LAW)
UNLAWFUL = Basis("劳动合同法", "87", since=_CONTRACT_LAW)
OLD_CONTRACTS = Basis("劳动合同法", "97", since=_CONTRACT_LAW)
DOUBLE_WAGE_FROM = Basis("劳动合同法实施条例", "6", since=_CONTRACT_RULES)
DOUBLE_WAGE_UNTIL = Basis("劳动合同法实施条例", "7", since=_CONTRACT_RULES)
LAST_MONTH = Basis("劳动合同法实施条例", "20", since=_CONTRACT_RULES)
NOT_BOTH = Basis("劳动合同法实施条例", "25", since=_CONTRACT_RULES)
MONTHLY_WAGE = Basis("劳动合同法实施条例", "27", since=_CONTRACT_RULES)
SIXTEEN = Basis("劳动法", "15", since=date(1995, 1, 1))
OVERTIME = Basis("劳动法", "44", since=date(1995, 1, 1))
WAGE_RULES = Basis("工资支付暂行规定", "13", since=date(1995, 1, 1))
PAY_DAYS = Basis("关于职工全年月平均工作时间和工资折算问题的通知", "二", since=date(2008, 1, 3), until=date(2024, 12, 31))
PAY_DAYS_2025 = Basis("关于职工全年月平均工作时间和工资折算问题的通知（2025年）", "二", since=date(2025, 1, 1), verified=False)
LEAVE = Basis("职工带薪年休假条例", "5", since=date(2008, 1, 1))
LEAVE_RATE = Basis("企业职工带薪年休假实施办法", "10", since=_CONTRACT_RULES)
LEAVE_DAY = Basis("企业职工带薪年休假实施办法", "11", since=_CONTRACT_RULES)
CONTRACTOR_PAYS = Basis("保障农民工工资支付条例", "30", since=_PEASANT_WAGES)
INSPECTION_OR_DISPUTE = Basis("劳动保障监察条例", "21", since=date(2004, 12, 1))
SERVICE_HOUSE = Basis("劳务报酬纠纷调解期限", "", since=date(2011, 1, 1), house=True)
