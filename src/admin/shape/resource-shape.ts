import type { EntityMetadata, ObjectLiteral } from 'typeorm';
import {
  OrderingFilter,
  PageNumberPagination,
  SearchFilter,
  type DtoClass,
  type FilterBackend,
  type Serializer,
} from '../../rest/index.js';
import type { AdminOptions, ComputedColumn, Fieldset, KnownChoices } from '../declarations.js';
import { extraField, fieldOf, type AdminField } from './fields.js';
import { filterSetOf } from './filters.js';
import { inlineOf, type AdminInline } from './inlines.js';
import { makeInput } from './inputs.js';
import { formSerializer, listSerializer, referenceSerializer, type Titles } from './outputs.js';

/** Rows of a page, unless the declaration says otherwise. DJANGO: list_per_page */
const PER_PAGE = 50;
export const MOST_PER_PAGE = 200;
/** Longer lists are not counted to the end. */
const COUNT_AT_MOST = 100_000;
/** When a row came to be; written by itself. DJANGO: auto_now_add */
export const CREATED = 'createdAt';

/** A set of fields as the form has them. */
export interface ShapedFieldset {
  readonly label: Fieldset<ObjectLiteral>['label'];
  readonly collapsed: boolean;
  /** Names on the wire. */
  readonly rows: readonly (readonly string[])[];
}

/** What follows from a declaration and its entity: everything that a resource is served with. */
export interface ResourceShape {
  readonly metadata: EntityMetadata;
  readonly columns: readonly (AdminField | ComputedColumn)[];
  /** Columns that can be changed in the list. */
  readonly editable: readonly AdminField[];
  readonly filtered: readonly AdminField[];
  readonly fieldsets: readonly ShapedFieldset[];
  readonly fields: readonly AdminField[];
  readonly inlines: readonly AdminInline[];
  /** Fields of the form that are no columns. */
  readonly extras: readonly AdminField[];
  readonly inputs: { readonly create: DtoClass; readonly partialUpdate: DtoClass };
  readonly serializers: { readonly list: Serializer; readonly default: Serializer };
  /** A row with all of its columns and fields, for files. */
  readonly exported: Serializer;
  /** How related rows of the filters are told. */
  readonly references: readonly { readonly property: string; readonly serializer: Serializer }[];
  /** A row as others refer to it. */
  readonly reference: Serializer;
  readonly filters: readonly FilterBackend[];
  readonly pagination: PageNumberPagination;
  readonly ordering: readonly string[];
}

/** What a resource has to know of the others. */
export interface ShapeSurroundings {
  readonly titles: Titles;
  /** The entity of a resource. */
  readonly entityOf: (resource: string) => new () => object;
  readonly known: KnownChoices;
}

/** @throws Error when the declaration names what the entity does not have */
export function shapeResource(
  metadata: EntityMetadata,
  options: AdminOptions<ObjectLiteral>,
  { titles, entityOf, known }: ShapeSurroundings,
): ResourceShape {
  const isReadOnly = options.readOnly === 'all';
  const readOnly = new Set<string>(isReadOnly ? [] : (options.readOnly ?? []));
  readOnly.add(CREATED);
  const fieldNamed = (property: string): AdminField => {
    const declared = options.fields?.[property] ?? {};
    const isShownOnly = isReadOnly || readOnly.has(property);
    return fieldOf(metadata, property, isShownOnly ? { ...declared, readOnly: true } : declared);
  };
  const form = options.form ?? everyColumn(metadata);
  const properties = [...new Set(form.flatMap(propertiesIn))];
  const fields = properties.map(fieldNamed);
  const inlines = (options.inlines ?? []).map((inline) =>
    inlineOf(metadata, isReadOnly ? { ...inline, readOnly: true } : inline),
  );
  const columns = options.list.map((column) =>
    typeof column === 'string' ? fieldNamed(column) : column,
  );
  const filtered = (options.filters ?? []).map(fieldNamed);
  if (options.dates && !filtered.some(({ property }) => property === options.dates)) {
    throw new Error(`the dates of "${options.dates}" need a filter`);
  }
  const extras = Object.entries(options.extras ?? {}).map(([name, { choices, ...declared }]) =>
    extraField(
      name,
      isReadOnly ? { ...declared, readOnly: true } : declared,
      typeof choices === 'function' ? choices(known) : choices,
      declared.resource === undefined ? undefined : entityOf(declared.resource),
    ),
  );
  const writable = [...fields, ...extras].filter((field) => !field.readOnly);
  const editedInlines = inlines.filter((inline) => !inline.readOnly);
  return {
    metadata,
    columns,
    editable: (options.editable ?? []).map(fieldNamed),
    filtered,
    fieldsets: [
      ...fieldsetsOf(form, new Map(fields.map((field) => [field.property, field.name]))),
      ...extras.map(({ name }) => ({ label: undefined, collapsed: false, rows: [[name]] })),
    ],
    fields,
    inlines,
    extras,
    inputs: {
      create: makeInput(metadata, writable, editedInlines),
      partialUpdate: makeInput(
        metadata,
        writable.filter(({ addOnly }) => !addOnly),
        editedInlines,
      ),
    },
    serializers: {
      list: listSerializer(metadata, columns, titles),
      default: formSerializer(metadata, fields, inlines, titles),
    },
    exported: listSerializer(metadata, exportedColumns(columns, fields), titles),
    references: filtered
      .filter(({ kind }) => kind === 'related')
      .map(({ property, target }) => ({
        property,
        serializer: referenceSerializer(target!, titles),
      })),
    reference: referenceSerializer(metadata.target as new () => object, titles),
    filters: filtersOf(metadata, options, filtered, columns),
    pagination: new PageNumberPagination({
      pageSize: options.perPage ?? PER_PAGE,
      pageSizeParameter: 'page_size',
      maxPageSize: MOST_PER_PAGE,
      countAtMost: COUNT_AT_MOST,
    }),
    ordering: options.ordering ?? ['-id'],
  };
}

