import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { generateCatalogue } from '../../src/cli/generated-catalogue.js';
import { type PicturedCatalogue, picturesOf } from '../../src/demo/picture-files.js';
import { drawBanner, drawBrand, drawGoods } from '../../src/demo/pictures.js';
import {
  ROW_SCHEMAS,
  SECTION_NAMES,
  type SectionName,
} from '../../src/goods/import/catalogue-format.js';
import { planCategories } from '../../src/goods/import/category-plan.js';

interface Catalogue extends PicturedCatalogue {
  categories: {
    code: string;
    parent: string | null;
    is_tab?: boolean;
    is_index_series?: boolean;
  }[];
  goods: (PicturedCatalogue['goods'][number] & {
    market_price: string;
    shop_price: string;
    front_image: string;
  })[];
  brands: (PicturedCatalogue['brands'][number] & { category: string })[];
  index_ads: { category: string; goods: string }[];
}

const text = readFileSync('src/demo/catalogue.json', 'utf8');
const demo = JSON.parse(text) as Catalogue;

/** Complaints about rows of a catalogue, numbers written as text as the reader does. */
function complaints(catalogue: object): string[] {
  const asText = JSON.parse(JSON.stringify(catalogue), (_key, value: unknown) =>
    typeof value === 'number' ? String(value) : value,
  ) as Record<SectionName, unknown[]>;
  return SECTION_NAMES.flatMap((section) =>
    (asText[section] ?? []).flatMap((row) =>
      (ROW_SCHEMAS[section].safeParse(row).error?.issues ?? []).map(
        ({ path, message }) => `${section} ${path.join('.')}: ${message}`,
      ),
    ),
  );
}

describe('the demo catalogue', () => {
  it('is valid, row by row', () => {
    expect(complaints(demo)).toEqual([]);
  });

  it('has goods for a shop window, each with its own number and name', () => {
    expect(demo.goods.length).toBeGreaterThan(250);
    expect(new Set(demo.goods.map(({ sn }) => sn)).size).toBe(demo.goods.length);
    expect(new Set(demo.goods.map(({ name }) => name)).size).toBe(demo.goods.length);
    expect(text.length).toBeLessThan(1_000_000);
  });

  it('is a tree of three levels with goods on the third', () => {
    const { levels, problems } = planCategories([], demo.categories);
    expect(problems.size).toBe(0);
    expect(new Set(demo.goods.map(({ category }) => levels.get(category)))).toEqual(new Set([3]));
  });

  it('has an advertisement of its own goods and brands for every series of the home page', () => {
    const parents = new Map(demo.categories.map(({ code, parent }) => [code, parent]));
    const topOf = (code: string): string => {
      const parent = parents.get(code);
      return parent ? topOf(parent) : code;
    };
    const categoryOf = new Map(demo.goods.map(({ sn, category }) => [sn, category]));
    const series = demo.categories.filter((category) => category.is_index_series);
    expect(series.length).toBeGreaterThanOrEqual(2);
    for (const { code } of series) {
      const ads = demo.index_ads.filter(({ category }) => category === code);
      expect(ads.map(({ goods }) => topOf(categoryOf.get(goods)!))).toContain(code);
      expect(demo.brands.filter(({ category }) => category === code)).not.toEqual([]);
    }
  });

  it('sells below the market price', () => {
    const dear = demo.goods.filter((each) => Number(each.shop_price) >= Number(each.market_price));
    expect(dear).toEqual([]);
  });

  it('has as many categories in the navigation as fit there', () => {
    const shown = demo.categories.filter((category) => category.is_tab);
    expect(shown.length).toBeGreaterThanOrEqual(3);
    expect(shown.length).toBeLessThanOrEqual(5);
    expect(shown.filter(({ parent }) => parent)).toEqual([]);
  });

  it('draws pictures of the sizes that storefronts have room for', () => {
    const sizes = new Map(demo.banners.map(({ image }) => [image, '1200 300']));
    for (const { path, svg } of picturesOf(demo)) {
      const [, size] = /viewBox="0 0 ([\d ]+)"/.exec(svg)!;
      const expected = sizes.get(path) ?? (path.startsWith('brand') ? '240 120' : '400 400');
      expect([path, size]).toEqual([path, expected]);
    }
  });

  it('has a picture drawn for every path it names', () => {
    const drawn = new Set([...picturesOf(demo)].map(({ path }) => path));
    const named = [
      ...demo.goods.flatMap(({ images, front_image }) => [...images, front_image]),
      ...demo.banners.map(({ image }) => image),
      ...demo.brands.map(({ image }) => image),
    ];
    expect(named.filter((path) => !drawn.has(path))).toEqual([]);
  });
});

describe('pictures', () => {
  const picture = { seed: 'F1', caption: '梨', emblem: 'apple', variant: 1 } as const;

  it('are the same for the same goods and differ between variants', () => {
    expect(drawGoods(picture)).toBe(drawGoods(picture));
    expect(drawGoods(picture)).not.toBe(drawGoods({ ...picture, variant: 2 }));
  });

  it('escape every text', () => {
    const name = `<script>&"'\u0001`;
    const drawings = [
      drawGoods({ ...picture, caption: name }),
      drawGoods({ ...picture, caption: name, emblem: 'book' }),
      drawBanner({ seed: 'x', title: name, subtitle: name, emblem: 'apple' }),
      drawBrand({ seed: 'x', name }),
    ];
    for (const svg of drawings) {
      expect(svg).not.toContain('<script');
      expect(svg).not.toContain('\u0001');
      expect(svg).toContain('&lt;script&gt;');
    }
  });
});

describe('a generated catalogue', () => {
  const generate = (goods: number, seed: number) =>
    [...generateCatalogue({ goods, seed })].join('');

  it('is valid and of the size asked for', () => {
    const catalogue = JSON.parse(generate(300, 1)) as Catalogue;
    expect(complaints(catalogue)).toEqual([]);
    expect(catalogue.goods).toHaveLength(300);
    expect(planCategories([], catalogue.categories).problems.size).toBe(0);
  });

  it('may be empty', () => {
    expect(complaints(JSON.parse(generate(0, 1)) as object)).toEqual([]);
  });

  it('is the same for the same seed only', () => {
    expect(generate(20, 7)).toBe(generate(20, 7));
    expect(generate(20, 7)).not.toBe(generate(20, 8));
  });

  it('has descriptions of about 1.3 KB', () => {
    const { goods } = JSON.parse(generate(50, 3)) as { goods: { description: string }[] };
    for (const { description } of goods) {
      expect(Buffer.byteLength(description)).toBeGreaterThan(1_200);
      expect(Buffer.byteLength(description)).toBeLessThan(1_600);
    }
  });
});
