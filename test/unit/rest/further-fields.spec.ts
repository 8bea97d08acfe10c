import { Column, DataSource, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ValidationError } from '../../../src/rest/exceptions.js';
import type { Language } from '../../../src/rest/i18n/messages.js';
import { QueryDict } from '../../../src/rest/parsers/index.js';
import { parseJson } from '../../../src/rest/parsers/json/parse-json.js';
import {
  attributesOf,
  CharField,
  DateField,
  DateTimeField,
  DictField,
  DurationField,
  fieldsMetadata,
  HyperlinkedRelatedField,
  HyperlinkedRelatedInput,
  IntegerField,
  IntegerInput,
  IPAddressField,
  JSONField,
  ManyRelatedField,
  MultipleChoiceField,
  NestedField,
  openApiSchema,
  PrimaryKeyRelatedField,
  SlugRelatedField,
  SlugRelatedInput,
  TimeField,
  UniqueForDate,
  UniqueForMonth,
  UniqueForYear,
  UniqueTogether,
  validate,
  type DtoClass,
  type ValidationContext,
} from '../../../src/rest/serializers/input/index.js';

@Entity()
class Tag {
  @PrimaryGeneratedColumn() id!: number;
  @Column({ type: 'varchar', unique: true }) slug!: string;
}

@Entity()
class Article {
  @PrimaryGeneratedColumn() id!: number;
  @Column({ type: 'varchar' }) slug!: string;
  @Column({ type: 'date' }) published!: string;
  @Column({ type: 'datetime', nullable: true }) at!: Date | null;
}

let dataSource: DataSource;
const queries: string[] = [];
const silent = (): void => undefined;

beforeAll(async () => {
  dataSource = await new DataSource({
    type: 'better-sqlite3',
    database: ':memory:',
    entities: [Tag, Article],
    synchronize: true,
    logging: ['query'],
    logger: {
      logQuery: (query: string) => queries.push(query),
      logQueryError: silent,
      logQuerySlow: silent,
      logSchemaBuild: silent,
      logMigration: silent,
      log: silent,
    },
  }).initialize();
  await dataSource.manager.insert(Tag, [{ slug: 'a' }, { slug: 'b' }, { slug: 'c' }]);
  await dataSource.manager.insert(Article, {
    slug: 'x',
    published: '2020-05-06',
    at: new Date('2020-05-05T17:00:00Z'),
  });
});
afterAll(() => dataSource.destroy());
beforeEach(() => queries.splice(0));

type Options = Partial<ValidationContext> & { language?: Language };

async function outcome(dto: DtoClass, data: unknown, options: Options = {}): Promise<unknown> {
  const { language = 'zh-hans', ...context } = options;
  const input = typeof data === 'string' ? parseJson(Buffer.from(data)) : data;
  const { manager } = dataSource;
  try {
    return attributesOf(await validate(dto, input, { manager, partial: false, ...context }));
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    return { errors: error.render(language) };
  }
}

const form = (...entries: [string, string][]): QueryDict => new QueryDict(entries);
const refused = (name: string, ...texts: string[]) => ({ errors: { [name]: texts } });

