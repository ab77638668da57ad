"""Whose report it is and of which year, as its cover says."""

from __future__ import annotations

import pytest

from textcheck.fact.factbase import FactBase
from textcheck.readers.formats import read_bytes


@pytest.mark.parametrize(
    ("cover", "department", "year"),
    [
        ("2026年云岫市测绘局部门预算\n\n目录\n", "云岫市测绘局", 2026),
        ("2026年云岫市测绘地理信息和不动产登记局部门预\n\n算\n\n目录\n", "云岫市测绘地理信息和不动产登记局", 2026),
        ("2026年云岫市测绘局东湖\n\n管理局部门预算\n\n目录\n", "云岫市测绘局东湖管理局", 2026),
        ("云岫市测绘局\n\n2026年部门预算\n\n目录\n", "", 2026),
        ("2026年3月印发\n\n云岫市测绘局部门预算，请审阅。\n\n目录\n", "", 0),
    ],
)
def test_a_title_may_be_broken_over_two_lines(cover: str, department: str, year: int) -> None:
    identity = FactBase(read_bytes(cover.encode(), "report")).identity
    assert (identity.department, identity.year) == (department, year)
