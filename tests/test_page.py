"""The page in a real browser: figures, findings, filters, keys, print, access for all, and nothing that runs unasked."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from click.testing import CliRunner
from playwright.sync_api import expect

from textcheck.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

SEEDED = Path(__file__).parents[1] / "samples" / "seeded" / "report.txt"
DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
SHORT = 140
HOSTILE = (
    "<script>window.ran=1</script>"
    "<img src=x onerror=window.ran=1>"
    "</script><svg onload=window.ran=1>"
    "\"onfocus=window.ran=1 autofocus='"
    "<a href=javascript:window.ran=1>"
)


def write(source: Path, folder: Path, *options: str) -> Path:
    target = folder / "page.html"
    result = CliRunner().invoke(main, ["lint", "--format", f"html:{target}", *options, str(source)])
    assert result.exit_code in (0, 1), result.output
    return target


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a page; at the end nothing may have gone wrong in it, nor may it have asked for anything."""
    pages: list[Page] = []
    wrong: list[str] = []

    def opened(path: Path, **how: object) -> Page:
        page = browser.new_page(**{"viewport": DESK, **how})  # type: ignore[arg-type]
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: wrong.append(dialog.message))
        page.on("request", lambda request: None if request.url.split("#")[0] == path.as_uri() else wrong.append(request.url))
        page.set_default_timeout(10_000)
        page.goto(path.as_uri())
        pages.append(page)
        return page

    yield opened
    for page in pages:
        page.close()
    assert wrong == []


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(SEEDED, tmp_path_factory.mktemp("seeded"))


def figure(page: Page, text: str, after: str) -> str:
    """Return the id of the first figure with that text in a paragraph that holds ``after``."""
    paragraph = page.locator(".paper p").filter(has_text=after).first
    return paragraph.locator(".f").filter(has_text=text).first.get_attribute("id") or ""


def in_view(page: Page, selector: str) -> bool:
    box = page.locator(selector).first.bounding_box()
    size = page.viewport_size
    assert box
    assert size
    return 0 <= box["y"] < size["height"]


def faults(page: Page) -> list[str]:
    """Return the serious and critical faults that axe finds."""
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate("axe.run({resultTypes: ['violations']})")
    return [
        f"{each['id']} {node['target']} {node['failureSummary']}"
        for each in found["violations"]
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ]


def test_a_figure_of_the_seed_shows_its_proof_and_leads_to_table_6(
    shared: Path, tmp_path: Path, visit: Callable[..., Page]
) -> None:
    path = write(shared / "seed" / "report.txt", tmp_path)
    assert path.stat().st_size < 1_500_000
    page = visit(path)
    assert faults(page) == []
    paragraph = page.locator("p").filter(has_text="一般公共预算财政拨款基本支出933.96万元").last
    paragraph.locator(".f.c").click()
    pane = page.locator("#figure")
    assert "第 457 行" in pane.inner_text()
    assert "159.02 + 52.91 = 211.93" in pane.inner_text()
    assert "933.955 至 933.965" in pane.inner_text()
    assert "211.925 至 211.935" in pane.inner_text()
    pane.locator(".proof .sum .ref").filter(has_text="159.02").click()
    chosen = page.locator(".paper .f.sel")
    assert chosen.inner_text() == "159.02"
    assert "公开06表" in page.locator(".sheet:has(.f.sel) caption").inner_text()
    assert in_view(page, ".paper .f.sel")
    pane.get_by_role("button", name="返回").click()
    expect(chosen).to_have_text("933.96万元")
    assert in_view(page, ".paper .f.sel")
    pane.get_by_role("button", name="前进").click()
    expect(chosen).to_have_text("159.02")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_nothing_bars_anyone(tmp_path: Path, visit: Callable[..., Page], scheme: str, size: dict[str, int]) -> None:
    """A few pages of a report with findings of every level: axe looks at every element, which takes its time."""
    lines = SEEDED.read_text(encoding="utf-8").split("\n")
    source = tmp_path / "report.txt"
    source.write_text("\n".join(lines[:SHORT]), encoding="utf-8")
    page = visit(write(source, tmp_path), color_scheme=scheme, viewport=size)
    assert faults(page) == []
    page.keyboard.press("j")
    page.locator(".paper .f").first.click()
    assert faults(page) == []
    page.locator("#tab-contents").click()
    page.locator("#help").click()
    assert faults(page) == []


