"""Units of freight. They are data; the citation of each family is required."""

from __future__ import annotations

from perfscore.plugins import UnitTable

FREIGHT = UnitTable("""
格式: perfscore/units/1
量类:
  - 名称: 货物周转量
    依据: 示例文件：道路运输统计调查制度（货物周转量，单位为吨公里）
    换算: 吨公里=1
  - 名称: 集装箱吞吐量
    依据: 示例文件：港口统计指标（国际标准箱）
    换算: 标准箱=1
折写:
  吨公里: 吨千米
""")
