"""The shapes of Chinese and Japanese clauses that no words of a list tell."""

from __future__ import annotations

import re
from typing import Final

from qa.language.wordlists import plain


def _compiled(written: str) -> re.Pattern[str]:
    """A pattern whose characters are folded as the text is; its escapes stay."""
    return re.compile("".join(plain(one) if one > "\u3000" else one for one in written))


REACH: Final = 120  # characters before a number in which its frame stands
BREAK: Final = _compiled(r"(?<=\x01)、|[,;:。！？!?()（）\n]")
FUNCTION: Final = _compiled(
    r"(?<!合)并|(?<![占同环])比(?![例重率])|占(?!比)|较|在(?![校册手岗读港编建售线职园学营途库研产线])|[了是和与及从由将把被让使而也都就到至为或,、。;:はがをもへでにとよりから\x01]"
    r"|其中|以及|方面|相当于|因为|由于|主要|其他|另外|此外|这|该|那|各|每(?![股户人位台单日月年])"
)
COUNTED: Final = """
人 名 位 户 戶 家 个 個 辆 輛 座 项 項 台 臺 艘 架 所 间 間 店 件 条 條 款 套 只 张
張 株 棟 栋 处 處 支 社 校 か所 カ所 箇所
ヶ所 戸 機 拠点 人次 次 组 組 门 枚 本 冊
"""
COUNTERS: Final = frozenset(COUNTED.split())  # of things and people
SMALL: Final = _compiled(r"[\u3400-\u9fff]{2,7}\Z")
THINGS: Final = _compiled(
    r"\s?(?P<name>[\u3400-\u9fffa-z]{2,8})(?=[,、。;:()\x01]|并|和|与|及|，|\Z|覆盖|服务|分布)"
)
UNCOUNTED: Final = _compiled(
    "增|减|減|少|多|每|共|约|超|第|名列|排名|其|这|近|平均|领先|相差|相隔|持续|历时|只要|需|花|用时|超过|以上|以内|达到|得分"
)
FUNCTION_JA: Final = _compiled(r"[はがをもへ,、。;:\x01]|から|より|による|ための|という|のうち|など")
LED: Final = _compiled(
    r"[\s\x02的の、]+|(?:截至|截止|报告期内|报告期末|期内|期末|年末|年底|全年|当年|当期|本期|上半年|下半年|今年|其中|此外|另外"
    r"|同期|同时|目前|现有|季度末|月末|全市|全县|全省|全国|全校|全公司|全集团|该公司|该行|其|该|共|单季|累计|当前|本公司|本集团|公司|集团|当連結会計年度|年間|現在|通期|なお|また"
    r"|一方|さらに|そのうち|うち|末|度)(?=.)"
)
RIGHT_JA: Final = _compiled(
    r"\s*(?:余り|あまり|近く|強|弱|超)?(?:の(?:赤字|黒字))?(?:[(（][^()（）]{0,40}[)）])?\s*(?:だった|だ[。、]|でした|です|で[、,。あし]|である|であり|であっ|となっ|となり"
    r"|と[、,なし]|といたし|に達し|に(?:増|減|上昇|低下|伸び|のぼ|上っ|拡大|改善|縮小|とどま|なっ|なり|落ち|下が|上が|急)"
    r"|を(?:[^、。はが]{0,10}に)?(?:記録|計上|突破|達成|確保|調達|超え)|[。、]|\Z|まで)"
)
PRIOR_JA: Final = _compiled(
    r"(?:前期|前年|前年度|前回|前年同期|同期|当初|従来|従业|前期末|前年末)の?\s*\Z"
    r"|(?:前期|前年|前年度|前年同期|前月|同月|对前年|対前年)比\s*\Z"
)
GROWTH: Final = _compiled(
    r"\s?(?:的?(?:增|减|減|涨|跌|升|降)|以上|以下|增|減|高|安|上回|下回|プラス|マイナス|増|ポイント|个百分点|百分点|的(?!融资)|分の|当たり|あたり|ごと|前後)"
)
RELATIVE_JA: Final = re.compile(  # a clause before a name
    r"[^、。はが]{0,16}(?:した|された|している|する)(?=[^ぁ-ん、。])"
)
TIMELY: Final = _compiled(
    r"(?:\A|[^\w])(?:期末|期初|当期|通期|年间|年間|单季|累计|全年|末|時点|时点|现在|現在)\Z|\A\w{0,6}(?:年度|年间|年間|期末|末时点)\Z|\A(?:期|度|期末|末|期間)\Z"
)
OPEN: Final = _compiled(r"(?:\A|(?<=[の的\x02]))(?:(?!的)[\u3400-\u9fff]){3,8}[\s\x02]*\Z")
TIMES: Final = frozenset(
    (*"年月日时時分秒岁歳回位番倍つ割次天", "个月", "個月", "か月", "小时", "時間", "分钟", "分鐘")
)
MARKS_ZH: Final = _compiled(r"\s?(?:[,、。;:()]|\Z|左右|以上)")
MYRIAD: Final = 1e4
ASPECT: Final = _compiled(
    r"(?P<np>[^,、;。\x01]{2,20})(?:方面|上),\s?\x02+\s?(?:则?为|是|达到?|约为)?(?:约|近)?\s?"
)
LISTED: Final = _compiled(
    r"(?P<topic>は)、?(?:[^、。は\x01]{1,20}が\x01+、)*(?P<name>[^、。はが\x01]{1,20})が(?:約|约)?\Z"
)
PERIODIC: Final = _compiled("同期|上年|去年|前年|其中|此|分别|时候|时点|前期|比")
ROUND: Final = _compiled(
    r"的?(?:人民币)?(?:[a-d天使种子战略首新一本preser+\s]{0,8}轮?)?(?P<name>(?:股权|战略)?融资)"
)
TOPICS: Final = _compiled(r"[、。,;:]|(?<=で)は|[はが](?=[^、]{2})")
MARKS: Final = _compiled(r"[、。,;:(]")
LISTS: Final = _compiled(r"[、。,;:]|[^の]は")
ADVERBIAL: Final = _compiled(r"(?:における|において|での|による)(?=.)")
LONGEST_MEASURE: Final = 16  # characters
LONGEST_NAME: Final = 24
TOPIC: Final = _compiled(r"[はがも]、?")
REASON: Final = (
    r"(?:[^。はが\x01]{1,48}(?:により|によって|ため|を受け|を背景に|に伴い|に伴って|もあり"
    r"|などから|などで)、\s?)?"
)
PART_OF: Final = _compiled(  # 新能源车型占总销量的
    r"(?P<np>\x01*[\u3400-\u9fffa-z]{2,14}?)占(?:比)?(?:[\u3400-\u9fff]{1,10}的?)?(?:比例|比重)?(?:为|达|达到|约)?\Z"
)
LOSS_JA: Final = _compiled(r"の赤字")
COUNTED_AS: Final = _compiled(  # 減損損失として3億円を
    r"(?:\A|[、。はに\x02])(?P<np>[^、。はがをに\x01\x02]{2,12})として\Z"
)
QUOTED: Final = re.compile(  # a name before its measure
    r"[「『“\"](?P<name>[^「」『』“”\"]{2,20})[」』”\"](?:[の的]|型)?"
)
PAID: Final = _compiled(  # 每10股派发现金红利
    r"每\x01+股?[\u3400-\u9fff]{0,4}派[\u3400-\u9fff]{0,4}?(?P<np>(?:现金)?(?:红利|股利|股息))\Z"
)
