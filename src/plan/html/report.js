'use strict';
// What the page does beyond showing itself: filters, the theme, and places that are opened when they are linked to or printed.
(() => {
  const one = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];

  // The theme: as the system says, until the button is pressed.
  const root = document.documentElement;
  const theme = one('#theme');
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const remember = (value) => { try { localStorage.setItem('exuvia-theme', value); } catch { /* Not every browser keeps things for files. */ } };
  const remembered = () => { try { return localStorage.getItem('exuvia-theme'); } catch { return null; } };
  const isDark = () => (root.dataset.theme ? root.dataset.theme === 'dark' : dark.matches);
  const name = () => { theme.textContent = isDark() ? theme.dataset.light : theme.dataset.dark; };
  if (['dark', 'light'].includes(remembered())) root.dataset.theme = remembered();
  theme.hidden = false;
  name();
  dark.addEventListener('change', name);
  theme.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    remember(root.dataset.theme);
    name();
  });

  // Who prints wants to read everything; what was closed is closed again afterwards.
  let opened = [];
  addEventListener('beforeprint', () => {
    opened = all('details:not([open])').filter((details) => !details.hidden);
    for (const details of opened) details.open = true;
  });
  addEventListener('afterprint', () => { for (const details of opened) details.open = false; });

  const form = one('#filters');
  if (!form) return;
  const files = all('.file').map((file) => ({ file, rows: all('.finding', file).map((row) => ({ row, text: null })) }));
  const rows = files.flatMap((file) => file.rows);
  const severity = (row) => ['error', 'warning', 'note'].find((word) => row.classList.contains(word));
  const field = (key) => form.elements.namedItem(key);
  const said = one('#shown');
  const none = one('#none');

  const filter = () => {
    const severities = new Set(all('[name=severity]:checked', form).map((box) => box.value));
    const [packageName, phase, by] = ['package', 'phase', 'by'].map((key) => field(key).value);
    const words = field('text').value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { file, rows } of files) {
      const path = words.length ? one('h3', file).textContent.toLowerCase() : '';
      let left = 0;
      for (const entry of rows) {
        const { row } = entry;
        let fits = severities.has(severity(row))
          && (!packageName || row.dataset.package === packageName)
          && (!phase || row.dataset.phase === phase)
          && (!by || row.dataset.by === by);
        if (fits && words.length) {
          entry.text ??= row.textContent.toLowerCase();
          fits = words.every((word) => entry.text.includes(word) || path.includes(word));
        }
        if (row.hidden === fits) row.hidden = !fits;
        left += fits;
      }
      if (file.hidden !== !left) file.hidden = !left;
      shown += left;
    }
    none.hidden = shown > 0;
    said.textContent = said.dataset.said.replace('{shown}', shown).replace('{all}', rows.length);
  };

  let waiting = 0;
  form.addEventListener('input', () => { clearTimeout(waiting); waiting = setTimeout(filter, 120); });
  form.addEventListener('submit', (event) => { event.preventDefault(); filter(); });
  form.addEventListener('reset', () => setTimeout(filter));
  const setAll = (open) => { for (const { row } of rows) if (!row.hidden) row.open = open; };
  field('open').addEventListener('click', () => setAll(true));
  field('close').addEventListener('click', () => setAll(false));

  // A package leads to its findings alone.
  for (const link of all('.found')) {
    link.addEventListener('click', () => {
      form.reset();
      field('package').value = link.dataset.package;
      filter();
    });
  }

  // What a link leads to must be there to be seen.
  const follow = () => {
    let target = null;
    try { target = document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch { /* No name at all. */ }
    if (!target || !target.closest('#findings')) return;
    if (target.closest('[hidden]')) { form.reset(); filter(); }
    if (target.matches('details')) target.open = true;
    target.scrollIntoView();
  };
  addEventListener('hashchange', follow);
  form.hidden = false;
  filter();
  if (location.hash) follow();
})();
