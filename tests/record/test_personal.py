"""Personal data in every way people write it, and the numbers and words that are none; all of them invented."""

from __future__ import annotations

import pytest

from generator.record.personal import find, key_of

IDENTITY, MOBILE, PHONE, BANK = "身份证号", "手机号", "电话号码", "银行卡号"
MAIL, QQ, WECHAT, PASS = "邮箱", "QQ 号", "微信号", "护照"
WRITTEN = [
    (IDENTITY, "负责人身份证11010519491231002X。"),
    (IDENTITY, "身份证号：11010519491231002x"),
    (IDENTITY, "110105 19491231 002X"),
    (IDENTITY, "110105-19491231-002X"),
    (IDENTITY, "1101 0519 4912 3100 2X"),
    (IDENTITY, "１１０１０５１９４９１２３１００２Ｘ"),
    (IDENTITY, "1101\u200b05194912\u200d31002X"),
    (IDENTITY, "编号 11010519491231002X"),
    (IDENTITY, "户主11010519491231002X已领取"),
    (IDENTITY, "旧证 310101900307001"),
    (IDENTITY, "310101 900307 001"),
    (IDENTITY, "𝟏𝟏𝟎𝟏𝟎𝟓𝟏𝟗𝟒𝟗𝟏𝟐𝟑𝟏𝟎𝟎𝟐X"),
    (MOBILE, "联系 13812345678"),
    (MOBILE, "联系13812345678（张）"),
    (MOBILE, "138 1234 5678"),
    (MOBILE, "138-1234-5678"),
    (MOBILE, "138.1234.5678"),
    (MOBILE, "138 123 45678"),
    (MOBILE, "1381 2345 678"),
    (MOBILE, "1 3 8 1 2 3 4 5 6 7 8"),
    (MOBILE, "+8613812345678"),
    (MOBILE, "+86 138 1234 5678"),
    (MOBILE, "+86-138-1234-5678"),
    (MOBILE, "(+86)13812345678"),
    (MOBILE, "（86）138-1234-5678"),
    (MOBILE, "008613812345678"),
    (MOBILE, "0086 13812345678"),
    (MOBILE, "１３８１２３４５６７８"),
    (MOBILE, "１３８－１２３４－５６７８"),
    (MOBILE, "138\u200b1234\u200b5678"),
    (MOBILE, "138\u00ad1234\u00ad5678"),
    (MOBILE, "138\n1234\n5678"),
    (MOBILE, "138\u30001234\u30005678"),
    (MOBILE, "一三八一二三四五六七八"),
    (MOBILE, "幺三八 一二三四 五六七八"),
    (MOBILE, "١٣٨١٢٣٤٥٦٧٨"),
    (MOBILE, "手机:13812345678,请来电"),
    (MOBILE, "tel13812345678"),
    (MOBILE, "二〇二三年致电13812345678。"),
    (PHONE, "021-23456789"),
    (PHONE, "021 2345 6789"),
    (PHONE, "（021）23456789"),
    (PHONE, "(021)2345-6789"),
    (PHONE, "02123456789"),
    (PHONE, "+86 21 2345 6789"),
    (PHONE, "+86-21-23456789"),
    (PHONE, "0571-87654321转801"),
    (PHONE, "0512-6543210"),
    (PHONE, "０２１－２３４５６７８９"),
    (PHONE, "电话：23456789"),
    (PHONE, "联系电话 6234567"),
    (PHONE, "传真2345 6789"),
    (BANK, "卡号 6222020200000000006"),
    (BANK, "6222 0202 0000 0000 006"),
    (BANK, "6222-0202-0000-0000-006"),
    (BANK, "4111 1111 1111 1111"),
    (BANK, "5500000000000004"),
    (BANK, "６２２２０２０２００００００００００６"),
    (BANK, "622202 0200000000006"),
    (MAIL, "zhang.san@example.gov.cn"),
    (MAIL, "请联系zhang.san@example.gov.cn；"),
    (MAIL, "ｚｈａｎｇ＠ｅｘａｍｐｌｅ．ｃｎ"),
    (MAIL, "zhang(at)example.com"),
    (MAIL, "zhang [at] example [dot] com"),
    (MAIL, "zhang @ example.com"),
    (MAIL, "张三@例子.中国"),
    (MAIL, "12345678@qq.com"),
    (QQ, "QQ：12345678"),
    (QQ, "qq 123456789"),
    (QQ, "QQ号码：1234 5678 9"),
    (QQ, "扣扣群12345678"),
    (QQ, "ＱＱ：１２３４５６７８"),
    (WECHAT, "微信号：zhangsan_88"),
    (WECHAT, "微信 zhangsan88"),
    (WECHAT, "加微信：zhang-san-88"),
    (WECHAT, "WeChat: zhangsan88"),
    (WECHAT, "wx：zhangsan88"),
    (WECHAT, "VX zhangsan88"),
    (PASS, "护照 E12345678"),
    (PASS, "护照号：G12345678"),
    (PASS, "持EA1234567入境"),
    (PASS, "Passport No. P1234567"),
    (PASS, "港澳通行证C12345678"),
    (PASS, "台胞证号 12345678"),
]
INNOCENT = [
    "110105194912310021",  # a wrong check digit
    "11010519491331002X",  # no such month
    "123100004250067902",  # a unit's credit code
    "91310000MA1K300000",
    "6222020200000000007",  # a wrong sum
    "文号 13812345678",
    "合同编号：13812345678",
    "招标编号 20230117",
    "票据批号 02123456789",
    "SH13812345678",
    "HT-13812345678",
    "https://example.org/13812345678.html",
    "https://example.org/t20230315_13812345678.pdf",
    "沪财绩〔2023〕13号",
    "投入 54,449,000 元购书两万册。",
    "≥13812345678.00(元)",
    "13812345678元",
    "13812345678.00",
    "13,812,345,678",
    "1500-20000.00",
    "2021-2022 2023-2024",
    "2023-03-15 2023-04-16",
    "2021年1月1日至2021年12月31日",
    "20230315",
    "二〇二三年十二月三十一日",
    "一、二、三、四、五、六、七、八、九、十",
    "1 2 3 4 5 6 7 8 9 10 11 12",
    "1.1 1.2 1.3 1.4 1.5 1.6 1.7",
    "热线 12345",
    "电话：400-820-1234",
    "热线 95588",
    "电话 12333",
    "电话费 23456789.00元",
    "微信公众号：shilitushuguan",
    "微信小程序 图书馆",
    "关注微信公众号",
    "QQ 群已停用",
    "单价@5.00元",
    "满意度 95.50(%)",
    "37.9071 ≈ 37.90 100.00 63.33 120.00",
    "第 4 版 ISBN 9787300000000",
    "020-20230315",
    "E12345",
    "G1234567890",
    "0.00 0.00 0.00 0.00 0.00",
    "-0.12345678",
]


