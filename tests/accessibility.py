"""What the tests ask of a page so that everyone can use it (WCAG 2.2 AA): each check returns what is wrong, in a line.

axe-core finds the barriers that a program can find. It comes with the package axe-playwright-python (axe-core itself is
under the MPL-2.0) and is put into the page from there, so that no request is needed.
"""

import time
from dataclasses import dataclass

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TARGET = 24
"""The least width and height in CSS pixels of what can be pressed (WCAG 2.5.8)."""

SPACED = """
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
  p { margin-bottom: 2em !important; }
"""
"""The text spacing that a reader may ask for (WCAG 1.4.12)."""

TWICE = ":root { font-size: 200% !important; }"
"""Text twice as large (WCAG 1.4.4)."""


@dataclass(frozen=True, slots=True)
class Known:
    """A barrier that Streamlit makes and the page cannot mend: axe's rule, where, a screen that shows it, and why."""

    rule: str
    selector: str
    screen: str
    reason: str


STREAMLIT_CAUSES = (
    Known(
        "presentation-role-conflict",
        "[data-testid=stFileUploaderDropzone]",
        "documenten",
        "the box for files is a section without a role that has a name all the same; its button is in order",
    ),
)


def find_barriers(page: Page) -> list[str]:
    """Return what axe-core finds wrong, but for what Streamlit itself causes."""
    return [f"{rule} {target}: {html}" for rule, target, html, known in _audit(page) if known is None]


def find_known_barriers(page: Page) -> set[Known]:
    """Return which of `STREAMLIT_CAUSES` stand on a page."""
    return {known for _, _, _, known in _audit(page) if known is not None}


def find_slips(page: Page) -> list[str]:
    """Return what is wrong with the language, the headings, the landmarks, ids, marks and sizes of a page."""
    found: list[str] = page.evaluate(SLIPS, TARGET)
    return found


def find_cut_off(page: Page) -> list[str]:
    """Return the texts and controls that do not fit: outside the window, or cut off by what they stand in.

    A chart follows a change of the window a moment later.
    """
    deadline = time.monotonic() + 3
    found: list[str] = page.evaluate(CUT_OFF)
    while found and time.monotonic() < deadline:
        page.wait_for_timeout(100)
        found = page.evaluate(CUT_OFF)
    return found


def find_low_contrast(page: Page) -> list[str]:
    """Return the texts with a contrast below 4.5, those included of which axe-core cannot tell what is behind them."""
    found: list[str] = page.evaluate(LOW_CONTRAST)
    return found


def walk_by_keyboard(page: Page, most: int = 400) -> tuple[list[str], list[str]]:
    """Return the names of what Tab reaches, in order, and what is wrong on the way.

    Wrong is: focus that cannot be seen or is covered, a jump back in the page, and a control that is never reached.
    """
    page.evaluate(BEGIN_WALK)
    names: list[str] = []
    wrong: list[str] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        name, complaints = page.evaluate(LOOK_AT_FOCUS)
        if name is None:
            break
        names.append(name)
        wrong += complaints
    return names, wrong + page.evaluate(NOT_REACHED)


def _audit(page: Page) -> list[tuple[str, str, str, Known | None]]:
    """Return the rule, the place and the HTML of each violation that axe-core finds, and why it is let go, if it is."""
    options = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
    found = []
    for violation in Axe().run(page, options=options).response["violations"]:
        for node in violation["nodes"]:
            target = " ".join(map(str, node["target"]))
            known = next((k for k in STREAMLIT_CAUSES if k.rule == violation["id"] and _is_at(page, target, k)), None)
            found.append((violation["id"], target, node["html"][:200], known))
    return found


def _is_at(page: Page, target: str, known: Known) -> bool:
    """Return whether an element is where a known barrier is."""
    return bool(page.locator(target).first.evaluate("(e, selector) => !!e.closest(selector)", known.selector))


