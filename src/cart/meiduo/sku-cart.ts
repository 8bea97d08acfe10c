/** What a cart says of some goods. */
export interface SkuLine {
  readonly count: number;
  readonly selected: boolean;
}

/** Somebody's cart as the Meiduo storefronts use it, wherever it is kept. */
export interface SkuCart {
  /** By id of the goods, in the order of adding. */
  lines(): Promise<ReadonlyMap<number, SkuLine>>;
  /** Adds so many pieces; @throws TooMany */
  add(skuId: number, line: SkuLine): Promise<void>;
  /** Sets the number of pieces; @throws TooMany */
  set(skuId: number, line: SkuLine): Promise<void>;
  /** Does nothing when the goods are not in the cart. */
  remove(skuId: number): Promise<void>;
  selectAll(selected: boolean): Promise<void>;
}
