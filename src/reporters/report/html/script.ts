/** What the report does beyond being read: search, filters, and opening what a link leads to, or what is printed. */
export const script = `
(() => {
  const all = [...document.querySelectorAll('details[data-task]')].map((details) => ({
    id: details.dataset.task,
    statuses: details.dataset.status.split(' '),
    text: details.textContent.toLowerCase(),
    parts: [details],
  }));
  const byId = new Map(all.map((task) => [task.id, task]));
  for (const part of document.querySelectorAll('tr[data-task], a[data-task]')) {
    const task = byId.get(part.dataset.task);
    if (task) task.parts.push(part);
  }
  const search = document.getElementById('search');
  const boxes = [...document.querySelectorAll('input[name=status]')];
  const count = document.getElementById('count');
  const apply = () => {
    const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
    const wanted = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    let shown = 0;
    for (const task of all) {
      const isShown = task.statuses.some((status) => wanted.has(status)) && words.every((word) => task.text.includes(word));
      if (isShown) shown++;
      for (const part of task.parts) {
        if (part.localName === 'a') part.style.opacity = isShown ? '' : '0.12';
        else part.hidden = !isShown;
      }
    }
    count.textContent = shown === all.length ? all.length + ' tasks' : shown + ' of ' + all.length + ' tasks';
  };
  search.addEventListener('input', apply);
  for (const box of boxes) box.addEventListener('change', apply);
  search.form.addEventListener('submit', (event) => event.preventDefault());
  const open = () => {
    const target = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
    if (target && target.localName === 'details') { target.open = true; target.scrollIntoView(); }
  };
  addEventListener('hashchange', open);
  let closed = [];
  addEventListener('beforeprint', () => {
    closed = [...document.querySelectorAll('details:not([open])')];
    for (const details of closed) details.open = true;
  });
  addEventListener('afterprint', () => { for (const details of closed) details.open = false; });
  apply();
  open();
})();
`;
