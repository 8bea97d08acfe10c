import {
  Column,
  DataSource,
  Entity,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  Unique,
  type Relation,
} from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { IsIn, MinLength } from 'class-validator';
import { ValidationError } from '../../../src/rest/exceptions.js';
import { message, type Language } from '../../../src/rest/i18n/messages.js';
import { QueryDict, UploadedFile } from '../../../src/rest/parsers/index.js';
import { parseJson } from '../../../src/rest/parsers/json/parse-json.js';
import {
  asValidationError,
  attributesOf,
  BooleanField,
  CharField,
  ChoiceField,
  DateTimeField,
  DecimalField,
  EmailField,
  DateField,
  FileField,
  FileInput,
  FloatField,
  HiddenField,
  IntegerField,
  IntegerInput,
  ListField,
  PrimaryKeyRelatedField,
  PrimaryKeyRelatedInput,
  RegexField,
  SlugField,
  UniqueTogether,
  URLField,
  UUIDField,
  validate,
  type DtoClass,
  type ValidationContext,
} from '../../../src/rest/serializers/input/index.js';

@Entity()
class Goods {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ type: 'varchar', unique: true })
  sn!: string;

  @Column({ type: 'boolean', default: true })
  onSale!: boolean;
}

@Entity()
@Unique(['userId', 'goods'])
class Favourite {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ type: 'int' })
  userId!: number;

  @ManyToOne(() => Goods, { nullable: false })
  @JoinColumn({ name: 'goods_id' })
  goods!: Relation<Goods> | number;
}

@Entity()
class Voucher {
  @PrimaryGeneratedColumn('uuid')
  id!: string;
}

let dataSource: DataSource;
const queries: string[] = [];

beforeAll(async () => {
  dataSource = await new DataSource({
    type: 'better-sqlite3',
    database: ':memory:',
    entities: [Goods, Favourite, Voucher],
    synchronize: true,
    logging: ['query'],
    logger: {
      logQuery: (query: string) => queries.push(query),
      logQueryError: () => undefined,
      logQuerySlow: () => undefined,
      logSchemaBuild: () => undefined,
      logMigration: () => undefined,
      log: () => undefined,
    },
  }).initialize();
  await dataSource.manager.insert(Goods, [
    { id: 1, sn: 'A1' },
    { id: 2, sn: 'A2' },
    { id: 21, sn: 'B21', onSale: false },
  ]);
  await dataSource.manager.insert(Favourite, { id: 1, userId: 7, goods: 1 });
});
afterAll(() => dataSource.destroy());
beforeEach(() => queries.splice(0));

type Options = Partial<ValidationContext> & { language?: Language };

/** What the DTO makes of JSON text (numbers as the client wrote them), a form or other data. */
async function outcome(dto: DtoClass, data: unknown, options: Options = {}) {
  const { language = 'zh-hans', ...context } = options;
  const input = typeof data === 'string' ? parseJson(Buffer.from(data)) : data;
  try {
    const value = await validate(dto, input, {
      manager: dataSource.manager,
      partial: false,
      ...context,
    });
    return { valid: attributesOf(value) };
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    return { errors: error.render(language) };
  }
}

const form = (...entries: [string, string | UploadedFile][]) => new QueryDict(entries);

class Login {
  @CharField() username!: string;
  @CharField() password!: string;
}

class Address {
  @IntegerField({ readOnly: true, label: 'ID' }) id!: number;
  @CharField({ required: false, label: '省份', maxLength: 100 }) province!: string;
  @CharField({ required: false, maxLength: 100, source: 'town' }) city!: string;
  @CharField({ required: false, maxLength: 11 }) signer_mobile!: string;
}

class Cart {
  @IntegerField({
    minValue: 1,
    messages: { required: '请选择购买数量', min_value: '商品数量不能小于一' },
  })
  nums!: number;
  @PrimaryKeyRelatedField(() => Goods, { source: 'goodsId' }) goods!: number;
}

class LeavingMessage {
  @ChoiceField({
    required: false,
    choices: [
      [1, '留言'],
      [2, '投诉'],
    ],
  })
  message_type!: number;
  @CharField({ required: false, maxLength: 100 }) subject!: string;
  @FileField({ maxLength: 100 }) file!: UploadedFile;
}

describe('bodies that are not a dictionary', () => {
  it.each([
    ['[1,2]', '无效数据。期待为字典类型，得到的是 list 。'],
    ['"abc"', '无效数据。期待为字典类型，得到的是 str 。'],
    ['5', '无效数据。期待为字典类型，得到的是 int 。'],
    ['5.0', '无效数据。期待为字典类型，得到的是 float 。'],
    ['true', '无效数据。期待为字典类型，得到的是 bool 。'],
    ['null', 'No data provided'],
  ])('%s', async (body, text) => {
    expect(await outcome(Login, body)).toEqual({ errors: { non_field_errors: [text] } });
  });
});

const blank = ['该字段不能为空。'];
const nulled = ['该字段不能为 null。'];
const required = ['该字段是必填项。'];
const notAString = ['Not a valid string.'];

