import { call, get, session } from './api.js';
import { drawHall, drawSample, nameOf } from './hall.js';
import { switchLanguage, language, text } from './texts.js';

const MOST_SEATS = 4;
/** Milliseconds between two looks at an order that waits for its payment. */
const POLL = 1500;

const $ = (id) => document.getElementById(id);

/** An element with properties and children; texts become text nodes, never HTML. */
function make(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

const yuan = (amount) => `¥${amount.toFixed(2)}`;
const say = (words) => ($('news').textContent = words);

/** A handler of what happens by itself; it shows what goes wrong. */
function following(work) {
  return async (event) => {
    try {
      await work(event);
    } catch (error) {
      say(error.message);
    }
  };
}

/** A handler of what the person does: the last message is done with. */
function doing(work) {
  return (event) => {
    event?.preventDefault();
    say('');
    return following(work)(event);
  };
}

// --- What is shown where and when -----------------------------------------------------------

const asked = { movie: null };

async function showMovies() {
  const { results } = await get('/movies/?status=showing&limit=100');
  const choices = results.map(({ id, name, poster }) => {
    const picture = make('img', { src: poster, alt: '', width: 300, height: 420, loading: 'lazy' });
    const choice = make('button', { type: 'button' }, picture, name);
    choice.addEventListener(
      'click',
      doing(() => chooseMovie(id, choice)),
    );
    return choice;
  });
  $('movies').replaceChildren(...choices);
  if (results[0]) await chooseMovie(results[0].id, choices[0]);
}

async function chooseMovie(id, choice) {
  asked.movie = id;
  press($('movies'), choice);
  const { results } = await get(`/cinemas/?movie=${id}&limit=100`);
  const cinemas = results.map(({ id: value, name, area, lowest_price: lowest }) =>
    make('option', { value }, `${area.name} ${name} ${yuan(lowest)} ${text('from')}`),
  );
  $('cinema').replaceChildren(...cinemas);
  await showDays();
}

/** The screenings of the movie in the cinema, a day at a time. */
async function showDays() {
  const cinema = $('cinema').value;
  const path = `/screenings/?movie=${asked.movie}&cinema=${cinema}&ordering=start_time&limit=100`;
  const { results } = cinema ? await get(path) : { results: [] };
  const open = results.filter((screening) => screening.on_sale);
  asked.screenings = Map.groupBy(open, ({ start_time: start }) => start.slice(0, 10));
  const days = [...asked.screenings.keys()].map((value) => make('option', { value }, value));
  $('day').replaceChildren(...days);
  showScreenings();
}

function showScreenings() {
  const screenings = asked.screenings.get($('day').value) ?? [];
  const choices = screenings.map((screening) => {
    const { start_time: start, end_time: end, hall, format, seats_free: free } = screening;
    const choice = make(
      'button',
      { type: 'button' },
      make('b', {}, `${start.slice(11, 16)} – ${end.slice(11, 16)}`),
      `${hall.name} · ${screening.language} ${format} · ${yuan(screening.price_from)} ${text('from')} · ${free} ${text('free')}`,
    );
    choice.addEventListener(
      'click',
      doing(() => openHall(screening, choice)),
    );
    return choice;
  });
  $('screenings').replaceChildren(...(choices.length > 0 ? choices : [text('none')]));
}

function press(group, pressed) {
  for (const button of group.querySelectorAll('button')) {
    button.setAttribute('aria-pressed', String(button === pressed));
  }
}

// --- The seats of a screening, live ---------------------------------------------------------

/** The screening that is shown: what the API says of it, and what is chosen. */
let shown = null;

async function openHall(screening, choice) {
  closeHall();
  if (choice) press($('screenings'), choice);
  const state = await get(`/screenings/${screening.id}/seats/`);
  // The hall may have been drawn anew since: a screening keeps the layout that it was made with.
  const layout = await get(`/halls/${screening.hall.id}/seats/?version=${state.layout}`);
  const { svg, show } = drawHall(layout, choose);
  shown = { screening, seats: layout.seats, show, chosen: new Set(), mine: new Set() };
  const { movie, cinema, hall, start_time: start } = screening;
  $('hall-title').textContent =
    `${text('pick')}: ${movie.name}, ${cinema.name} ${hall.name}, ${start.slice(0, 16)}`;
  $('drawing').replaceChildren(svg);
  showLegend(layout.zones, state.prices);
  takeState(state);
  $('hall').hidden = false;
  $('hall').scrollIntoView();
  follow(screening.id);
}

/** The stream tells the whole state first, then every change; the browser resumes it by itself. */
function follow(id) {
  const events = new EventSource(`/screenings/${id}/seats/events/`);
  shown.events = events;
  events.addEventListener('state', ({ data }) => takeState(JSON.parse(data)));
  events.addEventListener(
    'change',
    following(async ({ data }) => {
      const { state, seats } = JSON.parse(data);
      // No seats: the screening as a whole has changed.
      if (seats.length === 0) return takeState(await get(`/screenings/${id}/seats/`));
      for (const seat of seats) shown.states.set(seat, state);
      showSeats();
    }),
  );
}

/** A state names the seats that are not free; the public one leaves out whose they are. */
function takeState({ sold, locked, blocked, mine, prices }) {
  shown.states = new Map();
  for (const [state, seats] of Object.entries({ sold, locked, blocked })) {
    for (const seat of seats) shown.states.set(seat, state);
  }
  if (mine) shown.mine = new Set(mine);
  shown.prices = prices;
  showSeats();
}

function stateOf({ id }) {
  const state = shown.states.get(id) ?? 'free';
  if (state !== 'free' && shown.mine.has(id)) return 'mine';
  if (state !== 'free') return state;
  return shown.chosen.has(id) ? 'chosen' : 'available';
}

const priceOf = ({ zone }) => shown.prices[zone].price + shown.prices[zone].fee;

function showSeats() {
  const lost = chosenSeats().filter((seat) => stateOf(seat) !== 'chosen');
  for (const { id } of lost) shown.chosen.delete(id);
  const others = lost.filter((seat) => stateOf(seat) !== 'mine');
  if (others.length > 0) say(text('lost') + others.map(nameOf).join(', '));
  shown.show(stateOf, (seat) => yuan(priceOf(seat)));
  const chosen = chosenSeats();
  const words = chosen.map((seat) => `${nameOf(seat)} ${yuan(priceOf(seat))}`).join(' + ');
  $('choice').textContent = chosen.length > 0 ? `${words} = ${yuan(totalOf(chosen))}` : '';
}

const chosenSeats = () => shown.seats.filter(({ id }) => shown.chosen.has(id));
const totalOf = (seats) => seats.reduce((sum, seat) => sum + priceOf(seat), 0);

/** Chooses a seat or gives it back, both halves of a couple seat together. */
function choose(seat) {
  if (!['available', 'chosen'].includes(stateOf(seat))) return;
  const unit =
    seat.pair === null ? [seat] : shown.seats.filter((other) => other.pair === seat.pair);
  const { chosen } = shown;
  if (chosen.has(seat.id)) for (const { id } of unit) chosen.delete(id);
  else if (chosen.size + unit.length > MOST_SEATS) return say(text('atMost'));
  else for (const { id } of unit) chosen.add(id);
  say('');
  showSeats();
}

function showLegend(zones, prices) {
  const entry = (words, state, color) => make('li', {}, drawSample(state, color), words);
  $('legend').replaceChildren(
    ...zones.map(({ id, name, color }) =>
      entry(`${name} ${yuan(prices[id].price + prices[id].fee)}`, 'free', color),
    ),
    ...['locked', 'sold', 'mine'].map((state) => entry(text(state), state)),
  );
}

function closeHall() {
  shown?.events?.close();
  shown = null;
  $('hall').hidden = true;
}

async function lock(event) {
  const chosen = chosenSeats();
  if (!session.token) {
    $('sign-in').elements.username.focus();
    throw new Error(text('signInFirst'));
  }
  if (chosen.length === 0) throw new Error(text('pickFirst'));
  const { id } = shown.screening;
  // The stream may tell of the lock before the answer does: it is not somebody else's.
  for (const seat of chosen) shown.mine.add(seat.id);
  try {
    const locked = await call('POST', '/ticketorders/', {
      screening: id,
      seats: chosen.map((seat) => seat.id),
      mobile: event.target.elements.mobile.value,
      // The server refuses the order when a price has changed meanwhile.
      expected_total: totalOf(chosen).toFixed(2),
    });
    showOrder(locked);
    await showOrders();
  } finally {
    takeState(await get(`/screenings/${id}/seats/`));
  }
}

// --- Orders: paying, the code for the door, giving back -------------------------------------

let order = null;
let timers = [];

function showOrder(wanted) {
  stopTimers();
  order = wanted;
  const { status, alipay_url: payUrl, qr_code: code } = order;
  $('ticket-title').textContent = text(status);
  const facts = {
    serial: order.serial_sn,
    order: order.order_sn,
    seats: order.seats.map(({ label }) => label).join(', '),
    amount: yuan(order.amount),
    code: order.code,
  };
  $('facts').replaceChildren(
    ...Object.entries(facts)
      .filter(([, fact]) => fact)
      .flatMap(([key, fact]) => [make('dt', {}, text(key)), make('dd', {}, fact)]),
  );
  Object.assign($('qr'), { hidden: !code, src: code || 'data:,', alt: text('qr') });
  Object.assign($('pay'), { hidden: !payUrl, href: payUrl });
  $('release').hidden = status !== 'paying';
  $('refund').hidden = status !== 'paid';
  $('countdown').hidden = status !== 'paying';
  $('ticket').hidden = false;
  $('ticket').focus();
  $('ticket').scrollIntoView();
  if (status === 'paying' || status === 'refunding') watch(order);
}

/** Counts down, and looks whether the payment has arrived, which is made in another window. */
function watch({ id, status, seconds_left: seconds }) {
  const end = Date.now() + seconds * 1000;
  const tick = () => {
    const left = Math.max(0, Math.round((end - Date.now()) / 1000));
    const clock = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
    $('countdown').textContent = `${text('left')} ${clock}`;
  };
  tick();
  timers = [
    setInterval(tick, 1000),
    setInterval(
      following(async () => {
        const now = await get(`/ticketorders/${id}/`);
        if (order?.id === id && now.status !== status) await settled(now);
      }),
      POLL,
    ),
  ];
}

function stopTimers() {
  for (const timer of timers) clearInterval(timer);
  timers = [];
}

/** Shows an order that has gone on, and the seats and the list with it. */
async function settled(changed) {
  showOrder(changed);
  await showOrders();
  if (shown) takeState(await get(`/screenings/${shown.screening.id}/seats/`));
}

async function release() {
  await call('DELETE', `/ticketorders/${order.id}/`);
  await settled(await get(`/ticketorders/${order.id}/`));
}

async function refund() {
  await settled(await call('POST', `/ticketorders/${order.id}/refund/`));
}

function closeOrder() {
  stopTimers();
  order = null;
  $('ticket').hidden = true;
}

async function showOrders() {
  $('orders').hidden = !session.token;
  if (!session.token) return;
  const { results } = await get('/ticketorders/');
  const entries = results.map((one) => {
    const words = `${one.seats.map(({ label }) => label).join(', ')} · ${yuan(one.amount)} · ${text(one.status)}`;
    const open = make('button', { type: 'button' }, words);
    open.addEventListener(
      'click',
      doing(async () => showOrder(await get(`/ticketorders/${one.id}/`))),
    );
    return make('li', {}, open);
  });
  $('order-list').replaceChildren(...entries);
}

// --- Who it is --------------------------------------------------------------------------------

async function showUser() {
  $('user').hidden = !session.token;
  $('sign-in').hidden = Boolean(session.token);
  $('username').textContent = session.username ?? '';
  await showOrders();
}

async function signIn({ target }) {
  const { username, password } = Object.fromEntries(new FormData(target));
  const { token } = await call('POST', '/api-token-auth/', { username, password });
  session.begin(token, username);
  target.reset();
  await showUser();
  if (shown) takeState(await get(`/screenings/${shown.screening.id}/seats/`));
}

async function signOut() {
  session.end();
  closeOrder();
  await showUser();
  if (shown) takeState(await get(`/screenings/${shown.screening.id}/seats/`));
}

document.documentElement.lang = language;
document.title = text('title');
for (const place of document.querySelectorAll('[data-text]')) {
  place.textContent = text(place.dataset.text);
}
$('language').addEventListener('click', switchLanguage);
$('sign-in').addEventListener('submit', doing(signIn));
$('sign-out').addEventListener('click', doing(signOut));
$('cinema').addEventListener('change', doing(showDays));
$('day').addEventListener('change', doing(showScreenings));
$('lock').addEventListener('submit', doing(lock));
$('release').addEventListener('click', doing(release));
$('refund').addEventListener('click', doing(refund));
$('close').addEventListener('click', closeOrder);
await doing(async () => {
  await showUser();
  await showMovies();
})();
