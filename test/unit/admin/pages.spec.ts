import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { errorLines, fieldErrors } from '../../../src/admin/web/server/field-errors.js';
import { periodOf, rangeOf } from '../../../src/admin/web/list/date-range.js';
import { changedOrder, forestOf, moved, stepped } from '../../../src/admin/web/list/tree.js';
import { matrixOf } from '../../../src/admin/web/screens/permissions.js';
import {
  addDays,
  clock,
  minutesIn,
  mondayOf,
} from '../../../src/admin/web/screens/calendar/week.js';
import * as hall from '../../../src/admin/web/screens/hall-layout/drawing.js';
import { centsOf, yuanOf } from '../../../src/admin/web/values/money.js';
import { moneyText } from '../../../src/admin/web/values/value-text.js';
import { CHINESE_HOLES } from '../../../src/admin/web/i18n/chinese-holes.js';
import { TEXTS } from '../../../src/admin/web/i18n/texts.js';
import { readDrawing } from '../../../src/cinemas/layouts/drawing.js';

describe('complaints of the server', () => {
  it('keep their place, in fields and in rows of inlines', () => {
    const body = { name: ['Too long.', 'Odd.'], images: [{}, { image: ['No picture.'] }] };
    expect(fieldErrors(body)).toEqual({
      name: 'Too long. Odd.',
      images: { 1: { image: 'No picture.' } },
    });
    expect(fieldErrors(['Not now.'])).toEqual({ non_field_errors: 'Not now.' });
    expect(fieldErrors(undefined)).toEqual({});
  });

  it('are lines where there is no place for each', () => {
    const errors = fieldErrors({ non_field_errors: ['No.'], price: ['Too high.'] });
    expect(errorLines(errors, { price: 'Price' })).toEqual(['No.', 'Price: Too high.']);
  });
});

describe('periods of a list', () => {
  it.each([
    [{ year: 2024 }, '2024-01-01', '2024-12-31'],
    [{ year: 2024, month: 2 }, '2024-02-01', '2024-02-29'],
    [{ year: 2024, month: 12, day: 5 }, '2024-12-05', '2024-12-05'],
  ])('are from day to day, there and back: %o', (period, after, before) => {
    expect(rangeOf(period)).toEqual({ after, before });
    expect(periodOf(after, before)).toEqual(period);
  });

  it('are none where the days are no whole month or year', () => {
    expect(periodOf('2024-02-01', '2024-02-28')).toEqual({});
    expect(periodOf(undefined, undefined)).toEqual({});
  });
});

describe('a tree of rows', () => {
  const tree = { parent: 'parent', position: 'position' };
  const rows = [
    { id: 1, parent: null, position: 0 },
    { id: 2, parent: null, position: 1 },
    { id: 3, parent: { id: 1, label: 'one' }, position: 0 },
    { id: 4, parent: 1, position: 1 },
  ];
  const forest = forestOf(rows, tree);

  it('has rows below their parents, in order', () => {
    expect(forest.map(({ id, children }) => [id, children.map((child) => child.id)])).toEqual([
      [1, [3, 4]],
      [2, []],
    ]);
  });

  it('tells the server of all siblings of what was moved, and of no others', () => {
    expect(changedOrder(forest, moved(forest, 4, 3, 'before'))).toEqual([
      { id: 4, parent: 1, position: 0 },
      { id: 3, parent: 1, position: 1 },
    ]);
    expect(changedOrder(forest, moved(forest, 2, 1, 'inside'))).toContainEqual({
      id: 2,
      parent: 1,
      position: 2,
    });
  });

  it('lets nothing stand below itself', () => {
    expect(moved(forest, 1, 3, 'inside')).toBe(forest);
    expect(moved(forest, 1, 1, 'after')).toBe(forest);
  });

  it('is walked a step at a time', () => {
    const out = stepped(forest, 4, 'left');
    expect(out.map(({ id }) => id)).toEqual([1, 4, 2]);
    expect(stepped(out, 4, 'down').map(({ id }) => id)).toEqual([1, 2, 4]);
    expect(stepped(forest, 1, 'up')).toBe(forest);
  });
});