describe('CharField', () => {
  it.each([
    ['{}', { username: required, password: required }],
    ['{"username": "", "password": "  "}', { username: blank, password: blank }],
    ['{"username": null, "password": null}', { username: nulled, password: nulled }],
    ['{"username": ["a"], "password": {"a": 1}}', { username: notAString, password: notAString }],
    ['{"username": true, "password": false}', { username: notAString, password: notAString }],
    ['{"username": "a\\u0000b", "password": "x"}', { username: ['不允许是用空字符串。'] }],
    [
      '{"username": "\\ud83d", "password": "x"}',
      { username: ['Surrogate characters are not allowed: U+D83D.'] },
    ],
  ])('refuses %s', async (body, errors) => {
    expect(await outcome(Login, body)).toEqual({ errors });
  });

  it.each([
    ['"alice"', 'alice'],
    ['" alice\\u3000"', 'alice'],
    ['13800000000', '13800000000'],
    ['5', '5'],
    ['1.5', '1.5'],
    ['2.0', '2.0'],
    ['1e3', '1000.0'],
    ['1e-7', '1e-07'],
    ['1e16', '1e+16'],
    ['99999999999999999999', '99999999999999999999'],
    ['"\\ufeffx"', '\ufeffx'],
  ])('makes text of %s', async (json, province) => {
    expect(await outcome(Address, `{"province": ${json}}`)).toEqual({ valid: { province } });
  });

  it('counts characters, not UTF-16 units', async () => {
    expect(await outcome(Address, { signer_mobile: '😀'.repeat(11) })).toHaveProperty('valid');
    expect(await outcome(Address, { signer_mobile: '😀'.repeat(12) })).toEqual({
      errors: { signer_mobile: ['请确保这个字段不能超过 11 个字符。'] },
    });
    expect(await outcome(Address, { signer_mobile: 'x'.repeat(12) }, { language: 'en' })).toEqual({
      errors: { signer_mobile: ['Ensure this field has no more than 11 characters.'] },
    });
  });

  it('takes nothing that is read-only or unknown, and gives attributes their own names', async () => {
    const body = '{"city": "宁波", "id": 777, "user": 1, "__proto__": {"province": "x"}}';
    expect(await outcome(Address, body)).toEqual({ valid: { town: '宁波' } });
  });

  it('lists all that is wrong with one value', async () => {
    class Code {
      @CharField({
        minLength: 4,
        messages: { blank: '请输入验证码', min_length: '验证码格式错误，至少{min_length}位' },
        validators: [
          (value) => {
            if (!/^\d+$/.test(value)) throw new ValidationError('digits');
          },
        ],
      })
      code!: string;
    }
    expect(await outcome(Code, { code: '' })).toEqual({ errors: { code: ['请输入验证码'] } });
    expect(await outcome(Code, { code: 'x' })).toEqual({
      errors: { code: ['digits', '验证码格式错误，至少4位'] },
    });
  });

  it('keeps blanks where it is told to', async () => {
    class Note {
      @CharField({ allowBlank: true, trimWhitespace: false }) text!: string;
    }
    expect(await outcome(Note, { text: ' x ' })).toEqual({ valid: { text: ' x ' } });
    expect(await outcome(Note, { text: '' })).toEqual({ valid: { text: '' } });
  });
});

describe('formats of text', () => {
  class Formats {
    @EmailField({ required: false }) email!: string;
    @URLField({ required: false }) url!: string;
    @SlugField({ required: false }) slug!: string;
    @UUIDField({ required: false }) uuid!: string;
    @RegexField(/^1[3-9]\d{9}$/, { required: false }) mobile!: string;
  }
  const errors = {
    email: '请输入合法的邮件地址。',
    url: '请输入合法的URL。',
    slug: '请输入合法的“短语“，只能包含字母，数字，下划线或者中划线。',
    uuid: 'Must be a valid UUID.',
    mobile: '输入值不匹配要求的模式。',
  };

  it.each([
    ['email', 'a@b.cn'],
    ['email', 'a.b+c@sub.example.com'],
    ['email', 'a@localhost'],
    ['email', '"a b"@example.com'.replace(' ', '')],
    ['email', 'a@[127.0.0.1]'],
    ['email', 'a@例子.中国'],
    ['url', 'http://example.com'],
    ['url', 'https://user:pw@example.com:8000/a?b=c#d'],
    ['url', 'ftp://127.0.0.1/x'],
    ['url', 'http://[::1]:8000/'],
    ['url', 'http://localhost/'],
    ['url', 'http://例子.中国/路'],
    ['slug', 'a-B_9'],
    ['uuid', '0f8fad5b-d9cb-469f-a165-70867728950e'],
    ['mobile', '13800000000'],
  ])('%s takes %s', async (name, value) => {
    expect(await outcome(Formats, { [name]: value })).toEqual({ valid: { [name]: value } });
  });

  it.each([
    ['email', 'nope'],
    ['email', 'a@b'],
    ['email', '@example.com'],
    ['email', 'a b@example.com'],
    ['email', 'a@-x.com'],
    ['email', `${'a'.repeat(400)}@example.com`],
    ['email', ['a@b.cn']],
    ['email', 'a@b.co/x'],
    ['email', 'a@b.co?x'],
    ['email', 'a@b.co#x'],
    ['email', 'a@b.co:80'],
    ['email', 'a@b\n.co'],
    ['email', 'a@b\t.co'],
    ['email', 'a@b%2eco'],
    ['email', 'a@b.co\\x'],
    ['email', 'a@例子％2e中国'],
    ['email', 'a@例子.中国/x'],
    ['url', 'example.com'],
    ['url', 'javascript:alert(1)'],
    ['url', 'http://-x.com'],
    ['url', 'http://256.1.1.1/'],
    ['url', 'http://[::x]/'],
    ['url', 'http://exa mple.com'],
    ['slug', 'a b'],
    ['uuid', '0f8fad5b'],
    ['uuid', true],
    ['mobile', '12345'],
  ])('%s refuses %j', async (name, value) => {
    expect(await outcome(Formats, { [name]: value })).toEqual({
      errors: { [name]: [errors[name as keyof typeof errors]] },
    });
  });

  it('knows the notations of a UUID', async () => {
    const uuid = '0f8fad5b-d9cb-469f-a165-70867728950e';
    expect(await outcome(Formats, { uuid: `{${uuid.toUpperCase()}}` })).toEqual({
      valid: { uuid },
    });
  });
});

