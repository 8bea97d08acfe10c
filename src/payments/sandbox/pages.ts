import { createHash } from 'node:crypto';
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

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:32rem;margin:2rem auto;padding:0 1rem}' +
  'h1{font-size:1.4rem}strong{font-size:2rem}small{color:#666}' +
  'button{font-size:1.1rem;padding:.6rem 2rem;background:#1677ff;color:#fff;border:0;border-radius:4px}' +
  'select{font-size:1rem;padding:.3rem}table{border-collapse:collapse}td,th{padding:.2rem .6rem}';

/** Everything that the pages of the sandbox may do. */
export const CONTENT_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256')
  .update(STYLE)
  .digest('base64')}'; base-uri 'none'; frame-ancestors 'none'`;

/** The page where the shopper pays. @param request the query that the shop signed */
export function payPage(trade: Trade, request: string): string {
  const options = Object.entries(SCENARIOS)
    .map(([value, text]) => `<option value="${value}">${text}</option>`)
    .join('');
  return page(
    '沙箱收银台',
    `<p>订单 ${escape(trade.orderSn)}</p>
<p><strong>￥${escape(trade.totalAmount)}</strong></p>
<form method="post" action="/pay">
<input type="hidden" name="request" value="${escape(request)}">
<p><label>测试场景 <select name="scenario">${options}</select></label></p>
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
  return `<!doctype html>
<html lang="zh-Hans"><head><meta charset="utf-8"><title>${escape(title)}</title>
<meta name="viewport" content="width=device-width"><style>${STYLE}</style></head>
<body><h1>${escape(title)}</h1>
${body}
<p><small>Payment sandbox: no money moves here.</small></p></body></html>
`;
}

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
