import { Settings } from '../../config/settings.js';
import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import {
  Action,
  AllowAny,
  NotFound,
  Response,
  ViewSet,
  type RestRequest,
} from '../../rest/index.js';
import { Payables } from '../payable.js';
import { PAY_PATH, PaymentLinks } from '../payment-links.js';
import { ORDERS_PAGE } from '../storefront-pages.js';

const text = { type: 'string' };

/** The addresses that orders show as `alipay_url`: the browser follows them to the provider. */
@ViewSet({
  path: PAY_PATH,
  name: 'Pay Page',
  description: '跳转到支付页面',
  group: GROUPS.payments,
  authentication: [],
  permissions: [AllowAny],
  listed: false,
})
export class PayPageController {
  constructor(
    private readonly settings: Settings,
    private readonly payables: Payables,
    private readonly links: PaymentLinks,
  ) {}

  /** @throws NotFound unless the shop made the address; the number alone is looked up by nobody */
  @Action({
    path: ':order_sn/:mark',
    summary: bilingual('On to the pay page of an order', '跳转到订单的支付页面'),
    description: bilingual(
      'The address is made by the shop (`alipay_url`). An order that no longer waits for its payment leads to the orders of the storefront.',
      '地址由商城生成（`alipay_url`）；订单不再等待支付时，跳转到商城的订单页。',
    ),
    params: { order_sn: text, mark: text },
    status: 302,
    answer: { description: bilingual('On to the pay page.', '跳转到支付页面。') },
  })
  async open({ params: { order_sn: sn = '', mark = '' } }: RestRequest): Promise<Response> {
    if (!this.links.isOwn(sn, mark)) throw new NotFound();
    const payable = await this.payables.find(sn);
    const isWaiting = payable?.state === 'waiting' && payable.closesAt > new Date();
    const page = isWaiting
      ? await this.links.providerUrl(payable)
      : this.settings.storefrontUrl + ORDERS_PAGE;
    return new Response(undefined, 302, { Location: page, 'Cache-Control': 'no-store' });
  }
}