const wrongInteger = { nums: ['请填写合法的整数值。'] };

describe('IntegerField', () => {
  it.each([
    ['0', { nums: ['商品数量不能小于一'] }],
    ['-1', { nums: ['商品数量不能小于一'] }],
    ['"abc"', wrongInteger],
    ['""', wrongInteger],
    ['null', { nums: nulled }],
    ['1.5', wrongInteger],
    ['"1.5"', wrongInteger],
    ['true', wrongInteger],
    ['[1]', wrongInteger],
    ['{"a": 1}', wrongInteger],
    ['1e400', wrongInteger],
    [`"${'1'.repeat(1001)}"`, { nums: ['字符串值太长。'] }],
    ['2147483648', { nums: ['请确保该值小于或者等于 2147483647。'] }],
    ['99999999999999999999', { nums: ['请确保该值小于或者等于 2147483647。'] }],
    [`"${'9'.repeat(1000)}"`, { nums: ['请确保该值小于或者等于 2147483647。'] }],
  ])('refuses %s', async (json, errors) => {
    expect(await outcome(Cart, `{"nums": ${json}, "goods": 21}`)).toEqual({ errors });
  });

  it.each([
    ['2', 2],
    ['2.0', 2],
    ['"2"', 2],
    ['"2.00 "', 2],
    ['" +7 "', 7],
    ['"1_000"', 1000],
    ['"１２"', 12],
    ['1e3', 1000],
    ['2147483647', 2147483647],
  ])('reads %s', async (json, nums) => {
    expect(await outcome(Cart, `{"nums": ${json}, "goods": 21}`)).toEqual({
      valid: { nums, goodsId: 21 },
    });
  });
});

describe('PrimaryKeyRelatedField', () => {
  const wrongType = (type: string) => ({ goods: [`类型错误。期望为主键，获得的类型为 ${type}。`] });
  const absent = (pk: string) => ({ goods: [`无效主键 “${pk}” － 对象不存在。`] });

  it.each([
    ['99999', absent('99999')],
    ['"abc"', wrongType('str')],
    ['true', wrongType('bool')],
    ['[1]', wrongType('list')],
    ['{"id": 1}', wrongType('dict')],
    ['""', { goods: nulled }],
    ['null', { goods: nulled }],
    ['99999999999999999999', absent('99999999999999999999')],
    ['9007199254740993', absent('9007199254740993')],
    ['-1', absent('-1')],
    ['1e400', wrongType('float')],
  ])('refuses %s', async (json, errors) => {
    expect(await outcome(Cart, `{"nums": 1, "goods": ${json}}`)).toEqual({ errors });
  });

  it.each([
    ['21', 21],
    ['"21"', 21],
    ['21.5', 21],
  ])('takes %s', async (json, goodsId) => {
    expect(await outcome(Cart, `{"nums": 1, "goods": ${json}}`)).toEqual({
      valid: { nums: 1, goodsId },
    });
  });

  it('asks the database even if another field is wrong, and tells both', async () => {
    expect(await outcome(Cart, '{}')).toEqual({
      errors: { nums: ['请选择购买数量'], goods: required },
    });
    expect(await outcome(Cart, '{"goods": 5}', { language: 'en' })).toEqual({
      errors: { nums: ['请选择购买数量'], goods: ['Invalid pk "5" - object does not exist.'] },
    });
  });

  it('never takes a key for its nearest number', async () => {
    await dataSource.manager.insert(Goods, { id: 2 ** 53, sn: 'huge' });
    expect(await outcome(Cart, '{"nums": 1, "goods": 9007199254740993}')).toEqual({
      errors: absent('9007199254740993'),
    });
    await dataSource.manager.delete(Goods, { sn: 'huge' });
  });

  it('may be narrowed to some rows', async () => {
    class OnSale {
      @PrimaryKeyRelatedField(() => Goods, {
        queryset: (query) => query.andWhere(`${query.alias}.onSale = :onSale`, { onSale: true }),
      })
      goods!: number;
    }
    expect(await outcome(OnSale, { goods: 1 })).toEqual({ valid: { goods: 1 } });
    expect(await outcome(OnSale, { goods: 21 })).toEqual({ errors: absent('21') });
  });

  it('takes keys that are text', async () => {
    const { identifiers } = await dataSource.manager.insert(Voucher, {});
    const { id } = identifiers[0] as Voucher;
    class Redeem {
      @PrimaryKeyRelatedField(() => Voucher) voucher!: string;
    }
    expect(await outcome(Redeem, { voucher: id })).toEqual({ valid: { voucher: id } });
    expect(await outcome(Redeem, { voucher: 'x' })).toHaveProperty('errors');
  });
});

