import { yuan } from '../../cents.js';
import type { Choice, RestRequest, Text, Wording } from '../../rest/index.js';
import type { AdminSite } from '../admin-site.js';
import type { ActionField, ComputedColumn } from '../declarations.js';
import type { ColumnType, FieldKind } from '../kinds.js';
import type { Permitted, ResourceAdmin } from '../model-admin.js';
import type { AdminField } from '../shape/fields.js';
import type { AdminInline } from '../shape/inlines.js';
import { wireName } from '../shape/names.js';
import { isSortable, MOST_PER_PAGE } from '../shape/resource-shape.js';
import { TO_IMPORT } from '../lists/export.js';
import { ADMIN_TEXTS } from '../admin.messages.js';

const PERMISSIONS: readonly Permitted[] = ['view', 'add', 'change', 'delete'];

/** How a value of a form's field looks in a list. */
const COLUMN_TYPES: Partial<Record<FieldKind, ColumnType>> = {
  textarea: 'text',
  rich_text: 'html',
  file: 'link',
  multiple_choice: 'text',
  many_related: 'related',
  password: 'text',
};

/** What a client needs to know of a resource to draw it; null: the user may not even see it. */
export async function describeResource(
  admin: ResourceAdmin,
  site: AdminSite,
  request: RestRequest,
): Promise<Record<string, unknown> | null> {
  const permissions: Record<string, boolean> = {};
  for (const name of PERMISSIONS) permissions[name] = await admin.may(request, name);
  if (!permissions.view) return null;
  const { options, shape } = admin;
  const { wording } = request;
  const describe = new Describer(site, wording);
  const actions = await describe.actions(admin, request, permissions.delete!);
  const { columns, filtered, fields, inlines } = shape;
  return {
    name: options.name,
    label: wording.text(options.label),
    label_plural: wording.text(options.plural ?? options.label),
    group: options.group.name,
    permissions,
    list: {
      columns: columns.map((column, index) =>
        describe.column(column, {
          isLink: options.links?.some((name) => isOf(column, name)) ?? index === 0,
          isEditable: options.editable?.some((name) => isOf(column, name)) ?? false,
        }),
      ),
      filters: filtered.map((field) => describe.filter(field)),
      search: hasSearch(options.search),
      search_help: options.searchHelp ? wording.text(options.searchHelp) : describe.searched(admin),
      ordering: shape.ordering.map((term) => describe.term(term, columns)),
      date_hierarchy: options.dates ? describe.nameOf(options.dates, admin) : null,
      per_page: options.perPage ?? 50,
      max_per_page: MOST_PER_PAGE,
      actions: actions.filter(({ single }) => !single).map(({ description }) => description),
      export: ['csv', 'json', ...(admin.importedRow ? [TO_IMPORT] : [])],
      import: admin.importFile !== undefined && permissions.add && permissions.change,
    },
    form: {
      fieldsets: shape.fieldsets.map(({ label, collapsed, rows }) => ({
        label: label ? wording.text(label) : null,
        collapsed,
        rows,
      })),
      fields: describe.fields([...fields, ...shape.extras]),
      inlines: inlines.map((inline) => describe.inline(inline)),
      save_as_new: options.saveAsNew ?? false,
    },
    view_on_site: options.viewOnSite ?? null,
    screens: options.screens ?? [],
    tree: options.tree
      ? {
          parent: describe.nameOf(options.tree.parent, admin),
          position: describe.nameOf(options.tree.position, admin),
        }
      : null,
    object_actions: actions
      .filter(({ name }) => name !== 'delete')
      .map(({ description }) => description),
  };
}

function isOf(column: AdminField | ComputedColumn, property: string): boolean {
  return 'kind' in column && column.property === property;
}

function hasSearch(search: unknown): boolean {
  return Array.isArray(search) ? search.length > 0 : search !== undefined;
}

/** Words for the parts of a declaration, in one language. */
class Describer {
  constructor(
    private readonly site: AdminSite,
    private readonly wording: Wording,
  ) {}

  column(
    column: AdminField | ComputedColumn,
    { isLink, isEditable }: { isLink: boolean; isEditable: boolean },
  ) {
    const isField = 'kind' in column;
    const type = isField ? (COLUMN_TYPES[column.kind] ?? column.kind) : column.type;
    return {
      name: column.name,
      label: this.label(column),
      type,
      sortable: isSortable(column),
      link: isLink,
      editable: isEditable,
      ...(isField && this.resource(column.target)),
      ...(isField && column.choices && { choices: this.choices(column.choices) }),
    };
  }

