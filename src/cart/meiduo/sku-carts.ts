import { Injectable } from '@nestjs/common';
import { Settings } from '../../config/settings.js';
import { Goods } from '../../goods/entities/index.js';
import { goodsRows } from '../../goods/goods-rows.js';
import { UnitOfWork } from '../../infrastructure/database/unit-of-work.js';
import { TokenSigner } from '../../infrastructure/signing/token-signer.js';
import { Response, Rest, ValidationError, type RestRequest } from '../../rest/index.js';
import { CartService } from '../cart.service.js';
import { MESSAGES } from '../cart.messages.js';
import { isHttps } from '../../infrastructure/http/client.js';
import { CookieCart } from './cookie-cart.js';
import { showSkus, type ShownSku } from './shown-skus.js';
import type { SkuCart } from './sku-cart.js';
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
   * Does something with the cart. What a browser has gathered before its user signed in is merged
   * into the stored cart at the first occasion.
   *
   * @returns the answer, which carries the changed cookie
   */
  async with<T>(request: RestRequest, work: (cart: SkuCart) => Promise<T>): Promise<T | Response> {
    const { manager } = this.rest.dataSource;
    const { cookie } = request.raw.headers;
    const isSecure = isHttps(request.raw, this.settings);
    const { cartLineMax } = this.settings;
    const gathered = new CookieCart(cookie, this.signer, manager, cartLineMax, isSecure);
    if (!request.user) return answer(await work(gathered), gathered.header);
    const stored = new StoredCart(request.user.id, this.cart, this.unitOfWork, manager);
    if (gathered.isEmpty) return work(stored);
    await stored.merge(await gathered.lines());
    return answer(await work(stored), CookieCart.forget(isSecure));
  }

  /** @throws ValidationError when there are no such goods */
  async requireGoods(id: number): Promise<void> {
    const exists = await this.rest.dataSource.manager.existsBy(Goods, { id });
    if (!exists) throw ValidationError.nonField(MESSAGES.unknownGoods);
  }

  /** The lines of a cart with their goods, as the pages show them. */
  async show(cart: SkuCart, request: RestRequest): Promise<ShownSku[]> {
    const lines = await cart.lines();
    const goods = await goodsRows(this.rest.dataSource.manager, lines.keys());
    return showSkus(lines, goods, request);
  }
}

function answer<T>(data: T, cookie: string | undefined): T | Response {
  return cookie === undefined ? data : new Response(data, undefined, { 'Set-Cookie': cookie });
}
