import { In, type EntityManager } from 'typeorm';
import { Goods } from '../../goods/entities/index.js';
import { TokenRefused, type TokenSigner } from '../../infrastructure/token-signer.js';
import { ValidationError } from '../../rest/index.js';
import { TooMany } from '../cart.service.js';
import { MESSAGES } from '../cart.messages.js';
import type { SkuCart, SkuLine } from './sku-cart.js';

const COOKIE = 'cart';
/** How long a browser keeps the cookie, in seconds. */
const LIFETIME = 365 * 86_400;
/** Lines that surely fit into a cookie of 4 KB. */
const MOST_LINES = 100;

/** A line in the cookie: the goods, the pieces, whether it is selected. */
type PackedLine = readonly [skuId: number, count: number, selected: 0 | 1];

/** The cart of somebody who is not signed in, in a signed cookie. It keeps nothing out of stock. */
export class CookieCart implements SkuCart {
  private readonly content: Map<number, SkuLine>;
  private isChanged = false;

  /** @param header the request's `Cookie` header; a cookie that is not ours is an empty cart */
  constructor(
    header: string | undefined,
    private readonly signer: TokenSigner,
    private readonly manager: EntityManager,
    private readonly lineMax: number,
    private readonly isSecure: boolean,
  ) {
    this.content = unpack(valueOf(header), signer);
  }

  get isEmpty(): boolean {
    return this.content.size === 0;
  }

  /** The `Set-Cookie` header of the answer; undefined when nothing has changed. */
  get header(): string | undefined {
    return this.isChanged
      ? cookie(pack(this.content, this.signer), LIFETIME, this.isSecure)
      : undefined;
  }

  /** The `Set-Cookie` header that makes a browser forget the cart. */
  static forget(isSecure: boolean): string {
    return cookie('', 0, isSecure);
  }

  async lines(): Promise<ReadonlyMap<number, SkuLine>> {
    const ids = [...this.content.keys()];
    if (ids.length === 0) return this.content;
    const found = await this.manager.find(Goods, { select: { id: true }, where: { id: In(ids) } });
    const present = new Set(found.map(({ id }) => id));
    return new Map([...this.content].filter(([id]) => present.has(id)));
  }

  add(skuId: number, { count, selected }: SkuLine): Promise<void> {
    const known = this.content.get(skuId);
    const line = {
      count: count + (known?.count ?? 0),
      selected: selected || (known?.selected ?? false),
    };
    return this.set(skuId, line);
  }

  async set(skuId: number, line: SkuLine): Promise<void> {
    if (line.count > this.lineMax) throw new TooMany('limit', this.lineMax);
    const goods = await this.manager.findOne(Goods, {
      select: { id: true, stock: true },
      where: { id: skuId },
    });
    const stock = goods?.stock ?? 0;
    if (line.count > stock) throw new TooMany('stock', stock);
    if (!this.content.has(skuId) && this.content.size >= MOST_LINES) {
      throw ValidationError.nonField(MESSAGES.cartFull);
    }
    this.content.set(skuId, line);
    this.isChanged = true;
  }

  async remove(skuId: number): Promise<void> {
    this.isChanged = this.content.delete(skuId) || this.isChanged;
  }

  async selectAll(selected: boolean): Promise<void> {
    for (const [skuId, { count }] of this.content) this.content.set(skuId, { count, selected });
    this.isChanged = true;
  }
}

function cookie(value: string, maxAge: number, isSecure: boolean): string {
  const secure = isSecure ? '; Secure' : '';
  return `${COOKIE}=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure}`;
}

function valueOf(header = ''): string | undefined {
  return /(?:^|;\s*)cart=([^;]*)/.exec(header)?.[1];
}

function pack(content: ReadonlyMap<number, SkuLine>, signer: TokenSigner): string {
  const lines = [...content].map(([skuId, { count, selected }]): PackedLine => [
    skuId,
    count,
    selected ? 1 : 0,
  ]);
  return signer.sign({ lines }, LIFETIME);
}

function unpack(value: string | undefined, signer: TokenSigner): Map<number, SkuLine> {
  if (!value) return new Map();
  try {
    const lines = signer.verify(value).lines as PackedLine[];
    return new Map(
      lines.map(([skuId, count, selected]) => [skuId, { count, selected: selected === 1 }]),
    );
  } catch (error) {
    if (error instanceof TokenRefused) return new Map();
    throw error;
  }
}
