"""What people note of a catch that came ashore."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Catch:
    """vessel: registration number. gear: of `Landing.Gear`. catch_area: as written, FAO 61 or a fishing ground.

    catch_statement: number of the landing receipt or catch statement, "" for none.
    """

    vessel: str
    gear: str
    catch_area: str
    port: str
    landed_on: date
    catch_statement: str = ""
