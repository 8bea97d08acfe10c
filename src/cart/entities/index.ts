import { CartLine } from './cart-line.entity.js';

export { CartLine } from './cart-line.entity.js';

/** Every table of the cart. */
export const CART_ENTITIES = [CartLine];
