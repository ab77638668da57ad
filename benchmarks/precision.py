"""Hold every error and warning on real reports against the verdicts of the people who read them.

    python benchmarks/precision.py ../shared/corpus            # prints precision and what is not judged yet
    python benchmarks/precision.py ../shared/corpus --new      # prints unjudged findings as rows to fill in
    python benchmarks/precision.py ../shared/corpus --pdf      # the same for the reports as PDF

``verdicts.tsv`` has a row a finding: report, code, line (page of a PDF), printed, expected, verdict, why. The verdict is
``true``, ``false`` (a false alarm) or ``artefact`` (the text form of the report is damaged, the report itself is not to
blame; a PDF has no such excuse). A finding is recognised by report, code, line or page, and printed text. Exits 1 if precision falls under 95% or a finding is
not judged.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from textcheck import check_path, findings_of
from textcheck.assertion import Level
from textcheck.errors import InputError
from textcheck.rules.registry import all_rules

HERE = Path(__file__).parent
Mark = tuple[str, str, str, str]


def main(corpus: str, *, new: bool, pdf: bool) -> int:
    """Print precision by code over all judged findings."""
    verdicts = read_verdicts()
    tally: Counter[tuple[str, str]] = Counter()
    unjudged = 0
    seen: set[Mark] = set()
    texts = [*Path(corpus, "text").glob("*.txt"), *Path(corpus, "excerpts").glob("*.txt")]
    for path in sorted(Path(corpus, "pdf").glob("*.pdf") if pdf else texts):
        for mark, row in findings(path):
            seen.add(mark)
            verdict = verdicts.get(mark)
            if verdict is None:
                unjudged += 1
                print(row if new else f"not judged: {row}")
            tally[mark[1], verdict or "unjudged"] += 1
    for mark in sorted(set(verdicts) - seen):
        if verdicts[mark] == "true" and mark[2].startswith("p") == pdf:
            print(f"no longer found: {' '.join(mark)}")
    codes = sorted({code for code, _ in tally})
    for code in codes:
        print(f"{code}  true {tally[code, 'true']:3}  false {tally[code, 'false']:2}  artefact {tally[code, 'artefact']:2}")
    true = sum(count for (_, verdict), count in tally.items() if verdict == "true")
    wrong = sum(count for (_, verdict), count in tally.items() if verdict in ("false", "artefact"))
    share = 100 * true / max(1, true + wrong)
    print(f"{true} true of {true + wrong} judged: {share:.1f}%; {unjudged} not judged")
    return 0 if share >= 95 and not unjudged else 1


def findings(path: Path) -> list[tuple[Mark, str]]:
    """Return the errors and warnings on a report: their marks, and a row to be judged."""
    try:
        result = check_path(str(path))
    except InputError as error:
        print(f"{path.name}: {error}")
        return []
    source = result.facts.document.source
    found: list[tuple[Mark, str]] = []
    for finding in findings_of(result.facts.document, result.assertions, all_rules()):
        if finding.level is Level.INFO:
            continue
        printed = " ".join((finding.actual or source.slice(finding.span)).split())[:40]
        page = source.place(finding.span.start).page
        where = f"p{page}" if page else str(source.position(finding.span.start).line)
        mark = (path.name if page else path.stem, finding.code, where, printed)
        found.append((mark, "\t".join((*mark, " ".join(finding.expected.split())[:60], "", ""))))
    return found


def read_verdicts() -> dict[Mark, str]:
    """Return the verdicts by mark."""
    rows = (HERE / "verdicts.tsv").read_text(encoding="utf-8").splitlines()
    cells = [row.split("\t") for row in rows if row and not row.startswith(("#", "report\t"))]
    return {(c[0], c[1], c[2], c[3]): c[5] for c in cells}


if __name__ == "__main__":
    sys.exit(
        main(
            next((a for a in sys.argv[1:] if not a.startswith("-")), "../shared/corpus"),
            new="--new" in sys.argv,
            pdf="--pdf" in sys.argv,
        )
    )
