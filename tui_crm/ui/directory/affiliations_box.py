"""The *Works at* section of the person form: one row per contractor, and a lookup that adds."""

from __future__ import annotations

from typing import Any, TypeAlias

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static

from tui_crm.domain.choice import Choice
from tui_crm.i18n import _
from tui_crm.terminal.text import plain
from tui_crm.terminal.type_ahead import drained
from tui_crm.ui.kit.cells import content
from tui_crm.ui.kit.compound_field import CompoundField
from tui_crm.ui.kit.fields import CheckField, TextField
from tui_crm.ui.kit.lookup_field import Finder, LookupField
from tui_crm.ui.kit.lookup_list import Creates
from tui_crm.ui.kit.titled_rule import Ruled, TitledRule

Affiliation: TypeAlias = dict[str, Any]
"""Keys: contractor_id, contractor, position, department, is_primary, active; as in a draft."""

TEXTS = ("position", "department")


def new_affiliation(contractor: Choice) -> Affiliation:
    """An affiliation of which only the contractor is known."""
    return {
        "contractor_id": contractor.id,
        "contractor": contractor.label,
        "position": "",
        "department": "",
        "is_primary": False,
        "active": True,
    }


class AffiliationRow(Horizontal):
    """One affiliation: contractor, position, department, main, left."""

    def __init__(self, affiliation: Affiliation) -> None:
        super().__init__(classes="row")
        self.affiliation = affiliation

    def compose(self) -> ComposeResult:
        key = self.affiliation["contractor_id"]
        yield Static(
            content(plain(self.affiliation["contractor"])), classes="place-name", markup=False
        )
        for name in TEXTS:
            field = TextField(self.affiliation[name], id=f"{name}-{key}")
            field.add_class(f"place-{name}")
            yield field
        yield CheckField("", ticked=self.affiliation["is_primary"], id=f"is_primary-{key}")
        yield CheckField("", ticked=not self.affiliation["active"], id=f"left-{key}")

    def take(self, name: str, value: Any) -> None:
        """Set one field; *name* is that of a widget, so “left” sets *active*."""
        if name == "left":
            name, value = "active", not value
        self.affiliation = {**self.affiliation, name: value}


class AffiliationLookup(LookupField):
    """Waits until the row of a chosen contractor is mounted: letters typed ahead belong there."""

    async def action_submit(self) -> None:
        await super().action_submit()
        await drained(self.screen)


class AffiliationsBox(Ruled, CompoundField):
    """The affiliations of a person, and the lookup that adds one."""

    def __init__(self, find: Finder) -> None:
        super().__init__(id="places", classes="places")
        self.affiliations: list[Affiliation] = []
        self.find = find
        self.rule = TitledRule(_("Works at"))

    def compose(self) -> ComposeResult:
        """Headings, rows, lookup."""
        yield self.rule
        with Horizontal(classes="row place-heads"):
            yield Static(content(_("Contractor")), classes="place-name")
            yield Static(content(_("Position")), classes="place-position")
            yield Static(content(_("Department")), classes="place-department")
            yield Static(content(_("Main")), classes="place-tick")
            yield Static(content(_("Left")), classes="place-tick")
        yield AffiliationLookup(
            self.find,
            creates=Creates(_("contractor"), "fields.add"),
            id="place-finder",
            placeholder=_("type a contractor's name to add it"),
        )

    def on_mount(self) -> None:
        self.query_one(".place-heads").display = bool(self.affiliations)

    def fill(self, value: list[Affiliation] | None) -> None:
        """Show affiliations without posting `Edited`."""
        self.affiliations = list(value or [])
        self.call_later(self._draw)

    async def _draw(self) -> None:
        self.query_one(".place-heads").display = bool(self.affiliations)
        # A row being removed has no styles any more and must not be painted.
        with self.app.batch_update():
            await self.query(AffiliationRow).remove()
            await self.mount_all(map(AffiliationRow, self.affiliations), before=self.finder)

    @property
    def finder(self) -> LookupField:
        """The lookup that adds a contractor."""
        return self.query_one("#place-finder", LookupField)

    def as_line(self, value: Any) -> str:
        """Contractor, position, department and ticks of each affiliation."""
        return "; ".join(
            ", ".join(
                part
                for part in (
                    affiliation["contractor"],
                    affiliation["position"],
                    affiliation["department"],
                    _("Main") if affiliation["is_primary"] else "",
                    "" if affiliation["active"] else _("Left"),
                )
                if part
            )
            for affiliation in value or ()
        )

    async def add(self, contractor: Choice) -> None:
        """Add a row for a contractor; an existing row is focused and no longer *left*."""
        key = contractor.id
        self.finder.show_choice(None)
        if key not in {affiliation["contractor_id"] for affiliation in self.affiliations}:
            await self.mount(AffiliationRow(new_affiliation(contractor)), before=self.finder)
            self.query_one(".place-heads").display = True
            self._post_rows()
        else:
            left = self.query_one(f"#left-{key}", CheckField)
            if left.ticked:
                left.action_tick()
        self.screen.set_focus(self.query_one(f"#position-{key}"))

    def _post_rows(self) -> None:
        self.affiliations = [row.affiliation for row in self.query(AffiliationRow)]
        self.post_edited(self.affiliations)

    def _take(self, field_id: str, value: Any) -> None:
        name, _dash, key = field_id.rpartition("-")
        for row in self.query(AffiliationRow):
            if str(row.affiliation["contractor_id"]) == key:
                row.take(name, value)
        self._post_rows()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value == event.input.value:
            self._take(event.input.id or "", event.value)

    @on(CheckField.Toggled)
    def _ticked(self, event: CheckField.Toggled) -> None:
        event.stop()
        self._take(event.field.id or "", event.field.ticked)

    @on(LookupField.Chosen)
    async def _chosen(self, event: LookupField.Chosen) -> None:
        event.stop()
        if event.candidate is not None:
            await self.add(Choice(event.candidate.id, event.candidate.label))

    @on(Input.Submitted, "#place-finder")
    def _submitted(self, event: Input.Submitted) -> None:
        if self.screen.focused is not self.finder:
            # Enter took a contractor: its position is focused already.
            event.stop()