describe('TimeField and DurationField', () => {
  class Times {
    @TimeField({ required: false }) time!: string;
    @TimeField({ required: false, inputFormats: ['%H:%M', '%I %p'] }) minute!: string;
    @DurationField({ required: false, minValue: -86_400_000_000, maxValue: 3_600_000_000_000 })
    duration!: number;
  }

  it.each([
    ['12:00', '12:00:00'],
    ['12:00:01.5', '12:00:01.500000'],
    ['1:2:3', '01:02:03'],
    ['12:00:00Z', '12:00:00'],
    ['12:00+08:00', '12:00:00'],
  ])('reads the time %s', async (text, time) => {
    expect(await outcome(Times, { time: text })).toEqual({ time });
  });

  it.each(['x', '25:00', '12:60', '12', true, 5, ''])('refuses the time %j', async (time) => {
    const format = 'hh:mm[:ss[.uuuuuu]]';
    expect(await outcome(Times, { time })).toEqual(
      refused('time', `时间格式错误。请从这些格式中选择：${format}。`),
    );
    expect(await outcome(Times, { time }, { language: 'en' })).toEqual(
      refused('time', `Time has wrong format. Use one of these formats instead: ${format}.`),
    );
  });

  it('reads times in formats of one’s own', async () => {
    expect(await outcome(Times, { minute: '7:05' })).toEqual({ minute: '07:05:00' });
    expect(await outcome(Times, { minute: '12 AM' })).toEqual({ minute: '00:00:00' });
    expect(await outcome(Times, { minute: '1 pm' })).toEqual({ minute: '13:00:00' });
    expect(await outcome(Times, { minute: '7:05:01' })).toEqual(
      refused('minute', '时间格式错误。请从这些格式中选择：hh:mm, hh [AM|PM]。'),
    );
  });

  it.each([
    ['"1:00"', 60],
    ['"3 04:05:06"', 3 * 86_400 + 14_706],
    ['"P1DT2H"', 93_600],
    ['"00:00:01.5"', 1.5],
    ['"-1 00:00:00"', -86_400],
    ['"-1:00:00"', -3600],
    ['"-PT1H"', -3600],
    ['"P1.5D"', 129_600],
    ['"1 day"', 86_400],
    ['"2 days, 0:00:01"', 172_801],
    ['"90:00"', 5400],
    ['5', 5],
    ['5.5', 5.5],
  ])('reads the duration %s', async (json, seconds) => {
    expect(await outcome(Times, `{"duration": ${json}}`)).toEqual({
      duration: seconds * 1_000_000,
    });
  });

  it.each(['"x"', 'true', '"P3W"', '"PT-1H"', '"+1:2"', '1e400', '"999999999999 0:0:0"', '[]'])(
    'refuses the duration %s',
    async (json) => {
      expect(await outcome(Times, `{"duration": ${json}}`, { language: 'en' })).toEqual(
        refused(
          'duration',
          'Duration has wrong format. Use one of these formats instead: [DD] [HH:[MM:]]ss[.uuuuuu].',
        ),
      );
    },
  );

  it('keeps durations within bounds', async () => {
    expect(await outcome(Times, { duration: '42 00:00:00' })).toEqual(
      refused('duration', '请确保该值小于或者等于 41 days, 16:00:00。'),
    );
    expect(await outcome(Times, { duration: '-2 00:00:00' }, { language: 'en' })).toEqual(
      refused('duration', 'Ensure this value is greater than or equal to -1 day, 0:00:00.'),
    );
  });
});

describe('formats of dates', () => {
  class Dates {
    @DateField({ required: false, inputFormats: ['%d.%m.%Y', 'iso-8601'] }) day!: string;
    @DateTimeField({ required: false, inputFormats: ['%d/%m/%Y %H:%M'] }) at!: Date;
  }

  it('are tried in their order', async () => {
    expect(await outcome(Dates, { day: '01.02.2020' })).toEqual({ day: '2020-02-01' });
    expect(await outcome(Dates, { day: '2020-02-01' })).toEqual({ day: '2020-02-01' });
    expect(await outcome(Dates, { at: '01/02/2020 03:04' }, { timeZone: 'Asia/Shanghai' })).toEqual(
      { at: new Date('2020-01-31T19:04:00Z') },
    );
  });

  it('are told when none fits', async () => {
    expect(await outcome(Dates, { day: '30.02.2020' })).toEqual(
      refused('day', '日期格式错误。请从这些格式中选择：DD.MM.YYYY, YYYY-MM-DD。'),
    );
    expect(await outcome(Dates, { at: '2020-01-01T00:00' }, { language: 'en' })).toEqual(
      refused(
        'at',
        'Datetime has wrong format. Use one of these formats instead: DD/MM/YYYY hh:mm.',
      ),
    );
  });

  it('must not depend on a locale', () => {
    expect(() => DateField({ inputFormats: ['%d %B %Y'] })).toThrow('%B');
  });
});

