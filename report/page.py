"""The report as one HTML file: nothing is fetched, no script runs, so it opens anywhere and prints.

Every figure leads to its messages by CSS alone: a list is an anchor, `:target` shows the rows that carry its name.
Invariant: everything that people wrote is escaped by the template engine; a link is followed only if it is http(s).
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from report.blocks import Block, Listing, Register
from report.charts import heat_maps, svg
from report.model import Report
from texts import catalogue


def render_html(report: Report) -> str:
    say = catalogue(report.language)
    return _template().render(
        report=report,
        say=say,
        kind=_kind,
        svg=svg,
        heat_maps=lambda block: heat_maps(block, (say("report-heat-incoming"), say("report-heat-response"))),
        rules=_rules(report.listings),
        labels=_labels(report.registers),
        members=_memberships(report.listings),
        counts={listing.id: len(listing.rows) for listing in report.listings},
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.tests["web"] = lambda link: link.startswith(("https://", "http://"))
    return environment.get_template("report.html.j2")


def _kind(block: Block) -> str:
    return type(block).__name__


def _memberships(listings: Sequence[Listing]) -> dict[str, dict[int, str]]:
    """The names of the lists that each row of each register stands in, as a class attribute."""
    found: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for listing in listings:
        for number in listing.rows:
            found[listing.register][number].append(listing.id)
    return {name: {number: " ".join(ids) for number, ids in rows.items()} for name, rows in found.items()}


def _rules(listings: Sequence[Listing]) -> Markup:
    """Shows the rows and the caption of the list that is the page's target."""
    shown = Markup(
        "#{0}:target~.{1} .{0}{{display:var(--row)}}#{0}:target~.{1}{{display:var(--sheet)}}"
        "#{0}:target~.of-{0}{{display:block}}"
    )
    return Markup("").join(shown.format(listing.id, listing.register) for listing in listings)


def _labels(registers: Sequence[Register]) -> Markup:
    """On a narrow screen a row is a card: each cell has its label but the first, which names it, and the question."""
    label = Markup('.{} td:nth-child({})::before{{content:"{}"}}')
    return Markup("@media screen and (max-width:44rem){{{}}}").format(
        Markup("").join(
            label.format(register.name, place + 1, column)
            for register in registers
            for place, column in enumerate(register.columns)
            if place and place != min(register.wide)
        )
    )
