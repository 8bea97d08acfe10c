import { describe, expect, it } from 'vitest';
import { Cinema, Screening } from '../../../src/cinemas/entities/index.js';
import { UserPermission } from '../../../src/users/entities/index.js';
import { testApp } from '../../support/app.js';
import { rectangle, show } from '../../support/box-office.js';
import { lock } from '../../support/tickets.js';
import { testSettings } from '../../support/settings.js';
import { shopper } from '../../support/shoppers.js';

const app = testApp(testSettings());

/** Somebody who runs cinemas. */
async function manager() {
  const somebody = await shopper(app);
  const permissions = ['add', 'change'].flatMap((action) =>
    ['cinema', 'hall', 'screening'].map((model) => `cinemas.${action}_${model}`),
  );
  await app.unitOfWork.run((tx) =>
    tx.manager.insert(
      UserPermission,
      permissions.map((permission) => ({ userId: somebody.id, permission })),
    ),
  );
  return somebody;
}

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

describe('cinemas', () => {
  it('are found by area, movie and day, with the lowest price and free seats of what is shown', async () => {
    const cheap = await show(app, { price: '20.00' });
    await show(app, { price: '50.00' });
    const all = await app.get('/cinemas/?area=330000&limit=100');
    expect(all.json.count).toBeGreaterThanOrEqual(2);
    const found = await app.get(`/cinemas/?area=330106&movie=${cheap.movieId}`);
    expect(found.json).toMatchObject({
      count: 1,
      results: [{ lowest_price: 20, area: { id: 330_106 }, halls: [{ name: '1号厅' }] }],
    });
    const [screening] = (await app.get(`/screenings/?movie=${cheap.movieId}`)).json.results;
    const [{ seats_free: free }] = found.json.results;
    expect(free).toBe(screening.seats_free);
    await lock(await shopper(app), cheap, [[1, 4]]);
    const after = await app.get(`/cinemas/?movie=${cheap.movieId}`);
    expect(after.json.results[0].seats_free).toBe(free - 1);
    expect((await app.get(`/cinemas/?movie=${cheap.movieId}&date=2020-01-01`)).json.count).toBe(0);
    for (const path of ['/cinemas/', '/screenings/']) {
      const { json } = await app.get(`${path}?date=2026-11-31`);
      expect([path, json]).toEqual([path, { date: ['输入一个有效的日期。'] }]);
    }
    expect((await app.get('/cinemas/?area=110000')).json.count).toBe(0);
    const wrong = await app.get('/cinemas/?area=x&movie=y');
    expect(wrong.status).toBe(400);
  });

  it('are added by those who may', async () => {
    const body = { name: '新影院', area: 330_106, address: '文三路 1 号', phone: '0571-1' };
    expect((await app.request('POST', '/cinemas/', { body })).status).toBe(401);
    expect((await (await shopper(app)).post('/cinemas/', body)).status).toBe(403);
    const answer = await (await manager()).post('/cinemas/', body);
    expect(answer.status).toBe(201);
    expect(await app.dataSource.manager.findOneBy(Cinema, { id: answer.json.id })).toMatchObject({
      gapRule: 'enforce',
    });
  });
});

describe('a hall', () => {
  it('is drawn as text, version after version, and errors name their line', async () => {
    const { hallId } = await show(app);
    const staff = await manager();
    const path = `/halls/${hallId}/seats/`;
    const before = await app.get(path);
    expect(before.json).toMatchObject({ version: 1, rows: 5, cols: 10, screen: '银幕中央' });
    expect(before.json.seats).toHaveLength(50);
    expect(before.json.seats.filter(({ type }: { type: string }) => type === 'L')).toHaveLength(5);
    const wrong = await staff.request('PUT', path, {
      body: { drawing: 'zone 1 A #fff000\n---\n1x2' },
    });
    expect(wrong.status).toBe(400);
    expect(wrong.json.drawing).toEqual([
      expect.stringContaining('第 3 行'),
      expect.stringContaining('第 3 行'),
    ]);
    const screen = `a${'😀'.repeat(30)}`;
    const named = { drawing: `screen ${screen}\n${rectangle(2, 3)}` };
    const cut = await staff.request('PUT', path, { body: named });
    expect(cut.json).toMatchObject({ version: 2, screen: `a${'😀'.repeat(19)}` });
    const drawn = await staff.request('PUT', path, { body: { drawing: rectangle(2, 3) } });
    expect(drawn.json).toMatchObject({ version: 3, rows: 2, cols: 3 });
    expect((await app.get(path)).json.seats).toHaveLength(6);
    const former = await app.get(`${path}?version=1`);
    expect(former.json.seats).toHaveLength(50);
    expect(former.headers.get('cache-control')).toContain('immutable');
    const etag = former.headers.get('etag')!;
    const again = await app.request('GET', `${path}?version=1`, {
      headers: { 'If-None-Match': etag },
    });
    expect(again.status).toBe(304);
    expect((await app.get(`${path}?version=9`)).status).toBe(404);
  });
});

