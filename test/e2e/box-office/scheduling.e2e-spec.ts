import { describe, expect, it } from 'vitest';
import { Screening } from '../../../src/cinemas/entities/index.js';
import { Clerk } from '../../support/admin.js';
import { TestApp, testApp } from '../../support/app.js';
import { show } from '../../support/box-office.js';
import { startServer } from '../../support/server-process.js';
import { testMode, testSettings } from '../../support/settings.js';
import { createUser } from '../../support/users.js';

const settings = testSettings({ THROTTLE_LOGIN: '10000/minute' });
const app = testApp(settings);

/** Where two people are served: in stack mode by a process each. */
async function places(): Promise<TestApp[]> {
  if (testMode === 'embedded') return [app, app];
  const servers = await Promise.all([startServer(settings), startServer(settings)]);
  return servers.map(({ url }) => Object.assign(new TestApp(), { url }));
}

/** An administrator of that name, signed in there. */
async function administratorAt(place: TestApp): Promise<Clerk> {
  const clerk = new Clerk(place, await createUser(app, { role: 'administrator' }));
  expect((await clerk.signIn()).status).toBe(200);
  return clerk;
}

describe('two administrators who schedule one hall at once', () => {
  it('have one screening between them, and the other is told of it, each time anew', async () => {
    const { hallId: hall, movieId: movie } = await show(app);
    const [first, second] = await Promise.all((await places()).map(administratorAt));
    const prices = [1, 2].map((zone) => ({ zone, price: '30.00', fee: '0' }));
    const schedule = (clerk: Clerk, starts_at: string) =>
      clerk.send('POST', '/admin/api/screenings/', {
        movie,
        hall,
        starts_at,
        language: '国语',
        format: '2D',
        prices,
      });
    for (let day = 1; day <= 8; day += 1) {
      // Ninety minutes and fifteen to clean: each of the four meets each other.
      const answers = await Promise.all([
        schedule(first!, `2031-01-0${day} 10:00:00`),
        schedule(second!, `2031-01-0${day} 11:40:00`),
        schedule(first!, `2031-01-0${day} 10:20:00`),
        schedule(second!, `2031-01-0${day} 10:00:00`),
      ]);
      expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 400, 400, 400]);
      const refusals = answers.filter(({ status }) => status === 400);
      expect(refusals.flatMap(({ json }) => Object.keys(json))).toEqual(Array(3).fill('starts_at'));
      expect(refusals[0]!.json.starts_at[0]).toContain(`2031-01-0${day} `);
    }
    expect(await app.dataSource.manager.countBy(Screening, { hallId: hall })).toBe(1 + 8);
  }, 120_000);
});
