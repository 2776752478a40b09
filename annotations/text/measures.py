"""Measure words: what newspapers count and measure in."""

from __future__ import annotations

from annotations.text.lexicon import listed

COUNTED = listed("""
个 名 人 家 大 项 条 件 次 位 种 类 户 座 台 套 辆 架 艘 只 头 匹 株 棵 栋 幢 间 处 所 支 批 轮 场 部 册 本
篇
张 份 页 字 句 段 款 道 扇 节 堂 班 组 队 对 双 副 把 枚 颗 粒 片 块 根 包 箱 袋 瓶 桶 杯 盒 趟 例 起 宗 笔
单 票 环 圈 站 条线 步 门 期 届 尊 盏 幅 列 羽 尾 眼 口 层 分 具 则 封 顶 席 岁 周岁 代 剂 针 集 卷 枝 折
家次 届次 人次 户次 车次 架次 班次 场次 批次 台次 件次 例次 艘次 航次 株次 头次 剂次 针次 条次 亩次 台套
台件 人份 人日 床 床位 张床位 标箱 标准箱 车位 机位 座席 支队 车道 车 船 拍 学时 课时 天 日 周 星期 年
个月 月 小时 分钟 秒 秒钟 个工作日 工作日 万人 世纪 个世纪 吨级 毫秒 微秒 刻钟 年级 人民币普通股 股
手 注 桌 盘 局 球 板 篮板 助攻 拳 招 幕 回 餐 顿 顿饭 棒 杆 马身 首 曲 出 联 帧 帖 通 发 响 门炮
挺 梯次 梯队 窝 群 峰 箩 筐 车皮 罐 听 打 沓 捆 扎 束 丛 簇 孔 涵 跨 榀 铺 档 栏 格 窗 员 口人
茬 季 熟 遍 番 趟次 班列 机组 泵站 座次 方阵 条船 盆 坛 壶 锅 碗 勺 串 排 行 摞 叠 版 印张 码洋
点 个点 基点 个基点 标准立方米 标准煤吨 人年 万户 厘 毛 宿舍 卡 帧率 像素 万像素 声 学分 洞
""")
PHYSICAL = listed("""
米 公里 千米 厘米 毫米 微米 纳米 海里 里 华里 丈 尺 寸 英寸 英尺 英里 码 亩 公顷 顷 平方米 平方公里 平方千米
平方厘米 平方英里 平方英尺 平方海里 立方米 立方千米 立方 方 吨 公斤 千克 克 毫克 微克 斤 公吨 克拉 盎司 磅
担
石 吨公里 人公里 车公里 升 毫升 加仑 桶 蒲式耳 度 摄氏度 华氏度 ℃ °C °F 千瓦 瓦 兆瓦 吉瓦 千瓦时 千瓦·时
兆瓦时
度电 伏 千伏 安 安培 赫兹 兆赫 吉赫 千赫 马力 帕 兆帕 千帕 百帕 焦 千焦 焦耳 卡路里 千卡 大卡 分贝 光年
载重吨 总吨
标准煤 吨标准煤 吨标煤 吨粮食 字节 比特 时 级 节 兆 转 流明 坪 甲 公亩 毫米汞柱 毫安 毫安时 安时 拉索
m km cm mm m² ㎡ km² ㎢ m³ kg g mg t L ml mL kW MW GW kWh MWh GWh kV GB TB MB PB Mbps Gbps Hz MHz GHz km/h
nm μm ppm
TEU dB mAh W KW KM KG
公里/小时 米/秒 微克/立方米 毫克/升 公里/时 千米/小时 千米/时 千克/亩 公斤/亩 斤/亩 立方米/秒 吨/天 吨/日
吨/年
""")
DURATIONS = frozenset(
    listed("天 日 周 星期 年 周年 个月 月 小时 分钟 秒 秒钟 时 个工作日 工作日 世纪 刻钟 毫秒 微秒")
)
ANOTHER_NAME = {
    "个小时": "小时", "个星期": "星期", "个钟头": "小时", "钟头": "小时", "个礼拜": "星期", "个世纪": "世纪",
    "个基点": "基点", "个点": "点", "标准煤吨": "吨标准煤", "吨标煤": "吨标准煤", "个人": "人", "人口": "人",
    "人民": "人", "口人": "人",
}  # fmt: skip
# Nouns that figures in digits stand before without a measure word: 27部门, 4部委, 13县.
BARE_NOUNS = frozenset(
    listed("""
部委 部门 省份 省市 省 市 县 县区 县市 县市区 区县 市县 州市 国 国家 村 乡镇 街道 社区 校 院校 单位 企业
城市 学校 省区 省区市 市区 局 厅 镇 乡 院 馆 地 企 名额
""")
)

MEASURES = frozenset([*COUNTED, *PHYSICAL, *DURATIONS, *ANOTHER_NAME])
LATIN = frozenset(unit for unit in PHYSICAL if unit[0].isascii())
PERCENT = {"%": 2, "％": 2, "‰": 3, "‱": 4}