  filter(field: AdminField) {
    const { name, kind, choices, target } = field;
    const type =
      kind === 'date' || kind === 'datetime'
        ? 'date_range'
        : kind === 'many_related'
          ? 'related'
          : kind;
    return {
      name,
      label: this.label(field),
      type,
      ...(choices && { choices: this.choices(choices) }),
      ...this.resource(target),
    };
  }

  fields(fields: readonly AdminField[]) {
    return Object.fromEntries(fields.map((field) => [field.name, this.field(field)]));
  }

  field(field: AdminField) {
    const { kind, choices, target, maxLength, min, max, default: fallback } = field;
    return {
      type: kind,
      label: this.label(field),
      help: field.help ? this.wording.text(field.help) : '',
      required: field.required && !field.readOnly,
      read_only: field.readOnly,
      ...(field.addOnly && { add_only: true }),
      nullable: field.nullable,
      default:
        kind === 'money' && typeof fallback === 'number' ? yuan(fallback) : (fallback ?? null),
      ...(maxLength !== undefined && { max_length: maxLength }),
      ...(min !== undefined && { min }),
      ...(max !== undefined && { max }),
      ...(choices && { choices: this.choices(choices) }),
      ...this.resource(target),
      ...(target && { autocomplete: true }),
    };
  }

  inline(inline: AdminInline) {
    const { name, label, style, extra, min, max, readOnly, fields } = inline;
    return {
      name,
      label: this.wording.text(label),
      style,
      extra,
      min,
      max,
      read_only: readOnly,
      fields: this.fields(fields),
      rows: fields.map((field) => [field.name]),
    };
  }

  /** The actions that the user may take. */
  async actions(admin: ResourceAdmin, request: RestRequest, mayDelete: boolean) {
    const found: { name: string; single: boolean; description: object }[] = [];
    if (mayDelete) {
      found.push({
        name: 'delete',
        single: false,
        description: {
          name: 'delete',
          label: this.wording.text(ADMIN_TEXTS.delete),
          danger: true,
          confirm: this.wording.text(ADMIN_TEXTS.confirmDelete),
          fields: {},
        },
      });
    }
    for (const [name, action] of Object.entries(admin.actions)) {
      if (!(await admin.mayRun(request, action.permission ?? 'change'))) continue;
      const { label, danger = false, confirm, fields = {}, single = false } = action;
      found.push({
        name,
        single,
        description: {
          name,
          label: this.wording.text(label),
          danger,
          confirm: confirm ? this.wording.text(confirm) : null,
          fields: Object.fromEntries(
            Object.entries(fields).map(([key, field]) => [key, this.actionField(field)]),
          ),
        },
      });
    }
    return found;
  }

  private actionField(field: ActionField) {
    const { kind, label, help, required, choices, min, max, maxLength, resource } = field;
    return {
      type: kind,
      label: this.wording.text(label),
      help: help ? this.wording.text(help) : '',
      required: required ?? true,
      read_only: false,
      nullable: false,
      default: field.default ?? null,
      ...(maxLength !== undefined && { max_length: maxLength }),
      ...(min !== undefined && { min }),
      ...(max !== undefined && { max }),
      ...(choices && { choices: this.choices(choices) }),
      ...(resource && { resource, autocomplete: true }),
    };
  }

  /** What the search looks at, in words. */
  searched({ options: { search } }: ResourceAdmin): string {
    if (!Array.isArray(search)) return '';
    const paths = search as readonly string[];
    const names = paths.map((path) => this.wording.label(wireOf(path)));
    return [...new Set(names)].join(this.wording.language === 'en' ? ', ' : '、');
  }

  /** A term of the order, by the name on the wire. */
  term(term: string, columns: readonly (AdminField | ComputedColumn)[]): string {
    const property = term.replace(/^-/, '');
    const column = columns.find((each) => 'kind' in each && each.source === property);
    return `${term.startsWith('-') ? '-' : ''}${column?.name ?? property}`;
  }

  /** What a property is called on the wire. */
  nameOf(property: string, { shape }: ResourceAdmin): string {
    const fields = [...shape.fields, ...shape.filtered];
    return fields.find((field) => field.property === property)?.name ?? wireOf(property);
  }

  label({ label, name }: { readonly label: Text | undefined; readonly name: string }): string {
    return label ? this.wording.text(label) : this.wording.label(name);
  }

  private choices(choices: readonly Choice[]) {
    return choices.map((choice) => {
      const [value, label] = typeof choice === 'object' ? choice : [choice, String(choice)];
      return { value, label: this.wording.text(label) };
    });
  }

  private resource(target: (new () => object) | undefined) {
    const resource = target && this.site.resourceOf(target);
    return resource && { resource: resource.options.name };
  }
}

function wireOf(path: string): string {
  return wireName(
    path
      .replace(/^[\^=@$]/, '')
      .split('.')
      .at(-1)!,
  );
}
