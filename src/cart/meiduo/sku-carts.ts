import { Injectable } from '@nestjs/common';
import { Settings } from '../../config/settings.js';
import { cartSettings } from '../cart.settings.js';
import { Goods } from '../../goods/entities/index.js';
import { goodsRows } from '../../goods/goods-rows.js';
import { UnitOfWork } from '../../infrastructure/database/unit-of-work.js';
import { TokenSigner } from '../../infrastructure/token-signer.js';
import { Rest, ValidationError, type RestRequest } from '../../rest/index.js';
import { CartService, TooMany } from '../cart.service.js';
import { MESSAGES } from '../cart.messages.js';
import { isHttps } from '../../infrastructure/http/client.js';
import { CookieCart } from './cookie-cart.js';
import { showSkus, type ShownSku } from './shown-skus.js';
import type { SkuLineInput } from './sku-cart.inputs.js';
import type { SkuCart, SkuLine } from './sku-cart.js';
import { StoredCart } from './stored-cart.js';

/** Opens the cart of whoever asks. */
@Injectable()
export class SkuCarts {
  private readonly signer: TokenSigner;

  constructor(
    private readonly settings: Settings,
    private readonly rest: Rest,
    private readonly unitOfWork: UnitOfWork,
    private readonly cart: CartService,
  ) {
    this.signer = new TokenSigner(settings, 'cart');
  }

  /**
   * Does something with the cart; the answer carries the cookie where that has changed. What a
   * browser has gathered before its user signed in is merged into the stored cart at the first
   * occasion.
   */
  async with<T>(request: RestRequest, work: (cart: SkuCart) => Promise<T>): Promise<T> {
    if (request.user) return work(await this.takeOver(request, request.user.id));
    const gathered = this.gathered(request);
    const result = await work(gathered);
    if (gathered.header !== undefined) request.reply.header('Set-Cookie', gathered.header);
    return result;
  }

  /** The stored cart of a user, with what the browser had gathered before; its cookie goes away. */
  async takeOver(request: RestRequest, userId: number): Promise<SkuCart> {
    const { manager } = this.rest.dataSource;
    const stored = new StoredCart(userId, this.cart, this.unitOfWork, manager);
    const gathered = this.gathered(request);
    if (gathered.isEmpty) return stored;
    await stored.merge(await gathered.lines());
    request.reply.header('Set-Cookie', CookieCart.forget(isHttps(request.raw, this.settings)));
    return stored;
  }

  /** Adds pieces; @throws ValidationError when there are no such goods, or not so many of them */
  add(request: RestRequest, { sku_id: id, ...line }: SkuLineInput): Promise<void> {
    return this.write(request, id, (cart) => cart.add(id, line));
  }

  /** Sets the number of pieces; @throws ValidationError as `add` does */
  set(request: RestRequest, { sku_id: id, ...line }: SkuLineInput): Promise<void> {
    return this.write(request, id, (cart) => cart.set(id, line));
  }

  /** The lines of a cart with their goods, as the pages show them. */
  async show(cart: SkuCart, request: RestRequest): Promise<ShownSku[]> {
    return this.showLines(await cart.lines(), request);
  }

  async showLines(lines: ReadonlyMap<number, SkuLine>, request: RestRequest): Promise<ShownSku[]> {
    const goods = await goodsRows(this.rest.dataSource.manager, lines.keys());
    return showSkus(lines, goods, request);
  }

  private gathered(request: RestRequest): CookieCart {
    const { manager } = this.rest.dataSource;
    const isSecure = isHttps(request.raw, this.settings);
    const { lineMax } = this.settings.of(cartSettings);
    return new CookieCart(request.raw.headers.cookie, this.signer, manager, lineMax, isSecure);
  }

  private async write(
    request: RestRequest,
    id: number,
    change: (cart: SkuCart) => Promise<void>,
  ): Promise<void> {
    const exists = await this.rest.dataSource.manager.existsBy(Goods, { id });
    if (!exists) throw ValidationError.nonField(MESSAGES.unknownGoods);
    await this.with(request, change).catch(refuseNumber);
  }
}

function refuseNumber(error: unknown): never {
  if (!(error instanceof TooMany)) throw error;
  const { bound, most } = error;
  if (bound === 'lines') throw ValidationError.nonField(MESSAGES.tooManyGoods(most));
  throw ValidationError.nonField(bound === 'stock' ? MESSAGES.outOfStock : MESSAGES.atMost(most));
}