describe('screenings', () => {
  it('do not overlap in a hall, cleaning included', async () => {
    const first = await show(app);
    const staff = await manager();
    const at = (hours: number) =>
      staff.post('/screenings/', {
        movie: first.movieId,
        hall: first.hallId,
        start_time: inHours(hours),
        prices: [
          { zone: 1, price: '30.00', fee: '2.00' },
          { zone: 2, price: '80.00' },
        ],
      });
    const clash = await at(10.5);
    expect(clash.status).toBe(400);
    expect(clash.json.start_time[0]).toMatch(/^该影厅在此时段已有场次：/);
    // Ninety minutes and fifteen to clean.
    expect((await at(11.7)).status).toBe(400);
    const made = await at(20);
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({ price_from: 32, seats_free: 50, on_sale: true });
    expect(await app.dataSource.manager.countBy(Screening, { hallId: first.hallId })).toBe(2);
  });

  it('have a price for every zone, and begin in the future', async () => {
    const { movieId, hallId } = await show(app);
    const staff = await manager();
    const body = { movie: movieId, hall: hallId, start_time: inHours(100) };
    const unpriced = await staff.post('/screenings/', {
      ...body,
      prices: [{ zone: 1, price: '30.00' }],
    });
    expect(unpriced.json).toEqual({ prices: ['以下区域没有定价：情侣区'] });
    const free = await staff.post('/screenings/', {
      ...body,
      prices: [
        { zone: 1, price: '0.00' },
        { zone: 2, price: '80.00' },
      ],
    });
    expect(free.json).toEqual({ prices: [{ price: ['请确保该值大于或者等于 0.01。'] }, {}] });
    const past = await staff.post('/screenings/', {
      ...body,
      start_time: inHours(-1),
      prices: [{ zone: 1, price: '30.00' }],
    });
    expect(past.json).toEqual({ start_time: ['开场时间已过'] });
    const mistyped = await staff.post('/screenings/', {
      ...body,
      start_time: '9999-12-31 23:00',
      prices: [{ zone: 1, price: '30.00' }],
    });
    expect(mistyped.json).toEqual({ start_time: ['开场时间不能晚于10年之后'] });
  });

  it('are listed as they come, by movie, cinema and day, with their free seats', async () => {
    const mine = await show(app);
    const { json } = await app.get(`/screenings/?movie=${mine.movieId}`);
    expect(json).toMatchObject({
      count: 1,
      results: [{ id: mine.id, seats_free: 50, on_sale: true, price_from: 33 }],
    });
    const [{ start_time: start }] = json.results;
    const day = await app.get(`/screenings/?movie=${mine.movieId}&date=${start.slice(0, 10)}`);
    expect(day.json.count).toBe(1);
    const other = await app.get(`/screenings/?movie=${mine.movieId}&date=2020-01-01`);
    expect(other.json.count).toBe(0);
  });

  it('keep seats out of the sale and put them back', async () => {
    const screening = await show(app);
    const staff = await manager();
    const seats = [screening.seat(1, 1), screening.seat(1, 2)];
    const path = `/screenings/${screening.id}/block/`;
    expect((await staff.post(path, { seats })).json).toMatchObject({ seats_free: 48 });
    expect((await app.get(`/screenings/${screening.id}/seats/`)).json.blocked).toEqual(seats);
    expect((await staff.post(path, { seats })).json).toEqual({ seats: ['部分座位已被占用'] });
    expect((await staff.post(path, { seats, blocked: false })).json).toMatchObject({
      seats_free: 50,
    });
  });
});
