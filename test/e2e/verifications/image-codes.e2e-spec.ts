import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { passTime } from '../../support/clock.js';
import { testSettings } from '../../support/settings.js';
import { freshMobile, lastSecret, verificationsApp } from '../../support/verifications.js';

describe('image captchas', () => {
  const settings = testSettings({ CAPTCHA_REQUIRED: 'on', SMS_DAILY_PER_IP: '1000' });
  const app = verificationsApp(settings);

  /** Has a picture drawn and returns its id and text. */
  async function captcha(): Promise<{ id: string; text: string }> {
    const id = crypto.randomUUID();
    const { status } = await app.get(`/image_codes/${id}/`);
    expect(status).toBe(200);
    return { id, text: (await lastSecret(settings, id))! };
  }

  const ask = (id: string, text: string, mobile = freshMobile()) =>
    app.get(`/sms_codes/${mobile}/?text=${text}&image_code_id=${id}`);

  const INVALID = { non_field_errors: ['图片验证码无效'] };
  const WRONG = { non_field_errors: ['图片验证码错误'] };

  describe('GET /image_codes/:uuid/', () => {
    it('answers with a JPEG of 200×75 pixels under the type of the contract', async () => {
      const response = await fetch(`${app.url}/image_codes/${crypto.randomUUID()}/`, {
        headers: {
          Accept: 'image/avif,image/webp,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5',
        },
      });
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('images/jpg');
      expect(response.headers.get('cache-control')).toBe('no-store');
      const picture = await sharp(await response.arrayBuffer()).metadata();
      expect(picture).toMatchObject({ format: 'jpeg', width: 200, height: 75 });
    });

    it('draws another picture every time', async () => {
      const texts = await Promise.all(Array.from({ length: 10 }, async () => captcha()));
      expect(new Set(texts.map(({ text }) => text)).size).toBeGreaterThan(8);
      for (const { text } of texts) expect(text).toMatch(/^[A-Za-z0-9]{4}$/);
    });

    it.each(['', 'a.b', 'a%20b', '图', 'x'.repeat(65)])(
      'answers 404 for the id "%s"',
      async (id) => {
        expect((await app.get(`/image_codes/${encodeURI(id)}/`)).status).toBe(404);
      },
    );

    it('takes no other verb', async () => {
      const { status, headers } = await app.request('POST', '/image_codes/abc/');
      expect(status).toBe(405);
      expect(headers.get('allow')).toBe('GET, HEAD, OPTIONS');
    });
  });

  describe('answered', () => {
    it('let an SMS be sent', async () => {
      const { id, text } = await captcha();
      const answer = await ask(id, text);
      expect(answer.status).toBe(200);
      expect(answer.json).toEqual({ message: 'OK' });
    });

    it('are compared without regard to case', async () => {
      const upper = await captcha();
      expect((await ask(upper.id, upper.text.toUpperCase())).status).toBe(200);
      const lower = await captcha();
      expect((await ask(lower.id, lower.text.toLowerCase())).status).toBe(200);
    });

    it('count once, when right', async () => {
      const { id, text } = await captcha();
      expect((await ask(id, text)).status).toBe(200);
      const again = await ask(id, text);
      expect(again.status).toBe(400);
      expect(again.json).toEqual(INVALID);
    });

    it('count once, when wrong', async () => {
      const { id, text } = await captcha();
      const wrong = await ask(id, '0000');
      expect(wrong.status).toBe(400);
      expect(wrong.json).toEqual(WRONG);
      expect((await ask(id, text)).json).toEqual(INVALID);
    });

    it('count once, of many answers at the same time', async () => {
      const { id, text } = await captcha();
      const answers = await Promise.all(Array.from({ length: 20 }, () => ask(id, text)));
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    });

    it('are used up even where the SMS is refused', async () => {
      const mobile = freshMobile();
      const first = await captcha();
      expect((await ask(first.id, first.text, mobile)).status).toBe(200);
      const second = await captcha();
      const refused = await ask(second.id, second.text, mobile);
      expect(refused.json).toMatchObject({ non_field_errors: ['请求次数过于频繁'] });
      expect((await ask(second.id, second.text)).json).toEqual(INVALID);
    });

    it('are outdated by a new picture of the same id', async () => {
      const { id, text } = await captcha();
      await app.get(`/image_codes/${id}/`);
      const newer = (await lastSecret(settings, id))!;
      expect((await ask(id, newer === text ? '0000' : text)).json).toEqual(WRONG);
    });

    it('must be answered within five minutes', async () => {
      const early = await captcha();
      await passTime(settings, 299);
      expect((await ask(early.id, early.text)).status).toBe(200);
      const late = await captcha();
      await passTime(settings, 300);
      expect((await ask(late.id, late.text)).json).toEqual(INVALID);
    });
  });

  describe('where the shop demands them', () => {
    it('are demanded by GET /sms_codes/:mobile/', async () => {
      const answer = await app.get(`/sms_codes/${freshMobile()}/`);
      expect(answer.status).toBe(400);
      expect(answer.json).toEqual({
        image_code_id: ['该字段是必填项。'],
        text: ['该字段是必填项。'],
      });
    });

    it('are demanded by POST /code/, which is no way round them', async () => {
      const mobile = freshMobile();
      const without = await app.request('POST', '/code/', { body: { mobile } });
      expect(without.status).toBe(400);
      expect(Object.keys(without.json)).toEqual(['image_code_id', 'text']);

      const wrong = { mobile, image_code_id: (await captcha()).id, text: '0000' };
      const refused = await app.request('POST', '/code/', { body: wrong });
      expect(refused.json).toEqual(WRONG);

      const { id, text } = await captcha();
      const body = { mobile, image_code_id: id, text };
      expect((await app.request('POST', '/code/', { body })).status).toBe(201);
    });

    it.each([
      ['text=&image_code_id=abc', { text: ['该字段不能为空。'] }],
      ['text=abc&image_code_id=abc', { text: ['请确保这个字段至少包含 4 个字符。'] }],
      ['text=abcde&image_code_id=abc', { text: ['请确保这个字段不能超过 4 个字符。'] }],
      ['text=abcd', { image_code_id: ['该字段是必填项。'] }],
    ])('are refused as %s', async (query, body) => {
      const answer = await app.get(`/sms_codes/${freshMobile()}/?${query}`);
      expect(answer.status).toBe(400);
      expect(answer.json).toEqual(body);
    });
  });
});

describe('image captchas in a shop that demands none', () => {
  const settings = testSettings();
  const app = verificationsApp(settings);

  it('are checked all the same when a client answers one', async () => {
    const id = crypto.randomUUID();
    await app.get(`/image_codes/${id}/`);
    const wrong = await app.get(`/sms_codes/${freshMobile()}/?text=0000&image_code_id=${id}`);
    expect(wrong.json).toEqual({ non_field_errors: ['图片验证码错误'] });
  });

  it('may be left out or empty', async () => {
    expect((await app.get(`/sms_codes/${freshMobile()}/`)).status).toBe(200);
    const empty = await app.get(`/sms_codes/${freshMobile()}/?text=&image_code_id=`);
    expect(empty.status).toBe(200);
  });
});
