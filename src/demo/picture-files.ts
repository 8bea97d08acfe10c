import { type Emblem, emblemFor } from './emblems.js';
import { drawBanner, drawBrand, drawGoods, type Variant } from './pictures.js';

/** The parts of an import file that pictures are drawn from. */
export interface PicturedCatalogue {
  categories: { code: string; parent: string | null }[];
  brands: { name: string; image: string }[];
  goods: { sn: string; name: string; brief: string; category: string; images: string[] }[];
  banners: { goods: string; image: string }[];
}

/** A file to write, its path relative to the media folder. */
export interface PictureFile {
  path: string;
  svg: string;
}

/** Draws every picture that the catalogue names, one after the other. */
export function* picturesOf(catalogue: PicturedCatalogue): Generator<PictureFile> {
  const parents = new Map(catalogue.categories.map(({ code, parent }) => [code, parent]));
  const emblemOf = (category: string): Emblem => emblemFor([...lineage(category, parents)]);
  const goods = new Map(catalogue.goods.map((each) => [each.sn, each]));

  for (const { sn, name, category, images } of catalogue.goods) {
    const emblem = emblemOf(category);
    for (const [index, path] of images.entries()) {
      const variant = ((index % 3) + 1) as Variant;
      yield { path, svg: drawGoods({ seed: sn, caption: title(name), emblem, variant }) };
    }
  }
  for (const { goods: sn, image } of catalogue.banners) {
    const advertised = goods.get(sn);
    if (!advertised) continue;
    const { name, brief, category } = advertised;
    const emblem = emblemOf(category);
    yield {
      path: image,
      svg: drawBanner({ seed: image, title: title(name), subtitle: brief, emblem }),
    };
  }
  for (const { name, image } of catalogue.brands) {
    yield { path: image, svg: drawBrand({ seed: image, name }) };
  }
}

/** The name without weight and packing: its first word, or two when the first is not Chinese. */
function title(name: string): string {
  const [first = '', second = ''] = name.split(' ');
  return /\p{Script=Han}/u.test(first) ? first : `${first} ${second}`.trim();
}

function* lineage(category: string, parents: Map<string, string | null>): Generator<string> {
  const seen = new Set<string>();
  for (let code: string | null | undefined = category; code && !seen.has(code);) {
    yield code;
    seen.add(code);
    code = parents.get(code);
  }
}
