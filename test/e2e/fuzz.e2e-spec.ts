import { describe, expect, it } from 'vitest';
import { GOODS_COUNT } from '../support/catalogue.js';
import { fuzzedShop } from '../support/fuzzed-shop.js';

/** Another one is tried with `FUZZ_SEED=7`. */
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_125);
/** Requests for every operation by everybody; more are tried with `FUZZ_ROUNDS=100`. */
const ROUNDS = Number(process.env.FUZZ_ROUNDS ?? 4);
const MILLISECONDS_A_ROUND = 20_000;

/** Operations that need somebody else, who is not there. */
const ELSEWHERE = /^\/oauth\/qq\/user\/|^\/session\/(oauth_callback|apis\/qq_callback)\//;
const excused = (path: string) => (ELSEWHERE.test(path) ? [503] : []);

describe(`every operation of the API, called at random with seed ${SEED}`, () => {
  const shop = fuzzedShop(SEED, excused);

  it(
    'answers as it is described, whatever it is sent, and never fails',
    async () => {
      expect(await shop.complaints(ROUNDS)).toEqual([]);
      expect((await shop.app.get('/healthz')).status).toBe(200);
      expect((await shop.app.get('/goods/')).json.count).toBe(GOODS_COUNT);
    },
    ROUNDS * MILLISECONDS_A_ROUND,
  );
});
