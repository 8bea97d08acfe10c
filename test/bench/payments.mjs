import { randomUUID, sign } from 'node:crypto';
import { createConnection } from 'mysql2/promise';

/**
 * Notices about all orders that wait for their payment, as Alipay sends and signs them.
 *
 * @param {import('./settings.mjs').BenchSettings} settings
 * @param {string} key Alipay's, as PEM
 * @returns {Promise<import('./errands.mjs').Errand[]>}
 */
export async function noticesOfPayment({ databaseUrl }, key) {
  const connection = await createConnection({ uri: databaseUrl, timezone: 'Z' });
  try {
    const [orders] = await connection.query(
      "SELECT sn, totalCents FROM orders_order WHERE status = 'paying' ORDER BY id DESC LIMIT 400",
    );
    return orders.map((order) => ({
      method: 'POST',
      path: '/alipay/return/',
      form: new URLSearchParams(signed(noticeOf(order), key)).toString(),
    }));
  } finally {
    await connection.end();
  }
}

function noticeOf({ sn, totalCents }) {
  return {
    charset: 'utf-8',
    version: '1.0',
    app_id: 'none',
    seller_id: 'none',
    notify_type: 'trade_status_sync',
    notify_id: randomUUID().replaceAll('-', ''),
    trade_no: randomUUID().replaceAll('-', ''),
    out_trade_no: sn,
    trade_status: 'TRADE_SUCCESS',
    total_amount: (totalCents / 100).toFixed(2),
    gmt_payment: new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' '),
  };
}

function signed(fields, key) {
  const text = Object.keys(fields)
    .sort()
    .map((name) => `${name}=${fields[name]}`)
    .join('&');
  const signature = sign('RSA-SHA256', Buffer.from(text), key).toString('base64');
  return { ...fields, sign_type: 'RSA2', sign: signature };
}