describe('FloatField, DecimalField and BooleanField', () => {
  class Numbers {
    @FloatField({ required: false, minValue: 0, maxValue: 10 }) float!: number;
    @DecimalField({ required: false, maxDigits: 5, decimalPlaces: 2, maxValue: '500.5' })
    decimal!: string;
    @DecimalField({ required: false, allowNull: true, maxDigits: 5, decimalPlaces: 2 })
    price!: string | null;
    @BooleanField({ required: false }) flag!: boolean;
    @BooleanField({ required: false, allowNull: true }) maybe!: boolean | null;
  }

  it.each([
    ['float', '1.5', 1.5],
    ['float', '" 1_0e-1 "', 1],
    ['float', 'true', 1],
    ['float', '".5"', 0.5],
    ['decimal', '12', '12.00'],
    ['decimal', '"12.5"', '12.50'],
    ['decimal', '-0.05', '-0.05'],
    ['decimal', '"1e2"', '100.00'],
    ['decimal', '5.0', '5.00'],
    ['flag', 'true', true],
    ['flag', '"yes"', true],
    ['flag', '"off"', false],
    ['flag', '0.0', false],
    ['flag', '1', true],
    ['maybe', '"null"', null],
    ['maybe', 'null', null],
    ['flag', '"tRuE"', true],
    ['flag', '"oFF"', false],
    ['maybe', '"nULL"', null],
    ['price', '""', null],
    ['price', '" "', null],
  ])('%s reads %s', async (name, json, value) => {
    expect(await outcome(Numbers, `{"${name}": ${json}}`)).toEqual({ valid: { [name]: value } });
  });

  it.each([
    ['float', '"abc"', '请填写合法的数字。'],
    ['float', '"nan"', '请填写合法的数字。'],
    ['float', '"inf"', '请填写合法的数字。'],
    ['float', '1e400', '请填写合法的数字。'],
    ['float', '[1]', '请填写合法的数字。'],
    ['float', 'null', '该字段不能为 null。'],
    ['float', '-1', '请确保该值大于或者等于 0。'],
    ['float', '10.5', '请确保该值小于或者等于 10。'],
    ['float', `"${'1'.repeat(1001)}"`, '字符串值太长。'],
    ['decimal', '"x"', '请填写合法的数字。'],
    ['decimal', 'true', '请填写合法的数字。'],
    ['decimal', '""', '请填写合法的数字。'],
    ['decimal', '"NaN"', '请填写合法的数字。'],
    ['decimal', '"Infinity"', '请填写合法的数字。'],
    ['decimal', '"1.500"', '请确保总计不超过 2 个小数位。'],
    ['decimal', '123456', '请确保总计不超过 5 个数字。'],
    ['decimal', '"1e999999999"', '请确保总计不超过 5 个数字。'],
    ['decimal', '1234.5', '请确保小数点前不超过 3 个数字。'],
    ['decimal', '500.51', '请确保该值小于或者等于 500.5。'],
    ['flag', '"maybe"', 'Must be a valid boolean.'],
    ['flag', '2', 'Must be a valid boolean.'],
    ['flag', '[]', 'Must be a valid boolean.'],
    ['flag', '""', 'Must be a valid boolean.'],
  ])('%s refuses %s', async (name, json, text) => {
    expect(await outcome(Numbers, `{"${name}": ${json}}`)).toEqual({ errors: { [name]: [text] } });
  });
});

