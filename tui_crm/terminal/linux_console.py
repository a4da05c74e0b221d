"""Signs that the fonts of the Linux console lack, and what stands for them there.

Its fonts for Polish have at most 512 letters, and show one and the same block for all others. The
kinds of activities are the letters that their numbers begin with.
"""

from __future__ import annotations

from typing import Final

CONSOLE: Final[dict[int, int]] = {
    ord(sign): ord(stands)
    for sign, stands in zip("☎⚑★✓‼▌▚▦↻◷⏎‖≡▕▏▁▂▃▄▅▆▇", "CM*+↑█▒▒@o/║=││███████", strict=True)
}