describe('IPAddressField', () => {
  class Host {
    @IPAddressField({ required: false }) ip!: string;
    @IPAddressField({ required: false, protocol: 'ipv4' }) four!: string;
    @IPAddressField({ required: false, protocol: 'ipv6' }) six!: string;
  }

  it.each([
    ['1.2.3.4', '1.2.3.4'],
    ['::1', '::1'],
    ['::ffff:1.2.3.4', '1.2.3.4'],
    [' 1.2.3.4 ', '1.2.3.4'],
    ['2001:DB8::0:1', '2001:db8::1'],
  ])('takes %s', async (text, ip) => {
    expect(await outcome(Host, { ip: text })).toEqual({ ip });
  });

  it.each(['x', '1:2:3', '001.2.3.4', 5, true, '1.2.3', 'fe80::1%eth0'])(
    'refuses %j',
    async (ip) => {
      expect(await outcome(Host, { ip })).toEqual(
        refused('ip', '请输入一个有效的IPv4或IPv6地址。'),
      );
      expect(await outcome(Host, { ip }, { language: 'en' })).toEqual(
        refused('ip', 'Enter a valid IPv4 or IPv6 address.'),
      );
    },
  );

  it('may be of one protocol', async () => {
    expect(await outcome(Host, { four: '::1', six: '1.2.3.4' })).toEqual({
      errors: { four: ['输入一个有效的 IPv4 地址。'], six: ['输入一个有效的 IPv6 地址。'] },
    });
    expect(await outcome(Host, { ip: '' })).toEqual(refused('ip', '该字段不能为空。'));
  });
});

describe('MultipleChoiceField', () => {
  class Order {
    @MultipleChoiceField({ required: false, choices: [1, [2, '二']] }) extras!: number[];
    @MultipleChoiceField({ required: false, choices: ['a'], allowEmpty: false }) some!: string[];
  }

  it('takes each choice once, in their order', async () => {
    expect(await outcome(Order, { extras: [2, '1', 2] })).toEqual({ extras: [1, 2] });
    expect(await outcome(Order, { extras: [] })).toEqual({ extras: [] });
    expect(await outcome(Order, form(['extras', '2'], ['some', 'a']))).toEqual({
      extras: [2],
      some: ['a'],
    });
    expect(await outcome(Order, form(), { partial: true })).toEqual({});
  });

  it.each([
    ['"1"', '期望为一个包含物件的列表，得到的类型是“str”。'],
    ['5', '期望为一个包含物件的列表，得到的类型是“int”。'],
    ['[3]', '“3” 不是合法选项。'],
    ['[[1]]', '“[1]” 不是合法选项。'],
    ['null', '该字段不能为 null。'],
  ])('refuses %s', async (json, text) => {
    expect(await outcome(Order, `{"extras": ${json}}`)).toEqual(refused('extras', text));
  });

  it('may need one', async () => {
    expect(await outcome(Order, { some: [] })).toEqual(refused('some', '这项选择不能为空。'));
  });
});

describe('DictField and JSONField', () => {
  class Data {
    @DictField({ child: new IntegerInput({ minValue: 0 }), required: false })
    counts!: Record<string, number>;
    @DictField({ required: false, allowEmpty: false }) any!: Record<string, unknown>;
    @JSONField({ required: false }) json!: unknown;
  }

  it('takes values by key', async () => {
    expect(await outcome(Data, { counts: { a: '1', b: 2 } })).toEqual({ counts: { a: 1, b: 2 } });
    expect(await outcome(Data, { any: { a: null, b: [1] } })).toEqual({ any: { a: null, b: [1] } });
    expect(await outcome(Data, form(['counts.a', '1']))).toEqual({ counts: { a: 1 } });
    const hostile = (await outcome(Data, '{"counts": {"__proto__": 1}}')) as { counts: object };
    expect(Object.keys(hostile.counts)).toEqual(['__proto__']);
  });

  it('tells what is wrong by key', async () => {
    expect(await outcome(Data, { counts: { a: 'x', b: null, c: -1, d: 1 } })).toEqual({
      errors: {
        counts: {
          a: ['请填写合法的整数值。'],
          b: ['该字段不能为 null。'],
          c: ['请确保该值大于或者等于 0。'],
        },
      },
    });
    expect(await outcome(Data, { counts: [] })).toEqual(
      refused('counts', '期望是包含类目的字典，得到类型为 “list”。'),
    );
    expect(await outcome(Data, { any: {} })).toEqual(
      refused('any', 'This dictionary may not be empty.'),
    );
  });

  it('takes any JSON with plain numbers', async () => {
    expect(await outcome(Data, '{"json": {"a": [2.0, 1e3, null, "x"]}}')).toEqual({
      json: { a: [2, 1000, null, 'x'] },
    });
    expect(await outcome(Data, form(['json', '{"a": 1}']))).toEqual({ json: { a: 1 } });
  });

  it.each([
    ['a form without JSON', form(['json', '{x'])],
    ['endless numbers', '{"json": [1e400]}'],
    ['half a character', '{"json": "\\ud83d"}'],
    ['great depth', `{"json": ${'['.repeat(50_000)}${']'.repeat(50_000)}}`],
  ])('refuses %s', async (_what, data) => {
    expect(await outcome(Data, data)).toEqual(refused('json', '值必须是有效的 JSON 数据。'));
    expect(await outcome(Data, data, { language: 'en' })).toEqual(
      refused('json', 'Value must be valid JSON.'),
    );
  });
});

