/**
 * What a property is called on the wire: `isNew` is `is_new`, and money, which is kept in cents and
 * sent in yuan, loses its unit: `shopPriceCents` is `shop_price`.
 */
export function wireName(property: string): string {
  return property
    .replace(/Cents$/, '')
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase();
}
