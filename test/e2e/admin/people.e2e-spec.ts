import { beforeAll, describe, expect, it } from 'vitest';
import { JobQueue } from '../../../src/infrastructure/jobs/index.js';
import { Goods } from '../../../src/goods/entities/index.js';
import { OutboxFile } from '../../../src/infrastructure/outbox/outbox-file.js';
import { Address } from '../../../src/user-operations/entities/index.js';
import { administrator, clerk, type Clerk } from '../../support/admin.js';
import { testApp } from '../../support/app.js';
import { seedCatalogue } from '../../support/catalogue.js';
import { testSettings } from '../../support/settings.js';
import { shopper, type Shopper } from '../../support/shoppers.js';
import { until } from '../../support/until.js';
import { changeUser } from '../../support/users.js';

const settings = testSettings({ THROTTLE_LOGIN: '10000/minute' });
const app = testApp(settings, { seed: seedCatalogue });

let boss: Clerk;
let buyer: Shopper;

beforeAll(async () => {
  boss = await administrator(app);
  buyer = await shopper(app);
});

describe('a message in the back office', () => {
  async function said(subject: string): Promise<string> {
    const { json } = await buyer.post('/messages/', { subject, message: '什么时候发货？' });
    return `/admin/api/messages/${json.id}/`;
  }

  const seen = async (subject: string) =>
    (await buyer.get('/messages/')).json.find(
      (one: { subject: string }) => one.subject === subject,
    );

  it('is answered by staff, for the buyer to read, and its history tells', async () => {
    const path = await said('发货');
    expect(await seen('发货')).toMatchObject({ answer: null, answered_at: null });
    const saved = await boss.send('PATCH', path, { answer: '明天。' });
    expect(saved.status).toBe(200);
    expect(saved.json).toMatchObject({
      answer: '明天。',
      is_answered: true,
      answered_by: { id: boss.user.id },
    });
    const { subject, message, message_type: type, answer, answered_at: at } = await seen('发货');
    expect([subject, message, type, answer]).toEqual(['发货', '什么时候发货？', 1, '明天。']);
    expect(at).toMatch(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/);
    const { results } = (await boss.get(`${path}history/`)).json;
    expect(results[0]).toMatchObject({ action: 'change' });
    expect(results[0].changes[0]).toMatchObject({ field: 'answer', from: null, to: '明天。' });
    const taken = await boss.send('PATCH', path, { answer: '' });
    expect(taken.json).toMatchObject({ answer: null, is_answered: false, answered_by: null });
    expect(await seen('发货')).toMatchObject({ answer: null, answered_at: null });
  });

  it('is all that the buyer has said; only the answer is taken, from whoever may change', async () => {
    const path = await said('尺码');
    await boss.send('PATCH', path, { answer: '有。', subject: '别的', user: 1 });
    expect(await seen('尺码')).toMatchObject({ answer: '有。' });
    const reader = await clerk(app, 'user-operations.view_usermessage');
    expect((await reader.get(path)).status).toBe(200);
    expect((await reader.send('PATCH', path, { answer: '没有。' })).status).toBe(403);
    const long = await boss.send('PATCH', path, { answer: '长'.repeat(10_001) });
    expect([long.status, Object.keys(long.json)]).toEqual([400, ['answer']]);
    expect((await boss.send('POST', '/admin/api/messages/', {})).status).toBe(403);
  });

  it('without an answer is found by a filter, and counted on the first page', async () => {
    const path = await said('等待');
    const unanswered = '/admin/api/messages/?is_answered=false';
    const found = async () =>
      (await boss.get(unanswered)).json.results.map(({ subject }: any) => subject);
    const counted = async () =>
      (await boss.get('/admin/api/dashboard/')).json.cards.find(
        ({ name }: { name: string }) => name === 'unanswered_messages',
      );
    expect(await found()).toContain('等待');
    const before = await counted();
    expect(before).toMatchObject({ resource: 'messages', filter: { is_answered: 'false' } });
    await boss.send('PATCH', path, { answer: '到了。' });
    expect(await found()).not.toContain('等待');
    expect((await counted()).value).toBe(before.value - 1);
  });

  it('is answered by mail as well where the buyer has proven an address', async () => {
    const outbox = new OutboxFile(settings.dataDir);
    const [first, second] = [await said('邮件'), await said('再问')];
    await boss.send('PATCH', first, { answer: '没有邮箱。' });
    await changeUser(app, buyer, { email: 'buyer@example.com' });
    await boss.send('PATCH', second, { answer: '寄到邮箱。' });
    await until(async () => (await outbox.last('buyer@example.com')) !== undefined, 15_000);
    const { text } = (await outbox.last('buyer@example.com'))!;
    expect(text).toContain('> 再问');
    expect(text).toContain('寄到邮箱。');
    const saved = await boss.send('PATCH', second, { answer: '寄到邮箱。' });
    expect(saved.status).toBe(200);
    const queue = app.nest.get(JobQueue, { strict: false });
    expect(await queue.counts()).toMatchObject({ waiting: 0, delayed: 0, failed: 0 });
  });
});

