import type { ColumnType, FieldKind } from '../../kinds.ts';

/** What the server tells of the back office: `GET /admin/api/`. The pages know no more of any domain. */
export interface Description {
  readonly title: string;
  readonly groups: readonly { readonly name: string; readonly label: string }[];
  readonly resources: readonly ResourceDescription[];
}

export interface ResourceDescription {
  /** Its path below `/admin/api/`. */
  readonly name: string;
  readonly label: string;
  readonly label_plural: string;
  readonly group: string;
  readonly permissions: Permissions;
  readonly list: ListDescription;
  readonly form: FormDescription;
  /** Where the public has the page of an object, by `:id`; null: nowhere. */
  readonly view_on_site: string | null;
  /** Pages beyond the form, by the names that `screens/` knows. */
  readonly screens: readonly string[];
  readonly tree: TreeDescription | null;
  readonly object_actions: readonly ActionDescription[];
}

export interface Permissions {
  readonly view: boolean;
  readonly add: boolean;
  readonly change: boolean;
  readonly delete: boolean;
}

export interface ListDescription {
  readonly columns: readonly ColumnDescription[];
  readonly filters: readonly FilterDescription[];
  readonly search: boolean;
  readonly search_help: string;
  readonly ordering: readonly string[];
  readonly date_hierarchy: string | null;
  readonly per_page: number;
  readonly max_per_page: number;
  readonly actions: readonly ActionDescription[];
  readonly export: readonly string[];
  readonly import: boolean;
}

export interface ColumnDescription {
  readonly name: string;
  readonly label: string;
  readonly type: ColumnType;
  readonly sortable: boolean;
  /** It leads to the object. */
  readonly link: boolean;
  readonly editable: boolean;
  readonly choices?: readonly Choice[];
  readonly resource?: string;
}

export interface Choice {
  readonly value: string | number | boolean;
  readonly label: string;
}

export interface FilterDescription {
  readonly name: string;
  readonly label: string;
  readonly type: 'boolean' | 'choice' | 'related' | 'date_range' | 'text';
  readonly choices?: readonly Choice[];
  readonly resource?: string;
}

export interface FieldDescription {
  readonly type: FieldKind;
  readonly label: string;
  readonly help?: string;
  readonly required: boolean;
  readonly read_only: boolean;
  /** It is written when the object is added, and stays. */
  readonly add_only?: boolean;
  readonly nullable?: boolean;
  readonly default?: unknown;
  readonly max_length?: number | null;
  readonly min?: number | null;
  readonly max?: number | null;
  readonly choices?: readonly Choice[];
  readonly resource?: string;
  readonly autocomplete?: boolean;
}

export type Fields = Readonly<Record<string, FieldDescription>>;

export interface FieldsetDescription {
  readonly label: string | null;
  readonly collapsed: boolean;
  /** Fields that stand beside each other. */
  readonly rows: readonly (readonly string[])[];
}

export interface InlineDescription {
  readonly name: string;
  readonly label: string;
  readonly style: 'tabular' | 'stacked';
  /** Empty rows that are there to begin with. */
  readonly extra: number;
  readonly min: number;
  readonly max: number | null;
  readonly read_only?: boolean;
  readonly fields: Fields;
}

export interface FormDescription {
  readonly fieldsets: readonly FieldsetDescription[];
  readonly fields: Fields;
  readonly inlines: readonly InlineDescription[];
  readonly save_as_new: boolean;
}

export interface ActionDescription {
  readonly name: string;
  readonly label: string;
  readonly danger?: boolean;
  /** Asked before it is done; empty: it is done at once. */
  readonly confirm?: string | null;
  readonly fields?: Fields;
}

export interface TreeDescription {
  readonly parent: string;
  readonly position: string;
}