describe('ChoiceField and FileField', () => {
  const noFile = ['没有提交任何文件。'];

  it.each([
    ['{"message_type": 1, "subject": "问"}', { file: noFile }],
    ['{"file": "abc"}', { file: ['提交的数据不是一个文件。请检查表单的编码类型。'] }],
    ['{"file": null}', { file: nulled }],
    [
      '{"message_type": 9, "subject": ""}',
      { message_type: ['“9” 不是合法选项。'], subject: blank, file: noFile },
    ],
    ['{"message_type": "abc"}', { message_type: ['“abc” 不是合法选项。'], file: noFile }],
    ['{"message_type": null}', { message_type: nulled, file: noFile }],
    ['{"message_type": ""}', { message_type: ['“” 不是合法选项。'], file: noFile }],
    ['{"message_type": [1]}', { message_type: ['“[1]” 不是合法选项。'], file: noFile }],
    [
      '{"message_type": {"a": [null, true, 1.0, "it\'s"]}}',
      { message_type: [`“{'a': [None, True, 1.0, "it's"]}” 不是合法选项。`], file: noFile },
    ],
    ['{"message_type": 1.0}', { message_type: ['“1.0” 不是合法选项。'], file: noFile }],
    ['{"message_type": true}', { message_type: ['“True” 不是合法选项。'], file: noFile }],
  ])('refuses %s', async (body, errors) => {
    expect(await outcome(LeavingMessage, body)).toEqual({ errors });
  });

  it('survives a value of any depth', async () => {
    const deep = '['.repeat(50_000) + ']'.repeat(50_000);
    expect(await outcome(LeavingMessage, `{"message_type": ${deep}}`)).toHaveProperty('errors');
  });

  const file = (name: string, content: string) =>
    new UploadedFile(name, 'text/plain', Buffer.from(content));

  it('takes a choice by its value or its text, and a file', async () => {
    const upload = file('a.txt', 'hello');
    expect(await outcome(LeavingMessage, form(['message_type', '2'], ['file', upload]))).toEqual({
      valid: { message_type: 2, file: upload },
    });
  });

  it('takes the files of one input, and none where none was chosen', async () => {
    class Album {
      @ListField({ child: new FileInput({ maxLength: 100 }), maxLength: 2, required: false })
      files?: UploadedFile[];
    }
    const files = [file('a.txt', 'a'), file('b.txt', 'b')] as const;
    expect(await outcome(Album, form(['files', files[0]], ['files', files[1]]))).toEqual({
      valid: { files },
    });
    expect(await outcome(Album, form(['files', '']))).toEqual({ valid: {} });
    expect(await outcome(Album, form(['files', files[0]], ['files', '']))).toHaveProperty('errors');
  });

  it.each([
    [file('empty.txt', ''), '提交的是空文件。'],
    [file(`${'x'.repeat(120)}.txt`, 'x'), '确保该文件名最多包含 100 个字符 ( 当前长度为124 ) 。'],
    ['hello', '提交的数据不是一个文件。请检查表单的编码类型。'],
  ])('refuses %o', async (upload, text) => {
    expect(await outcome(LeavingMessage, form(['file', upload]))).toEqual({
      errors: { file: [text] },
    });
  });
});

describe('DateField and DateTimeField', () => {
  class Dates {
    @DateField({ required: false }) day!: string;
    @DateTimeField({ required: false }) at!: Date;
  }
  const wrongDay = '日期格式错误。请从这些格式中选择：YYYY-MM-DD。';
  const wrongTime =
    '日期时间格式错误。请从这些格式中选择：YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z]。';

  it.each([
    ['2020-02-29', '2020-02-29'],
    ['2020-2-3', '2020-02-03'],
    ['0099-01-01', '0099-01-01'],
  ])('reads the day %s', async (text, day) => {
    expect(await outcome(Dates, { day: text })).toEqual({ valid: { day } });
  });

  it.each([
    ['2020-02-03T04:05', '2020-02-02T20:05:00.000Z'],
    ['2020-02-03 04:05:06.789012', '2020-02-02T20:05:06.789Z'],
    ['2020-02-03T04:05:06Z', '2020-02-03T04:05:06.000Z'],
    ['2020-02-03T04:05:06+0130', '2020-02-03T02:35:06.000Z'],
    ['2020-02-03T04:05-08', '2020-02-03T12:05:00.000Z'],
  ])('reads the moment %s', async (text, iso) => {
    expect(await outcome(Dates, { at: text }, { timeZone: 'Asia/Shanghai' })).toEqual({
      valid: { at: new Date(iso) },
    });
  });

  it('knows that zones change their offset', async () => {
    const at = async (text: string) => {
      const { valid } = await outcome(Dates, { at: text }, { timeZone: 'Europe/Berlin' });
      return (valid as { at: Date }).at.toISOString();
    };
    expect(await at('2024-03-31T01:30')).toBe('2024-03-31T00:30:00.000Z');
    expect(await at('2024-03-31T03:30')).toBe('2024-03-31T01:30:00.000Z');
  });

  it.each(['2020-13-01', '2021-02-29', '0000-01-01', 'x', '2020-01-01T00:00', 20200101, null])(
    'refuses the day %j',
    async (day) => {
      const text = day === null ? nulled[0] : wrongDay;
      expect(await outcome(Dates, { day })).toEqual({ errors: { day: [text] } });
    },
  );

  it.each([
    '2020-01-01',
    '2020-01-01T24:00',
    '2020-01-01T00:60',
    '2020-01-01T00:00+1',
    '2020-01-01T00:00+24:00',
    '2020-01-01T00:00-24:00',
    '2020-01-01T00:00+99:99',
    true,
  ])('refuses the moment %j', async (at) => {
    expect(await outcome(Dates, { at })).toEqual({ errors: { at: [wrongTime] } });
  });

  it.each([
    ['0001-01-01T00:00', 'Asia/Shanghai'],
    ['0001-01-01T00:00+08:00', 'UTC'],
    ['0001-01-01T01:00Z', 'America/New_York'],
    ['9999-12-31T23:59:59-00:01', 'UTC'],
    ['9999-12-31T20:00Z', 'Asia/Shanghai'],
  ])('refuses the moment %s in %s, which is outside the years 1 to 9999', async (at, timeZone) => {
    expect(await outcome(Dates, { at }, { timeZone })).toEqual({
      errors: { at: ['Datetime value out of range.'] },
    });
  });

  it.each([
    ['2024-03-31T02:30', 'Europe/Berlin', 'skipped'],
    ['2024-10-27T02:30', 'Europe/Berlin', 'shown twice'],
    ['2025-04-06T01:45', 'Australia/Lord_Howe', 'shown twice'],
    ['1986-05-04T02:30', 'Asia/Shanghai', 'skipped'],
  ])('refuses the wall clock %s in %s, which was %s', async (at, timeZone) => {
    expect(await outcome(Dates, { at }, { timeZone })).toEqual({
      errors: { at: [`Invalid datetime for the timezone "${timeZone}".`] },
    });
    expect(await outcome(Dates, { at: `${at}+01:00` }, { timeZone })).toHaveProperty('valid');
  });

  it('reads wall clocks of the time when a zone had an offset with seconds', async () => {
    expect(await outcome(Dates, { at: '1900-01-01T00:00' }, { timeZone: 'Asia/Shanghai' })).toEqual(
      { valid: { at: new Date('1899-12-31T15:54:17Z') } },
    );
  });
});

