import type { Type } from '@nestjs/common';
import { Message, type Language, type Text } from '../i18n/messages.js';
import type { Wording } from '../i18n/wording.js';
import type { Pagination } from '../pagination/pagination.js';
import { CHOICE_NAMES } from '../serializers/choices.js';
import { openApiSchema } from '../serializers/input/index.js';
import type { Schema } from '../serializers/output/fields.js';
import { Serializer } from '../serializers/output/serializer.js';
import { NamedSchema } from './named-schema.js';

type Section = 'schemas' | 'responses' | 'parameters';
type Content = Record<string, unknown>;

/** Members of a schema whose values are data. */
const DATA: ReadonlySet<string> = new Set(['example', 'examples', 'default', 'const', 'enum']);

/**
 * What an OpenAPI document says once and refers to by name, in one language.
 *
 * DRF: drf_spectacular.plumbing.ComponentRegistry
 */
export class Components {
  private readonly sections: Readonly<Record<Section, Map<string, Content>>> = {
    schemas: new Map(),
    responses: new Map(),
    parameters: new Map(),
  };

  constructor(readonly wording: Wording) {}

  get language(): Language {
    return this.wording.language;
  }

  /** The text in the document's language. */
  text(text: Text): string {
    return this.wording.text(text);
  }

  /** Refers to what a serializer shows, e.g. `Goods`. */
  output(serializer: Serializer): Schema {
    for (const member of serializer.family()) {
      const schema = this.resolve(member.schema(this.wording));
      this.add('schemas', member.name, this.withEnums(member.name, schema));
    }
    return reference('schemas', serializer.name);
  }

  /** Refers to the body that a DTO describes, e.g. `GoodsRequest`, or `PatchedGoodsRequest`. */
  input(dto: Type<object>, partial = false): Schema {
    const own = dto.name.replace(/Input$/, '');
    const name = `${partial ? 'Patched' : ''}${own}Request`;
    const schema = this.resolve(openApiSchema(dto, { partial, wording: this.wording }));
    return this.add('schemas', name, this.withEnums(own, schema));
  }

  /** Refers to one page of a list, e.g. `PaginatedGoodsList`; without pages it is a bare array. */
  list(serializer: Serializer, pagination: Pagination | null | undefined): Schema {
    const items = this.output(serializer);
    if (!pagination) return { type: 'array', items };
    return this.add('schemas', `Paginated${serializer.name}List`, pagination.schema(items));
  }

  /** A schema with its named parts referred to and its texts in the document's language. */
  schema(schema: Schema | NamedSchema | Serializer): Schema {
    if (schema instanceof Serializer) return this.output(schema);
    if (!(schema instanceof NamedSchema)) return this.resolve(schema);
    const content = this.withEnums(schema.name, this.resolve(schema.schema));
    return this.add('schemas', schema.name, content);
  }

  /**
   * Puts something under a name and refers to it.
   *
   * @throws Error when the name stands for something else already
   */
  add(section: Section, name: string, content: Content): Schema {
    const known = this.sections[section].get(name);
    if (known && JSON.stringify(known) !== JSON.stringify(content)) {
      throw new Error(`two different ${section} of the API are called "${name}"`);
    }
    this.sections[section].set(name, content);
    return reference(section, name);
  }

  /** All of them, for the document. */
  all(): Record<Section, Content> {
    const { schemas, responses, parameters } = this.sections;
    return {
      schemas: sorted(schemas),
      responses: sorted(responses),
      parameters: sorted(parameters),
    };
  }

  private resolve(schema: Schema): Schema {
    return Object.fromEntries(
      Object.entries(schema).map(([key, value]) => [
        key,
        DATA.has(key) ? value : this.resolveValue(value),
      ]),
    );
  }

  private resolveValue(value: unknown): unknown {
    if (value instanceof Message) return this.text(value);
    if (value instanceof Serializer || value instanceof NamedSchema) return this.schema(value);
    if (Array.isArray(value)) return value.map((item) => this.resolveValue(item));
    return isObject(value) ? withoutLoneAllOf(this.resolve(value)) : value;
  }

  /** The schema of an object with the choices of its properties referred to, e.g. `GenderEnum`. */
  private withEnums(owner: string, schema: Schema): Schema {
    if (!isObject(schema.properties)) return schema;
    const properties = Object.entries(schema.properties).map(([name, property]) => [
      name,
      isObject(property) && Array.isArray(property.enum)
        ? this.withEnum(owner, name, property, property.enum)
        : property,
    ]);
    return { ...schema, properties: Object.fromEntries(properties) };
  }

  private withEnum(owner: string, name: string, schema: Schema, choices: unknown[]): Schema {
    const { enum: _, type: __, [CHOICE_NAMES]: names, ...rest } = schema;
    const values = choices.filter((value) => value !== null);
    const isNullable = values.length < choices.length;
    const content = {
      type: values.every((value) => typeof value === 'number') ? 'integer' : 'string',
      enum: values,
      ...(Array.isArray(names) && {
        description: choiceList(values, names),
        [CHOICE_NAMES]: names,
      }),
    };
    const $ref =
      this.enum(`${inCamel(name)}Enum`, content) ??
      this.enum(`${owner}${inCamel(name)}Enum`, content);
    return isNullable ? { ...rest, anyOf: [$ref, { type: 'null' }] } : { ...rest, ...$ref };
  }

  /** @returns undefined when the name stands for other choices */
  private enum(name: string, content: Content): Schema | undefined {
    const known = this.sections.schemas.get(name);
    if (known && String(known.enum) !== String(content.enum)) return undefined;
    // Where choices are taken they have names; where they are shown they may have none.
    if (!known?.[CHOICE_NAMES]) this.sections.schemas.set(name, content);
    return reference('schemas', name);
  }
}

function reference(section: Section, name: string): Schema {
  return { $ref: `#/components/${section}/${name}` };
}

function choiceList(values: readonly unknown[], names: readonly unknown[]): string {
  return values
    .map((value, index) => `* \`${String(value)}\` - ${String(names[index])}`)
    .join('\n');
}

/** `pay_status` -> `PayStatus` */
function inCamel(name: string): string {
  return name.replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function isObject(value: unknown): value is Content {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sorted(map: ReadonlyMap<string, Content>): Content {
  return Object.fromEntries([...map].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What is all of one schema is that schema. */
function withoutLoneAllOf(schema: Schema): unknown {
  const { allOf, ...rest } = schema;
  const isLone = Array.isArray(allOf) && allOf.length === 1 && Object.keys(rest).length === 0;
  return isLone ? allOf[0] : schema;
}
