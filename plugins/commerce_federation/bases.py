"""The articles behind this sector, each read in its text."""

from datetime import date

from portal.sdk import Basis

CIVIL_CODE = date(2021, 1, 1)
SME = date(2025, 6, 1)

SCOPE = Basis("保障中小企业款项支付条例", "3", since=SME)
TERM_OF_PAYMENT = Basis("保障中小企业款项支付条例", "9", since=SME)
EXCUSES = Basis("保障中小企业款项支付条例", "14", since=SME)
UNDISPUTED = Basis("保障中小企业款项支付条例", "15", since=SME)
CONFIRM_CLAIM = Basis("保障中小企业款项支付条例", "16", since=SME)
LATE_INTEREST = Basis("保障中小企业款项支付条例", "17", since=SME)
COMPLAINT = Basis("保障中小企业款项支付条例", "25", since=SME)

TWO_YEARS_TO_TELL = Basis("民法典", "621", since=CIVIL_CODE)
GUARANTEE = Basis("民法典", "692", since=CIVIL_CODE)
PARTNERS_NOT_DIVIDE = Basis("民法典", "969", since=CIVIL_CODE)
PARTNERS_SHARE = Basis("民法典", "972", since=CIVIL_CODE)
PARTNERS_REST = Basis("民法典", "978", since=CIVIL_CODE)
THREE_YEARS = Basis("民法典", "188", since=CIVIL_CODE)

MEDIABLE_SUIT = Basis("行政诉讼法", "60", since=date(2017, 7, 1))
VARIETY = Basis("种子法", "72", since=date(2022, 3, 1))
COURT_FEE = Basis("诉讼费用交纳办法", "13", since=date(2007, 4, 1))
LENDING_CEILING = Basis("民间借贷规定", "25", since=date(2021, 1, 1))
HOUSE = Basis("商会调委会办案要求", "", since=date(2026, 1, 1), house=True)
