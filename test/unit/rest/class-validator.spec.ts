import {
  IsIn,
  IsOptional,
  MinLength,
  registerDecorator,
  validate as classValidatorValidate,
  ValidateBy,
  ValidateIf,
  ValidateNested,
  type ValidatorConstraintInterface,
} from 'class-validator';
import { describe, expect, it } from 'vitest';
import { ValidationError } from '../../../src/rest/exceptions.js';
import {
  CharField,
  Field,
  InputField,
  IntegerField,
  IntegerInput,
  ListField,
  validate,
  type DtoClass,
  type Schema,
} from '../../../src/rest/serializers/input/index.js';

/** What is wrong with the data in Chinese; null if nothing is. */
async function errorsOf(dto: DtoClass, data: object): Promise<unknown> {
  const context = { manager: {} as never, partial: false };
  try {
    await validate(dto, data, context);
    return null;
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    return error.render('zh-hans');
  }
}

class Parcel {
  @CharField({ maxLength: 3, minLength: 2, required: false }) code!: string;
  @IntegerField({ minValue: 1, maxValue: 9, required: false }) weight!: number;
  @ListField({ child: new IntegerInput(), maxLength: 1, required: false }) stops!: number[];
}

describe('bounds and formats of fields', () => {
  it('are constraints that class-validator itself knows', async () => {
    const parcel = Object.assign(new Parcel(), { code: 'abcd', weight: 0, stops: [1, 2] });
    const errors = await classValidatorValidate(parcel);
    expect(errors.map(({ property, constraints }) => [property, constraints])).toEqual([
      ['code', { maxLength: 'Ensure this field has no more than 3 characters.' }],
      ['weight', { min: 'Ensure this value is greater than or equal to 1.' }],
      ['stops', { arrayMaxSize: 'Ensure this field has no more than 1 elements.' }],
    ]);
    expect(await classValidatorValidate(new Parcel())).toEqual([]);
  });

  it('stay when a derived class decorates the property further', async () => {
    class Derived extends Parcel {
      @IsIn(['ab', 'cd']) declare code: string;
    }
    expect(await errorsOf(Derived, { code: 'xxxx' })).toEqual({
      code: [
        '请确保这个字段不能超过 3 个字符。',
        'code must be one of the following values: ab, cd',
      ],
    });
  });

  it('give way to those of a field that is declared anew', async () => {
    class Longer extends Parcel {
      @CharField({ maxLength: 5 }) declare code: string;
    }
    expect(await errorsOf(Longer, { code: 'x' })).toBeNull();
    expect(await errorsOf(Longer, { code: 'xxxxxx' })).toEqual({
      code: ['请确保这个字段不能超过 5 个字符。'],
    });
    expect(await errorsOf(Parcel, { code: 'xxxxx' })).not.toBeNull();
  });

  it('hold whatever the conditions of other decorators say', async () => {
    class Conditional {
      @CharField({ maxLength: 2 }) @IsOptional() @ValidateIf(() => false) code!: string;
    }
    expect(await errorsOf(Conditional, { code: 'abc' })).not.toBeNull();
  });
});

describe('decorators of class-validator', () => {
  it('count beside the bounds of the field, all errors at once', async () => {
    class Name {
      @CharField({ maxLength: 2 })
      @IsIn(['a'], { message: '不是 $constraint1：$value' })
      name!: string;
    }
    expect(await errorsOf(Name, { name: 'abc' })).toEqual({
      name: ['请确保这个字段不能超过 2 个字符。', '不是 a：abc'],
    });
  });

  it('may word their message by a function of the arguments', async () => {
    class Name {
      @CharField()
      @MinLength(3, {
        message: ({ value, constraints, property, targetName }) =>
          `${targetName}.${property}: ${value}/${constraints[0]}`,
      })
      name!: string;
    }
    expect(await errorsOf(Name, { name: 'a' })).toEqual({ name: ['Name.name: a/3'] });
  });

  it('may look at the other values, sent before or after, and be conditional', async () => {
    class Delivery {
      @CharField() @ValidateIf(({ kind }: Delivery) => kind === 'post') @MinLength(3) to!: string;
      @CharField() @MinLength(9, { validateIf: ({ to }: Delivery) => to === 'x' }) kind!: string;
    }
    expect(await errorsOf(Delivery, { to: 'a', kind: 'fetch' })).toBeNull();
    expect(await errorsOf(Delivery, { to: 'a', kind: 'post' })).toEqual({
      to: ['to must be longer than or equal to 3 characters'],
    });
    expect(await errorsOf(Delivery, { to: 'x', kind: 'fetch' })).toHaveProperty('kind');
  });

  it('may look at each item', async () => {
    class Numbers {
      @ListField({ child: new IntegerInput() })
      @IsIn([1, 2], { each: true, message: '只有 $constraint1' })
      numbers!: number[];
    }
    expect(await errorsOf(Numbers, { numbers: [1, 2] })).toBeNull();
    expect(await errorsOf(Numbers, { numbers: [1, 3] })).toEqual({ numbers: ['只有 1, 2'] });
  });

  it('may be asynchronous and of a project’s own', async () => {
    class Free implements ValidatorConstraintInterface {
      validate = async (value: unknown): Promise<boolean> => value === 'free';
      defaultMessage = (): string => '$property is taken';
    }
    const IsFree = (): PropertyDecorator => (prototype, name) =>
      registerDecorator({
        name: 'isFree',
        target: prototype.constructor,
        propertyName: String(name),
        async: true,
        validator: new Free(),
      });
    class Account {
      @CharField() @IsFree() name!: string;
      @ListField({ child: new IntegerInput() })
      @ValidateBy({ name: 'slow', validator: { validate: async (n) => n > 1 } }, { each: true })
      codes!: number[];
    }
    expect(await errorsOf(Account, { name: 'free', codes: [2] })).toBeNull();
    expect(await errorsOf(Account, { name: 'root', codes: [1, 2] })).toEqual({
      name: ['name is taken'],
      codes: [''],
    });
  });

  it('are not asked about what was not sent, is null or could not be read', async () => {
    class Asked {
      @CharField({ required: false, allowNull: true, default: 'x' }) @MinLength(3) name!: string;
      @IntegerField({ required: false }) @IsIn([5]) count!: number;
    }
    expect(await errorsOf(Asked, {})).toBeNull();
    expect(await errorsOf(Asked, { name: null })).toBeNull();
    expect(await errorsOf(Asked, { count: 'x' })).toEqual({ count: ['请填写合法的整数值。'] });
  });

  it('reach into the objects of a value', async () => {
    class Point {
      @IsIn([0], { message: 'not zero' }) x = 1;
    }
    class PointsInput extends InputField<Point[]> {
      schema = (): Schema => ({ type: 'array' });
      protected convert = (data: unknown): Point[] =>
        (data as number[]).map((x) => Object.assign(new Point(), { x }));
    }
    class Drawing {
      @Field(new PointsInput()) @ValidateNested() points!: Point[];
    }
    expect(await errorsOf(Drawing, { points: [0] })).toBeNull();
    expect(await errorsOf(Drawing, { points: [0, 1] })).toEqual({
      points: [{}, { x: ['not zero'] }],
    });
  });
});
