"""What is asked of a page: expressions for the browser."""

# Elements whose text is too faint for WCAG's AA, as they are painted now.
FAINT = r"""(() => {
  const paint = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const parts = (color) => {
    paint.clearRect(0, 0, 1, 1); paint.fillStyle = color; paint.fillRect(0, 0, 1, 1);
    return [...paint.getImageData(0, 0, 1, 1).data];
  };
  const seen = new Map();
  const of = (color) => { if (!seen.has(color)) seen.set(color, parts(color)); return seen.get(color); };
  const light = ([r, g, b]) => [r, g, b].map((one) => one / 255).map((one) => (one <= .04045 ? one / 12.92 : ((one + .055) / 1.055) ** 2.4))
    .reduce((sum, one, index) => sum + one * [.2126, .7152, .0722][index], 0);
  const behind = (element) => {
    for (let up = element; up; up = up.parentElement) {
      const color = of(getComputedStyle(up).backgroundColor);
      if (color[3] === 255) return color;
    }
    return of(getComputedStyle(document.documentElement).colorScheme === 'dark' ? 'black' : 'white');
  };
  const faint = [];
  let looked = 0;
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const element = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || element.matches('script, style, title, option') || !element.getClientRects().length) continue;
    const style = getComputedStyle(element);
    const drawn = element.closest('svg');
    const field = drawn && drawn.querySelector(':scope > rect');
    const front = of(drawn ? style.fill : style.color);
    const back = field ? of(getComputedStyle(field).fill) : behind(drawn ? drawn.parentElement : element);
    const [high, low] = [light(front), light(back)].sort((one, other) => other - one);
    const ratio = (high + .05) / (low + .05);
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700);
    looked += 1;
    if (ratio < (large ? 3 : 4.5)) faint.push(`${element.tagName}.${element.className.baseVal ?? element.className} ${ratio.toFixed(2)}: ${walk.currentNode.data.slice(0, 40)}`);
  }
  return { looked, faint: [...new Set(faint)].slice(0, 20) };
})()"""

# What reaches beyond the right edge, but for code, which scrolls by itself.
WIDE = r"""(() => {
  const edge = document.documentElement.clientWidth;
  const out = [...document.querySelectorAll('body *')]
    .filter((one) => !one.closest('pre, svg, .said, .skip, .cards thead') && one.getClientRects().length && one.getBoundingClientRect().right > edge + .5)
    .map((one) => `${one.tagName}.${one.className} ${one.textContent.slice(0, 40)}`);
  return { scroll: document.scrollingElement.scrollWidth - edge, out: out.slice(0, 10) };
})()"""

# What is wrong with the outline, the names and the labels of a page.
UNSOUND = r"""(() => {
  const wrong = [];
  let level = 0;
  for (const heading of document.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
    const next = +heading.tagName[1];
    if (next > level + 1) wrong.push(`h${level} is followed by h${next}: ${heading.textContent}`);
    level = next;
  }
  if (document.querySelectorAll('h1').length !== 1) wrong.push('there is not one h1');
  const names = [...document.querySelectorAll('[id]')].map((one) => one.id);
  if (new Set(names).size !== names.length) wrong.push('an id stands twice');
  for (const link of document.querySelectorAll('a')) {
    if (!document.getElementById(link.getAttribute('href').slice(1))) wrong.push(`nowhere: ${link.getAttribute('href')}`);
    if (!link.textContent.trim() && !link.ariaLabel) wrong.push(`a link says nothing: ${link.getAttribute('href')}`);
  }
  for (const field of document.querySelectorAll('input, select')) if (!field.labels.length) wrong.push(`no label: ${field.name}`);
  for (const button of document.querySelectorAll('button')) if (!button.textContent.trim()) wrong.push(`a button says nothing: ${button.id}`);
  for (const one of document.querySelectorAll('[aria-labelledby]')) if (!document.getElementById(one.getAttribute('aria-labelledby'))) wrong.push(`no name: ${one.id}`);
  if (!document.documentElement.lang || !document.title) wrong.push('no language or no title');
  return wrong;
})()"""

# The elements and the attributes that the page has.
MADE_OF = r"""(() => {
  const all = [...document.querySelectorAll('*')];
  return {
    elements: [...new Set(all.map((one) => one.tagName.toLowerCase()))].sort(),
    attributes: [...new Set(all.flatMap((one) => one.getAttributeNames()))].sort(),
    scripts: document.scripts.length,
    pwned: window.pwned ?? null,
  };
})()"""

# Each finding as a reader sees it.
FINDINGS = r"""(() => [...document.querySelectorAll('.finding')].map((one) => ({
  name: one.id,
  path: one.closest('.file').querySelector('h3 code').textContent,
  package: one.dataset.package,
  message: one.querySelector('.message').textContent,
  code: [...one.querySelectorAll('.code > *')].map((line) => [line.tagName, line.dataset.n ?? null, line.textContent]),
  way: [...one.querySelectorAll('.way li')].map((step) => [step.querySelector('.at code')?.textContent ?? null, step.querySelector('pre')?.textContent ?? null]),
})))()"""

SHOWN = "[...document.querySelectorAll('.finding')].filter((one) => one.checkVisibility()).length"
SAID = "document.querySelector('#shown').textContent"