describe('ListField', () => {
  class Lists {
    @ListField({
      child: new IntegerInput({ minValue: 1 }),
      required: false,
      allowEmpty: false,
      maxLength: 3,
    })
    numbers!: number[];
    @ListField({ child: new PrimaryKeyRelatedInput(() => Goods), required: false })
    goods!: number[];
  }

  it.each([
    ['"1"', ['期望为一个包含物件的列表，得到的类型是“str”。']],
    ['{"0": 1}', ['期望为一个包含物件的列表，得到的类型是“dict”。']],
    ['[]', ['列表不能为空。']],
    ['[1,2,3,4]', ['Ensure this field has no more than 3 elements.']],
    ['[1,"x",0]', { 1: ['请填写合法的整数值。'], 2: ['请确保该值大于或者等于 1。'] }],
  ])('refuses %s', async (json, numbers) => {
    expect(await outcome(Lists, `{"numbers": ${json}}`)).toEqual({ errors: { numbers } });
  });

  it('reads JSON, repeated names and numbered names', async () => {
    const valid = { numbers: [1, 2] };
    expect(await outcome(Lists, { numbers: ['1', 2] })).toEqual({ valid });
    expect(await outcome(Lists, form(['numbers', '1'], ['numbers', '2']))).toEqual({ valid });
    expect(await outcome(Lists, form(['numbers[0]', '1'], ['numbers[1]', '2']))).toEqual({ valid });
    expect(await outcome(Lists, form(['numbers[10]', '2'], ['numbers[9]', '1']))).toEqual({
      valid,
    });
    expect(await outcome(Lists, form(['numbers[1]', '7']))).toEqual({ valid: { numbers: [7] } });
  });

  it('looks all its keys up in one query and says which are wrong', async () => {
    expect(await outcome(Lists, { goods: [1, 98, 2, 99] })).toEqual({
      errors: {
        goods: {
          1: ['无效主键 “98” － 对象不存在。'],
          3: ['无效主键 “99” － 对象不存在。'],
        },
      },
    });
    expect(queries).toHaveLength(1);
  });

  it('has no limit of its own', async () => {
    const goods = Array.from({ length: 1200 }, (_, i) => (i % 2) + 1);
    expect(await outcome(Lists, { goods })).toEqual({ valid: { goods } });
    expect(queries.length).toBeLessThanOrEqual(3);
  });
});

describe('forms', () => {
  class Form {
    @IntegerField({ required: false }) count!: number;
    @CharField({ allowNull: true }) name!: string | null;
    @CharField({ required: false, allowBlank: true }) note!: string;
    @BooleanField() ticked!: boolean;
    @BooleanField({ allowNull: true }) maybe!: boolean | null;
  }

  it('reads text, the last of a repeated name', async () => {
    const data = form(['count', '1'], ['count', '2'], ['name', 'x'], ['ticked', 'on']);
    expect(await outcome(Form, data)).toEqual({
      valid: { count: 2, name: 'x', ticked: true, maybe: null },
    });
  });

  it('takes blanks for null or nothing, and an absent check box for false', async () => {
    expect(await outcome(Form, form(['count', ''], ['name', ''], ['note', '']))).toEqual({
      valid: { name: null, note: '', ticked: false, maybe: null },
    });
    expect(await outcome(Form, form(), { partial: true })).toEqual({ valid: {} });
  });
});