@pytest.mark.parametrize(("what", "text"), WRITTEN)
def test_is_found(what: str, text: str) -> None:
    found = find(text)
    assert found
    assert {item.what[: len(what)] for item in found} == {what}
    assert all(len(item.masked) <= 4 for item in found)


@pytest.mark.parametrize(("what", "text"), WRITTEN)
def test_is_found_inside_a_long_text(what: str, text: str) -> None:
    around = "全年办 12 场，2023 年 6 月 30 日前完成 3 处；" * 20
    assert what in {item.what[: len(what)] for item in find(f"{around}{text}。{around}")}


@pytest.mark.parametrize("text", INNOCENT)
def test_is_let_be(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("contact", "text"),
    [
        ("021-23456789", "服务热线（021）2345 6789。"),
        ("+86 138 1234 5678", "值班手机 138-1234-5678"),
        ("fuwu@example.gov.cn", "来信：Fuwu@example.gov.cn"),
    ],
)
def test_public_contact_is_let_be(contact: str, text: str) -> None:
    assert find(text)
    assert find(text, {key_of(contact)}) == []


def test_a_long_text_of_digits_takes_no_time() -> None:
    """Each group is looked at a bounded number of times."""
    assert find("1 2 " * 20_000) == []
    assert find("@" * 50_000) == []
    assert find("a" * 100_000) == []
