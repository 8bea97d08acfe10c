import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ZodType } from 'zod';
import { sanitizeRichText } from '../../src/rich-text.js';
import {
  count,
  flag,
  html,
  imagePath,
  key,
  moment,
  price,
  text,
} from '../../src/goods/import/fields.js';

/** The value, or the first complaint. */
function read(field: ZodType, value: unknown): unknown {
  const result = field.safeParse(value);
  return result.success ? result.data : { error: result.error.issues[0]!.message };
}

const refused = { error: expect.any(String) };

describe('price', () => {
  it.each([
    ['0', 0],
    ['12', 1200],
    ['12.5', 1250],
    ['12.50', 1250],
    ['0.07', 7],
    ['1.10', 110],
    ['21474836.47', 2147483647],
  ])('reads %s yuan as %d cents', (yuan, cents) => {
    expect(read(price(), yuan)).toBe(cents);
  });

  it.each(['', '-1', '1.005', '1,5', '1e3', '.5', '5.', '21474836.48', '999999999', 'NaN', '１２'])(
    'refuses "%s"',
    (value) => {
      expect(read(price(), value)).toEqual(refused);
    },
  );

  it('is exact for every amount', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 - 1 }), (cents) => {
        const yuan = `${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
        return read(price(), yuan) === cents;
      }),
    );
  });

  it('says that it is missing', () => {
    expect(read(price(), undefined)).toEqual({ error: 'is required' });
  });
});

describe('count', () => {
  it.each([
    ['0', 0],
    ['007', 7],
    ['2147483647', 2147483647],
  ])('reads %s', (value, number) => {
    expect(read(count(), value)).toBe(number);
  });

  it.each(['-1', '1.0', '2147483648', '', ' ', '0x1', 'many'])('refuses "%s"', (value) => {
    expect(read(count(), value)).toEqual(refused);
  });
});

describe('flag', () => {
  it.each([
    [true, true],
    ['true', true],
    ['1', true],
    [false, false],
    ['FALSE', false],
    ['0', false],
  ])('reads %j', (value, truth) => {
    expect(read(flag(), value)).toBe(truth);
  });

  it.each(['yes', '', '2', null])('refuses %j', (value) => {
    expect(read(flag(), value)).toEqual(refused);
  });
});

describe('text', () => {
  it('counts characters, not bytes or code units', () => {
    expect(read(text(3), '苹果🍎')).toBe('苹果🍎');
    expect(read(text(2), '苹果🍎')).toEqual({ error: 'is longer than 2 characters' });
  });

  it('drops blanks around it and must not be empty', () => {
    expect(read(text(5), ' 梨 ')).toBe('梨');
    expect(read(text(5), '  ')).toEqual({ error: 'must not be empty' });
  });

  it.each(['a\0b', 'half \ud83d pair'])('refuses what databases cannot store: %j', (value) => {
    expect(read(text(50), value)).toEqual(refused);
  });

  it.each([null, true, ['x'], {}])('refuses %j', (value) => {
    expect(read(text(50), value)).toEqual({ error: 'must be text' });
  });
});

describe('key', () => {
  it('takes printable ASCII only, so that databases agree on what is equal', () => {
    expect(read(key(50), 'F-1001/a')).toBe('F-1001/a');
    expect(read(key(50), 'F 1001')).toEqual(refused);
    expect(read(key(50), '货号')).toEqual(refused);
  });
});

describe('moment', () => {
  it('needs an offset and is cut to the second', () => {
    expect(read(moment(), '2026-03-01T09:30:00.900+08:00')).toEqual(
      new Date('2026-03-01T01:30:00Z'),
    );
    expect(read(moment(), '2026-03-01T09:30:00')).toEqual(refused);
    expect(read(moment(), '2026-13-01T09:30:00Z')).toEqual(refused);
  });
});

describe('imagePath', () => {
  it('stays below the media folder', () => {
    expect(read(imagePath(), 'goods/images/苹果-1.jpg')).toBe('goods/images/苹果-1.jpg');
  });

  it.each([
    '/etc/passwd',
    '../secret.jpg',
    'goods/../../secret.jpg',
    'goods/./x.jpg',
    'goods//x.jpg',
    'goods\\x.jpg',
    'C:/x.jpg',
    'http://example.com/x.jpg',
    'goods/x.jpg?y',
    'goods/x\n.jpg',
    '..',
    '',
    `${'a'.repeat(197)}.jpg`,
  ])('refuses %j', (path) => {
    expect(read(imagePath(), path)).toEqual(refused);
  });
});

describe('html', () => {
  it('is limited in bytes', () => {
    expect(read(html(), `<p>${'果'.repeat(19_997)}</p>`)).toHaveLength(20_004);
    expect(read(html(), '果'.repeat(20_001))).toEqual({ error: 'is longer than 60000 bytes' });
  });

  it('is limited after cleaning too, which can make it longer', () => {
    expect(read(html(), '&'.repeat(20_000))).toEqual({ error: 'is longer than 60000 bytes' });
  });
});

describe('sanitizeRichText', () => {
  it.each([
    '<p style="text-align:center"><strong>新鲜</strong></p>',
    '<p><span style="font-size:14px;color:#e4533f">包邮</span></p>',
    '<img src="/media/goods/1.jpg" alt="苹果" width="600" />',
    '<img src="https://example.com/1.jpg" style="max-width:100%" />',
    '<table width="100%"><tbody><tr><td colspan="2">产地</td></tr></tbody></table>',
    '<ul><li>一</li></ul><h3>二</h3><blockquote>三</blockquote>',
  ])('keeps what a shop editor writes: %s', (value) => {
    expect(sanitizeRichText(value)).toBe(value);
  });

  it.each([
    '<script>alert(1)</script>',
    '<img src="x" onerror="alert(1)">',
    '<a href="javascript:alert(1)">x</a>',
    '<a href=" java&#10;script:alert(1)">x</a>',
    '<iframe src="https://example.com"></iframe>',
    '<p style="position:fixed;top:0">x</p>',
    '<p style="background-image:url(javascript:alert(1))">x</p>',
    '<svg><script>alert(1)</script></svg>',
    '<img src="data:text/html,<script>alert(1)</script>">',
    '<form action="https://example.com"><input name="password"></form>',
    '<style>body{display:none}</style>',
    '<base href="https://example.com">',
    '<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>',
  ])('removes what runs or leaves the page: %s', (value) => {
    expect(sanitizeRichText(value)).not.toMatch(
      /<(script|iframe|svg|form|input|style|base|math)|onerror|javascript:|position|url\(|data:/i,
    );
  });

  it('protects the shop from pages it opens', () => {
    expect(sanitizeRichText('<a href="https://example.com" target="_blank">x</a>')).toContain(
      'rel="noopener noreferrer"',
    );
  });

  it('leaves no foreign tag or handler of a torn text', () => {
    const words = `< > " ' / script img src=x onerror=x <!-- --> <svg <style> </style> javascript: <p`;
    const piece = fc.constantFrom(' ', '\0', ...words.split(' '));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const tags = sanitizeRichText(pieces.join('')).match(/<[^>]*>?/g) ?? [];
        return tags.every((tag) => /^<\/?(p|img)\b/.test(tag) && !/onerror|javascript/.test(tag));
      }),
      { numRuns: 500 },
    );
  });
});
