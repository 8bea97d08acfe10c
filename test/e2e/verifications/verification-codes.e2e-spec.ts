import { describe, expect, it } from 'vitest';
import { VerificationCodes, type CodeCheck } from '../../../src/verifications/index.js';
import { passTime } from '../../support/clock.js';
import { testSettings } from '../../support/settings.js';
import { freshMobile, lastSecret, verificationsApp } from '../../support/verifications.js';

describe('verification codes', () => {
  const settings = testSettings({ SMS_DAILY_PER_IP: '1000' });
  const app = verificationsApp(settings);
  const codes = () => app.nest.get(VerificationCodes);
  const check = (mobile: string, code: string) => codes().check('sms', mobile, code);
  const consume = (mobile: string, code: string) => codes().consume('sms', mobile, code);

  /** Has a code of six digits sent. */
  async function sent(mobile = freshMobile()): Promise<{ mobile: string; code: string }> {
    expect((await app.get(`/sms_codes/${mobile}/`)).status).toBe(200);
    return { mobile, code: (await lastSecret(settings, mobile))! };
  }

  /** Codes that are all wrong. */
  const wrongCodes = (code: string, count: number) =>
    Array.from({ length: count }, (_, n) => String((Number(code) + n + 1) % 1e6).padStart(6, '0'));

  const count = (results: CodeCheck[], wanted: CodeCheck) =>
    results.filter((result) => result === wanted).length;

  it('are right as often as they are only checked', async () => {
    const { mobile, code } = await sent();
    for (let round = 0; round < 10; round += 1) expect(await check(mobile, code)).toBe('ok');
    expect(await consume(mobile, code)).toBe('ok');
  });

  it('are used up by one of many that come at once', async () => {
    const { mobile, code } = await sent();
    const results = await Promise.all(Array.from({ length: 20 }, () => consume(mobile, code)));
    expect(count(results, 'ok')).toBe(1);
    expect(count(results, 'absent')).toBe(19);
    expect(await check(mobile, code)).toBe('absent');
  });

  it('hold for five minutes', async () => {
    const { mobile, code } = await sent();
    await passTime(settings, 299);
    expect(await check(mobile, code)).toBe('ok');
    await passTime(settings, 1);
    expect(await check(mobile, code)).toBe('absent');
  });

  it('are dead after five wrong tries', async () => {
    const { mobile, code } = await sent();
    for (const wrong of wrongCodes(code, 4)) expect(await check(mobile, wrong)).toBe('wrong');
    expect(await check(mobile, code)).toBe('ok');
    expect(await check(mobile, wrongCodes(code, 1)[0]!)).toBe('wrong');
    expect(await check(mobile, code)).toBe('absent');
    expect(await consume(mobile, code)).toBe('absent');
  });

  it('are dead after five wrong tries at once', async () => {
    const { mobile, code } = await sent();
    const guesses = wrongCodes(code, 200);
    const results = await Promise.all(guesses.map((guess) => consume(mobile, guess)));
    expect(count(results, 'wrong')).toBe(5);
    expect(count(results, 'absent')).toBe(195);
    expect(await consume(mobile, code)).toBe('absent');
  });

  it('cannot be found among many guesses at once', async () => {
    const { mobile, code } = await sent();
    const guesses = [...wrongCodes(code, 50), code];
    const results = await Promise.all(guesses.map((guess) => consume(mobile, guess)));
    expect(count(results, 'ok')).toBe(0);
  });

  it('give their tries to nobody else', async () => {
    const one = await sent();
    const other = await sent();
    for (const wrong of wrongCodes(one.code, 5)) await check(one.mobile, wrong);
    expect(await check(other.mobile, other.code)).toBe('ok');
  });

  it('are outdated by a newer one, which has tries of its own', async () => {
    const older = await sent();
    for (const wrong of wrongCodes(older.code, 5)) await check(older.mobile, wrong);
    await passTime(settings, 60);
    const newer = await sent(older.mobile);
    if (newer.code !== older.code) expect(await check(older.mobile, older.code)).toBe('wrong');
    expect(await check(older.mobile, newer.code)).toBe('ok');
  });

  it.each(['', '12345', '1234567', '１２３４５６', 'abcdef', '中文字', "' OR 1=1"])(
    'are not "%s"',
    async (guess) => {
      const { mobile } = await sent();
      expect(await check(mobile, guess)).toBe('wrong');
    },
  );

  it('are absent where none was sent', async () => {
    expect(await check(freshMobile(), '123456')).toBe('absent');
    const { mobile, code } = await sent();
    expect(await codes().check('email', mobile, code)).toBe('absent');
  });
});
