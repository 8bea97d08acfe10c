import { yuan } from '../../cents.js';
import { money } from '../../rest/index.js';

/** A column of cents as the Meiduo storefronts show it, e.g. `3788.00`. DRF: rest_framework.fields.DecimalField. */
export function inYuan<Property extends string>(source: Property) {
  return {
    ...money(source),
    represent: (cents: unknown) => yuan(cents as number),
    schema: { type: 'string', description: 'yuan', examples: ['19.90'] },
  };
}
