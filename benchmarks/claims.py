"""Read claim sentences of real reports and hold what they claim against what a person read in them.

    python benchmarks/claims.py [../shared/corpus]            # shares read right, by sample and kind; precision
    python benchmarks/claims.py --misses                      # with every claim that is read otherwise
    python benchmarks/claims.py --new                         # claims called wrong that nobody judged, as rows to fill in
    python benchmarks/claims.py --draw second                 # the rows of a sample, to be read

``claims_gold.tsv`` has a row a claim: sample, row of ``sentences.tsv``, the first digits of the sentence's SHA-256, kind,
printed rate, direction, amount (this year's, the part, what was done), against (last year's, the whole, the budget), change, and
whether the printed terms bear the rate out. ``-`` is not in the sentence, ``?`` cannot be told from it; a sentence without a
claim has a row of kind ``none``. The gold was written from reading the sentences. What explains (主要原因是某项增加……) is no
claim, and a rate on another basis (剔除……因素，同口径下降……) has no term in the sentence.

Samples are drawn by a fixed random state, stratified over kinds of claim, spread over files, at most two sentences that end
alike. The grammar was mended on the first; the second was drawn afterwards and is left as it is.

``claims_verdicts.tsv`` has a row for every error or warning on a claim in any of the sentences: row, digest, code, printed,
verdict (``true``, ``false``, or ``artefact`` where the sentence is damaged), why. Exits 1 if either share is under 95%.
"""

from __future__ import annotations

import hashlib
import random
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from textcheck import findings_of
from textcheck.assertion import Level, Outcome
from textcheck.engine import check_document
from textcheck.fact.claims import completions, growths
from textcheck.fact.factbase import FactBase
from textcheck.fact.shares import shares
from textcheck.readers.formats import read_bytes
from textcheck.rules.registry import all_rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HERE = Path(__file__).parent
BAR = 95
CODES = ("N302", "N303", "N304")
KINDS = ("growth", "share", "completion")
_STRATA = {"completion": 40, "share": 80, "yoy_pct": 95, "yoy_pct_only": 25, "yoy_amt": 10}
_SECOND = {"whole": 8, "completion": 12, "share": 16, "yoy_pct": 24, "yoy_pct_only": 10, "yoy_amt": 4}
_AMOUNT = re.compile(r"[\d.,]+(?:万元|亿元|元)")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_SAID_YEAR = re.compile(r"20\d\d(?=年)")


class Claim(NamedTuple):
    """A claim with its terms as they are printed; ``-`` where a term is not printed."""

    kind: str
    rate: str
    direction: str
    amount: str
    against: str
    change: str

    def fits(self, gold: Claim) -> bool:
        """Tell whether this is the claim that a person read."""
        return all(wanted in ("?", mine) for mine, wanted in zip(self, gold, strict=True))

    @property
    def is_whole(self) -> bool:
        """Tell whether all terms stand in the sentence, so that the rate can be computed."""
        terms = sum(term not in "-?" for term in self[3:])
        return self.rate != "-" and terms >= 2


