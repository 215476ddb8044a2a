"""Fictional people and bodies of the pilot county for the examples, with right check digits."""

from __future__ import annotations

from types import MappingProxyType

Party = MappingProxyType[str, str]


def _person(name: str, id_number: str, phone: str, address: str) -> Party:
    return MappingProxyType({"kind": "person", "name": name, "id_number": id_number, "phone": phone, "address": address})


def _body(name: str, credit_code: str, phone: str, address: str, representative: str) -> Party:
    return MappingProxyType(
        {
            "kind": "organisation",
            "name": name,
            "credit_code": credit_code,
            "phone": phone,
            "address": address,
            "representative": representative,
        }
    )


LIU = _person("刘建明", "620723197803120031", "13893600055", "蓼泉镇双泉村四社")
CHEN = _person("陈秀英", "620723198209210047", "13893600066", "蓼泉镇双泉村四社")
ZHANG = _person("张志鹏", "620723199507080054", "13893600077", "沙河镇沙河街社区12号楼")
MA = _person("马玉珍", "620723196802050065", "13893600088", "板桥镇古城村一社")
HE = _person("何永福", "620723197111180076", "13893600099", "板桥镇古城村二社")
ZHAO = _person("赵海燕", "620723198809230084", "13893600110", "沙河镇颐和社区6号楼")

VILLAGE = _body("沙河镇化音村村民委员会", "54620723MF0000048P", "0936-5520048", "沙河镇化音村", "杨兴国")
COOPERATIVE = _body("临泽县绿洲制种农民专业合作社", "93620723NA0000047L", "0936-5520047", "新华镇宣威村", "王天禄")
SEED_FIRM = _body("临泽县金穗种业有限公司", "91620723MA0000031U", "0936-5520031", "沙河镇工业路3号", "高文斌")
HOSPITAL = _body("板桥镇中心卫生院", "12620723430000035X", "0936-5520035", "板桥镇板桥村", "李国栋")
SCHOOL = _body("鸭暖镇中心小学", "12620723430000043Q", "0936-5520043", "鸭暖镇小鸭村", "周敏")
ESTATE_FIRM = _body("临泽县安心物业服务有限公司", "91620723MA000004XK", "0936-5520040", "沙河镇惠民社区", "孙立军")
TRAVEL_FIRM = _body("临泽县丹霞假日旅行社有限公司", "91620723MA00000749", "0936-5520074", "沙河镇滨河路22号", "康丽")
SHOP = _body("临泽县佳和电器商行", "91620723MA0000090Y", "0936-5520090", "沙河镇东关街8号", "冯涛")
INSURER = _body("安泰财产保险公司临泽支公司", "91620723MA0000103L", "0936-5520103", "沙河镇颐和路9号", "罗斌")
LENDER = _body("临泽县惠农小额贷款有限公司", "91620723MA0000111F", "0936-5520111", "沙河镇沙河街30号", "蒋伟")
BUILDER = _body("临泽县宏达建筑安装有限公司", "91620723MA0000154W", "0936-5520154", "沙河镇工业路11号", "段文海")
ONLINE_SHOP = _body("临泽县戈壁优选电子商务有限公司", "91620723MA00001387", "0936-5520138", "新华镇长庄村电商园", "魏婷")