SLIPS = """(least) => {
  const wrong = [];
  const say = (text, e) => wrong.push(text + (e ? ': ' + e.outerHTML.slice(0, 120) : ''));
  const own = (selector) => [...document.querySelectorAll(selector)].filter((e) => e.checkVisibility());
  if (document.documentElement.lang !== 'nl') say('the page is not in Dutch');

  const levels = own('h1, h2, h3, h4, h5, h6').map((e) => +e.tagName[1]);
  if (levels[0] !== 1 || levels.filter((level) => level === 1).length !== 1) say('not one h1, at the top: ' + levels);
  levels.forEach((level, i) => { if (level > levels[i - 1] + 1) say('a level of headings is skipped: ' + levels); });

  for (const [selector, name] of [['main', 'main'], ['main nav.vb-menu[aria-label]', 'menu'], ['footer', 'foot']])
    if (own(selector).length !== 1) say(`there are ${own(selector).length} of the landmark ${name}`);
  for (const e of own('nav')) if (!e.ariaLabel && !e.getAttribute('aria-labelledby')) say('a nav without a name', e);

  const ids = [...document.querySelectorAll('.stHtml [id]')].map((e) => e.id);
  ids.filter((id, i) => ids.indexOf(id) < i).forEach((id) => say(`the id ${id} is there more than once`));
  ids.filter((id) => !id.startsWith('vb-')).forEach((id) => say(`the id ${id} does not begin with vb-`));

  const pressed = 'a[href], button, summary, input:not([type=hidden], [type=file]), textarea, [role=button]';
  for (const e of own('main :is(' + pressed + ')')) {
    const { width, height } = e.getBoundingClientRect();
    const within = e.matches('a') && [...e.parentElement.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    const aside = e.closest('.vb-skip, [aria-hidden=true]') || +getComputedStyle(e).opacity === 0;
    const hidden = width < 2 || height < 2 || aside;
    const small = width < least - 0.5 || height < least - 0.5;
    if (small && !within && !hidden) say(`smaller than ${least} pixels (${width.toFixed()} by ${height.toFixed()})`, e);
  }
  for (const e of own('.stHtml mark')) {
    const style = getComputedStyle(e);
    const seen = [style.textDecorationLine !== 'none', style.outlineStyle !== 'none', +style.fontWeight >= 600,
      style.borderBottomStyle !== 'none'];
    if (!seen.includes(true)) say('a mark of colour alone', e);
  }
  return wrong;
}"""

CUT_OFF = """() => {
  const wrong = [];
  const main = document.querySelector('[data-testid=stMain]');
  // What may be scrolled sideways, and what is hidden on purpose.
  const scrolls = '.vb-scroll, .vb-verbatim, [data-scrolls]';
  const free = scrolls + ', .vb-hidden, .vb-skip, [aria-hidden=true], style, script, svg, canvas';
  if (document.documentElement.scrollWidth > innerWidth || main.scrollWidth > main.clientWidth) {
    const wide = [...main.querySelectorAll('*')].filter((e) => e.getBoundingClientRect().right > main.clientWidth + 1);
    const first = wide.find((e) => !e.parentElement.closest(scrolls))?.outerHTML.slice(0, 120);
    wrong.push(`the page scrolls sideways: ${main.scrollWidth} in ${main.clientWidth}: ${first}`);
  }
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const e = node.parentElement;
    const seen = e.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    if (!node.data.trim() || !seen || e.closest(free)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (box.width < 2 || box.height < 2) continue;
    if (box.left < -1 || box.right > innerWidth + 1) wrong.push('outside the window: ' + node.data.trim().slice(0, 60));
    for (let a = e; a !== main; a = a.parentElement) {
      const style = getComputedStyle(a);
      if (style.overflowX === 'visible' && style.overflowY === 'visible') continue;
      const edge = a.getBoundingClientRect();
      if (edge.width < 2 || edge.height < 2) break;
      const below = /hidden|clip/.test(style.overflowY) && box.bottom > edge.bottom + 3;
      const beside = /hidden|clip/.test(style.overflowX) && (box.right > edge.right + 2 || box.left < edge.left - 2);
      if (below || beside) { wrong.push('cut off: ' + node.data.trim().slice(0, 60)); break; }
    }
  }
  return wrong;
}"""