class Sentence(NamedTuple):
    """A row of ``sentences.tsv``, numbered from 1."""

    number: int
    file: str
    kinds: frozenset[str]
    text: str

    @property
    def digest(self) -> str:
        """Name the sentence without quoting it."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:8]

    def document(self) -> bytes:
        """Return a small report in which the sentence stands."""
        years = _YEAR.findall(self.file) or _SAID_YEAR.findall(_plain(self.text)) or ["2024"]
        budget = "预算" in self.file.replace("预算执行", "") and "决算" not in self.file
        kind = "预算" if budget else "决算"
        return f"青岚区水务局{max(years)}年度部门{kind}\n\n一、收入支出{kind}总体情况说明\n{self.text}\n".encode()


def read_sentences(corpus: str) -> list[Sentence]:
    """Return the sentences of the corpus."""
    lines = Path(corpus, "sentences.tsv").read_text(encoding="utf-8").splitlines()[1:]
    cells = [line.split("\t") for line in lines]
    return [Sentence(number, c[0], frozenset(c[1].split("|")), c[2]) for number, c in enumerate(cells, 1)]


def sample(sentences: Sequence[Sentence], name: str) -> list[Sentence]:
    """Draw a sample; the second one from what the first leaves over."""
    first = draw(sentences, 7, _STRATA, 5)
    first += draw(sentences, 7, {"whole": 14}, 2, first)
    return first if name == "first" else draw(sentences, 11, _SECOND, 2, first)


def draw(
    sentences: Sequence[Sentence], state: int, quota: dict[str, int], most: int, without: Sequence[Sentence] = ()
) -> list[Sentence]:
    """Draw ``quota`` sentences of each stratum, those of files little drawn first, at most about ``most`` a file."""
    order = list(sentences)
    random.Random(state).shuffle(order)  # noqa: S311
    seen = {sentence.text for sentence in without}
    strata: dict[str, list[Sentence]] = {name: [] for name in quota}
    for sentence in order:
        if sentence.text not in seen:
            seen.add(sentence.text)
            stratum = next((name for name in quota if name in _kinds(sentence)), None)
            if stratum:
                strata[stratum].append(sentence)
    files: Counter[str] = Counter()
    endings: Counter[str] = Counter()
    drawn: list[Sentence] = []
    for name, left in strata.items():
        taken = 0
        for level in range(most):
            for sentence in left[:]:
                ending = re.sub(r"[\d,.]+", "#", _plain(sentence.text))[-40:]
                if taken == quota[name]:
                    break
                if endings[ending] < 2 and files[sentence.file] <= level:
                    endings[ending] += 1
                    files[sentence.file] += 1
                    drawn.append(sentence)
                    left.remove(sentence)
                    taken += 1
    return drawn


def _kinds(sentence: Sentence) -> set[str]:
    whole = "share" in sentence.kinds and len(_AMOUNT.findall(_plain(sentence.text))) > 1
    return {*sentence.kinds, "whole"} if whole else set(sentence.kinds)


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text)


def claims_of(sentence: Sentence) -> list[Claim]:
    """Return what the sentence claims, as textcheck reads it."""
    facts = FactBase(read_bytes(sentence.document(), sentence.file))
    source = facts.document.source
    printed = lambda term: _plain(source.slice(term.span)).replace("％", "%") if term is not None else "-"  # noqa: E731
    found = [
        Claim("growth", printed(g.rate), _direction(g.said.sign), printed(g.current), printed(g.base), printed(g.change))
        for g in growths(facts.mentions, facts.profile.measure)
    ]
    for share in shares(facts):
        whole = share.wholes[0] if share.wholes else None
        found.append(Claim("share", printed(share.rate), "-", printed(share.part), printed(whole), "-"))
    return found + [
        Claim("completion", printed(done.rate), "-", printed(done.actual), printed(done.budget), "-")
        for done in completions(facts.mentions, facts.profile.measure, facts.profile.budget)
    ]


def _direction(sign: int) -> str:
    return "up" if sign > 0 else "down" if sign < 0 else "-"


def compare(sentences: Sequence[Sentence], *, misses: bool) -> bool:
    """Print how many claims of each sample are read as what they are; tell whether the first passes the bar."""
    samples: dict[str, dict[int, list[tuple[Claim, str]]]] = defaultdict(lambda: defaultdict(list))
    for name, number, digest, *cells in read_rows("claims_gold.tsv"):
        if sentences[int(number) - 1].digest != digest:
            raise SystemExit(f"sentences.tsv has another sentence in row {number}")
        samples[name][int(number)] += [(Claim(*cells[:6]), cells[6])] if cells[0] != "none" else []
    passed = True
    for name, gold in samples.items():
        tally: Counter[tuple[str, str]] = Counter()
        for number, wanted in gold.items():
            lines = _compare(sentences[number - 1], wanted, tally)
            if misses:
                print("".join(f"{name} {number} {line}\n" for line in lines), end="")
        scopes = (*KINDS, "all terms printed", "all", "judged")
        shown = ", ".join(f"{scope} {tally[scope, 'right']}/{tally[scope, 'said']}" for scope in scopes)
        share = 100 * tally["all", "right"] / (tally["all", "said"] + tally["not said", "read"])
        print(f"{name}: {len(gold)} sentences; read as they are: {shown}; not said {tally['not said', 'read']}; {share:.1f}%")
        passed &= share >= BAR or name != "first"
    return passed


def _compare(sentence: Sentence, wanted: Sequence[tuple[Claim, str]], tally: Counter[tuple[str, str]]) -> list[str]:
    """Count the claims that are read as they are, and judged as they are; return the others as lines."""
    read = claims_of(sentence)
    judged = _judged(sentence) if any(right != "-" for _, right in wanted) else {}
    missed: list[str] = []
    for claim, right in wanted:
        found = next((mine for mine in read if mine.fits(claim)), None)
        scopes = [claim.kind, "all", *(["all terms printed"] if claim.is_whole else [])]
        tally.update((scope, "said") for scope in scopes)
        if found is None:
            missed.append(f"missed   {'  '.join(claim)}")
        else:
            read.remove(found)
            tally.update((scope, "right") for scope in scopes)
        if right != "-":
            tally["judged", "said"] += 1
            tally["judged", "right"] += judged.get(claim.rate) == right
    tally["not said", "read"] += max(0, len(read) - len(missed))  # a misread claim is counted once
    return missed + [f"not said {'  '.join(extra)}" for extra in read]


def _judged(sentence: Sentence) -> dict[str, str]:
    """Return for every printed rate that was recomputed whether the sentence's own figures bear it out."""
    result = check_document(read_bytes(sentence.document(), sentence.file))
    source = result.facts.document.source
    judged: dict[str, str] = {}
    for assertion in result.assertions:
        if assertion.code in CODES and assertion.outcome is not Outcome.UNASSESSABLE:
            verdict = "no" if assertion.outcome is Outcome.VIOLATED else "yes"
            for term in assertion.terms:
                printed = _plain(source.slice(term.span)).replace("％", "%")
                judged[printed] = "no" if judged.get(printed) == "no" else verdict
    return judged


