"""What every dispute of a minor is asked: how it came, whether she is in danger, what must be kept from others."""

from portal.sdk import Choice, Choices, Day, Field, Sensitivity, Text, When

SAFETY = "安全"
SCHOOL = "学校"

CAME_FROM = (
    ("hotline", "12355青少年服务台"),
    ("child", "未成年人本人"),
    ("guardian", "家长"),
    ("school", "学校、幼儿园"),
    ("village", "村（社区）、儿童主任"),
    ("prosecutor", "检察院、公安"),
    ("other", "其他"),
)
HARM = (
    ("injury", "身上有伤、被打"),
    ("sexual", "性侵害、性骚扰"),
    ("neglect", "没人管、流落街头、饿着冻着"),
    ("self", "自伤、轻生的话或者做法"),
    ("exploited", "被拐卖、强迫乞讨、做童工"),
    ("other", "其他危险"),
)


def about_the_minor() -> tuple[Field, ...]:
    """Return the questions that every dispute of a minor begins with."""
    return (
        Choice("came_from", "怎样来的", CAME_FROM, required=True, counted=True),
        Choice(
            "harm",
            "身心健康有没有受到侵害、疑似受到侵害或者面临危险",
            (("no", "没有发现"), ("yes", "有或者疑似")),
            required=True,
            counted=True,
            group=SAFETY,
            hint="“有或者疑似”的，先点“有危险，立即报告”向公安、民政、教育部门报告，再谈调解",
        ),
        Choices("harm_kinds", "什么情形", HARM, required=True, when=When("harm", "yes"), counted=True, group=SAFETY),
        Day("harm_found_on", "发现的日期", required=True, when=When("harm", "yes"), group=SAFETY),
    )


def about_school(required: bool = True) -> tuple[Field, ...]:
    """Return the questions about her school; they may tell who she is and are masked (未成年人保护法 103)."""
    return (
        Choice(
            "stage",
            "就读阶段",
            (("kindergarten", "幼儿园"), ("primary", "小学"), ("junior", "初中"), ("senior", "高中"), ("vocational", "中职")),
            required=required,
            counted=True,
            group=SCHOOL,
        ),
        Text("class_name", "年级和班级", sensitivity=Sensitivity.MASKED, group=SCHOOL),
        Text("class_teacher", "班主任", sensitivity=Sensitivity.MASKED, group=SCHOOL),
    )