describe('an address in the back office', () => {
  const path = (id: number) => `/admin/api/addresses/${id}/`;

  async function typed(): Promise<number> {
    const { json } = await buyer.post('/address/', {
      province: '浙江省',
      city: '杭州市',
      district: '西湖区',
      address: '文三路 1 号',
      signer_name: '张三',
      signer_mobile: '13900000001',
    });
    return json.id;
  }

  async function chosen(): Promise<number> {
    const { json } = await buyer.post('/addresses/', {
      title: '家',
      receiver: '李四',
      province_id: 330_000,
      city_id: 330_100,
      district_id: 330_106,
      place: '文三路 2 号',
      mobile: '13900000002',
    });
    return json.address?.id ?? json.id;
  }

  it('is changed, and where its areas are others they are known again', async () => {
    const id = await typed();
    const saved = await boss.send('PATCH', path(id), { district: '上城区', receiver: '张先生' });
    expect([saved.status, saved.json.receiver]).toEqual([200, '张先生']);
    const { manager } = app.dataSource;
    const stored = await manager.findOneByOrFail(Address, { id });
    expect([stored.district, stored.districtId]).toEqual(['上城区', 330_102]);
    const { json } = await buyer.get(`/address/${id}/`);
    expect(json).toMatchObject({ district: '上城区', signer_name: '张先生' });
    const long = await boss.send('PATCH', path(id), { mobile: '1'.repeat(12) });
    expect([long.status, Object.keys(long.json)]).toEqual([400, ['mobile']]);
    const others = await boss.send('PATCH', path(id), { user: boss.user.id });
    expect(others.json.user.id).toBe(buyer.id);
  });

  it('whose areas were chosen keeps to areas that there are, and to a mobile number', async () => {
    const id = await chosen();
    const apart = await boss.send('PATCH', path(id), { district: '朝阳区' });
    expect([apart.status, Object.keys(apart.json)]).toEqual([400, ['non_field_errors']]);
    const mobile = await boss.send('PATCH', path(id), { mobile: '123' });
    expect([mobile.status, Object.keys(mobile.json)]).toEqual([400, ['mobile']]);
    const saved = await boss.send('PATCH', path(id), { district: '拱墅区', mobile: '13900000003' });
    expect(saved.status).toBe(200);
    const stored = await app.dataSource.manager.findOneByOrFail(Address, { id });
    expect([stored.districtId, stored.mobile]).toEqual([330_105, '13900000003']);
  });

  it('is deleted for its owner and for the staff, and is in its history', async () => {
    const id = await typed();
    expect((await boss.send('DELETE', path(id))).status).toBe(204);
    expect((await buyer.get(`/address/${id}/`)).status).toBe(404);
    expect((await boss.get(path(id))).status).toBe(404);
    expect((await boss.send('PATCH', path(id), { receiver: '王五' })).status).toBe(404);
    const { results } = (await boss.get('/admin/api/history/')).json;
    expect(results[0]).toMatchObject({ action: 'delete', resource: 'addresses', object_id: id });
    const reader = await clerk(app, 'user-operations.view_address');
    expect((await reader.send('DELETE', path(await typed()))).status).toBe(403);
    expect((await boss.send('POST', '/admin/api/addresses/', {})).status).toBe(403);
  });
});

describe('a favourite in the back office', () => {
  it('is deleted, and the goods count one less', async () => {
    const goods = 1;
    const count = async () => {
      const { favouriteCount } = await app.dataSource.manager.findOneByOrFail(Goods, { id: goods });
      return favouriteCount;
    };
    await buyer.post('/userfavs/', { goods });
    const before = await count();
    const { results } = (await boss.get(`/admin/api/favourites/?goods=${goods}`)).json;
    const own = results.find(({ user }: any) => user.id === buyer.id);
    expect((await boss.send('DELETE', `/admin/api/favourites/${own.id}/`)).status).toBe(204);
    expect(await count()).toBe(before - 1);
    expect((await buyer.get('/userfavs/')).json).toEqual([]);
  });
});

describe('areas in the back office', () => {
  it('are not edited, for every start puts them right by the data package', async () => {
    const path = '/admin/api/areas/330106/';
    expect((await boss.send('PATCH', path, { name: '别处' })).status).toBe(403);
    expect((await boss.send('DELETE', path)).status).toBe(403);
  });
});