describe('related fields', () => {
  class Post {
    @ManyRelatedField(() => Tag, { required: false, allowEmpty: false, maxLength: 4 })
    tags!: number[];
    @SlugRelatedField(() => Tag, 'slug', { required: false, source: 'tagId' }) tag!: number;
    @HyperlinkedRelatedField(() => Tag, 'tags', { required: false }) link!: number;
    @ManyRelatedField(() => Tag, {
      required: false,
      child: new SlugRelatedInput(() => Tag, 'slug'),
    })
    slugs!: number[];
    @ManyRelatedField(() => Tag, {
      required: false,
      child: new HyperlinkedRelatedInput(() => Tag, 'tags'),
    })
    links!: number[];
  }
  const resources = new Set(['tags', 'posts']);

  it('look everything up in one query', async () => {
    const data = {
      tags: [2, '1', 2],
      tag: 'c',
      link: 'http://any.host/tags/3/?x=1',
      slugs: ['b', 'a'],
      links: ['/tags/1/'],
    };
    expect(await outcome(Post, data)).toEqual({
      tags: [2, 1],
      tagId: 3,
      link: 3,
      slugs: [2, 1],
      links: [1],
    });
    expect(queries).toHaveLength(1);
  });

  it.each([
    [{ tags: [] }, '列表不能为空。'],
    [{ tags: 'x' }, '期望为一个包含物件的列表，得到的类型是“str”。'],
    [{ tags: [98, 1, 99] }, '无效主键 “98” － 对象不存在。'],
    [{ tags: ['x'] }, '类型错误。期望为主键，获得的类型为 str。'],
    [{ tags: [null] }, '该字段不能为 null。'],
    [{ tags: [1, 1, 1, 1, 1] }, 'Ensure this field has no more than 4 elements.'],
    [{ tag: 'z' }, '属性 slug 为 z 的对象不存在。'],
    [{ tag: ['a'] }, '无效值。'],
    [{ tag: '' }, '该字段不能为 null。'],
    [{ slugs: ['a', 'y', 'z'] }, '属性 slug 为 y 的对象不存在。'],
    [{ link: 'nonsense' }, '无效超链接 －没有匹配的URL。'],
    [{ link: '/nowhere/1/' }, '无效超链接 －没有匹配的URL。'],
    [{ link: '/posts/1/' }, '无效超链接 －错误的URL匹配。'],
    [{ link: '/tags/99/' }, '无效超链接 －对象不存在。'],
    [{ link: '/tags/x/' }, '无效超链接 －对象不存在。'],
    [{ link: 5 }, '类型错误。期望为URL字符串，实际的类型是 int。'],
  ])('refuse %j', async (data, text) => {
    expect(await outcome(Post, data, { resources })).toEqual(refused(Object.keys(data)[0]!, text));
  });

  it('speak English as well', async () => {
    const data = { tag: 'z', link: '/tags/99/', tags: [9] };
    expect(await outcome(Post, data, { language: 'en' })).toEqual({
      errors: {
        tags: ['Invalid pk "9" - object does not exist.'],
        tag: ['Object with slug=z does not exist.'],
        link: ['Invalid hyperlink - Object does not exist.'],
      },
    });
  });
});

