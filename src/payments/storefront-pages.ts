/** Page of the storefront with the shopper's orders, below its beginning. */
export const ORDERS_PAGE = '#/app/home/member/order';