describe('PATCH and defaults', () => {
  class Defaults {
    @CharField({ default: 'x' }) a!: string;
    @CharField({ default: ({ user }) => `of ${String(user)}` }) b!: string;
    @CharField() c!: string;
  }

  it('fills in defaults unless the request is a PATCH', async () => {
    const user = 7;
    expect(await outcome(Defaults, { c: '1' }, { user })).toEqual({
      valid: { a: 'x', b: 'of 7', c: '1' },
    });
    expect(await outcome(Defaults, { a: 'y' }, { partial: true })).toEqual({ valid: { a: 'y' } });
    expect(await outcome(Address, { city: '' }, { partial: true })).toEqual({
      errors: { city: blank },
    });
  });
});

class FavouriteInput {
  @HiddenField({ default: ({ user }) => user as number, source: 'userId' }) user!: number;
  @PrimaryKeyRelatedField(() => Goods) goods!: number;
}

@UniqueTogether(() => Favourite, ['user', 'goods'], { message: '已经收藏' })
class OwnMessage extends FavouriteInput {}

@UniqueTogether(() => Favourite, ['user', 'goods'])
class PlainMessage extends FavouriteInput {}

class Unique1 {
  @CharField({
    unique: () => Goods,
    messages: {
      unique: message('unique_model', { model_name: '商品', field_label: '货号' }),
    },
  })
  sn!: string;
  @PrimaryKeyRelatedField(() => Goods, { required: false }) goods!: number;
}

describe('unique', () => {
  it('refuses the value of another row, not the own one', async () => {
    const errors = { sn: ['具有 货号 的 商品 已存在。'] };
    expect(await outcome(Unique1, { sn: 'A1' })).toEqual({ errors });
    const instance = await dataSource.manager.findOneByOrFail(Goods, { id: 1 });
    expect(await outcome(Unique1, { sn: 'A1' }, { instance })).toEqual({ valid: { sn: 'A1' } });
    expect(await outcome(Unique1, { sn: 'A2' }, { instance })).toEqual({ errors });
  });

  it('asks everything in one query, and nothing where nothing is to be asked', async () => {
    expect(await outcome(Unique1, { sn: 'A1', goods: 5 })).toEqual({
      errors: { sn: ['具有 货号 的 商品 已存在。'], goods: ['无效主键 “5” － 对象不存在。'] },
    });
    expect(queries).toHaveLength(1);
    await outcome(Login, { username: 'a', password: 'b' });
    expect(queries).toHaveLength(1);
  });
});

describe('UniqueTogether', () => {
  it('refuses what a row has, in its own words or DRF’s', async () => {
    expect(await outcome(OwnMessage, { goods: 1 }, { user: 7 })).toEqual({
      errors: { non_field_errors: ['已经收藏'] },
    });
    expect(queries).toHaveLength(1);
    expect(await outcome(PlainMessage, { goods: 1 }, { user: 7, language: 'en' })).toEqual({
      errors: { non_field_errors: ['The fields user, goods must make a unique set.'] },
    });
    expect(await outcome(OwnMessage, { goods: 1 }, { user: 8 })).toEqual({
      valid: { userId: 8, goods: 1 },
    });
  });

  it('names its fields where its own message asks for them', async () => {
    class Named extends PlainMessage {}
    UniqueTogether(() => Favourite, ['user', 'goods'], { message: '{field_names} 已有' })(Named);
    const { errors } = await outcome(Named, { goods: 1 }, { user: 7 });
    expect(errors).toHaveProperty('non_field_errors.1', 'user, goods 已有');
  });

  it('counts a field that is only read with its default', async () => {
    class Preset {
      @IntegerField({ readOnly: true, default: 7 }) userId!: number;
      @PrimaryKeyRelatedField(() => Goods) goods!: number;
    }
    UniqueTogether(() => Favourite, ['userId', 'goods'])(Preset);
    expect(await outcome(Preset, { goods: 2 })).toEqual({ valid: { goods: 2 } });
    expect(await outcome(Preset, { goods: 1 })).toEqual({
      errors: { non_field_errors: ['字段 userId, goods 必须能构成唯一集合。'] },
    });
  });

  it('comes after the fields', async () => {
    expect(await outcome(OwnMessage, {}, { user: 7 })).toEqual({ errors: { goods: required } });
    expect(await outcome(OwnMessage, { goods: 9 }, { user: 7 })).toEqual({
      errors: { goods: ['无效主键 “9” － 对象不存在。'] },
    });
  });

  it('needs its fields of a new row', async () => {
    class Optional extends FavouriteInput {
      @PrimaryKeyRelatedField(() => Goods, { required: false }) declare goods: number;
    }
    UniqueTogether(() => Favourite, ['user', 'goods'])(Optional);
    expect(await outcome(Optional, {}, { user: 7 })).toEqual({ errors: { goods: required } });
  });

  it('fills in what a PATCH does not send from the stored row, loaded or by key', async () => {
    const { identifiers } = await dataSource.manager.insert(Favourite, { userId: 8, goods: 1 });
    const own = { id: identifiers[0]!.id as number };
    class Owner {
      @IntegerField() userId!: number;
      @PrimaryKeyRelatedField(() => Goods) goods!: number;
    }
    UniqueTogether(() => Favourite, ['userId', 'goods'])(Owner);
    for (const goods of [1, Object.assign(new Goods(), { id: 1 })]) {
      const instance = Object.assign(new Favourite(), own, { userId: 8, goods });
      const errors = { non_field_errors: ['字段 userId, goods 必须能构成唯一集合。'] };
      expect(await outcome(Owner, { userId: 7 }, { partial: true, instance })).toEqual({ errors });
      expect(await outcome(Owner, { userId: 8 }, { partial: true, instance })).toEqual({
        valid: { userId: 8 },
      });
    }
    await dataSource.manager.delete(Favourite, own);
  });
});

