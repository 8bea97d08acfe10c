import { gzipSync } from 'node:zlib';

/** JSON texts that no field expects; some can only be written, not made from a value. */
export const HOSTILE_JSON: readonly string[] = [
  'null',
  'true',
  'false',
  '0',
  '-0',
  '-1',
  '1.5',
  '0.1',
  '1e308',
  '-1e308',
  '1e-400',
  '1e999',
  '2147483648',
  '9007199254740993',
  '9223372036854775808',
  '99999999999999999999999999',
  '""',
  '" "',
  '"0"',
  '"-1"',
  '"1e308"',
  '"NaN"',
  '"Infinity"',
  '"１２"',
  '"true"',
  '"null"',
  '"\\u0000"',
  '"a\\u0000b"',
  '"\\ud800"',
  '"x\\udfff"',
  '"\\ufeff"',
  '"\\u202e"',
  '"😀"',
  '"2026-02-30"',
  '"0000-00-00T00:00:00"',
  '"10000-01-01"',
  '"%00"',
  '"../../etc/passwd"',
  '"\' OR 1=1 --"',
  '"<script>alert(1)</script>"',
  '"{{7*7}}"',
  '"${jndi:x}"',
  '"a@b.c\\n"',
  '[]',
  '{}',
  '[[]]',
  '[null]',
  '[1,2,3]',
  '{"a":1}',
  '{"__proto__":{"a":1}}',
  '[{}]',
  '{"length":1e9}',
  '{"toString":1,"valueOf":2}',
  '{"toJSON":1}',
  '{"id":1,"then":1}',
  `"${'x'.repeat(5_000)}"`,
  `"${'汉'.repeat(300)}"`,
  '9'.repeat(400),
  `${'['.repeat(50)}${']'.repeat(50)}`,
  `${'{"a":'.repeat(50)}1${'}'.repeat(50)}`,
];

/** Whole bodies that are nothing an operation takes. */
export const HOSTILE_BODIES: readonly (string | Buffer)[] = [
  '',
  ' ',
  'null',
  'true',
  '1',
  '1e999',
  '"x"',
  '[]',
  '[{}]',
  '[1]',
  '{',
  '{"a":',
  '}',
  'NaN',
  '{"a":1,"a":2}',
  '{"__proto__":{"isAdmin":true}}',
  '{"constructor":{"prototype":{}}}',
  '\ufeff{}',
  "{'a':1}",
  '{"a":1}{"b":2}',
  '\u0000',
  '{"\\ud800":1}',
  '{"":""}',
  Buffer.from([0xff, 0xfe, 0x7b, 0x00]),
  Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d]),
  '['.repeat(20_000),
  '{"a":'.repeat(20_000),
  `{"a":"${'x'.repeat(100_000)}"}`,
  `{${Array.from({ length: 1_500 }, (_, index) => `"f${index}":1`).join(',')}}`,
];

/** What stands in a URL as it is, some of it no valid escape. */
export const HOSTILE_TEXTS: readonly string[] = [
  '0',
  '-1',
  '+1',
  '01',
  '1.0',
  '1.5',
  '1e3',
  '1e308',
  '-1e308',
  '1e999',
  'NaN',
  'Infinity',
  '9223372036854775808',
  '99999999999999999999',
  'abc',
  'null',
  'undefined',
  'true',
  '__proto__',
  'constructor',
  '%00',
  '1%00',
  '%ff',
  '%c3%28',
  '%ed%a0%80',
  '%',
  '%zz',
  '%F0%9F%98%80',
  '%20',
  '%20true',
  '%EF%BC%91',
  "'%20OR%201=1--",
  '%2e%2e%2f',
  '%3Cscript%3E',
  '1;2',
  '1,2',
  '*',
  '!',
  '%0d%0aX-Injected:1',
  '1%2F2',
  '%E2%80%AE',
  '(',
  '[a-z',
  '%5C',
  '%22',
  '%2B',
  '%25',
  'x'.repeat(300),
  '9'.repeat(120),
  '%E6%B1%89'.repeat(60),
];

/** Types of bodies, some of them none. */
export const HOSTILE_TYPES: readonly string[] = [
  '',
  'text/plain',
  'application/xml',
  'application/json; charset=utf-16',
  'a/b/c',
  'json',
  ';',
  'application/json; charset=nonsense',
  'multipart/form-data',
  'application/octet-stream',
  'application/x-www-form-urlencoded; charset=gbk',
  'multipart/form-data; boundary=""',
  '*/*',
  'application/json; a="',
];

/** Headers that clients should not send. */
export const HOSTILE_HEADERS: readonly Record<string, string>[] = [
  ...['application/xml', '*/*; q=0', ';', 'application/json; indent=9999', 'text/html'].map(
    (accept) => ({ Accept: accept }),
  ),
  ...['', 'fr', 'en;q=x', '-'.repeat(500), 'zh-Hant-TW, en;q=0.1'].map((language) => ({
    'Accept-Language': language,
  })),
  ...['', 'x'.repeat(1_000), 'a b', '\u00e9'].map((key) => ({ 'Idempotency-Key': key })),
  ...['*', 'W/"x"', '"', ''].map((tag) => ({ 'If-None-Match': tag })),
  ...['cart=x', 'cart=gAN9cQAu', '=;;=', `cart=${'A'.repeat(3_000)}`, 'sessionid=1'].map(
    (cookie) => ({ Cookie: cookie }),
  ),
  { 'X-Forwarded-For': "127.0.0.1, ' OR 1" },
  { 'X-Request-Id': '%00' },
];

