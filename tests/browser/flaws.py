"""What is wrong with a page that is open: too wide, too small to tap, unreadable, out of sight in focus."""

from collections.abc import Iterable
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
TARGET_PX = 44  # docs: targets of at least 44 px on phones
MOST_TABS = 150

# An element counts as too wide when it sticks out and no box around it scrolls or cuts it off.
TOO_WIDE = """
() => {
  const root = document.documentElement, width = root.clientWidth;
  if (Math.max(root.scrollWidth, document.body.scrollWidth) <= width) return [];
  const held = e => { for (let a = e.parentElement; a && a != document.body; a = a.parentElement)
    if (getComputedStyle(a).overflowX != "visible") return true; return false; };
  const out = [...document.body.querySelectorAll("*")]
    .filter(e => e.getBoundingClientRect().right > width + 1 && !held(e))
    .map(e => `${e.tagName.toLowerCase()}.${e.className} ends at ${Math.round(e.getBoundingClientRect().right)}`);
  return [`page is ${root.scrollWidth} px wide in ${width}: ${out.slice(0, 3).join("; ")}`];
}"""

TARGETS = (
    "button, .btn, summary, nav a, select, textarea, label.option, input:not([type=hidden], [type=radio], "
    "[type=checkbox])"
)
# A link that is one short word may be narrower than that.
TOO_SMALL = """
([targets, least]) => [...document.querySelectorAll(targets)]
  .filter(e => e.checkVisibility({visibilityProperty: true, opacityProperty: true}))
  .map(e => [e, e.getBoundingClientRect()])
  .filter(([e, r]) => r.width > 1 && r.height > 1 && r.right > 0 && r.bottom > 0)
  .filter(([e, r]) => r.height < least - 0.5 || r.width < least - 0.5 && !e.matches("a:not(.btn)"))
  .map(([e, r]) => `${e.tagName.toLowerCase()} "${(e.computedName || "").slice(0, 40)}" is ` +
                   `${Math.round(r.width)} × ${Math.round(r.height)} px`)
"""

# In focus: an outline of 2 px or more around it or the box it is drawn as; its middle, or its label's, in sight.
FOCUS = """
() => {
  const e = document.activeElement;
  if (!e || e == document.body) return null;
  const name = `${e.tagName.toLowerCase()} "${(e.computedName || "").slice(0, 40)}"`;
  const r = e.getBoundingClientRect();
  const ring = a => { const s = getComputedStyle(a);
    return s.outlineStyle != "none" && parseFloat(s.outlineWidth) >= 2 || s.boxShadow != "none"; };
  const rings = [e, e.closest("label, .option, form")].some(a => a && ring(a));
  const tops = [...e.getClientRects()].map(r =>
    document.elementFromPoint(r.left + r.width / 2, r.top + Math.min(r.height / 2, 20)));
  const seen = tops.some(t => t && (e.contains(t) || [...(e.labels || [])].some(l => l.contains(t))));
  const top = tops.find(t => t);
  const place = [e.tagName, Math.round(r.left + scrollX), Math.round(r.top + scrollY), name].join();
  return [place, rings ? "" : `${name} shows no focus`,
          seen ? "" : `${name} in focus is out of sight, ${top ? "at " + top.tagName.toLowerCase() : "off the edge"}`];
}"""

SHAPE = """
() => [...new Set([...document.body.querySelectorAll("*")]
  .map(e => `${e.tagName}.${e.getAttribute("class") || ""}.${e.getAttribute("role") || ""}`))].sort().join()
"""

AXE_RUN = """
() => axe.run({resultTypes: ["violations"], rules: {"target-size": {enabled: true}}, preload: false})
  .then(found => found.violations.filter(v => ["serious", "critical"].includes(v.impact))
    .map(v => `${v.id}: ${v.help}: ` + v.nodes.slice(0, 3).map(n => n.target.join(" ")).join("; ")))
"""


def too_wide(page: Page) -> list[str]:
    return list(page.evaluate(TOO_WIDE))


def too_small(page: Page) -> list[str]:
    """Buttons, main links and fields a thumb would miss."""
    return list(page.evaluate(TOO_SMALL, [TARGETS, TARGET_PX]))


def inaccessible(page: Page) -> list[str]:
    """Serious and critical findings of axe-core."""
    page.evaluate(AXE)
    return list(page.evaluate(AXE_RUN))


def shape(page: Page) -> str:
    """Of what elements the page is built: two pages of one shape have the same flaws but for their words."""
    return str(page.evaluate(SHAPE))


def lost_focus(page: Page) -> list[str]:
    """Tab through the page: elements whose focus cannot be seen."""
    found: list[str] = []
    first = None
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        seen = page.evaluate(FOCUS)
        if seen is None or seen[0] == first:
            return found
        first = first or seen[0]
        found += [each for each in seen[1:] if each]
    return [*found, f"more than {MOST_TABS} stops of the Tab key"]


def at(address: str, sentences: Iterable[str]) -> list[str]:
    return [f"{address}: {each}" for each in sentences]
