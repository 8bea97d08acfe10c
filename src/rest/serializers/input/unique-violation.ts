import type { DataSource } from 'typeorm';
import { uniqueViolationOf, type UniqueViolation } from '../../dialect.js';
import { ValidationError } from '../../exceptions.js';
import { message, type Text } from '../../i18n/messages.js';
import { NestedInput } from './fields/nested.js';
import { columnOf, type EntityClass } from './lookups.js';
import { shapeOf, sourceOf } from './registry.js';
import { uniqueTogetherText } from './unique-together.js';

/** A declared rule together with the error its violation gives. */
interface Rule {
  readonly entity: EntityClass;
  /** Properties of the entity. */
  readonly properties: readonly string[];
  readonly error: ValidationError;
}

/**
 * The error that the look-up would have given, had the other row been there a moment earlier.
 *
 * @param dataSource tells the indices apart where several rules are declared; without it only a
 *   single rule is recognised
 * @returns undefined if the error is not a violation of a rule declared on the DTO
 */
export function asValidationError(
  error: unknown,
  dto: object,
  dataSource?: DataSource,
): ValidationError | undefined {
  const violation = uniqueViolationOf(error);
  if (!violation) return undefined;
  const rules = rulesOf(dto);
  if (!dataSource) return rules.length === 1 ? rules[0]!.error : undefined;
  return rules.find((rule) => isViolated(rule, violation, dataSource))?.error;
}

function rulesOf(dto: object): Rule[] {
  const shape = shapeOf(dto);
  const rules: Rule[] = [];
  for (const [name, field] of shape.fields) {
    const { unique, messages } = field.options;
    // Which of the objects inside it was, the database does not tell.
    const inside = field instanceof NestedInput ? rulesOf(field.dto()) : [];
    for (const rule of inside) {
      const texts = Object.values(rule.error.detail as Record<string, Text[]>).flat();
      const error = new ValidationError({ [name]: { non_field_errors: texts } });
      rules.push({ ...rule, error });
    }
    if (!unique) continue;
    const texts: Text[] = [messages?.unique ?? message('unique')];
    const error = new ValidationError({ [name]: texts });
    rules.push({ entity: unique(), properties: [sourceOf(name, field)], error });
  }
  for (const rule of shape.uniqueTogether) {
    rules.push({
      entity: rule.entity(),
      properties: rule.fields.map((name) => sourceOf(name, shape.fields.get(name)!)),
      error: ValidationError.nonField(uniqueTogetherText(rule)),
    });
  }
  return rules;
}

function isViolated(rule: Rule, violation: UniqueViolation, dataSource: DataSource): boolean {
  const metadata = dataSource.getMetadata(rule.entity);
  const columns = rule.properties.map((name) => columnOf(metadata, name).databaseName);
  const covers = (names: readonly string[]) =>
    names.length === columns.length && columns.every((column) => names.includes(column));
  if ('columns' in violation) {
    return covers([...violation.columns].map((name) => name.replace(`${metadata.tableName}.`, '')));
  }
  const indices = [...metadata.indices.filter(({ isUnique }) => isUnique), ...metadata.uniques];
  return indices.some(
    (index) =>
      index.name === violation.index &&
      covers(index.columns.map(({ databaseName }) => databaseName)),
  );
}
