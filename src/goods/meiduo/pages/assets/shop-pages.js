// What the static pages ask the shop while they are looked at. `host` is set by the page, as are
// `cat`, `price` and `sku_id` on the pages of goods, and `session`: below it are the paths for
// browsers that have signed in by a session, as their cookie `username` tells.

const PAGE_SIZES = { list: 5, search: 6 };
const find = (selector) => document.querySelector(selector);
const query = new URLSearchParams(location.search);
const token = sessionStorage.token || localStorage.token;
const signedIn = /(?:^|; )username=([^;]+)/.exec(document.cookie)?.[1];
/** Where one's own things are: each edition of the pages has its sign-in, and its paths. */
const base = session && signedIn && !token ? session : '';
const paths = {
  cart: base ? `${base}/carts/` : '/cart/',
  history: `${base}/browse_histories/`,
};

/** @returns the parsed answer; throws for an error, whose answer is in `data` */
async function ask(path, options = {}) {
  // What the shop says stands in a Chinese page.
  const headers = { 'Accept-Language': 'zh-CN' };
  if (token) headers.Authorization = `JWT ${token}`;
  if (options.body) headers['Content-Type'] = 'application/json';
  const answer = await fetch(host + path, { credentials: 'include', ...options, headers });
  const text = await answer.text();
  const data = text ? JSON.parse(text) : null;
  if (!answer.ok) throw Object.assign(new Error(`${path}: ${answer.status}`), { data });
  return data;
}

/** An element with attributes and what is in it; texts are never read as HTML. */
function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

function card({ id, name, price: amount, default_image_url: image }) {
  const link = make('a', { href: `/goods/${id}.html` });
  link.append(make('img', { src: image ?? 'data:,', alt: '', loading: 'lazy' }));
  link.append(make('span', { class: 'name' }, name));
  return make('li', {}, link, make('b', { class: 'price' }, `¥${amount}`));
}

/** Shows one page of goods and the buttons that lead to the others. */
function showPage(skus, count, current, size, go) {
  find('.skus').replaceChildren(...skus.map(card));
  find('main .none').hidden = count > 0;
  const last = Math.ceil(count / size);
  const near = new Set([1, last, current - 2, current - 1, current, current + 1, current + 2]);
  const numbers = [...near].filter((page) => last > 1 && page >= 1 && page <= last);
  numbers.sort((a, b) => a - b);
  find('.pages').replaceChildren(
    ...numbers.map((page) => {
      const button = make('button', page === current ? { 'aria-current': 'page' } : {}, `${page}`);
      button.addEventListener('click', () => go(page));
      return button;
    }),
  );
}

async function showHot(category) {
  const skus = await ask(`/categories/${category}/hotskus/`);
  find('.hot').replaceChildren(...skus.map(card));
}

async function listPage() {
  const category = Number(query.get('cat')) || 0;
  let ordering = '-create_time';
  const go = async (page) => {
    const size = PAGE_SIZES.list;
    const asked = new URLSearchParams({ page, page_size: size, ordering });
    const { count, results } = await ask(`/categories/${category}/skus/?${asked}`);
    showPage(results, count, page, size, go);
  };
  for (const button of document.querySelectorAll('.sorts button')) {
    const press = () => {
      for (const other of button.parentElement.children) {
        other.setAttribute('aria-pressed', other === button);
      }
    };
    if (button.dataset.ordering === ordering) press();
    button.addEventListener('click', () => {
      ordering = button.dataset.ordering;
      press();
      return go(1);
    });
  }
  const crumbs = async () => {
    const { cat1, cat2, cat3 } = await ask(`/categories/${category}/`);
    const levels = [{ url: cat1.url, ...cat1.category }, cat2, cat3].filter(Boolean);
    find('.crumbs').replaceChildren(
      ...levels.map(({ url, id, name }) =>
        make('a', { href: url ?? `/list.html?cat=${id}` }, name),
      ),
    );
  };
  await Promise.all([go(1), showHot(category), crumbs()]);
}

async function searchPage() {
  const text = query.get('q') ?? '';
  find('.search input').value = text;
  const go = async (page) => {
    const size = PAGE_SIZES.search;
    const asked = new URLSearchParams({ text, page, page_size: size });
    const { count, results } = await ask(`/skus/search/?${asked}`);
    find('.found').textContent = `“${text}” 共 ${count} 件商品`;
    showPage(
      results.map(({ object }) => object),
      count,
      page,
      size,
      go,
    );
  };
  await go(1);
}

async function goodsPage() {
  const take = find('.take');
  const said = find('.take output');
  take.addEventListener('submit', async (event) => {
    event.preventDefault();
    const body = JSON.stringify({ sku_id, count: Number(take.elements.count.value) });
    try {
      await ask(paths.cart, { method: 'POST', body });
    } catch (error) {
      const { non_field_errors: texts, errmsg } = error.data ?? {};
      said.textContent = texts?.[0] ?? errmsg ?? '请稍后再试';
      return;
    }
    said.textContent = '已加入购物车';
    await showCart();
  });
  const comments = async () => {
    const all = await ask(`/skus/${sku_id}/comments/`);
    find('section > .none').hidden = all.length > 0;
    find('.comments').replaceChildren(
      ...all.map(({ score, comment, username }) => {
        const stars = make('span', { class: 'stars', role: 'img', 'aria-label': `${score} 星` });
        stars.textContent = '★'.repeat(score) + '☆'.repeat(5 - score);
        return make('li', {}, stars, ' ', comment, ' ', make('small', {}, username));
      }),
    );
  };
  const remember = () =>
    (token || base) && ask(paths.history, { method: 'POST', body: JSON.stringify({ sku_id }) });
  const count = () =>
    session && ask(`${session}/detail/visit/${cat}/`, { method: 'POST', body: '{}' });
  await Promise.all([comments(), showHot(cat), remember(), count()]);
}

let cartsAsked = 0;

/** Shows how much is in the cart; an answer that a later one has overtaken is not shown. */
async function showCart() {
  const asked = ++cartsAsked;
  const answer = await ask(paths.cart);
  const lines = answer.cart_skus ?? answer;
  if (asked !== cartsAsked) return;
  find('.cart-count').textContent = lines.reduce((sum, { count }) => sum + count, 0) || '';
}

function showUser() {
  const username = token
    ? sessionStorage.username || localStorage.username
    : base && decodeURIComponent(signedIn);
  if (!username) return;
  find('.signed-out').hidden = true;
  find('.signed-in').hidden = false;
  find('.username').textContent = username;
}

/** Only one of the menus is open. */
function tameMenus() {
  const menus = [...document.querySelectorAll('.menu-top')];
  for (const menu of menus) {
    menu.addEventListener('toggle', () => {
      if (menu.open) for (const other of menus) if (other !== menu) other.open = false;
    });
  }
}

const PAGES = { list: listPage, search: searchPage, goods: goodsPage };
showUser();
tameMenus();
Promise.all([showCart(), PAGES[document.body.dataset.page]?.()]).catch((error) => {
  console.error(error);
});
