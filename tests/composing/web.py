"""Pages of a government site made from a report in text: navigation, breadcrumb, share bar, footer, merged heads."""

from __future__ import annotations

from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from html import escape
from itertools import groupby

_TOP = """<!DOCTYPE html>
<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}"><title>{title}_青岚区人民政府</title>
<style>.a{{color:red}} p.MsoNormal{{margin:0}}</style><script>var n = "支出合计 99.00 万元。";</script></head>
<body><div class="header"><h2>青岚区人民政府门户网站</h2><ul class="nav"><li><a href="/">首页</a></li>
<li><a href="/zwgk/">政务公开</a></li><li><a href="/hd/">互动交流</a></li></ul></div>
<div class="wrap"><div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/czyjs/">财政预决算</a> &gt; 部门决算</div>
<div class="main"><h1>{title}</h1>
<div class="info-bar">发布时间：2025-08-21 09:30　来源：区水务局　浏览次数：128　字号：[ 大 中 小 ]</div>
<div style="display:none">访问统计 1024</div>
<div class="TRS_Editor">
"""
_BOTTOM = """</div>
<p>【<a href="javascript:window.print()">打印本页</a>】【<a href="javascript:window.close()">关闭窗口</a>】</p>
<div class="bdsharebuttonbox">分享到：<a href="#">微信</a> <a href="#">新浪微博</a></div>
<p>上一篇：<a href="/a.html">青岚区林业局2024年度部门决算公开</a></p><p>下一篇：没有了</p></div></div>
<div class="footer"><p>主办：青岚区人民政府办公室 承办：青岚区大数据中心</p><p>版权所有 青岚ICP备00000000号 网站标识码：0000000000</p>
<p>本网站所载信息以正式文件为准，如有疑问请与本网站管理人员联系。</p></div></body></html>
"""


def page(text: str, charset: str = "utf-8", *, whole: bool = True) -> bytes:
    """Return ``text`` as a page of a site, or with ``whole`` false as the bare article."""
    lines = text.split("\n")
    title = next((line for line in lines if line.strip()), "")
    body = "\n".join(_blocks(lines))
    top = _TOP.format(charset=charset, title=escape("青岚区水务局公开" if whole else title))
    html = top + body + _BOTTOM if whole else f'<html><meta charset="{charset}"><body>{body}</body></html>'
    return html.encode({"gb2312": "gb18030"}.get(charset, charset))


def archive(text: str, charset: str = "utf-8") -> bytes:
    """Return ``text`` as a web archive: the page, and a picture and a style sheet beside it."""
    mail = MIMEMultipart("related", type="text/html")
    mail["From"], mail["Subject"] = "<Saved by a browser>", "report"
    mail.attach(MIMEText(page(text, charset).decode({"gb2312": "gb18030"}.get(charset, charset)), "html", charset))
    mail.attach(MIMEText("p { margin: 0 }", "css", "utf-8"))
    return mail.as_bytes()


def tables_page(text: str) -> bytes:
    """Return only the tables of ``text`` with their titles, as a page."""
    return page(text, whole=False)


def _blocks(lines: list[str]) -> list[str]:
    made = []
    for is_row, group in groupby(lines, key=lambda line: "\t" in line):
        if is_row:
            made.append(_table([line.split("\t") for line in group]))
        else:
            made += [
                f'<p class="MsoNormal" style="text-indent:2em">&nbsp;&nbsp;　<span lang="EN-US">{escape(line)}</span></p>'
                for line in group
                if line.strip()
            ]
    return made


def _table(rows: list[list[str]]) -> str:
    """Write the blanks beside and below the labels of a head as cells that these reach over."""
    width = max(len(row) for row in rows)
    grid = [row + [""] * (width - len(row)) for row in rows]
    head = next((at for at, row in enumerate(grid) if any(any(c.isdigit() for c in cell) for cell in row)), 0)
    taken: set[tuple[int, int]] = set()
    html = ['<table border="0" cellspacing="0" class="MsoNormalTable"><tbody>']
    for at, row in enumerate(grid):
        html.append("<tr>")
        for column, cell in enumerate(row):
            if (at, column) in taken:
                continue
            across = down = 1
            if at < head and cell:
                while column + across < width and not row[column + across] and (at, column + across) not in taken:
                    across += 1
                if across == 1:
                    while at + down < head and not grid[at + down][column]:
                        down += 1
            taken |= {(at + y, column + x) for x in range(across) for y in range(down)}
            spans = (f' colspan="{across}"' if across > 1 else "") + (f' rowspan="{down}"' if down > 1 else "")
            html.append(f"<td{spans}><p>{escape(cell) or '&nbsp;'}</p></td>")
        html.append("</tr>")
    return "\n".join([*html, "</tbody></table>"])
