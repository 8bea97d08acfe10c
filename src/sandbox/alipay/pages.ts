import { escape, sandboxPage, scenarioField } from '../page.js';
import type { Trade } from './trades.js';

/** What may become of the notification about a payment. */
export const SCENARIOS = {
  normal: '正常支付',
  repeat: '通知重复五次',
  twice: '支付两次（两笔交易）',
  delay: '通知延迟十秒',
  lose: '通知丢失',
  reorder: '通知乱序：完成、成功、等待',
  tamper: '通知被篡改',
} as const;
export type Scenario = keyof typeof SCENARIOS;

/** The page where the shopper pays. @param request the query that the shop signed */
export function payPage(trade: Trade, request: string): string {
  return page(
    '沙箱收银台',
    `<p>订单 ${escape(trade.orderSn)}</p>
<p><strong>￥${escape(trade.totalAmount)}</strong></p>
<form method="post" action="/pay">
<input type="hidden" name="request" value="${escape(request)}">
${scenarioField(SCENARIOS)}
<p><button>确认付款</button></p>
</form>`,
  );
}

/** Shown instead of the pay page: a mistake, or a trade that is over. */
export function messagePage(title: string, text: string): string {
  return page(title, `<p>${escape(text)}</p>`);
}

/** The latest trades. */
export function tradesPage(trades: readonly Trade[]): string {
  const rows = trades
    .map(
      ({ tradeNo, orderSn, totalAmount, status }) =>
        `<tr>${[tradeNo, orderSn, totalAmount, status].map((text) => `<td>${escape(text)}</td>`).join('')}</tr>`,
    )
    .join('');
  return page(
    '沙箱交易',
    `<table><tr><th>交易号</th><th>订单</th><th>金额</th><th>状态</th></tr>${rows}</table>`,
  );
}

function page(title: string, body: string): string {
  return sandboxPage(title, body, 'Payment sandbox: no money moves here.');
}
