"""Sentences an agreement may not hold, and the protecting ones that look like them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from portal.engine.agreement_words import (
    agreement_text,
    decides_marriage,
    drops_child_support,
    drops_elder_care,
    forgives_violence,
    severs_kinship,
    silences_victim,
    waives_responsibility,
    withdraws_report,
)


@pytest.mark.parametrize(
    ("finds", "sentence"),
    [
        (silences_victim, "女方今后不得报警"),
        (silences_victim, "甲方不再报警"),
        (silences_victim, "甲方保证不到派出所报案"),
        (silences_victim, "今后有矛盾不向公安机关报警"),
        (silences_victim, "任何一方不能向妇联投诉"),
        (silences_victim, "女方放弃伤情鉴定"),
        (silences_victim, "女方承诺不申请人身安全保护令"),
        (silences_victim, "不许打110"),
        (withdraws_report, "女方三日内到派出所撤回报警"),
        (withdraws_report, "甲方同意撤案"),
        (withdraws_report, "由女方向法院申请撤销人身安全保护令"),
        (withdraws_report, "请公安机关收回告诫书"),
        (withdraws_report, "双方同意撤销该治安案件"),
        (forgives_violence, "甲方谅解乙方的家庭暴力行为"),
        (forgives_violence, "女方不再追究男方殴打的责任"),
        (forgives_violence, "此前殴打一事，既往不咎"),
        (forgives_violence, "双方就打伤甲方一事互相谅解"),
        (forgives_violence, "不追究刑事责任"),
        (waives_responsibility, "女方不追究男方任何责任"),
        (waives_responsibility, "女方出具谅解书"),
        (decides_marriage, "经调解，准予离婚"),
        (decides_marriage, "本协议生效之日起即离婚"),
        (decides_marriage, "双方同意撤销婚姻"),
        (decides_marriage, "确认婚姻关系无效"),
        (severs_kinship, "父亲与儿子断绝父子关系"),
        (severs_kinship, "双方解除母女关系"),
        (drops_elder_care, "次子今后不再承担赡养义务"),
        (drops_elder_care, "女儿放弃继承，免除赡养"),
        (drops_child_support, "男方不负担抚养费"),
        (drops_child_support, "女方自愿放弃孩子的抚养费"),
    ],
)
def test_the_sentence_is_found(finds: Callable[[str], bool], sentence: str) -> None:
    assert finds(sentence)


@pytest.mark.parametrize(
    ("finds", "sentence"),
    [
        (silences_victim, "男方不得阻止女方报警"),
        (silences_victim, "不得因女方报警而打击报复"),
        (silences_victim, "不得限制女方向妇联求助"),
        (silences_victim, "男方保证不再殴打女方，再犯的，女方可以报警"),
        (silences_victim, "不再动手否则女方立即报警"),
        (silences_victim, "男方不得接近女方住所。女方遇到危险应当报警"),
        (withdraws_report, "男方不得要求女方撤回报警"),
        (withdraws_report, "女方不撤回报警"),
        (withdraws_report, "女方于签字后撤回离婚起诉，案件受理费由双方分担"),
        (withdraws_report, "申请撤销监护人资格"),
        (forgives_violence, "双方今后互相谅解，不得再动手"),
        (forgives_violence, "男方保证停止殴打，双方互相谅解"),
        (forgives_violence, "女方不予谅解男方的家庭暴力"),
        (forgives_violence, "男方承认殴打女方，愿意依法承担责任"),
        (waives_responsibility, "男方承担医疗费，违约的承担违约责任"),
        (decides_marriage, "双方于2026年12月1日前到婚姻登记机关申请离婚登记"),
        (decides_marriage, "双方愿意和好，不离婚"),
        (severs_kinship, "双方解除婚约关系，返还彩礼"),
        (severs_kinship, "不得断绝与孩子的亲子关系"),
        (drops_elder_care, "兄弟二人不再因赡养发生争吵"),
        (drops_elder_care, "长子每月给付赡养费500元"),
        (drops_child_support, "男方不得拖欠抚养费"),
        (drops_child_support, "不再就抚养费发生争议"),
        (drops_child_support, "男方每月支付抚养费1000元"),
    ],
)
def test_the_sentence_passes(finds: Callable[[str], bool], sentence: str) -> None:
    assert not finds(sentence)


@dataclass(frozen=True)
class Term:
    """A term as the engine reads it: whatever its parts are called."""

    payer: str
    act: str
    breach: str
    amount: int | None = None


def test_everything_written_in_the_agreement_is_read_and_white_space_hides_nothing() -> None:
    entered = {"facts": "双方因琐事争执", "terms": (Term("李桂兰", "今后 不得\n报 警", "逾期视为撤 案"),)}

    text = agreement_text(entered)

    assert silences_victim(text)
    assert withdraws_report(text)


def test_terms_of_any_shape_are_read() -> None:
    assert silences_victim(agreement_text({"terms": [{"act": ["双方和好", "不得报警"]}]}))
    assert not silences_victim(agreement_text({"facts": None}))