describe('NestedField', () => {
  it('of objects like their own is described to its first level', () => {
    class Comment {
      @CharField() text!: string;
      @NestedField(() => Comment, { many: true, required: false }) replies!: Comment[];
    }
    expect(fieldsMetadata(Comment).replies).toMatchObject({
      child: { children: { text: { type: 'string' }, replies: { child: { children: {} } } } },
    });
    expect(openApiSchema(Comment)).toMatchObject({
      properties: {
        replies: { items: { properties: { replies: { items: { type: 'object' } } } } },
      },
    });
  });

  @UniqueTogether(() => Tag, ['slug'])
  class Line {
    @CharField({ maxLength: 3 }) slug!: string;
    @PrimaryKeyRelatedField(() => Tag, { source: 'tagId', required: false }) tag!: number;

    validate(): void {
      if (this.slug === 'bad') throw new ValidationError('bad line');
    }
  }
  class Order {
    @NestedField(() => Line, { many: true, maxLength: 3, required: false }) lines!: Line[];
    @NestedField(() => Line, { required: false, allowNull: true, source: 'mainLine' })
    main!: Line | null;
    @NestedField(() => Line, { many: true, allowEmpty: false, required: false }) some!: Line[];

    validate_lines(lines: Line[]): void {
      if (lines.length === 2) throw new ValidationError('not two');
    }
  }

  it('gives attributes of attributes, after one query for all objects', async () => {
    const data = { lines: [{ slug: 'x', tag: 1 }], main: { slug: 'y' } };
    expect(await outcome(Order, data)).toEqual({
      lines: [{ slug: 'x', tagId: 1 }],
      mainLine: { slug: 'y' },
    });
    expect(queries).toHaveLength(1);
    expect(await outcome(Order, { main: null })).toEqual({ mainLine: null });
  });

  it.each([
    [
      [{}, { slug: 'x' }, { slug: 'long' }],
      [{ slug: ['该字段是必填项。'] }, {}, { slug: ['请确保这个字段不能超过 3 个字符。'] }],
    ],
    [
      [{ slug: 'x', tag: 9 }, { slug: 'y' }],
      [{ tag: ['无效主键 “9” － 对象不存在。'] }, {}],
    ],
    [[{ slug: 'a' }], [{ non_field_errors: ['字段 slug 必须能构成唯一集合。'] }]],
    [[{ slug: 'bad' }], [{ non_field_errors: ['bad line'] }]],
    [
      [5, null],
      [
        { non_field_errors: ['无效数据。期待为字典类型，得到的是 int 。'] },
        ['该字段不能为 null。'],
      ],
    ],
    [5, { non_field_errors: ['期望为一个包含物件的列表，得到的类型是“int”。'] }],
    [[{}, {}, {}, {}], { non_field_errors: ['Ensure this field has no more than 3 elements.'] }],
    [null, ['该字段不能为 null。']],
    [[{ slug: 'x' }, { slug: 'y' }], ['not two']],
  ])('tells what is wrong with %j at its place', async (lines, errors) => {
    expect(await outcome(Order, { lines })).toEqual({ errors: { lines: errors } });
  });

  it('tells what is wrong with one object', async () => {
    expect(await outcome(Order, { main: {}, some: [] })).toEqual({
      errors: {
        main: { slug: ['该字段是必填项。'] },
        some: { non_field_errors: ['列表不能为空。'] },
      },
    });
  });

  it('reads forms', async () => {
    const data = form(['lines[1]slug', 'y'], ['lines[0]slug', 'x'], ['main.slug', 'z']);
    expect(await outcome(Order, data)).toEqual(refused('lines', 'not two'));
    expect(await outcome(Order, form(['lines[0]slug', 'x'], ['main.slug', 'z']))).toEqual({
      lines: [{ slug: 'x' }],
      mainLine: { slug: 'z' },
    });
  });

  it('is not endless', async () => {
    class Node {
      @NestedField(() => Node, { required: false }) child!: Node;
    }
    let data: object = {};
    for (let depth = 0; depth < 5000; depth++) data = { child: data };
    expect(await outcome(Node, data)).toHaveProperty('errors');
  });
});

describe('source', () => {
  class Inner {
    @CharField() b!: string;
  }
  class Sources {
    @CharField({ source: 'profile.city' }) city!: string;
    @CharField({ source: 'profile.street' }) street!: string;
    @NestedField(() => Inner, { source: '*' }) inner!: Inner;
  }

  it('may lead into an object, or be the object itself', async () => {
    expect(await outcome(Sources, { city: 'x', street: 'y', inner: { b: 'z' } })).toEqual({
      profile: { city: 'x', street: 'y' },
      b: 'z',
    });
  });
});

