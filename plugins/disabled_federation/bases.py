"""The articles behind this sector, each read in its text; what was not read is marked."""

from datetime import date

from portal.sdk import Basis

PROTECTION = date(2018, 10, 26)
CIVIL_CODE = date(2021, 1, 1)

NO_DISCRIMINATION = Basis("残疾人保障法", "3", since=PROTECTION)
DUTY_TO_SUPPORT = Basis("残疾人保障法", "9", since=PROTECTION)
WORK_EQUAL = Basis("残疾人保障法", "38", since=PROTECTION)
INSURANCE_SUBSIDY = Basis("残疾人保障法", "47", since=PROTECTION)
CARE_SUBSIDY = Basis("残疾人保障法", "48", since=PROTECTION)
BARRIER_FREE = Basis("残疾人保障法", "53", since=PROTECTION)
COMMUNICATION = Basis("残疾人保障法", "55", since=PROTECTION)
QUOTA = Basis("残疾人就业条例", "8", since=date(2007, 5, 1))

CAPACITY = Basis("民法典", "21", since=CIVIL_CODE)
LIMITED_CAPACITY = Basis("民法典", "22", since=CIVIL_CODE)
LEGAL_AGENT = Basis("民法典", "23", since=CIVIL_CODE)
WARD_FIRST = Basis("民法典", "35", since=CIVIL_CODE)
SPOUSES = Basis("民法典", "1059", since=CIVIL_CODE)
PARENTS = Basis("民法典", "1067", since=CIVIL_CODE)
SIBLINGS = Basis("民法典", "1075", since=CIVIL_CODE)
VIOLENCE_REPORT = Basis("反家庭暴力法", "14", since=date(2016, 3, 1))
LEGAL_AID = Basis("法律援助法", "43", since=date(2022, 1, 1))
UNLAWFUL_ENDING = Basis("劳动合同法", "87", since=date(2008, 1, 1))
FRAUD = Basis("消费者权益保护法", "55", since=date(2014, 3, 15))

CARD_NUMBER = Basis("残疾人证编号规则", "", since=date(2008, 5, 1), verified=False)
BARRIER_FREE_LAW = Basis("无障碍环境建设法", "", since=date(2023, 9, 1), verified=False)
HOUSE = Basis("残疾人维权办案要求", "", since=date(2026, 1, 1), house=True)