describe('a drawing of a hall', () => {
  const text =
    'screen 银幕\nzone 1 普通区 #8bc34a\nzone 2 情侣区 #e91e63\ncouple 2\n---\n11.11\n<>.<>\nW...1';

  it('is read and written without a change', () => {
    expect(hall.writeDrawing(hall.readDrawing(text))).toBe(text);
  });

  it('is, however it is painted, one that the shop can read', () => {
    let drawing = hall.readDrawing(text);
    const tools = ['1', hall.LEFT, '2', hall.WHEELCHAIR, hall.AISLE, hall.LEFT];
    for (let step = 0; step < 200; step += 1) {
      const place = tools[(step * 7) % tools.length]!;
      drawing = hall.painted(drawing, (step * 3) % 3, (step * 11) % 5, place);
      const read = readDrawing(hall.writeDrawing(drawing));
      const isEmpty = drawing.places.flat().every((one) => one === hall.AISLE);
      expect('errors' in read && !isEmpty ? read.errors : []).toEqual([]);
    }
  });

  it('loses both halves of a couple seat where one goes', () => {
    const drawing = hall.painted(hall.readDrawing(text), 1, 1, '1');
    expect(drawing.places[1]!.join('')).toBe('.1.<>');
    expect(hall.resized(drawing, 3, 4).places[1]!.join('')).toBe('.1..');
  });

  it('counts seats by zone', () => {
    const drawing = hall.readDrawing(text);
    expect([hall.seatsOf(drawing, 1), hall.seatsOf(drawing, 2)]).toEqual([6, 4]);
  });

  it('has new zones with names of their own, and no seats of one that is gone', () => {
    const drawing = hall.withZone(hall.readDrawing(text), 'VIP');
    expect(drawing.zones.at(-1)).toMatchObject({ number: 3, name: 'VIP3' });
    const left = hall.withoutZone(drawing, 1);
    expect(left.places.flat()).not.toContain('1');
    expect(readDrawing(hall.writeDrawing(left))).not.toHaveProperty('errors');
  });
});

describe('the calendar', () => {
  it('goes by the days of the shop', () => {
    expect(mondayOf('2026-11-29')).toBe('2026-11-23');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(minutesIn('2026-11-29', '2026-11-30T00:30:00+08:00')).toBe(24 * 60 + 30);
    expect(clock(24 * 60 + 30)).toBe('00:30');
  });
});

describe('rights', () => {
  it('are models by actions', () => {
    const choices = [
      { value: 'goods.change_goods', label: '商品 · 修改' },
      { value: 'goods.view_goods', label: '商品 · 查看' },
      { value: 'orders.ship_order', label: '订单 · 发货' },
      { value: 'user-operations.view_favourite', label: '收藏 · 查看' },
    ];
    const rows = matrixOf(choices).map(({ label, usual, others }) => [
      label,
      [...usual.keys()],
      others.map((right) => right.label),
    ]);
    expect(rows).toEqual([
      ['商品', ['change', 'view'], []],
      ['订单', [], ['发货']],
      ['收藏', ['view'], []],
    ]);
  });
});

describe('money', () => {
  it('is counted in cents', () => {
    expect(centsOf('1234.5')).toBe(123_450);
    expect(centsOf('-0.07')).toBe(-7);
    expect(centsOf('1,5')).toBeNull();
    expect(centsOf(null)).toBeNull();
    expect(yuanOf(-7)).toBe('-0.07');
    expect(moneyText('1234567.00')).toBe('¥1,234,567.00');
  });
});

describe('texts', () => {
  type Words = { readonly [key: string]: string | Words };
  const keys = (words: Words, path = ''): string[] =>
    Object.entries(words).flatMap(([key, value]) =>
      typeof value === 'string' ? [path + key] : keys(value, `${path}${key}.`),
    );
  /** Loaded without its types, which want a browser. */
  const words = (name: string): Words => {
    const loaded = createRequire(import.meta.url)(name);
    return loaded.default ?? loaded;
  };
  const holes = (text: string) => [...text.matchAll(/%\{\w+\}/g)].map(([hole]) => hole);

  it('of the library are all there in Chinese', () => {
    const known = new Set([...keys(words('ra-language-chinese')), ...keys(CHINESE_HOLES)]);
    expect(keys(words('ra-language-english')).filter((key) => !known.has(key))).toEqual([]);
  });

  it.each(Object.entries(TEXTS))(
    'say the same in both languages: %s',
    (_key, [english, chinese]) => {
      expect(new Set(holes(chinese))).toEqual(new Set(holes(english)));
      expect(english).not.toMatch(/\p{Script=Han}/u);
      // What stands between words has none.
      if (/\p{L}/u.test(english)) expect(chinese).toMatch(/\p{Script=Han}/u);
    },
  );
});
