"""A printed form, as data of the same form as the library's own layouts (docs/输出.md)."""

from __future__ import annotations

from perfscore.plugins import LayoutTemplate

SHORT_FORM = LayoutTemplate("""
版式: 绩效自评简表
依据: 示例，不是任何地方的官方表样
纸张: 纵向
标题: "{年度}年度绩效自评简表"
副题: "单位：{单位}　　总分：{总分}　　等级：{等级}"
列宽: [16, 24, 18, 18, 8, 8]
表首: []
指标:
  栏:
    - {填: 一级指标}
    - {填: 三级指标}
    - {填: 年度指标值}
    - {填: 实际完成值}
    - {填: 分值}
    - {填: 得分}
  总分: 合计
""")
