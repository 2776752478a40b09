"""What stands behind a number: measure words, currencies, percent and their kin."""

from __future__ import annotations

from annotations.text.lexicon import listed

CURRENCIES = {
    "元人民币": "CNY", "元": "CNY", "块钱": "CNY", "人民币": "CNY", "美元": "USD", "美金": "USD",
    "港元": "HKD", "港币": "HKD", "欧元": "EUR", "英镑": "GBP", "日元": "JPY", "日圆": "JPY", "韩元": "KRW",
    "韩圆": "KRW", "澳元": "AUD", "澳大利亚元": "AUD", "加元": "CAD", "加拿大元": "CAD", "新台币": "TWD",
    "澳门元": "MOP", "新加坡元": "SGD", "新元": "SGD", "卢布": "RUB", "瑞士法郎": "CHF", "法郎": "CHF",
    "泰铢": "THB", "卢比": "INR", "印度卢比": "INR", "新西兰元": "NZD", "林吉特": "MYR", "比索": "PHP",
    "雷亚尔": "BRL", "兰特": "ZAR", "越南盾": "VND", "瑞典克朗": "SEK", "丹麦克朗": "DKK",
    "挪威克朗": "NOK", "里拉": "TRY", "迪拉姆": "AED",
}  # fmt: skip
SYMBOLS = {
    "￥": "CNY", "¥": "CNY", "RMB": "CNY", "$": "USD", "US$": "USD", "HK$": "HKD", "€": "EUR", "£": "GBP",
    "人民币": "CNY",
}  # fmt: skip

COUNTED = listed("""
个 名 人 家 项 条 件 次 位 种 类 户 座 台 套 辆 架 艘 只 头 匹 株 棵 栋 幢 间 处 所 支 批 轮 场 部 册 本 篇
张 份 页 字 句 段 款 道 扇 节 堂 班 组 队 对 双 副 把 枚 颗 粒 片 块 根 包 箱 袋 瓶 桶 杯 盒 趟 例 起 宗 笔
单 票 环 圈 站 条线 步 门 期 届 尊 盏 幅 列 羽 尾 眼 口 层 分 具 则 封 顶 席 岁 周岁 代 剂 针 集 卷 枝 折 平
家次 届次 人次 户次 车次 架次 班次 场次 批次 台次 件次 例次 艘次 航次 株次 头次 剂次 针次 条次 亩次 台套
台件 人份 人日 床 床位 张床位 标箱 标准箱 车位 机位 座席 支队 车道 车 船 拍 年级 学时 课时 天 日 周 星期 年
个月 月 小时 分钟 秒 秒钟 个工作日 工作日
""")
PHYSICAL = listed("""
米 公里 千米 厘米 毫米 微米 纳米 海里 里 丈 尺 寸 英寸 英尺 英里 码 亩 公顷 平方米 平方公里 平方千米
平方厘米 立方米 立方 方 吨 公斤 千克 克 毫克 微克 斤 两 公吨 克拉 吨公里 人公里 升 毫升 加仑 度 摄氏度 ℃ °C
瓦 千瓦 兆瓦 吉瓦 千瓦时 千瓦·时 兆瓦时 伏 千伏 安 赫兹 兆赫 吉赫 马力 帕 兆帕 分贝 光年 载重吨 总吨 标准煤
吨标准煤 字节 比特 时 级 节 m km cm mm m² ㎡ km² m³ kg g mg t L ml mL kW MW GW kWh MWh kV GB TB MB PB Mbps
Gbps Hz MHz GHz km/h nm μm ppm TEU 公里/小时 米/秒 微克/立方米 毫克/升 公里/时 千米/小时 元/吨
""")
DURATIONS = frozenset(listed("天 日 周 星期 年 个月 月 小时 分钟 秒 秒钟 时 个工作日 工作日"))
ANOTHER_NAME = {"个小时": "小时", "个星期": "星期"}
# Nouns that figures in digits stand before without a measure word: 27部门, 4部委, 13县.
BARE_NOUNS = listed("""
部委 部门 省份 省市 省 市 县 县区 县市 县市区 区县 市县 州市 国 国家 村 乡镇 街道 社区 校 院校 单位 企业
城市 学校
""")

MEASURES = frozenset([*COUNTED, *PHYSICAL, *DURATIONS, *ANOTHER_NAME])
LATIN = frozenset(unit for unit in PHYSICAL if unit[0].isascii())
LONGEST_UNIT = max(map(len, [*MEASURES, *CURRENCIES, *BARE_NOUNS]))
PERCENT = {"%": 2, "％": 2, "‰": 3}
PERCENT_POINTS = ("个百分点", "百分点", "个千分点")

APPROX_BEFORE = {
    "超过": "gt", "超出": "gt", "超": "gt", "逾": "gt", "突破": "gt", "多于": "gt", "高于": "gt",
    "大于": "gt", "远超": "gt", "已超": "gt", "破": "gt", "超越": "gt", "不少于": "gte", "不低于": "gte",
    "不小于": "gte", "至少": "gte", "最少": "gte", "起码": "gte", "近": "lt", "将近": "lt", "接近": "lt",
    "不足": "lt", "不到": "lt", "未满": "lt", "不满": "lt", "少于": "lt", "低于": "lt", "小于": "lt",
    "未到": "lt", "不及": "lt", "不超过": "lte", "不超": "lte", "不多于": "lte", "不高于": "lte",
    "不大于": "lte", "至多": "lte", "最多": "lte", "约": "approx", "大约": "approx", "大概": "approx",
    "约为": "approx", "约有": "approx", "约占": "approx", "左右": "approx", "大致": "approx",
    "差不多": "approx", "约合": "approx",
}  # fmt: skip
APPROX_AFTER = {
    "以上": "gte", "及以上": "gte", "或以上": "gte", "以下": "lte", "及以下": "lte", "以内": "lte",
    "之内": "lte", "左右": "approx", "上下": "approx", "之多": "eq", "有余": "gt",
}  # fmt: skip
LONGEST_APPROX = max(map(len, [*APPROX_BEFORE, *APPROX_AFTER]))
