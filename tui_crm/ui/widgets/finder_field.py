"""The field above a list of what was found: letters are looked for, Enter opens."""

from __future__ import annotations

from tui_crm.ui.widgets.fields import TextField


class FinderField(TextField):
    """Its Enter is that of its screen, which knows whether there is anything to open."""

    async def action_open(self) -> None:
        """Open what the list points at."""
        await self.screen.run_action("open")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing found, nothing opened."""
        if action == "open":
            return self.screen.check_action(action, parameters)
        return super().check_action(action, parameters)
