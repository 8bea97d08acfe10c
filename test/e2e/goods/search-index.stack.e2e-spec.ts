import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Goods } from '../../../src/goods/entities/index.js';
import { CATALOGUE_TAGS } from '../../../src/goods/catalogue-tags.js';
import { blocksThatDiffer } from '../../../src/goods/search/index-state.js';
import { GoodsSearchIndex } from '../../../src/goods/search/goods-search-index.js';
import { GoodsSearchRepair } from '../../../src/goods/search/goods-search-repair.js';
import { Rest } from '../../../src/rest/index.js';
import { testApp } from '../../support/app.js';
import { seedCatalogue } from '../../support/catalogue.js';
import { testSettings } from '../../support/settings.js';

/** Of few characters, so that words are often there, and often nearly. */
const ALPHABET = ['果', '汁', '鲜', 'a', '1', ' ', '%', '<'];

describe('the search index', () => {
  const app = testApp(testSettings({ CACHE_TTL: '0' }), { seed: seedCatalogue });
  const index = () => app.nest.get(GoodsSearchIndex);
  const outdate = () => app.nest.get(Rest).cache.invalidate(Object.values(CATALOGUE_TAGS));
  const found = async (word: string): Promise<number[]> => {
    const quoted = encodeURIComponent(`"${word}"`);
    const { json } = await app.get(`/goods/?page_size=100&search=${quoted}`);
    expect(json.results).toHaveLength(json.count);
    return json.results.map(({ id }: { id: number }) => id);
  };
  const model = async (): Promise<Goods> =>
    app.dataSource.manager.findOneByOrFail(Goods, { id: 1 });
  /** Goods of that id and texts, put into the table past the index. */
  const insert = async (id: number, texts: Partial<Goods>): Promise<Goods> => {
    const goods = { ...(await model()), brief: '', description: '', ...texts, id, sn: `S${id}` };
    await app.unitOfWork.run(({ manager }) => manager.insert(Goods, goods));
    return goods;
  };
  const repair = async () => {
    const repaired = await app.nest.get(GoodsSearchRepair).repair();
    await outdate();
    return repaired;
  };

  it('finds what LIKE finds, for any word', async () => {
    const some = (most: number) =>
      fc.string({ unit: fc.constantFrom(...ALPHABET), minLength: 1, maxLength: most });
    const texts = fc.sample(fc.tuple(some(30), some(60), some(300)), { numRuns: 60, seed: 7 });
    for (const [n, [name, brief, description]] of texts.entries()) {
      await insert(1000 + n, { name, brief, description });
    }
    expect(await repair()).toBe(60);
    const words = fc.sample(some(7), { numRuns: 120, seed: 8 }).map((word) => word.trim());
    let hits = 0;
    for (const word of new Set(words.filter(Boolean))) {
      const pattern = `%${word.replace(/[!%_]/g, '!$&')}%`;
      const rows = await app.dataSource.manager
        .createQueryBuilder(Goods, 'goods')
        .where("goods.name LIKE :pattern ESCAPE '!'", { pattern })
        .orWhere("goods.brief LIKE :pattern ESCAPE '!'")
        .orWhere("goods.description LIKE :pattern ESCAPE '!'")
        .orderBy('goods.id')
        .getMany();
      hits += rows.length;
      expect([word, await found(word)]).toEqual([word, rows.map(({ id }) => id)]);
    }
    expect(hits).toBeGreaterThan(200);
  });

  it('forgets what goods are not called any more', async () => {
    const goods = await insert(2000, { name: '旧名字' });
    await repair();
    expect(await found('旧名')).toEqual([2000]);
    await app.unitOfWork.run(async ({ manager }) => {
      await manager.update(Goods, 2000, { name: '新名字' });
      await index().replace(manager, [{ ...goods, name: '新名字' }]);
    });
    await outdate();
    expect([await found('旧名'), await found('新名'), await found('名字')]).toEqual([
      [],
      [2000],
      [2000],
    ]);
  });

  it('is not asked while goods have come or gone without it, and is brought up to date', async () => {
    await insert(3000, { name: '悄悄来的' });
    await outdate();
    expect(await blocksThatDiffer(app.dataSource.manager)).not.toEqual([]);
    expect(await found('悄悄')).toEqual([3000]);
    expect(await repair()).toBe(1);
    expect(await blocksThatDiffer(app.dataSource.manager)).toEqual([]);
    expect(await found('悄悄')).toEqual([3000]);

    await app.unitOfWork.run(({ manager }) => manager.delete(Goods, 3000));
    await outdate();
    expect(await found('悄悄')).toEqual([]);
    expect(await repair()).toBe(1);
    expect(await found('悄悄')).toEqual([]);
    expect(await blocksThatDiffer(app.dataSource.manager)).toEqual([]);
  });

  it('loses nothing when many write to it at once', async () => {
    const ids = Array.from({ length: 20 }, (_, n) => 4000 + n);
    const goods = await Promise.all(ids.map((id) => insert(id, { name: `并发${id}号` })));
    await Promise.all([
      ...goods.map((one) => app.unitOfWork.run(({ manager }) => index().replace(manager, [one]))),
      repair(),
    ]);
    await outdate();
    expect(await found('并发')).toEqual(ids);
    expect(await blocksThatDiffer(app.dataSource.manager)).toEqual([]);
  });
});
