"""Who takes part in the mediation of a traffic accident (道路交通事故处理程序规定 89, 民法典 1209, 1211, 1213)."""

from portal.sdk import APPLICANT, EITHER, ORGANISATION, PERSON, RESPONDENT, THIRD, Choice, Choices, Plate, Role, Text

VEHICLES = (
    ("car", "小型客车"),
    ("truck", "货车"),
    ("bus", "大中型客车"),
    ("motorcycle", "摩托车"),
    ("tractor", "拖拉机、农用车"),
    ("electric", "电动自行车"),
    ("bicycle", "自行车、三轮车"),
    ("none", "没有驾车"),
)
RIGHTS = (("owner", "所有人"), ("manager", "管理人"), ("affiliate", "被挂靠单位"), ("employer", "用人单位"))
COVERS = (("compulsory", "交强险"), ("commercial", "商业三者险"))
KINSHIP = (("spouse", "配偶"), ("parent", "父母"), ("child", "子女"), ("other", "其他近亲属"))
VEHICLE = (Plate("plate", "号牌"), Choice("vehicle", "车型", VEHICLES))

INJURED = Role("injured", "受伤人", kind=PERSON, side=APPLICANT, many=True, fields=VEHICLE)
BEREAVED = Role(
    "bereaved",
    "死者近亲属",
    kind=PERSON,
    side=APPLICANT,
    many=True,
    fields=(Choice("kinship", "与死者的关系", KINSHIP),),
)
DAMAGED = Role("damaged", "财产受损方", kind=EITHER, side=APPLICANT, many=True, fields=VEHICLE)
DRIVER = Role("driver", "机动车驾驶人", kind=PERSON, side=RESPONDENT, many=True, fields=VEHICLE)
HOLDER = Role(
    "holder",
    "车辆所有人或者管理人",
    kind=EITHER,
    side=RESPONDENT,
    many=True,
    required=False,
    fields=(Choice("right", "与车辆的关系", RIGHTS),),
)
INSURER = Role(
    "insurer",
    "保险公司",
    kind=ORGANISATION,
    side=THIRD,
    many=True,
    required=False,
    fields=(Choices("covers", "承保", COVERS), Text("report_number", "报案号", longest=60)),
)
AGAINST = (DRIVER, HOLDER, INSURER)
