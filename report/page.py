"""The report as one HTML file: nothing is fetched, no script runs, so it opens anywhere and prints.

Every figure leads to its messages by CSS alone: a list is an anchor, `:target` shows the rows that carry its name.
Invariant: everything that people wrote is escaped by the template engine; a link is followed only if it is http(s).
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from inbox.ids import WaitId
from report.blocks import Block, Listing
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
        rows=_memberships(report.listings),
        counts={listing.id: len(listing.waits) for listing in report.listings},
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


def _memberships(listings: Sequence[Listing]) -> dict[WaitId, str]:
    """The names of the lists that each wait stands in, as a class attribute."""
    found: dict[WaitId, list[str]] = defaultdict(list)
    for listing in listings:
        for wait in listing.waits:
            found[wait].append(listing.id)
    return {wait: " ".join(ids) for wait, ids in found.items()}


def _rules(listings: Sequence[Listing]) -> Markup:
    """Shows the rows and the caption of the list that is the page's target."""
    shown = Markup(
        "#{0}:target~table .{0}{{display:var(--row)}}#{0}:target~table{{display:var(--sheet)}}"
        "#{0}:target~.of-{0}{{display:block}}"
    )
    return Markup("").join(shown.format(listing.id) for listing in listings)
