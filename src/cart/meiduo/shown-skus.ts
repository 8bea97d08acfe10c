import { yuan } from '../../cents.js';
import { bilingual } from '../../languages.js';
import { type RestRequest, type Row, named, objectSchema } from '../../rest/index.js';
import type { SkuLine } from './sku-cart.js';

/** A line of the cart page of the Meiduo storefronts. */
export interface ShownSku {
  readonly id: number;
  readonly count: number;
  readonly name: string;
  readonly default_image_url: string;
  /** Yuan with two decimal places. */
  readonly price: string;
  readonly selected: boolean;
}

/** What the documentation says of a list of them. */
export const SKUS = {
  description: bilingual('OK.', '成功。'),
  schema: {
    type: 'array',
    items: named(
      'ShownSku',
      objectSchema({
        id: { type: 'integer' },
        count: { type: 'integer' },
        name: { type: 'string' },
        default_image_url: { type: 'string', format: 'uri' },
        price: { type: 'string' },
        selected: { type: 'boolean' },
      }),
    ),
  },
};

/** The lines whose goods there are, in their order. */
export function showSkus(
  lines: ReadonlyMap<number, SkuLine>,
  goods: ReadonlyMap<number, Row>,
  request: RestRequest,
): ShownSku[] {
  return [...lines].flatMap(([id, { count, selected }]) => {
    const row = goods.get(id);
    if (!row) return [];
    return {
      id,
      count,
      name: row.name as string,
      default_image_url: request.mediaUrl(row.frontImage as string),
      price: yuan(row.shopPriceCents as number),
      selected,
    };
  });
}