def test_the_index_bars_nobody(tmp_path: Path, visit: Callable[..., Page]) -> None:
    CliRunner().invoke(
        main, ["lint", "--format", f"html:{tmp_path}/", str(SEEDED), str(SEEDED.parents[1] / "clean" / "report.txt")]
    )
    page = visit(tmp_path / "index.html")
    assert page.locator("tbody tr").count() == 2
    assert page.locator("tbody a").first.get_attribute("href") == "report.txt.html"
    assert faults(page) == []


def test_filters(seeded: Path, visit: Callable[..., Page]) -> None:
    page = visit(seeded)
    cards, shown = page.locator(".card"), page.locator(".card:visible")
    errors = page.locator(".card.error").count()
    assert 0 < errors < cards.count()
    page.locator("[data-filter=level][data-value=error]").click()
    assert shown.count() == cards.count() - errors
    assert f"共 {cards.count()} 个" in page.locator("#shown").inner_text()
    page.locator("[data-filter=level][data-value=error]").click()
    assert shown.count() == cards.count()
    for chip in page.locator("[data-filter=class]").all():
        chip.click()
    assert shown.count() == 0
    assert page.locator("#none").is_visible()
    page.locator("[data-filter=class]").first.click()
    letter = page.locator("[data-filter=class]").first.get_attribute("data-value")
    assert {card.get_attribute("data-class") for card in shown.all()} == {letter}
    for chip in page.locator("[data-filter=class]").all()[1:]:
        chip.click()
    option = page.locator("#section option").nth(1)
    page.locator("#section").select_option(option.get_attribute("value"))
    said = re.search(r"（(\d+)）$", option.inner_text())
    assert said
    assert shown.count() == int(said[1])


def test_keys(seeded: Path, visit: Callable[..., Page]) -> None:
    page = visit(seeded)
    now = page.locator(".card.now")
    page.keyboard.press("j")
    assert now.get_attribute("id") == "n0"
    assert now.locator(".body").is_visible()
    page.keyboard.press("j")
    assert now.get_attribute("id") == "n1"
    expect(page.locator("#live")).to_contain_text("第 2 个问题")
    page.keyboard.press("k")
    assert now.get_attribute("id") == "n0"
    page.keyboard.press("[")
    expect(now).to_have_id("n1")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "query"
    page.keyboard.type("j?")
    assert page.locator("#query").input_value() == "j?"
    assert not page.locator("#sheet").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert page.locator("#sheet").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#sheet").is_visible()
    page.keyboard.press("c")
    assert page.locator(".paper .f.sel.c").count() == 1
    page.keyboard.press("d")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.locator("#help").click()
    page.locator("#sheet input").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("1")
    assert page.locator("#tab-figure").get_attribute("aria-selected") == "true"


def test_figures_without_a_mouse(seeded: Path, visit: Callable[..., Page]) -> None:
    page = visit(seeded)
    page.locator(".paper .f[tabindex='0']").focus()
    assert page.locator(".paper .f[tabindex='0']").count() == 1
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement === document.querySelectorAll('.paper .f')[1]")
    page.keyboard.press("Enter")
    assert page.locator("#figure").is_visible()
    assert page.evaluate("document.activeElement.id") == "figure-name"
    expect(page.locator("#live")).to_contain_text("条核对")


def test_a_finding_leads_to_the_text_and_the_text_to_the_finding(seeded: Path, visit: Callable[..., Page]) -> None:
    page = visit(seeded)
    flag = page.locator(".paper .flag.error").first
    card = page.locator(f".card{flag.get_attribute('href')}")
    flag.click()
    assert card.locator(".body").is_visible()
    assert in_view(page, ".paper .sel")
    card.locator(".rule").click()
    code = card.locator(".code").first.inner_text()
    assert code in page.locator("#sheet-title").inner_text()
    assert "算法" in page.locator("#sheet-body").inner_text()


def test_find(seeded: Path, visit: Callable[..., Page]) -> None:
    page = visit(seeded)
    text = page.locator(".paper h4").first.inner_text()
    page.locator("#find").click()
    page.locator("#query").fill(text[2:8])
    page.locator("#found button").first.wait_for()
    page.locator("#found button").last.click()
    expect(page.locator(".paper .lit")).to_have_count(1)
    page.locator("#query").fill("没有这样的话")
    expect(page.locator("#hits")).to_have_text("没有找到")