/** Columns by which a list can be sorted: those that are columns of the table. */
export function isSortable(column: AdminField | ComputedColumn): column is AdminField {
  return (
    'kind' in column && !['many_related', 'json', 'rich_text', 'textarea'].includes(column.kind)
  );
}

/** Every column of the list and every field of the form, each once. */
function exportedColumns(
  columns: readonly (AdminField | ComputedColumn)[],
  fields: readonly AdminField[],
): (AdminField | ComputedColumn)[] {
  const named = new Set(columns.map(({ name }) => name));
  return [...columns, ...fields.filter(({ name }) => !named.has(name))];
}

function filtersOf(
  metadata: EntityMetadata,
  { search = [], backends = [] }: AdminOptions<ObjectLiteral>,
  filtered: readonly AdminField[],
  columns: readonly (AdminField | ComputedColumn)[],
): FilterBackend[] {
  const sortable = columns.filter(isSortable).map(({ name, source }) => [name, source] as const);
  const found: FilterBackend[] = [...backends, filterSetOf(filtered, metadata)];
  if (!isList(search)) found.push(search);
  else if (search.length > 0) found.push(new SearchFilter(search));
  found.push(new OrderingFilter({ id: 'id', ...Object.fromEntries(sortable) }));
  return found;
}

function isList(search: readonly string[] | FilterBackend): search is readonly string[] {
  return Array.isArray(search);
}

type FormEntry = NonNullable<AdminOptions<ObjectLiteral>['form']>[number];

function propertiesIn(entry: FormEntry): string[] {
  if (typeof entry === 'string') return [entry];
  return isFieldset(entry) ? entry.rows.flat() : [...entry];
}

function isFieldset(entry: FormEntry): entry is Fieldset<ObjectLiteral> {
  return typeof entry === 'object' && 'rows' in entry;
}

/** Entries that stand for themselves are a set without a name. */
function fieldsetsOf(
  form: readonly FormEntry[],
  names: ReadonlyMap<string, string>,
): ShapedFieldset[] {
  const named = (row: string | readonly string[]): string[] =>
    [row].flat().map((property) => names.get(property)!);
  const sets: ShapedFieldset[] = [];
  let loose: string[][] = [];
  const close = (): void => {
    if (loose.length > 0) sets.push({ label: undefined, collapsed: false, rows: loose });
    loose = [];
  };
  for (const entry of form) {
    if (!isFieldset(entry)) {
      loose.push(named(entry));
      continue;
    }
    close();
    sets.push({
      label: entry.label,
      collapsed: entry.collapsed ?? false,
      rows: entry.rows.map(named),
    });
  }
  close();
  return sets;
}

/** Related rows by their relation, everything else by its column. */
function everyColumn({ columns, manyToManyRelations }: EntityMetadata): string[] {
  return [
    ...columns
      .filter(({ isPrimary }) => !isPrimary)
      .map(({ relationMetadata, propertyName }) => relationMetadata?.propertyName ?? propertyName),
    ...manyToManyRelations.map(({ propertyName }) => propertyName),
  ];
}
