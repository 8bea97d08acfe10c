/**
 * What forms and links cannot do: the other verbs, raw bodies, dialogs, tabs, and rows to choose
 * from. Everything is listened for at the document, which outlives the pages that it shows.
 */

/** How long the open tab is remembered, in seconds. */
const YEAR = 31_536_000;
/** How long typing must pause before rows are searched for, in milliseconds. */
const PAUSE = 250;

/** Sends a request of the page and shows the page that answers it. */
async function send(options, contentType) {
  const headers = new Headers({ Accept: 'text/html', 'X-CSRFToken': document.body.dataset.csrf });
  if (contentType) headers.set('Content-Type', contentType);
  const buttons = [...document.querySelectorAll('button')];
  for (const button of buttons) button.disabled = true;
  try {
    const response = await fetch(address(), { ...options, headers });
    show(await response.text(), response);
  } catch (error) {
    for (const button of buttons) button.disabled = false;
    say(String(error));
  }
}

/** The page's own address without the part that the server never sees. */
function address() {
  return location.pathname + location.search;
}

function show(text, response) {
  const isPage = response.headers.get('Content-Type')?.startsWith('text/html');
  if (!isPage) {
    say(`${response.status} ${text}`);
    return;
  }
  const page = new DOMParser().parseFromString(text, 'text/html');
  document.title = page.title;
  document.body.replaceWith(document.adoptNode(page.body));
  if (response.redirected) history.replaceState(null, '', response.url);
  scrollTo(0, 0);
  const status = document.querySelector('[data-status]');
  status?.setAttribute('tabindex', '-1');
  status?.focus({ preventScroll: true });
}

/** Shows an answer that is no page. */
function say(text) {
  for (const dialog of document.querySelectorAll('dialog[open]')) dialog.close();
  for (const button of document.querySelectorAll('button')) button.disabled = false;
  const note = document.createElement('pre');
  note.className = 'response';
  note.setAttribute('role', 'alert');
  note.textContent = text;
  document.querySelector('main').prepend(note);
}

/** Files that were not chosen are not sent, instead of as empty ones. */
function dataOf(form) {
  const data = new FormData();
  for (const [name, value] of new FormData(form)) {
    if (!(value instanceof File) || value.name !== '') data.append(name, value);
  }
  return data;
}

function openTab(tab) {
  document.cookie = `tabstyle=${tab.dataset.tab}; path=/; max-age=${YEAR}; samesite=lax`;
  for (const other of document.querySelectorAll('[role=tab]')) {
    const isOpen = other.dataset.tab === tab.dataset.tab;
    const isAlone = other.parentElement.querySelectorAll('[role=tab]').length === 1;
    other.setAttribute('aria-selected', String(isOpen || isAlone));
    document.getElementById(other.getAttribute('aria-controls')).hidden = !(isOpen || isAlone);
  }
}

/** Offers rows whose texts hold what has been typed. */
async function search(input) {
  const url = input.dataset.search + encodeURIComponent(input.value);
  const response = await fetch(url, { headers: { Accept: 'application/json' } });
  if (!response.ok) return;
  const answer = await response.json();
  const rows = Array.isArray(answer) ? answer : answer.results;
  input.list.replaceChildren(
    ...rows.map((row) => {
      const name = row.name ?? row.title ?? row.username ?? '';
      return new Option(`${row.id} ${name}`, String(row.id));
    }),
  );
}

document.addEventListener('click', (event) => {
  const button = event.target.closest?.('button');
  if (!button) return;
  const { send: method, dialog, tab, close } = button.dataset;
  if (method) void send({ method });
  if (dialog) document.getElementById(dialog).showModal();
  if (tab) openTab(button);
  if (close !== undefined) button.closest('dialog').close();
});

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.dataset.raw !== undefined) {
    event.preventDefault();
    const { _content_type: type, _content: content } = form.elements;
    const body = content.value === '' ? undefined : content.value;
    void send({ method: event.submitter.value, body }, body && type.value);
  } else if (form.dataset.form && form.dataset.form !== 'POST') {
    event.preventDefault();
    void send({ method: form.dataset.form, body: dataOf(form) });
  }
});

document.addEventListener('keydown', (event) => {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!step || event.target.getAttribute?.('role') !== 'tab') return;
  const tabs = [...event.target.parentElement.querySelectorAll('[role=tab]')];
  const next = tabs[(tabs.indexOf(event.target) + step + tabs.length) % tabs.length];
  next.focus();
  openTab(next);
});

let pause;
document.addEventListener('input', (event) => {
  const input = event.target;
  if (!input.dataset?.search) return;
  clearTimeout(pause);
  // A row that was chosen from the list needs no further search.
  if ([...input.list.options].some(({ value }) => value === input.value)) return;
  pause = setTimeout(() => search(input).catch(() => {}), PAUSE);
});