def test_what_is_found_is_the_report_without_our_flags(seeded: Path, visit: Callable[..., Page]) -> None:
    page = visit(seeded)
    row = page.locator(".paper tbody tr:has(.flag)").first
    number = row.locator(".f:has(+ .flag)").first.inner_text()
    flag = row.locator(".f + .flag").first.inner_text()
    page.locator("#find").click()
    page.locator("#query").fill(f"{number}{flag}")
    expect(page.locator("#hits")).to_have_text("没有找到")
    page.locator("#query").fill(number)
    expect(page.locator("#found button").first).to_contain_text(number)


def test_a_status_can_be_marked_alone(seeded: Path, visit: Callable[..., Page]) -> None:
    page = visit(seeded)
    line = "el => getComputedStyle(el).textDecorationLine"
    assert page.locator(".paper .f.v").first.evaluate(line) == "underline"
    page.locator(".key[data-status=c]").click()
    assert page.locator(".paper .f.v").first.evaluate(line) == "none"
    assert page.locator(".paper .f.c").first.evaluate(line) == "underline"
    page.locator(".key[data-status=c]").click()
    assert page.locator(".paper .f.v").first.evaluate(line) == "underline"


def test_print_has_every_finding_then_the_report(seeded: Path, visit: Callable[..., Page]) -> None:
    page = visit(seeded)
    page.keyboard.press("3")
    page.emulate_media(media="print")
    assert all(body.is_visible() for body in page.locator(".card .body").all())
    assert not page.locator(".tabs").is_visible()
    assert not page.locator("#contents").is_visible()
    cards, paper = page.locator(".card").last.bounding_box(), page.locator(".paper").bounding_box()
    assert cards
    assert paper
    assert cards["y"] < paper["y"]
    assert len(page.pdf()) > 10_000


def test_on_a_phone_the_sheet_leaves_the_figure_in_sight(seeded: Path, visit: Callable[..., Page]) -> None:
    page = visit(seeded, viewport=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.locator(".paper .f.c").first.click()
    sheet, chosen = page.locator(".panel").bounding_box(), page.locator(".paper .f.sel").bounding_box()
    assert sheet
    assert chosen
    assert 0 < chosen["y"] < sheet["y"]
    page.locator("#tab-figure").click()
    assert not page.locator("#figure").is_visible()


def test_an_address_opens_the_figure(seeded: Path, visit: Callable[..., Page]) -> None:
    page = visit(seeded)
    page.keyboard.press("c")
    ident = page.locator(".paper .f.sel").get_attribute("id")
    assert page.url.endswith(f"#{ident}")
    page.reload()
    assert page.locator(".paper .f.sel").get_attribute("id") == ident


def test_without_script_all_findings_can_be_read(seeded: Path, visit: Callable[..., Page]) -> None:
    page = visit(seeded, java_script_enabled=False)
    assert all(body.is_visible() for body in page.locator(".card .body").all())
    assert page.locator("noscript").is_visible()


def test_a_hostile_report_runs_nothing(tmp_path: Path, visit: Callable[..., Page]) -> None:
    text = SEEDED.read_text(encoding="utf-8")
    lines = text.split("\n")
    lines = [line.replace("\t", f"{HOSTILE}\t", 1) if "\t" in line and at % 3 == 0 else line for at, line in enumerate(lines)]
    text = "\n".join(f"{line}{HOSTILE}" if re.match(r"[一二三四五六七八九十]、", line) else line for line in lines)
    source = tmp_path / "<img src=x onerror=window.ran=1>&quot;\"'.txt"
    source.write_text(f"公开稿\n{HOSTILE}\n{text}\n一、{HOSTILE}支出120.00万元\n{{{{name}}}} {{name}}", encoding="utf-8")
    page = visit(write(source, tmp_path))
    for key in ("j", "j", "j", "c", "2", "3"):
        page.keyboard.press(key)
    page.evaluate("document.querySelectorAll('.card h3 button').forEach((button) => button.click())")
    page.evaluate("document.querySelectorAll('.paper .f').forEach((figure, at) => at % 5 || figure.click())")
    page.locator("#find").click()
    page.locator("#query").fill("window.ran")
    page.locator("#found button").first.click()
    page.locator("#help").click()
    page.wait_for_timeout(200)
    assert page.evaluate("window.ran") is None
    assert page.locator(".paper script, .paper img, .paper svg, .panel img, .card script, .top img").count() == 0
    assert page.locator("a[href^='javascript']").count() == 0
    assert source.name in page.locator("h1").inner_text()
    assert "<script>window.ran=1</script>" in page.locator(".paper").inner_text()
