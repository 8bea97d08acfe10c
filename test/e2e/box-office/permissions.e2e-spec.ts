import { readFile, writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { GROUPS } from '../../../src/docs/groups.js';
import { MovieImage } from '../../../src/movies/entities/index.js';
import { ViewRegistry } from '../../../src/rest/index.js';
import type { TestApp } from '../../support/app.js';
import { show } from '../../support/box-office.js';
import { seedMovies } from '../../support/movies.js';
import { paidShop } from '../../support/payments.js';
import { shopper, type Shopper } from '../../support/shoppers.js';
import { lock, MOBILE, pay, ticketOrder } from '../../support/tickets.js';
import { changeUser } from '../../support/users.js';

/**
 * Who may do what in the box office, by what real requests were answered, as somebody has looked it
 * over; UPDATE_REVIEWED=1 writes it anew.
 */
const REVIEWED = new URL('./permissions.reviewed.txt', import.meta.url);

const WHO = ['anonymous', 'author', 'other', 'banned', 'site_manager', 'administrator'] as const;
type Who = (typeof WHO)[number];

/** What a request is about: the key in its path, and its body. */
interface Aim {
  readonly key?: string | number;
  readonly body?: object;
}

/** Makes what a request is about anew, so that no request finds what another has left. */
type Prepare = (author: Shopper) => Aim | Promise<Aim>;

const UNLIMITED = '100000/second';
const app = await paidShop({
  THROTTLE_TICKET: UNLIMITED,
  THROTTLE_COMMENT: UNLIMITED,
});

const created = async (author: Shopper, path: string, body: object): Promise<any> => {
  const answer = await author.post(path, body);
  expect([path, answer.status, answer.text]).toEqual([path, 201, expect.anything()]);
  return answer.json;
};

const MOVIE = {
  name: '影片',
  status: 'showing',
  movie_brief: '<p>好</p>',
  release_date: '2026-01-01',
  minutes: 90,
};
const CINEMA = { name: '影院', area: 330_106, address: '文三路', phone: '0571-1' };
const DRAWING = { drawing: 'zone 1 普通区 #8bc34a\n---\n111' };

let serial = 0;

const nothing: Prepare = () => ({});
const movie =
  (body?: object): Prepare =>
  () => ({ key: 1, body });
const screening =
  (body?: (seat: number) => object): Prepare =>
  async () => {
    const made = await show(app);
    return { key: made.id, body: body?.(made.seat(1, 1)) };
  };
const movieImage: Prepare = async () => {
  const image = { movieId: 1, image: `movies/${(serial += 1)}.svg`, position: 1 };
  return app.unitOfWork.run(async ({ manager }) => {
    const { identifiers } = await manager.insert(MovieImage, image);
    return { key: identifiers[0]!.id };
  });
};
const rating =
  (body?: object): Prepare =>
  async (author) => ({
    key: (await created(author, '/userstars/', { movie: 1, star: '8' })).id,
    body,
  });
const favourite: Prepare = async (author) => {
  await created(author, '/usermoviefavs/', { movie: 2 });
  return { key: 2 };
};
const comment =
  (body?: object): Prepare =>
  async (author) => ({
    key: (await created(author, '/usermoviecomments/', { movie: 3, comments: '好' })).id,
    body,
  });
const ban: Prepare = async () => {
  const target = await shopper(app);
  const root = await somebody('administrator');
  await created(root, '/commentbans/', { user: target.id });
  return { key: target.id };
};
const siteManager: Prepare = async () => ({ key: (await somebody('site_manager')).id });
const aUser: Prepare = async () => ({ body: { user: (await shopper(app)).id } });
const moderation: Prepare = async () => {
  await ban(await shopper(app));
  const { results } = (await (await somebody('administrator')).get('/moderations/?limit=1')).json;
  return { key: results[0].id };
};
const hall =
  (body?: object): Prepare =>
  async () => ({ key: (await show(app)).hallId, body });
const order: Prepare = async (author) => ({
  key: (await lock(author, await show(app), [[1, 1]])).json.id,
});
const paidOrder: Prepare = async (author) => {
  const { key } = await order(author);
  expect(await pay(app, Number(key))).toBe('success');
  return { key };
};
const code: Prepare = async (author) => {
  const { key } = await paidOrder(author);
  return { key: (await ticketOrder(app, Number(key))).code! };
};

/** What each kind of request is about; a route that is missing here fails. */
const REQUESTS: Readonly<Record<string, Prepare>> = {
  'GET /movies/': nothing,
  'GET /movies/:pk/': movie(),
  'PUT /movies/:pk/': movie(MOVIE),
  'PATCH /movies/:pk/': movie({ minutes: 91 }),
  'POST /movies/:pk/want/': movie(),
  'POST /movies/:pk/like/': movie(),
  'GET /moviekinds/': nothing,
  'GET /moviekinds/:pk/': movie(),
  'GET /movietypes/': nothing,
  'GET /movietypes/:pk/': movie(),
  'GET /moviecountries/': nothing,
  'GET /moviecountries/:pk/': movie(),
  'GET /moviestaffs/': nothing,
  'GET /moviestaffs/:pk/': movie(),
  'GET /movieimages/': nothing,
  // Nothing is uploaded: who may, is told what is missing.
  'POST /movieimages/': () => ({ body: { movie: 1 } }),
  'GET /movieimages/:pk/': movie(),
  'DELETE /movieimages/:pk/': movieImage,
  'GET /userstars/': nothing,
  'POST /userstars/': () => ({ body: { movie: 4, star: '8' } }),
  'GET /userstars/:pk/': rating(),
  'PUT /userstars/:pk/': rating({ star: '9' }),
  'PATCH /userstars/:pk/': rating({ star: '9' }),
  'DELETE /userstars/:pk/': rating(),
  'GET /usermoviefavs/': nothing,
  'POST /usermoviefavs/': () => ({ body: { movie: 4 } }),
  'GET /usermoviefavs/:pk/': favourite,
  'DELETE /usermoviefavs/:pk/': favourite,
  'GET /usermoviecomments/': nothing,
  'POST /usermoviecomments/': () => ({ body: { movie: 4, comments: '好' } }),
  'GET /usermoviecomments/:pk/': comment(),
  'PUT /usermoviecomments/:pk/': comment({ comments: '很好' }),
  'PATCH /usermoviecomments/:pk/': comment({ comments: '很好' }),
  'DELETE /usermoviecomments/:pk/': comment(),
  'GET /moviecomments/': nothing,
  'POST /moviecomments/:pk/like/': comment(),
  'DELETE /moviecomments/:pk/like/': comment(),
  'GET /commentbans/': nothing,
  'POST /commentbans/': aUser,
  'GET /commentbans/:pk/': ban,
  'DELETE /commentbans/:pk/': ban,
  'GET /sitemanagers/': nothing,
  'POST /sitemanagers/': aUser,
  'GET /sitemanagers/:pk/': siteManager,
  'DELETE /sitemanagers/:pk/': siteManager,
  'GET /moderations/': nothing,
  'GET /moderations/:pk/': moderation,
  'GET /cinemas/': nothing,
  'POST /cinemas/': () => ({ body: CINEMA }),
  'GET /cinemas/:pk/': async () => ({ key: await cinemaId() }),
  'PUT /cinemas/:pk/': async () => ({ key: await cinemaId(), body: CINEMA }),
  'PATCH /cinemas/:pk/': async () => ({ key: await cinemaId(), body: { phone: '0571-2' } }),
  'GET /halls/': nothing,
  'POST /halls/': async () => ({
    body: { cinema: await cinemaId(), name: `${(serial += 1)}号厅` },
  }),
  'GET /halls/:pk/': hall(),
  'GET /halls/:pk/seats/': hall(),
  'PUT /halls/:pk/seats/': hall(DRAWING),
  'GET /screenings/': nothing,
  'POST /screenings/': async () => ({
    body: {
      movie: 1,
      hall: (await show(app)).hallId,
      start_time: '2035-01-01T19:30:00+08:00',
      prices: [
        { zone: 1, price: '33.00' },
        { zone: 2, price: '50.00' },
      ],
    },
  }),
  'GET /screenings/:pk/': screening(),
  'POST /screenings/:pk/cancel/': screening(),
  'POST /screenings/:pk/block/': screening((seat) => ({ seats: [seat] })),
  'GET /screenings/:pk/seats/': screening(),
  'GET /screenings/:pk/seats/events/': screening(),
  'GET /ticketorders/': nothing,
  'POST /ticketorders/': async () => {
    const { id, seat } = await show(app);
    return { body: { screening: id, seats: [seat(1, 1)], mobile: MOBILE } };
  },
  'GET /ticketorders/:pk/': order,
  'DELETE /ticketorders/:pk/': order,
  'POST /ticketorders/:pk/refund/': paidOrder,
  'POST /tickets/:code/checkin/': code,
};

async function somebody(who: Who): Promise<Shopper> {
  const user = await shopper(app);
  if (who === 'site_manager' || who === 'administrator') {
    await changeUser(app, user, { role: who });
  }
  return user;
}

async function cinemaId(): Promise<number> {
  await show(app);
  return (await app.get('/cinemas/?ordering=-id&limit=1')).json.results[0].id;
}

/** Leaves a stream of events as soon as it is known how it begins. */
const atTheDoor: Pick<TestApp, 'request'> = {
  async request(method, path, { headers } = {}) {
    const controller = new AbortController();
    const { signal } = controller;
    const { status, headers: answered } = await fetch(app.url + path, { method, headers, signal });
    controller.abort();
    return { status, headers: answered, text: '', json: undefined };
  },
};

async function answered(request: string, prepare: Prepare, who: Who): Promise<number> {
  const [verb, path] = request.split(' ') as [string, string];
  const author = await somebody('author');
  const aim = await prepare(author);
  // Banned is the author, after having spoken: what of it is left?
  const caller = who === 'author' || who === 'banned' ? author : await somebody(who);
  if (who === 'banned') {
    await created(await somebody('administrator'), '/commentbans/', { user: caller.id });
  }
  const server = path.endsWith('/events/') ? atTheDoor : app;
  const asked = who === 'anonymous' ? server : caller.at(server);
  const url = path.replace(/:\w+/, String(aim.key));
  return (await asked.request(verb, url, { body: aim.body })).status;
}

/** Every request there is to the box office's viewsets. */
function routes(): string[] {
  const groups = new Set<unknown>([GROUPS.movies, GROUPS.cinemas, GROUPS.tickets]);
  const views = app.nest.get(ViewRegistry).all();
  return views
    .filter(({ options }) => groups.has(options.group))
    .flatMap(({ paths, routes: found }) =>
      found.flatMap(({ path, actions }) =>
        [...actions.keys()].map((verb) => `${verb} /${paths[0]}/${path}/`.replaceAll(/\/+/g, '/')),
      ),
    );
}

describe('the box office', () => {
  beforeAll(() => seedMovies(app));

  it('is looked at whole', () => {
    expect(routes().sort()).toEqual(Object.keys(REQUESTS).sort());
  });

  it('lets everybody do what the reviewed table says', async () => {
    const width = Math.max(...Object.keys(REQUESTS).map(({ length }) => length)) + 1;
    let table = `${''.padEnd(width)}${WHO.join(' ')}\n`;
    for (const [request, prepare] of Object.entries(REQUESTS)) {
      let line = request.padEnd(width);
      for (const who of WHO) {
        line += `${await answered(request, prepare, who)}`.padEnd(who.length + 1);
      }
      table += `${line.trimEnd()}\n`;
    }
    if (process.env.UPDATE_REVIEWED === '1') await writeFile(REVIEWED, table);
    expect(table).toBe(await readFile(REVIEWED, 'utf8'));
  }, 180_000);
});
