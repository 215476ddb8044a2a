"""The articles behind this sector, each read in its text."""

from datetime import date

from portal.sdk import Basis

MINORS = date(2024, 4, 26)
CIVIL_CODE = date(2021, 1, 1)
LABOUR = date(2008, 1, 1)

REPORT = Basis("未成年人保护法", "11", since=MINORS)
GUARDIAN_DUTIES = Basis("未成年人保护法", "16", since=MINORS)
HEAR_THE_CHILD = Basis("未成年人保护法", "19", since=MINORS)
ENTRUSTED = Basis("未成年人保护法", "22", since=MINORS)
NO_EXPULSION = Basis("未成年人保护法", "28", since=MINORS)
BULLYING = Basis("未成年人保护法", "39", since=MINORS)
CHILD_LABOUR = Basis("未成年人保护法", "61", since=MINORS)
IDENTITY = Basis("未成年人保护法", "103", since=MINORS)

PARENTS = Basis("民法典", "26", since=CIVIL_CODE)
GUARDIAN_REMOVED = Basis("民法典", "36", since=CIVIL_CODE)
UNDER_EIGHT = Basis("民法典", "144", since=CIVIL_CODE)
UNDER_EIGHTEEN = Basis("民法典", "145", since=CIVIL_CODE)
GIVEN_BACK = Basis("民法典", "157", since=CIVIL_CODE)
INJURY = Basis("民法典", "1179", since=CIVIL_CODE)
GUARDIAN_PAYS = Basis("民法典", "1188", since=CIVIL_CODE)
SCHOOL_UNDER_EIGHT = Basis("民法典", "1199", since=CIVIL_CODE)
SCHOOL_FROM_EIGHT = Basis("民法典", "1200", since=CIVIL_CODE)
SUPPORT = Basis("婚姻家庭编解释（一）", "49", since=CIVIL_CODE)

NO_DEPOSIT = Basis("劳动合同法", "9", since=LABOUR)
PROBATION = Basis("劳动合同法", "19", since=LABOUR)
PROBATION_PAY = Basis("劳动合同法", "20", since=LABOUR)
PROBATION_UNLAWFUL = Basis("劳动合同法", "83", since=LABOUR)

HOUSE = Basis("未成年人纠纷办案要求", "", since=date(2026, 1, 1), house=True)
