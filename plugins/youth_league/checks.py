"""What an agreement about a minor must not say."""

from portal.sdk import check

from .bases import GUARDIAN_REMOVED, IDENTITY, NO_EXPULSION, PARENTS

EXPELLED = ("自愿退学", "自行退学", "劝退", "不再到校", "开除", "停课在家")
RENOUNCED = ("不再抚养", "放弃抚养", "断绝父子", "断绝母子", "断绝父女", "断绝母女", "断绝亲子", "不再承担抚养")
GUARDIANSHIP = ("撤销监护人资格", "取消监护权", "放弃监护", "剥夺监护权")
PUBLIC = ("公开道歉信", "张贴检讨", "发布视频道歉", "在朋友圈道歉", "全校通报姓名")

CHECKS = (
    check(
        "no_expulsion",
        lambda case, text: any(word in text for word in EXPELLED),
        "不得开除、变相开除未成年学生，请删去",
        basis=NO_EXPULSION,
    ),
    check(
        "parents_stay_parents",
        lambda case, text: any(word in text for word in RENOUNCED),
        "父母对未成年子女的抚养、教育和保护义务不能约定免除，请删去",
        basis=PARENTS,
    ),
    check(
        "court_removes_guardians",
        lambda case, text: any(word in text for word in GUARDIANSHIP),
        "监护人资格只有人民法院能撤销，不能由协议约定；可以告知向法院申请",
        basis=GUARDIAN_REMOVED,
    ),
    check(
        "nothing_in_public",
        lambda case, text: any(word in text for word in PUBLIC),
        "不得披露可能识别未成年人身份的信息；道歉请改为当面或者书面，确认后继续",
        basis=IDENTITY,
        asks=True,
    ),
)