def judge(sentences: Sequence[Sentence], *, new: bool) -> bool:
    """Print which share of the claims called wrong in all sentences are; tell whether it passes the bar."""
    verdicts = {tuple(row[:3]): row[4] for row in read_rows("claims_verdicts.tsv")}
    tally: Counter[str] = Counter()
    seen: set[str] = set()
    for sentence in sentences:
        if sentence.text in seen:
            continue
        seen.add(sentence.text)
        for code, printed, message in called_wrong(sentence):
            verdict = verdicts.get((str(sentence.number), sentence.digest, code), "unjudged")
            tally[verdict] += 1
            if verdict == "unjudged" and new:
                print(f"{sentence.number}\t{sentence.digest}\t{code}\t{printed}\t\t{message}")
    share = 100 * tally["true"] / max(1, tally["true"] + tally["false"] + tally["artefact"])
    print(f"called wrong: {dict(tally)}; {share:.1f}% of the judged are")
    return share >= BAR and not tally["unjudged"]


def called_wrong(sentence: Sentence) -> Iterator[tuple[str, str, str]]:
    """Yield code, printed text and message of every error or warning about the sentence's numbers."""
    result = check_document(read_bytes(sentence.document(), sentence.file))
    source = result.facts.document.source
    for finding in findings_of(result.facts.document, result.assertions, all_rules()):
        if finding.code.startswith("N3") and finding.level is not Level.INFO:
            yield finding.code, _plain(finding.actual or source.slice(finding.span))[:40], finding.message


def read_rows(name: str) -> list[list[str]]:
    """Return the rows of one of our tables, without its head."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")][1:]


def main(arguments: Sequence[str]) -> int:
    """Run the command line."""
    names = [argument for argument in arguments if not argument.startswith("-")]
    if "--draw" in arguments:
        which, *names = names
        for sentence in sorted(sample(read_sentences(names[0] if names else "../shared/corpus"), which)):
            print(f"{sentence.number}\t{sentence.digest}\t{sentence.text}")
        return 0
    sentences = read_sentences(names[0] if names else "../shared/corpus")
    read = compare(sentences, misses="--misses" in arguments)
    return 0 if judge(sentences, new="--new" in arguments) and read else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