describe('hooks', () => {
  class Register {
    @CharField({ maxLength: 11 }) mobile!: string;
    @CharField() code!: string;
    @CharField({ required: false }) other!: string;

    validate_mobile(mobile: string): string {
      if (!mobile.startsWith('1')) throw new ValidationError('手机号码非法');
      return `+86${mobile}`;
    }

    async validate_code(code: string, { user }: ValidationContext): Promise<void> {
      if (code !== user) throw new ValidationError('验证码错误');
    }

    validate(): void {
      if (this.other === 'whole') throw new ValidationError('as a whole');
      if (this.other === 'field') throw new ValidationError({ other: ['of a field'] });
    }
  }
  const good = { mobile: '138', code: 'c' };

  it.each([
    [
      { mobile: 'x', code: 'd' },
      { mobile: ['手机号码非法'], code: ['验证码错误'] },
    ],
    [{ mobile: 'x'.repeat(12), code: 'c' }, { mobile: ['请确保这个字段不能超过 11 个字符。'] }],
    [{ ...good, other: 'whole' }, { non_field_errors: ['as a whole'] }],
    [{ ...good, other: 'field' }, { other: ['of a field'] }],
    [{ ...good, code: 'd', other: 'whole' }, { code: ['验证码错误'] }],
  ])('refuse %j', async (data, errors) => {
    expect(await outcome(Register, data, { user: 'c' })).toEqual({ errors });
  });

  it('may replace the value', async () => {
    expect(await outcome(Register, good, { user: 'c' })).toEqual({
      valid: { mobile: '+86138', code: 'c' },
    });
  });

  it('may fail for reasons that are not the client’s', async () => {
    class Broken {
      @CharField() a!: string;
      validate(): void {
        throw new TypeError('a bug');
      }
    }
    await expect(outcome(Broken, { a: 'x' })).rejects.toThrow('a bug');
  });
});

describe('class-validator decorators', () => {
  class Decorated {
    @CharField() @MinLength(3, { message: '太短' }) name!: string;
    @CharField({ required: false }) @IsIn(['a'], { message: 'not a' }) kind!: string;
    @IntegerField() count!: number;
  }

  it('count like the field’s own, for fields that were sent and are right so far', async () => {
    expect(await outcome(Decorated, { name: 'x', count: 'x' })).toEqual({
      errors: { name: ['太短'], count: ['请填写合法的整数值。'] },
    });
    expect(await outcome(Decorated, { name: '', kind: 'b', count: 1 })).toEqual({
      errors: { name: blank, kind: ['not a'] },
    });
    expect(await outcome(Decorated, { name: 'xyz', count: 1 })).toHaveProperty('valid');
  });
});

describe('asValidationError', () => {
  const violate = (work: Promise<unknown>) =>
    work.then(
      () => undefined,
      (error: unknown) => error,
    );

  it('gives a lost race the error of the look-up', async () => {
    const twice = await violate(dataSource.manager.insert(Favourite, { userId: 7, goods: 1 }));
    expect(asValidationError(twice, OwnMessage)?.render('en')).toEqual({
      non_field_errors: ['已经收藏'],
    });
    expect(asValidationError(twice, OwnMessage, dataSource)).toBeDefined();
    const sameSn = await violate(dataSource.manager.insert(Goods, { sn: 'A1' }));
    expect(asValidationError(sameSn, Unique1, dataSource)?.render('zh-hans')).toEqual({
      sn: ['具有 货号 的 商品 已存在。'],
    });
    expect(asValidationError(sameSn, OwnMessage, dataSource)).toBeUndefined();
  });

  it('leaves other errors alone', async () => {
    const missing = await violate(dataSource.manager.query('SELECT * FROM nowhere'));
    expect(asValidationError(missing, OwnMessage)).toBeUndefined();
    const foreign = await violate(dataSource.manager.insert(Favourite, { userId: 1, goods: 99 }));
    expect(foreign).toBeInstanceOf(Error);
    expect(asValidationError(foreign, OwnMessage)).toBeUndefined();
    expect(asValidationError(new Error('x'), Unique1)).toBeUndefined();
  });
});