describe('UniqueForDate, UniqueForMonth and UniqueForYear', () => {
  class Base {
    @CharField() slug!: string;
    @DateField({ required: false }) published!: string;
    @DateTimeField({ required: false }) at!: Date;
  }
  const rule = { field: 'slug', dateField: 'published' };

  @UniqueForDate(() => Article, rule)
  class Daily extends Base {}

  @UniqueForMonth(() => Article, rule)
  class Monthly extends Base {}

  @UniqueForYear(() => Article, rule)
  class Yearly extends Base {}

  it.each([
    [Daily, '2020-05-06', '2020-05-07', '日期', 'date'],
    [Monthly, '2031-05-01', '2020-06-06', '月份', 'month'],
    [Yearly, '2020-12-31', '2021-05-06', '年', 'year'],
  ])('%o', async (dto, taken, free, zh, en) => {
    expect(await outcome(dto, { slug: 'x', published: free })).not.toHaveProperty('errors');
    expect(await outcome(dto, { slug: 'y', published: taken })).not.toHaveProperty('errors');
    expect(await outcome(dto, { slug: 'x', published: taken })).toEqual(
      refused('slug', `该字段必须在${zh} “published” 唯一。`),
    );
    expect(await outcome(dto, { slug: 'x', published: taken }, { language: 'en' })).toEqual(
      refused('slug', `This field must be unique for the "published" ${en}.`),
    );
  });

  it('need both fields of a new row, and leave an updated row out', async () => {
    expect(await outcome(Daily, { slug: 'x' })).toEqual(refused('published', '该字段是必填项。'));
    const instance = await dataSource.manager.findOneByOrFail(Article, { slug: 'x' });
    const update = { instance, partial: true };
    expect(await outcome(Daily, { slug: 'x' }, update)).toEqual({ slug: 'x' });
  });

  it.each([
    [UniqueForDate, '2020-05-06T23:59', '2020-05-07T00:00'],
    [UniqueForMonth, '2021-05-31T23:00', '2021-06-01T00:00'],
    [UniqueForYear, '2020-01-01T00:00', '2019-12-31T23:59'],
  ])('go by the wall clock of the shop (%o)', async (decorate, taken, free) => {
    class Timed extends Base {}
    decorate(() => Article, { field: 'slug', dateField: 'at' })(Timed);
    const timeZone = 'Asia/Shanghai';
    expect(await outcome(Timed, { slug: 'x', at: taken }, { timeZone })).toHaveProperty('errors');
    expect(await outcome(Timed, { slug: 'x', at: free }, { timeZone })).not.toHaveProperty(
      'errors',
    );
  });
});

describe('OPTIONS and OpenAPI', () => {
  class Inner {
    @CharField() n!: string;
  }
  class All {
    @DictField({ child: new IntegerInput() }) d!: object;
    @MultipleChoiceField({ choices: [1] }) m!: number[];
    @TimeField() t!: string;
    @DurationField({ maxValue: 86_400_000_000 }) du!: number;
    @IPAddressField() ip!: string;
    @NestedField(() => Inner) n!: Inner;
    @NestedField(() => Inner, { many: true }) l!: Inner[];
    @JSONField() js!: unknown;
    @ManyRelatedField(() => Tag) tags!: number[];
    @IntegerField() i!: number;
  }

  it('describe the fields as DRF does', () => {
    const plain = { required: true, read_only: false };
    const inner = { n: { type: 'string', ...plain, label: 'N' } };
    expect(fieldsMetadata(All)).toMatchObject({
      d: { type: 'nested object', ...plain, label: 'D', child: { type: 'integer', ...plain } },
      m: { type: 'multiple choice', ...plain, choices: [{ value: 1, display_name: '1' }] },
      t: { type: 'time', ...plain, label: 'T' },
      du: { type: 'field', ...plain, label: 'Du', max_value: '1 day, 0:00:00' },
      ip: { type: 'string', ...plain, label: 'Ip' },
      n: { type: 'nested object', ...plain, label: 'N', children: inner },
      l: { type: 'field', ...plain, child: { type: 'nested object', ...plain, children: inner } },
      js: { type: 'field', ...plain, label: 'Js' },
      tags: { type: 'field', ...plain, label: 'Tags' },
    });
  });

  it('have schemas of what is taken', () => {
    const { properties } = openApiSchema(All) as { properties: Record<string, object> };
    expect(properties).toMatchObject({
      d: { type: 'object', additionalProperties: { type: 'integer' } },
      m: { type: 'array', items: { enum: [1] }, uniqueItems: true },
      t: { type: 'string', format: 'time' },
      n: { type: 'object', properties: { n: { type: 'string' } }, required: ['n'] },
      l: { type: 'array', items: { type: 'object' }, maxItems: 100 },
      tags: { type: 'array', items: { type: 'integer' }, maxItems: 1000 },
    });
  });
});
