import { money } from '../../rest/index.js';

/** Cents as the Meiduo storefronts show them, e.g. `3788.00`. */
export function yuan(cents: number): string {
  return (cents / 100).toFixed(2);
}

/** A column of cents, shown likewise. DRF: rest_framework.fields.DecimalField. */
export function inYuan<Property extends string>(source: Property) {
  return {
    ...money(source),
    represent: (cents: unknown) => yuan(cents as number),
    schema: { type: 'string', description: 'yuan', examples: ['19.90'] },
  };
}
