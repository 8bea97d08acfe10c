import { describe, expect, it } from 'vitest';
import { testApp } from '../../support/app.js';
import { seedCatalogue } from '../../support/catalogue.js';
import { testSettings } from '../../support/settings.js';

const fields = (id: number, level: number, parent: number | null) => ({
  name: `分类${id}`,
  code: `c${String(id).padStart(3, '0')}`,
  desc: `分类${id}的描述`,
  category_type: level,
  is_tab: id <= 2,
  add_time: '2025-01-01 09:00:00',
  parent_category: parent,
});
const third = (id: number, parent: number) => ({ id, ...fields(id, 3, parent) });
const second = (id: number, parent: number, sub_cat: object[]) => ({
  id,
  sub_cat,
  ...fields(id, 2, parent),
});
const TREE = [
  [1, second(4, 1, [third(10, 4), third(11, 4)]), second(5, 1, [third(12, 5), third(13, 5)])],
  [2, second(6, 2, [third(14, 6), third(15, 6)]), second(7, 2, [third(16, 7), third(17, 7)])],
  [3, second(8, 3, [third(18, 8), third(19, 8)]), second(9, 3, [third(20, 9), third(21, 9)])],
].map(([id, ...sub_cat]) => ({ id, sub_cat, ...fields(id as number, 1, null) }));

describe.each(['categories', 'categorys'])('/%s/', (path) => {
  const app = testApp(testSettings(), { seed: seedCatalogue });

  it('lists the tree of all three levels as a bare array, byte for byte', async () => {
    const { status, text } = await app.get(`/${path}/`);
    expect(status).toBe(200);
    expect(text).toBe(JSON.stringify(TREE));
  });

  it('shows one top category with all below it', async () => {
    const { status, json, headers } = await app.get(`/${path}/3/`);
    expect(status).toBe(200);
    const cat1 = { url: '/list.html?cat=3', category: { id: 3, name: '分类3' } };
    expect(json).toEqual({ ...TREE[2], cat1, cat2: '', cat3: '' });
    expect(headers.get('allow')).toBe('GET, HEAD, OPTIONS');
  });

  it('shows a category of the second level with the third below it', async () => {
    const { status, json } = await app.get(`/${path}/4/`);
    expect([status, json.name, json.parent_category]).toEqual([200, '分类4', 1]);
    expect(json.sub_cat.map(({ name }: { name: string }) => name)).toEqual(['分类10', '分类11']);
  });

  it.each(['99', 'more', '1abc'])('knows no category %s', async (id) => {
    const { status, text } = await app.get(`/${path}/${id}/`);
    expect([status, text]).toEqual([404, '{"detail":"未找到。"}']);
  });
});
