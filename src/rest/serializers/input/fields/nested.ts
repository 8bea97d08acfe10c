import { ValidationError } from '../../../exceptions.js';
import { PLAIN_ENGLISH, type Wording } from '../../../i18n/wording.js';
import { QueryDict } from '../../../parsers/index.js';
import { maxItems, minItems } from '../constraints.js';
import type { ValidationContext } from '../context.js';
import { fieldsMetadata } from '../metadata.js';
import { openApiSchema } from '../openapi.js';
import { typeName } from '../python.js';
import { attributesOf, type DtoClass } from '../registry.js';
import { membersOf } from './dictionary.js';
import { InputField, type FieldOptions, type FieldRun, type Schema } from './field.js';

/** Longer lists are refused unless the options say otherwise. */
const MAX_ITEMS = 100;

export interface NestedFieldOptions extends FieldOptions<
  object,
  'not_a_list' | 'empty' | 'min_length' | 'max_length'
> {
  /** A list of objects instead of one. */
  readonly many?: boolean;
  /** A list without items is accepted; default: yes. */
  readonly allowEmpty?: boolean;
  /** In items. */
  readonly minLength?: number;
  /** In items; default: 100. */
  readonly maxLength?: number;
  /**
   * Items of a list without a value of that name, such as their key, are new: nothing may be
   * missing from them, in a PATCH either.
   */
  readonly newWithout?: string;
}

/**
 * An object, or a list of them, with fields of its own. What they ask of the database is asked
 * together with everything else; the errors stand at their place.
 *
 * DRF: a Serializer as a field, with `many=True` a ListSerializer
 */
export class NestedInput extends InputField<object, NestedFieldOptions> {
  override readonly type: string;
  protected override readonly wordings = {
    not_a_list: 'ListField.not_a_list',
    empty: 'ListField.empty',
    min_length: 'ListField.min_length',
    max_length: 'ListField.max_length',
  } as const;
  private isBeingDescribed = false;

  constructor(
    readonly dto: () => DtoClass,
    options: NestedFieldOptions = {},
  ) {
    super(options);
    this.type = options.many ? 'field' : 'nested object';
  }

  override fromForm(form: QueryDict, name: string, context: ValidationContext): unknown {
    if (this.options.many) {
      const items = itemsOf(form, name);
      return items.length > 0 ? items : super.fromForm(form, name, context);
    }
    const members = membersOf(form, `${name}.`);
    return members.names().next().done ? super.fromForm(form, name, context) : members;
  }

  override info(wording: Wording = PLAIN_ENGLISH): Record<string, unknown> {
    const children = this.once(() => fieldsMetadata(this.dto(), wording)) ?? {};
    if (!this.options.many) return { children };
    return { child: { type: 'nested object', required: true, read_only: false, children } };
  }

  override schema(): Schema {
    const { many, allowEmpty, maxLength = MAX_ITEMS } = this.options;
    const { minLength = allowEmpty === false ? 1 : undefined } = this.options;
    const items = this.once(() => openApiSchema(this.dto())) ?? { type: 'object' };
    if (!many) return items;
    return {
      type: 'array',
      items,
      ...(minLength !== undefined && { minItems: minLength }),
      maxItems: maxLength,
    };
  }

  /** Describes the objects, unless that is going on: objects may hold objects like themselves. */
  private once<T>(describe: () => T): T | undefined {
    if (this.isBeingDescribed) return undefined;
    this.isBeingDescribed = true;
    try {
      return describe();
    } finally {
      this.isBeingDescribed = false;
    }
  }

  override attributes(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((item) => attributesOf(item as object));
    return value === null ? null : attributesOf(value as object);
  }

  protected override async convert(data: unknown, run: FieldRun): Promise<object> {
    const { many, newWithout } = this.options;
    if (many) this.checkList(data);
    const objects = await run.object.nest(
      this.dto(),
      run.path,
      many ? (data as unknown[]) : [data],
      many ?? false,
      newWithout,
    );
    return many ? objects : objects[0]!;
  }

  /** DRF tells of a list as a whole among the errors of no field. */
  private checkList(data: unknown): void {
    const { allowEmpty, minLength, maxLength = MAX_ITEMS } = this.options;
    const refuse = (code: string, params?: Record<string, string | number>): never => {
      throw ValidationError.nonField(this.text(code, params));
    };
    if (!Array.isArray(data)) return refuse('not_a_list', { input_type: typeName(data) });
    if (data.length === 0 && allowEmpty === false) refuse('empty');
    for (const bound of [maxItems(maxLength), ...(minLength ? [minItems(minLength)] : [])]) {
      if (!bound.holds(data)) refuse(bound.code, bound.params!(data) as Record<string, number>);
    }
  }
}

/** The objects of `name[0]field`, in the order of their numbers. DRF: html.parse_html_list */
function itemsOf(form: QueryDict, name: string): QueryDict[] {
  const items = new Map<number, QueryDict>();
  for (const key of form.names()) {
    const [, number, member] = key.startsWith(`${name}[`)
      ? (/^\[(\d{1,9})\](.+)$/s.exec(key.slice(name.length)) ?? [])
      : [];
    if (number === undefined || member === undefined) continue;
    const item = items.get(Number(number)) ?? new QueryDict();
    items.set(Number(number), item);
    for (const value of form.getAll(key)) item.append(member, value);
  }
  return [...items].sort(([a], [b]) => a - b).map(([, item]) => item);
}
