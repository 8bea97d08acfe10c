import { CharField } from '../rest/index.js';

/** What Alipay tells of a trade and signs, be it in a form or in a query string; there is more. */
export class AlipayReturnQuery {
  @CharField({ required: false })
  out_trade_no?: string;

  @CharField({ required: false })
  trade_no?: string;

  @CharField({ required: false, example: '19.90' })
  total_amount?: string;

  @CharField({ required: false })
  app_id?: string;

  @CharField({ required: false, example: 'RSA2' })
  sign_type?: string;

  @CharField({ required: false })
  sign?: string;
}

/** The same with where the trade stands. */
export class AlipayNotificationInput extends AlipayReturnQuery {
  @CharField({ required: false })
  notify_id?: string;

  @CharField({ required: false, example: 'TRADE_SUCCESS' })
  trade_status?: string;
}
