import { describe, expect, it } from 'vitest';
import { Wording } from '../../../src/rest/i18n/wording.js';
import { message } from '../../../src/rest/i18n/messages.js';
import {
  BooleanField,
  CharField,
  ChoiceField,
  DateTimeField,
  fieldsMetadata,
  FileField,
  HiddenField,
  IntegerField,
  IntegerInput,
  ListField,
  openApiSchema,
  PrimaryKeyRelatedField,
  takesFiles,
} from '../../../src/rest/serializers/input/index.js';

class Goods {}

class Address {
  @IntegerField({ readOnly: true, label: 'ID' }) id!: number;
  @CharField({ required: false, label: '省份', maxLength: 100 }) province!: string;
  @DateTimeField({ readOnly: true }) add_time!: Date;
}

class LeavingMessage {
  @ChoiceField({
    required: false,
    label: '留言类型',
    helpText: '留言类型: 1(留言),2(投诉)',
    choices: [
      [1, '留言'],
      [2, '投诉'],
    ],
  })
  message_type!: number;
  @FileField({ label: '上传的文件', helpText: '上传的文件', maxLength: 100 }) file!: unknown;
  @HiddenField({ default: 1 }) user!: number;
}

class Favourite {
  @PrimaryKeyRelatedField(() => Goods, { label: '商品' }) goods!: number;
}

class Login {
  @CharField() username!: string;
  @CharField({ writeOnly: true }) password!: string;
}

class Numbers {
  @IntegerField({ minValue: 1, maxValue: 9, label: message('not_found') }) count!: number;
  @ListField({ child: new IntegerInput({ minValue: 1 }), maxLength: 3 }) list!: number[];
}

describe('fieldsMetadata', () => {
  it.each([
    [
      'read-only fields and lengths',
      Address,
      '{"id":{"type":"integer","required":false,"read_only":true,"label":"ID"},"province":{"type":"string","required":false,"read_only":false,"label":"省份","max_length":100},"add_time":{"type":"datetime","required":false,"read_only":true,"label":"Add time"}}',
    ],
    [
      'choices and files, without hidden fields',
      LeavingMessage,
      '{"message_type":{"type":"choice","required":false,"read_only":false,"label":"留言类型","help_text":"留言类型: 1(留言),2(投诉)","choices":[{"value":1,"display_name":"留言"},{"value":2,"display_name":"投诉"}]},"file":{"type":"file upload","required":true,"read_only":false,"label":"上传的文件","help_text":"上传的文件","max_length":100}}',
    ],
    [
      'primary keys, without choices',
      Favourite,
      '{"goods":{"type":"field","required":true,"read_only":false,"label":"商品"}}',
    ],
    [
      'labels made of names',
      Login,
      '{"username":{"type":"string","required":true,"read_only":false,"label":"Username"},"password":{"type":"string","required":true,"read_only":false,"label":"Password"}}',
    ],
    [
      'bounds and the items of lists',
      Numbers,
      '{"count":{"type":"integer","required":true,"read_only":false,"label":"未找到。","min_value":1,"max_value":9},"list":{"type":"list","required":true,"read_only":false,"label":"List","max_length":3,"child":{"type":"integer","required":true,"read_only":false,"min_value":1}}}',
    ],
  ])('describes %s byte for byte as DRF does', (_what, dto, json) => {
    expect(JSON.stringify(fieldsMetadata(dto, new Wording('zh-hans')))).toBe(json);
  });

  it('speaks English where a label does', () => {
    expect(fieldsMetadata(Numbers).count?.label).toBe('Not found.');
  });

  it('lists the fields of a base class first', () => {
    class Base {
      @CharField() a!: string;
      @CharField() b!: string;
    }
    class Derived extends Base {
      @CharField() c!: string;
      @CharField({ maxLength: 2 }) declare a: string;
    }
    expect(Object.keys(fieldsMetadata(Derived))).toEqual(['a', 'b', 'c']);
    expect(fieldsMetadata(Derived).a?.max_length).toBe(2);
    expect(fieldsMetadata(Base).a?.max_length).toBeUndefined();
  });
});

describe('openApiSchema', () => {
  class Order {
    @IntegerField({ readOnly: true }) id!: number;
    @CharField({ maxLength: 11, label: '电话', example: '13800000000' }) mobile!: string;
    @ChoiceField({ choices: ['alipay'], default: 'alipay', allowNull: true }) pay!: string;
    @BooleanField({ required: false, allowNull: true, helpText: '加急' }) urgent!: boolean;
    @FileField({ required: false }) file!: unknown;
  }

  it('describes the body of a POST', () => {
    expect(openApiSchema(Order)).toEqual({
      type: 'object',
      required: ['mobile'],
      properties: {
        mobile: {
          type: 'string',
          minLength: 1,
          maxLength: 11,
          title: '电话',
          examples: ['13800000000'],
        },
        pay: { type: ['string', 'null'], enum: ['alipay', null], title: 'Pay', default: 'alipay' },
        urgent: { type: ['boolean', 'null'], title: 'Urgent', description: '加急' },
        file: { type: 'string', format: 'binary', title: 'File' },
      },
    });
  });

  it('requires nothing of a PATCH', () => {
    expect(openApiSchema(Order, { partial: true })).not.toHaveProperty('required');
  });

  it('tells whether the form must be multipart', () => {
    expect(takesFiles(Order)).toBe(true);
    expect(takesFiles(Login)).toBe(false);
  });
});
