import { expect, it } from 'vitest';
import { testApp } from '../../support/app.js';
import { testSettings } from '../../support/settings.js';
import { shopper } from '../../support/shoppers.js';

const app = testApp(testSettings());

it('refuses one address too many as everything else at /address/ is refused', async () => {
  const alice = await shopper(app);
  const add = () => alice.post('/address/', { signer_name: '张三', address: '1号' });
  for (let count = 0; count < 20; count += 1) expect((await add()).status).toBe(201);
  const refused = await add();
  expect([refused.status, refused.json]).toEqual([
    400,
    { non_field_errors: ['保存地址数据已达到上限'] },
  ]);
});
