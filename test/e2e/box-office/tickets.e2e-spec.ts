import { describe, expect, it } from 'vitest';
import { testApp } from '../../support/app.js';
import { show } from '../../support/box-office.js';
import { testSettings } from '../../support/settings.js';
import { shopper } from '../../support/shoppers.js';

const MOBILE = '13900000001';

describe('tickets', () => {
  const app = testApp(testSettings({ THROTTLE_TICKET: '1000/second' }));

  it('are locked all together, with where to pay and how long', async () => {
    const screening = await show(app);
    const buyer = await shopper(app);
    const seats = [screening.seat(1, 4), screening.seat(1, 5)];
    const answer = await buyer.post('/ticketorders/', {
      screening: screening.id,
      seats,
      mobile: MOBILE,
      expected_total: '66.00',
    });
    expect(answer.json).toMatchObject({
      order_sn: null,
      status: 'paying',
      amount: 66,
      code: null,
      qr_code: '',
      seats: [
        { id: seats[0], label: '1排4座', zone: '普通区', price: 33, fee: 0 },
        { id: seats[1], label: '1排5座' },
      ],
    });
    expect(answer.status).toBe(201);
    expect(answer.json.serial_sn).toMatch(/^T\d{21,}$/);
    expect(answer.json.seconds_left).toBeGreaterThan(890);
    expect(answer.json.alipay_url).toContain('biz_content');
    const state = await buyer.get(`/screenings/${screening.id}/seats/`);
    expect(state.json).toMatchObject({ locked: seats, mine: seats, sold: [], on_sale: true });
  });
});