BEGIN_WALK = """() => {
  // From the very top: the browser goes on from where the visitor pressed last.
  const top = document.body.insertBefore(document.createElement('span'), document.body.firstChild);
  top.tabIndex = -1;
  top.focus();
  document.querySelector('[data-testid=stMain]').scrollTo(0, 0);
  getSelection().removeAllRanges();
  window.vbWalked = [];
}"""

LOOK_AT_FOCUS = """() => {
  const e = document.activeElement;
  if (!e || e === document.body || window.vbWalked.includes(e)) return [null, []];
  const wrong = [];
  const name = (e.ariaLabel || e.labels?.[0]?.innerText || e.innerText || e.title || '').trim().slice(0, 60);
  const say = (text) => wrong.push(`${text}: ${e.outerHTML.slice(0, 120)}`);
  const last = window.vbWalked.at(-1);
  if (last && !(last.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING)) say('focus jumps back');
  window.vbWalked.push(e);
  // The part of the page that scrolls can be reached too; it is as large as the window.
  if (e.matches('[data-testid=stMain]')) return ['', wrong];

  const shown = (a) => {
    const style = getComputedStyle(a);
    return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
  };
  const around = [e, e.parentElement, e.parentElement.parentElement, e.parentElement.parentElement.parentElement];
  const before = around.map((a) => [getComputedStyle(a).borderColor, getComputedStyle(a).boxShadow].join());
  let seen = around.slice(0, 1).some(shown);
  if (!seen) {
    e.blur();
    seen = around.some((a, i) => before[i] !== [getComputedStyle(a).borderColor, getComputedStyle(a).boxShadow].join());
    e.focus();
  }
  if (!seen) say('focus cannot be seen');

  const box = e.getBoundingClientRect();
  const middle = [Math.max(box.left, 0) + Math.min(box.width, innerWidth) / 2, box.top + Math.min(box.height, 20) / 2];
  if (box.width < 2 || box.height < 2) return [name, wrong];
  const within = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  if (!within) say('focus is out of sight');
  else {
    const top = document.elementFromPoint(...middle);
    const mine = top && (e.contains(top) || top.contains(e) || e.labels?.[0]?.contains(top));
    if (!mine) say(`focus is covered by ${top?.outerHTML.slice(0, 80)}`);
  }
  return [name, wrong];
}"""

NOT_REACHED = """() => {
  const controls = 'a[href], button, summary, input:not([type=hidden], [type=file]), textarea, select, [tabindex="0"]';
  // Of a group of choices Tab reaches one, and the arrows the others.
  return [...document.querySelectorAll(`main :is(${controls})`)]
    .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.disabled && e.tabIndex >= 0)
    .filter((e) => !e.closest('[role=radiogroup], [role=group][data-testid], [inert]'))
    .filter((e) => !window.vbWalked.includes(e))
    .map((e) => 'Tab does not reach ' + e.outerHTML.slice(0, 120));
}"""

LOW_CONTRAST = """() => {
  const parse = (c) => c.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (e) => {
    for (; e; e = e.parentElement) {
      const c = parse(getComputedStyle(e).backgroundColor);
      if (c.length < 4 || c[3] === 1) return c;
    }
    return [255, 255, 255];
  };
  const bad = [];
  for (const e of document.querySelectorAll('.stHtml *')) {
    if (![...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim())) continue;
    if (!e.checkVisibility() || ['STYLE', 'SCRIPT'].includes(e.tagName)) continue;
    const [a, b] = [light(parse(getComputedStyle(e).color)), light(ground(e))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) bad.push(e.className + ': ' + e.textContent.slice(0, 40));
  }
  return bad;
}"""