/** A request that is nothing for its resource, or hardly one of HTTP. */
export interface HostileRequest {
  readonly methods: readonly string[];
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string | Buffer;
  /** What comes behind the path. */
  readonly suffix?: string;
}

const READS = ['GET', 'HEAD'];
const WRITES = ['POST', 'PUT', 'PATCH'];
const VERBS = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'];
const JSON_BODY = { 'Content-Type': 'application/json' };

const multipart = (body: string, boundary = 'edge'): HostileRequest => ({
  methods: WRITES,
  headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}` },
  body,
});
const part = (head: string, body = 'x') =>
  multipart(`--edge\r\n${head}\r\n\r\n${body}\r\n--edge--\r\n`);
const field = (more: string) => part(`Content-Disposition: form-data; ${more}`);

/** Ways of HTTP that no client of the shop goes. */
export const HOSTILE_REQUESTS: readonly HostileRequest[] = [
  ...['TRACE', 'PROPFIND', 'SEARCH', 'LOCK', 'PURGE', 'M-SEARCH'].map((method) => ({
    methods: [method],
  })),
  { methods: VERBS },
  ...['bytes=0-1', 'bytes=99999999-', 'bytes=-1', 'bytes=a-b', 'bytes=0-0,2-3', 'lines=0-1'].map(
    (range) => ({ methods: READS, headers: { Range: range } }),
  ),
  ...['Tue, 99 Foo 9999', '0', ''].map((date) => ({
    methods: VERBS,
    headers: { 'If-Modified-Since': date, 'If-Match': date, 'If-Range': date },
  })),
  ...['gzip', 'br', 'identity', 'x'].map((coding) => ({
    methods: WRITES,
    headers: { ...JSON_BODY, 'Content-Encoding': coding },
    body: coding === 'gzip' ? gzipSync('{"a":1}') : '{"a":1}',
  })),
  ...['', '{"a":1}'].map((body) => ({
    methods: VERBS,
    headers: { ...JSON_BODY, 'Transfer-Encoding': 'chunked' },
    body,
  })),
  {
    methods: WRITES,
    headers: { 'Content-Type': ['application/json', 'text/plain'] },
    body: '{"a":1}',
  },
  { methods: WRITES, headers: { ...JSON_BODY, Expect: '100-continue' }, body: '{}' },
  ...[
    `sessionid=${'a'.repeat(12_000)}`,
    'sessionid=__proto__; csrftoken=__proto__; cart=__proto__; __proto__=1; constructor=2',
  ].map((cookie) => ({ methods: VERBS, headers: { Cookie: cookie } })),
  { methods: VERBS, headers: { Big: 'x'.repeat(20_000) } },
  ...['null', '*', 'http://localhost:9:9'].map((origin) => ({
    methods: VERBS,
    headers: { Origin: origin, 'Access-Control-Request-Method': 'X' },
  })),
  {
    methods: VERBS,
    headers: { Forwarded: 'for=;', 'X-Forwarded-For': ',,,', 'X-Forwarded-Proto': 'javascript' },
  },
  { methods: VERBS, headers: { Upgrade: 'h2c', Connection: 'Upgrade' } },
  ...[
    'JWT',
    'JWT a b',
    'JWT \u00ff',
    'Bearer ..',
    'Basic %%%',
    `Token ${'x'.repeat(9_000)}`,
    'JWT eyJhbGciOiJub25lIn0.eyJ1c2VyX2lkIjoxfQ.',
  ].map((authorization) => ({ methods: VERBS, headers: { Authorization: authorization } })),
  ...[
    '__proto__[a]=1',
    'constructor=1&toString=2&hasOwnProperty=3',
    'a[]=1&a[]=2&page[]=1',
    'page=1&page=2',
    'a=1&'.repeat(1_500),
    '&&&===',
    '%',
    'page=%',
    'page=%00&search=%00',
    'search=%F0%9F%98%80',
    'search=%ED%A0%80',
    'ordering=__proto__,constructor,-toString',
    'ordering=-,,-',
    'limit=-1&offset=-1',
    'page=99999999999999999999&page_size=1e9',
    'cursor=%00',
    'format=__proto__',
    'format=constructor',
    'as=__proto__',
    'field=constructor&search=x',
    'text=%E2%80%AE&q=%E2%80%AE',
  ].map((query) => ({ methods: VERBS, suffix: `?${query}` })),
  ...['x'.repeat(8_000), '/'.repeat(50), '%', '%00', '%ff/', '..%2f..%2f', '.json', ';a=b'].map(
    (suffix) => ({ methods: VERBS, suffix }),
  ),
  multipart(''),
  multipart('x', ''),
  multipart('x', 'a'.repeat(300)),
  multipart('--edge--'),
  multipart('--edge\nContent-Disposition: form-data; name="message"\n\nx\n--edge--\n'),
  multipart(
    `${'--edge\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n'.repeat(2_000)}--edge--\r\n`,
  ),
  part(''),
  part('nocolon'),
  part('Content-Disposition: attachment'),
  part(`Content-Disposition: form-data; name="a"\r\nX: ${'y'.repeat(40_000)}`),
  field('name="__proto__"'),
  field('name="constructor"; filename="a.png"'),
  field('name="file"; filename*=utf-8\'\'%ff%00'),
  field('name="file"; filename*=klingon\'\'x'),
  field('name="message"\r\nContent-Transfer-Encoding: base64'),
  field('name="message"\r\nContent-Type: text/plain; charset=klingon'),
  field('name="a"\r\nContent-Type: multipart/mixed; boundary=in'),
  {
    methods: WRITES,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: '__proto__=1&constructor=2&a%=%&%00=%00&=&&a[b][c]=1',
  },
];
