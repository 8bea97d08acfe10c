import { Logger } from '@nestjs/common';
import { Settings } from '../../config/settings.js';
import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import { AlipayNotificationInput, AlipayReturnQuery } from '../alipay.inputs.js';
import {
  Action,
  AllowAny,
  QueryDict,
  Response,
  ViewSet,
  type RestRequest,
} from '../../rest/index.js';
import { NotGenuine, PaymentProvider } from '../payment-provider.js';
import { ReturnsService } from '../returns.service.js';
import { SettlementService } from '../settlement.service.js';
import { ORDERS_PAGE } from '../storefront-pages.js';

const PLAIN = 'text/plain; charset=utf-8';
/** The words that Alipay waits for; after any other it tells the same again later. */
const SUCCESS = 'success';
const FAILURE = 'fail';

@ViewSet({
  path: 'alipay/return',
  name: 'Alipay',
  description: '支付宝支付：同步跳转与异步通知',
  group: GROUPS.payments,
  authentication: [],
  permissions: [AllowAny],
  // The provider must get through.
  throttles: [],
  listed: false,
})
export class AlipayController {
  private readonly logger = new Logger('Payments');

  constructor(
    private readonly settings: Settings,
    private readonly provider: PaymentProvider,
    private readonly settlement: SettlementService,
    private readonly returns: ReturnsService,
  ) {}

  @Action({
    summary: bilingual(
      'Where Alipay sends the browser after the payment',
      '支付后支付宝跳转回来的地址',
    ),
    description: bilingual(
      'Sends it on to the orders of the storefront, or to its start if the signature is wrong.',
      '跳转到商城的订单页；签名有误时跳转到首页。',
    ),
    query: AlipayReturnQuery,
    status: 302,
    answer: { description: bilingual('On to the storefront.', '跳转到商城。') },
  })
  async comeBack({ query }: RestRequest): Promise<Response> {
    const returned = await this.returns.accept(query);
    const page = returned ? ORDERS_PAGE : '';
    return new Response(undefined, 302, { Location: this.settings.storefrontUrl + page });
  }

  @Action({
    method: 'POST',
    summary: bilingual("Alipay's notification about a trade", '支付宝的交易通知'),
    description: bilingual(
      'Form-encoded and signed. Anything but `success` makes Alipay repeat it.',
      '表单编码并签名；返回 `success` 以外的内容时支付宝会重发。',
    ),
    input: AlipayNotificationInput,
    mediaType: 'application/x-www-form-urlencoded',
    status: 200,
    answer: {
      description: bilingual(
        '`success` once everything is committed, else `fail`.',
        '全部提交后为 `success`，否则为 `fail`。',
      ),
      contentType: PLAIN,
      schema: { type: 'string', enum: [SUCCESS, FAILURE] },
      example: SUCCESS,
    },
  })
  async notify(request: RestRequest): Promise<Response> {
    const isSettled = await this.settle(fieldsOf(await request.data()));
    return new Response(Buffer.from(isSettled ? SUCCESS : FAILURE), 200, { 'Content-Type': PLAIN });
  }

  private async settle(fields: ReadonlyMap<string, string>): Promise<boolean> {
    try {
      const report = await this.provider.readNotification(fields);
      const outcome = await this.settlement.settle(report);
      // These two may come right: an order that is being committed, a total somebody corrects.
      return outcome !== 'unknown' && outcome !== 'amount-differs';
    } catch (error) {
      if (!(error instanceof NotGenuine)) throw error;
      this.logger.warn(`a notification is not genuine: ${error.message}`);
      return false;
    }
  }
}

/** The text fields of a form; of a repeated name the last counts. */
function fieldsOf(data: unknown): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  if (!(data instanceof QueryDict)) return fields;
  for (const name of data.names()) {
    const value = data.get(name);
    if (typeof value === 'string') fields.set(name, value);
  }
  return fields;
}
