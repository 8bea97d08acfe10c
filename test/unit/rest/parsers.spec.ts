import { createServer, type IncomingMessage, request as httpRequest, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { APIException } from '../../../src/rest/exceptions.js';
import { JsonFloat, parseBody, QueryDict, UploadedFile } from '../../../src/rest/parsers/index.js';
import { parseJson } from '../../../src/rest/parsers/json/parse-json.js';

const MAX_BYTES = 1000;
let server: Server;
let port: number;
/** What the server made of the last request. */
let outcome: Promise<unknown>;
/** Called when the next outcome is there, for clients that do not stay to be answered. */
let settled: () => void = () => undefined;

beforeAll(async () => {
  server = createServer((request, response) => {
    outcome = parseBody(request, { maxBytes: MAX_BYTES }).catch((error: unknown) => error);
    void outcome.then(() => {
      response.end('answered');
      settled();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

/** Sends a body (several chunks without a Content-Length) and gives what was parsed of it. */
async function send(contentType: string | undefined, ...chunks: (string | Buffer)[]) {
  const answer = await new Promise<string>((resolve, reject) => {
    const headers: Record<string, string | number> = {};
    if (contentType !== undefined) headers['content-type'] = contentType;
    if (chunks.length === 1) headers['content-length'] = Buffer.byteLength(chunks[0]!);
    const options = { port, host: '127.0.0.1', method: 'POST', headers, agent: false };
    const client = httpRequest(options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve(text));
    });
    client.on('error', reject);
    for (const chunk of chunks) client.write(chunk);
    client.end();
  });
  expect(answer).toBe('answered');
  return outcome;
}

async function refusal(contentType: string | undefined, ...chunks: (string | Buffer)[]) {
  const error = await send(contentType, ...chunks);
  expect(error).toBeInstanceOf(APIException);
  const { status, render } = error as APIException;
  return [status, render.call(error, 'zh-hans')];
}

const formData = (...parts: [headers: string, content: string][]) =>
  parts.map(([headers, content]) => `--b\r\n${headers}\r\n\r\n${content}\r\n`).join('') +
  '--b--\r\n';
const URLENCODED = 'application/x-www-form-urlencoded';
const MULTIPART = 'multipart/form-data; boundary=b';
const field = (name: string) => `Content-Disposition: form-data; name="${name}"`;

describe('parseBody', () => {
  it.each([
    ['no content type', undefined],
    ['JSON', 'application/json'],
    ['a type nobody reads', 'text/plain'],
  ])('gives empty data for an empty body of %s', async (_name, contentType) => {
    expect(await send(contentType)).toEqual({});
    expect(await send(contentType, '')).toEqual({});
  });

  it('gives an empty form for an empty body of a form type', async () => {
    expect(await send('application/x-www-form-urlencoded', '')).toBeInstanceOf(QueryDict);
  });

  it.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON', '*/*'])(
    'reads %s',
    async (contentType) => {
      expect(await send(contentType, '{"名":"值","a":[1,null]}')).toEqual({
        名: '值',
        a: [1, null],
      });
    },
  );

  it('reads a body that comes in chunks without a length', async () => {
    expect(await send('application/json', '{"a":', '"中', '"}')).toEqual({ a: '中' });
  });

  it('refuses other types and bodies without a type', async () => {
    const body = (type: string) => ({ detail: `不支持请求中的媒体类型 “${type}”。` });
    expect(await refusal('text/plain', 'hello')).toEqual([415, body('text/plain')]);
    expect(await refusal('application/xml', '<a/>')).toEqual([415, body('application/xml')]);
    expect(await refusal(undefined, '{}')).toEqual([415, body('')]);
    expect(await refusal('text/csv', 'a', 'b')).toEqual([415, body('text/csv')]);
  });

  it('refuses a body over the limit, announced or not, and still answers', async () => {
    const tooLarge = [413, { detail: '请求内容过大。' }];
    const size = MAX_BYTES + 1;
    expect(await refusal('application/json', 'x'.repeat(size))).toEqual(tooLarge);
    expect(await refusal('application/json', 'x'.repeat(size - 1), 'x')).toEqual(tooLarge);
    const chunks = Array.from({ length: 50 }, () => 'x'.repeat(100_000));
    expect(await refusal('application/json', ...chunks)).toEqual(tooLarge);
    expect(await send('application/json', `"${'x'.repeat(MAX_BYTES - 2)}"`)).toHaveLength(998);
  });

  it('rejects when the client goes away in the middle', async () => {
    const parsed = new Promise<void>((resolve) => (settled = resolve));
    const arrived = new Promise<void>((resolve) => server.once('request', () => resolve()));
    const socket = connect(port, '127.0.0.1');
    socket.write(
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{"a',
    );
    await arrived;
    socket.destroy();
    await parsed;
    expect(await outcome).toMatchObject({ status: 400, detail: 'Request aborted' });
  });
});

describe('JSON', () => {
  const words = (problem: string) => ({ detail: `JSON parse error - ${problem}` });

  it.each([
    [
      '{"username": "alice",}',
      'Expecting property name enclosed in double quotes: line 1 column 22 (char 21)',
    ],
    ['{"username": ', 'Expecting value: line 1 column 14 (char 13)'],
    ['{"username": NaN}', "Out of range float values are not JSON compliant: 'NaN'"],
    ['[-Infinity]', "Out of range float values are not JSON compliant: '-Infinity'"],
    ['{', 'Expecting property name enclosed in double quotes: line 1 column 2 (char 1)'],
    ['  ', 'Expecting value: line 1 column 3 (char 2)'],
    ['{"a" 1}', "Expecting ':' delimiter: line 1 column 6 (char 5)"],
    ['{"a": 1 "b"}', "Expecting ',' delimiter: line 1 column 9 (char 8)"],
    ['[1\n 2]', "Expecting ',' delimiter: line 2 column 2 (char 4)"],
    ['{"😀": "中" x}', "Expecting ',' delimiter: line 1 column 11 (char 10)"],
    ['{} x', 'Extra data: line 1 column 4 (char 3)'],
    ['01', 'Extra data: line 1 column 2 (char 1)'],
    ['["abc', 'Unterminated string starting at: line 1 column 2 (char 1)'],
    ['"a\tb"', 'Invalid control character at: line 1 column 3 (char 2)'],
    ['"a\\xb"', 'Invalid \\escape: line 1 column 3 (char 2)'],
    ['"\\u12"', 'Invalid \\uXXXX escape: line 1 column 3 (char 2)'],
    ["{'a': 1}", 'Expecting property name enclosed in double quotes: line 1 column 2 (char 1)'],
    ['\ufeff{}', 'Unexpected UTF-8 BOM (decode using utf-8-sig): line 1 column 1 (char 0)'],
  ])('names the fault of %s as Python does', async (body, problem) => {
    expect(await refusal('application/json', body)).toEqual([400, words(problem)]);
  });

  it.each([
    ['"\xff"', 'byte 0xff in position 1: invalid start byte'],
    ['"\xc3x"', 'byte 0xc3 in position 1: invalid continuation byte'],
    ['"\xe4\xb8x"', 'bytes in position 1-2: invalid continuation byte'],
    ['"\xed\xa0\x80"', 'byte 0xed in position 1: invalid continuation byte'],
    ['"\xf5\x80"', 'byte 0xf5 in position 1: invalid start byte'],
  ])('names invalid UTF-8 in %j', async (latin1, problem) => {
    expect(await refusal('application/json', Buffer.from(latin1, 'latin1'))).toEqual([
      400,
      words(`'utf-8' codec can't decode ${problem}`),
    ]);
  });

  it('keeps large integers whole and whole floats apart from integers', () => {
    const parse = (text: string) => parseJson(Buffer.from(text));
    expect(parse('99999999999999999999')).toBe(99999999999999999999n);
    expect(parse('[9007199254740991, -7, 1.5, 1e-3]')).toEqual([9007199254740991, -7, 1.5, 0.001]);
    expect(parse('2.0')).toEqual(new JsonFloat(2));
    expect(() => parse('1'.repeat(5000))).toThrow('Exceeds the limit (4300 digits)');
  });

  it('takes lone surrogates and any nesting', () => {
    expect(parseJson(Buffer.from('["\\ud83d\\ude00", "\\ud83d", 1.5]'))).toEqual([
      '😀',
      '\ud83d',
      1.5,
    ]);
    for (const delicate of ['', '1.5,']) {
      const deep = '['.repeat(100_000) + delicate + '1' + ']'.repeat(100_000);
      expect(parseJson(Buffer.from(deep))).toHaveLength(1);
    }
    expect(() => parseJson(Buffer.from('[{"a":'.repeat(100_000)))).toThrow('Expecting value');
  });

  it.each(['1', '1.5'])('never sets a prototype (number %s)', (number) => {
    const data = parseJson(Buffer.from(`{"__proto__": {"polluted": ${number}}}`)) as object;
    expect(Object.keys(data)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(data)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('forms', () => {
  it('decodes names and values; the last of a repeated name counts', async () => {
    const form = (await send(URLENCODED, '?q=1&city=%E4%B8%BD+x&a=1&a=2&blank=&bare')) as QueryDict;
    expect([...form.names()]).toEqual(['?q', 'city', 'a', 'blank', 'bare']);
    expect(form.get('city')).toBe('丽 x');
    expect(form.get('a')).toBe('2');
    expect(form.getAll('a')).toEqual(['1', '2']);
    expect(form.get('blank')).toBe('');
    expect(form.get('bare')).toBe('');
    expect(form.get('absent')).toBeUndefined();
  });

  it('survives broken escapes and prototype names', async () => {
    const form = (await send(URLENCODED, 'a=%&b=%E4%B8%ADx%2&__proto__=x')) as QueryDict;
    expect(form.get('a')).toBe('%');
    expect(form.get('b')).toBe('中x%2');
    expect(form.get('__proto__')).toBe('x');
  });

  it('refuses more than a thousand fields', async () => {
    expect(await send(URLENCODED, '&'.repeat(999))).toBeInstanceOf(QueryDict);
    server.removeAllListeners('request');
    server.on('request', (request, response) => {
      outcome = parseBody(request, { maxBytes: 1e5 }).catch((error: unknown) => error);
      void outcome.then(() => response.end('answered'));
    });
    expect(await refusal(URLENCODED, 'a=1&'.repeat(1001))).toMatchObject([400, {}]);
    const parts = Array.from({ length: 1001 }, (): [string, string] => [field('a'), '1']);
    expect(await refusal(MULTIPART, formData(...parts))).toMatchObject([400, {}]);
    const files = parts
      .slice(0, 101)
      .map((): [string, string] => [`${field('f')}; filename="f"`, '1']);
    expect(await refusal(MULTIPART, formData(...files))).toMatchObject([400, {}]);
  });

  it.each([
    ['parts of nothing', MULTIPART, '--b\r\n'.repeat(400_000) + '--b--\r\n'],
    ['parts without a header', MULTIPART, '--b\r\n\r\n\r\n'.repeat(300_000) + '--b--\r\n'],
    ['parts without a name', MULTIPART, '--b\r\nA: b\r\n\r\n\r\n'.repeat(200_000) + '--b--\r\n'],
    ['parts after a preamble', MULTIPART, `x${'\r\n--b'.repeat(500_000)}\r\n--b--\r\n`],
    ['fields of nothing', URLENCODED, '&'.repeat(2_500_000)],
  ])('refuses hundreds of thousands of %s at once', async (_what, contentType, text) => {
    const body = Buffer.from(text);
    const request = Object.assign(Readable.from([body]), {
      headers: { 'content-type': contentType, 'content-length': `${body.length}` },
    }) as unknown as IncomingMessage;
    const begin = performance.now();
    const error: unknown = await parseBody(request, {
      maxBytes: body.length,
      received: Promise.resolve(body),
    }).catch((reason: unknown) => reason);
    expect((error as APIException).status).toBe(400);
    expect(performance.now() - begin).toBeLessThan(200);
  });

  it("refuses a part's headers of more than a kilobyte, closed or not", async () => {
    const detail = 'Multipart form parse error - Request max total header size exceeded.';
    const long = 'x'.repeat(1100);
    for (const body of [
      formData([`${field('a')}\r\nX: ${long}`, '1']),
      `--b\r\n${long}\r\n--b--`,
    ]) {
      expect(await refusal(MULTIPART, body)).toEqual([400, { detail }]);
    }
  });

  it('takes the boundary inside of a line for content', async () => {
    const text = `--b ${'y--b'.repeat(1500)}`;
    const form = (await send(MULTIPART, formData([field('a'), `x${text}`]))) as QueryDict;
    expect(form.get('a')).toBe(`x${text}`);
  });

  it('reads multipart text fields', async () => {
    const form = (await send(
      MULTIPART,
      formData([field('nums'), '1'], [field('名'), '中文'], [field('nums'), '2']),
    )) as QueryDict;
    expect(form.get('nums')).toBe('2');
    expect(form.getAll('nums')).toEqual(['1', '2']);
    expect(form.get('名')).toBe('中文');
  });

  it('keeps files with the last part of their name', async () => {
    const form = (await send(
      MULTIPART,
      formData(
        [`${field('file')}; filename="../../etc/中 文.txt"\r\nContent-Type: text/plain`, 'hello'],
        [`${field('empty')}; filename="e.txt"`, ''],
      ),
    )) as QueryDict;
    expect(form.get('file')).toEqual(
      new UploadedFile('中 文.txt', 'text/plain', Buffer.from('hello')),
    );
    expect((form.get('empty') as UploadedFile).bytes).toHaveLength(0);
  });

  it('takes a part with an empty file name for a text field', async () => {
    const part = `${field('file')}; filename=""\r\nContent-Type: text/plain`;
    const form = (await send(MULTIPART, formData([part, 'hello']))) as QueryDict;
    expect(form.get('file')).toBe('hello');
  });

  it.each([
    ['multipart/form-data', 'None'],
    ['multipart/form-data; boundary=', ''],
    ['multipart/form-data; boundary=a\tb', 'a\tb'],
  ])('refuses %s', async (contentType, boundary) => {
    expect(await refusal(contentType, 'x')).toEqual([
      400,
      { detail: `Multipart form parse error - Invalid boundary in multipart: ${boundary}` },
    ]);
  });

  it.each([
    ['in a header', '--b\r\nContent-Disposition: form-data; name="message_'],
    ['in a field', `--b\r\n${field('cut')}\r\n\r\nhalf`],
    ['in a file', `--b\r\n${field('cut')}; filename="a"\r\n\r\nhalf`],
    ['before the first part', ''],
    ['in its last line', '--b-'],
  ])('refuses a body that was cut off %s', async (_where, tail) => {
    const complete = formData([field('a'), '1'], [`${field('f')}; filename="a"`, 'x']);
    expect(await refusal(MULTIPART, complete.replace('--b--\r\n', '') + tail)).toEqual([
      400,
      { detail: 'Multipart form parse error - Unexpected end of data.' },
    ]);
  });

  it('takes a form without parts, and what follows its end for nothing', async () => {
    expect(await send(MULTIPART, '--b--\r\n')).toBeInstanceOf(QueryDict);
    const form = (await send(MULTIPART, `${formData([field('a'), '1'])}epilogue`)) as QueryDict;
    expect(form.get('a')).toBe('1');
  });

  it('decodes parts in base64', async () => {
    const encoding = 'Content-Transfer-Encoding: base64';
    const form = (await send(
      MULTIPART,
      formData(
        [`${field('a')}\r\n${encoding}`, '5Lit5pa\r\nH'],
        [`${field('f')}; filename="f"\r\n${encoding}`, 'AP8='],
        [`${field('text')}\r\n${encoding}`, 'a?b'],
      ),
    )) as QueryDict;
    expect(form.get('a')).toBe('中文');
    expect((form.get('f') as UploadedFile).bytes).toEqual(Buffer.from([0, 255]));
    expect(form.get('text')).toBe('a?b');
    const broken = formData([`${field('f')}; filename="f"\r\n${encoding}`, 'abcde']);
    expect(await refusal(MULTIPART, broken)).toEqual([
      400,
      { detail: 'Multipart form parse error - Could not decode base64 data.' },
    ]);
  });
});

describe('charsets', () => {
  const JSON_TYPE = 'application/json';
  const bytes = (...parts: (string | number[])[]) =>
    Buffer.concat(parts.map((part) => Buffer.from(part as string)));
  /** 中 in GBK. */
  const GBK = [0xd6, 0xd0];
  const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');
  const gbkPart = bytes(`--b\r\n${field('a')}\r\n\r\n`, GBK, '\r\n--b--\r\n');

  it.each<[type: string, body: Buffer, text: string]>([
    [`${JSON_TYPE}; charset=gbk`, bytes('{"a":"', GBK, '"}'), '中'],
    [`${JSON_TYPE}; charset="GB18030"`, bytes('{"a":"', GBK, '"}'), '中'],
    [`${JSON_TYPE}; charset=utf-16`, utf16('{"a":"中"}'), '中'],
    [`${JSON_TYPE}; charset=utf-16`, utf16('{"a":"中"}').swap16(), '中'],
    [`${JSON_TYPE}; charset=latin-1`, bytes('{"a":"', [0xe9, 0x80], '"}'), 'é\x80'],
    [`${URLENCODED}; charset=gbk`, bytes('a=', GBK), '中'],
    [`${URLENCODED}; charset=gbk`, bytes('a=%D6%D0'), '中'],
    [`${URLENCODED}; charset=gbk`, bytes('a=x+%81@y'), 'x 丂y'],
    [`${URLENCODED}; charset=ISO-8859-1`, bytes('a=%E9'), 'é'],
    [`${MULTIPART}; charset=gbk`, gbkPart, '中'],
  ])('%s are decoded', async (type, body, text) => {
    const data = await send(type, body);
    expect(data instanceof QueryDict ? data.get('a') : (data as { a: string }).a).toBe(text);
  });

  it.each([
    [415, `${JSON_TYPE}; charset=nonsense`, bytes('{"a":1}')],
    [415, `${JSON_TYPE}; charset=utf-32`, bytes('{"a":1}')],
    [415, `${URLENCODED}; charset=utf-16`, utf16('a=1')],
    [415, `${MULTIPART}; charset=utf-7`, gbkPart],
    [400, `${JSON_TYPE}; charset=gbk`, bytes('{"a":"', [0x81, 0x20], '"}')],
    [400, JSON_TYPE, bytes('{"a":"', GBK, '"}')],
    [400, JSON_TYPE, utf16('{"a":1}')],
    [400, URLENCODED, bytes('a=', GBK)],
    [400, URLENCODED, bytes('a=%D6%D0')],
    [400, MULTIPART, gbkPart],
  ])('are refused with %i where they cannot be read: %s', async (status, type, body) => {
    expect(await refusal(type, body)).toMatchObject([status, {}]);
  });
});
