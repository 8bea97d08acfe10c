import { MinLength } from 'class-validator';
import { describe, expect, it } from 'vitest';
import { NotFound, Throttled, ValidationError } from '../../../src/rest/exceptions.js';
import {
  CharField,
  IntegerField,
  NestedField,
  validate,
} from '../../../src/rest/serializers/input/index.js';

class Line {
  @IntegerField({ minValue: 1, messages: { min_value: '太少' } }) count!: number;
}

class Order {
  @CharField({ maxLength: 2 }) @MinLength(4) name!: string;
  @CharField({ required: true }) address!: string;
  @NestedField(() => Line, { many: true }) lines!: Line[];
}

async function refusal(data: object): Promise<ValidationError> {
  const error: unknown = await validate(Order, data, {
    manager: {} as never,
    partial: false,
  }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ValidationError);
  return error as ValidationError;
}

describe('the kinds of errors', () => {
  it('are a tree of the shape of the detail', async () => {
    const error = await refusal({ name: 'abc', lines: [{ count: 1 }, { count: 0 }] });
    expect(error.getCodes()).toEqual({
      name: ['max_length', 'minLength'],
      address: ['required'],
      lines: [{}, { count: ['min_value'] }],
    });
    expect(error.getFullDetails('zh-hans')).toMatchObject({
      address: [{ message: '该字段是必填项。', code: 'required' }],
      lines: [{}, { count: [{ message: '太少', code: 'min_value' }] }],
    });
  });

  it('are that of the exception where nothing else is said', () => {
    expect(new ValidationError({ a: ['x'], b: [{ c: ['y'] }] }).getCodes()).toEqual({
      a: ['invalid'],
      b: [{ c: ['invalid'] }],
    });
    expect(new Throttled(5).getCodes()).toBe('throttled');
    expect(new NotFound().getFullDetails('en')).toEqual({
      message: 'Not found.',
      code: 'not_found',
    });
  });
});
