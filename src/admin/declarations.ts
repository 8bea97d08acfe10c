import type { ObjectLiteral } from 'typeorm';
import type {
  Choice,
  FilterBackend,
  RestRequest,
  RestTransaction,
  Row,
  Text,
} from '../rest/index.js';
import type { ColumnType, FieldKind } from './kinds.js';

/** A section of the menu. */
export interface MenuGroup {
  readonly name: string;
  readonly label: Text;
}

/** A property of the entity, by its name in code. */
export type Key<Entity> = keyof Entity & string;

/** What a declaration says of a field that the entity's column does not. */
export interface FieldDeclaration {
  readonly kind?: FieldKind;
  /** Default: the project's label for the name on the wire. */
  readonly label?: Text;
  readonly help?: Text;
  /** Default: yes, where the column is neither nullable nor has a default. */
  readonly required?: boolean;
  /** The empty text is a value; default: where the column's default is the empty text. */
  readonly blank?: boolean;
  /** Shown and never taken. DJANGO: readonly_fields */
  readonly readOnly?: boolean;
  /** Taken for a new row, shown ever after. */
  readonly addOnly?: boolean;
  readonly min?: number;
  readonly max?: number;
  readonly maxLength?: number;
  readonly choices?: readonly Choice[];
  /** What the form offers for a new row; default: the column's. */
  readonly default?: unknown;
}

/** A value worked out from a row. DJANGO: a callable in list_display */
export interface ComputedColumn<Entity = ObjectLiteral> {
  readonly name: string;
  readonly label: Text;
  readonly type: ColumnType;
  /** The columns that `of` reads. */
  readonly needs: readonly Key<Entity>[];
  readonly of: (row: Row, request: RestRequest) => unknown;
}

/** What an object is called: a property, or worked out. DJANGO: Model.__str__ */
export type Title<Entity> =
  | Key<Entity>
  | {
      readonly needs: readonly Key<Entity>[];
      readonly of: (row: Row, request: RestRequest) => string;
    };

/** Fields that stand together. DJANGO: ModelAdmin.fieldsets */
export interface Fieldset<Entity> {
  readonly label?: Text;
  readonly collapsed?: boolean;
  /** One field, or several in a row. */
  readonly rows: readonly (Key<Entity> | readonly Key<Entity>[])[];
}

/** Rows that belong to the object and are edited with it. DJANGO: InlineModelAdmin */
export interface Inline<Entity> {
  /** The to-many relation. */
  readonly relation: Key<Entity>;
  readonly label: Text;
  readonly style?: 'tabular' | 'stacked';
  /** Properties of the other entity; verified at start. */
  readonly fields: readonly string[];
  readonly declared?: Readonly<Record<string, FieldDeclaration>>;
  readonly extra?: number;
  readonly min?: number;
  readonly max?: number;
  /** Shown and never taken. */
  readonly readOnly?: boolean;
}

/** Choices that follow from everything that is declared. */
export interface KnownChoices {
  /** Every model permission. DJANGO: Permission.objects.all() */
  permissions(): readonly Choice[];
}

/** A field of a form that is no column. */
export interface ExtraField extends Omit<FieldDeclaration, 'choices'> {
  readonly kind: FieldKind;
  readonly label: Text;
  /** May be worked out from what is known once everything is declared. */
  readonly choices?: readonly Choice[] | ((known: KnownChoices) => readonly Choice[]);
  /** The resource that the values are rows of. */
  readonly resource?: string;
}

/** A tree whose rows are put in order by hand. */
export interface Tree<Entity> {
  readonly parent: Key<Entity>;
  readonly position: Key<Entity>;
}

/**
 * How the back office shows the rows of an entity, and what may be done with them. Names are those
 * of the entity's properties; what is wrong stops the compiler or the start.
 *
 * DJANGO: django.contrib.admin.ModelAdmin
 */
export interface AdminOptions<Entity> {
  /** Below `/admin/api/`. */
  readonly name: string;
  readonly label: Text;
  /** Default: `label`. */
  readonly plural?: Text;
  readonly group: MenuGroup;
  readonly title: Title<Entity>;
  /** Columns; DJANGO: list_display */
  readonly list: readonly (Key<Entity> | ComputedColumn<Entity>)[];
  /** Columns that lead to the object; default: the first. DJANGO: list_display_links */
  readonly links?: readonly Key<Entity>[];
  /** Columns that can be changed in the list. DJANGO: list_editable */
  readonly editable?: readonly Key<Entity>[];
  /** DJANGO: list_filter */
  readonly filters?: readonly Key<Entity>[];
  /** Further filters, which the description does not offer. */
  readonly backends?: readonly FilterBackend[];
  /** Properties, or paths such as `user.username`. DJANGO: search_fields */
  readonly search?: readonly string[] | FilterBackend;
  readonly searchHelp?: Text;
  /** Default: the latest first. */
  readonly ordering?: readonly (Key<Entity> | `-${Key<Entity>}`)[];
  /** DJANGO: date_hierarchy */
  readonly dates?: Key<Entity>;
  readonly perPage?: number;
  /** What the form has; default: every column but the key. DJANGO: fields, fieldsets */
  readonly form?: readonly (Key<Entity> | readonly Key<Entity>[] | Fieldset<Entity>)[];
  readonly fields?: { readonly [Property in Key<Entity>]?: FieldDeclaration };
  /** DJANGO: readonly_fields; `all`: nothing is ever written. */
  readonly readOnly?: readonly Key<Entity>[] | 'all';
  readonly inlines?: readonly Inline<Entity>[];
  /**
   * Fields of the form that are no columns, by their names on the wire; the class reads them in
   * `extrasOf` and, unless they are read-only, writes them in `save`.
   */
  readonly extras?: Readonly<Record<string, ExtraField>>;
  /** What kept answers are made of that a change outdates. */
  readonly tags?: readonly string[];
  /** What nobody may do. DJANGO: has_add_permission, has_change_permission, has_delete_permission */
  readonly never?: readonly ('add' | 'change' | 'delete')[];
  /** DJANGO: save_as */
  readonly saveAsNew?: boolean;
  readonly tree?: Tree<Entity>;
  /** Where the public has the page of each object. DJANGO: view_on_site, get_absolute_url */
  readonly viewOnSite?: `/${string}/:id/`;
  /** Names of screens of its own that the client has for the resource. */
  readonly screens?: readonly string[];
}

/** A row that is about to be written. */
export interface Change<Entity> {
  /** As it is stored; null: it is new. */
  readonly object: Entity | null;
  /** What was sent, checked, by property of the entity. */
  readonly attributes: Partial<Entity>;
  readonly request: RestRequest;
  readonly transaction: RestTransaction;
}

/** A row that is about to be deleted. */
export type Removal<Entity> = Omit<Change<Entity>, 'object' | 'attributes'> & {
  readonly object: Entity;
};

/** What can be done with some rows at once. DJANGO: ModelAdmin.actions */
export interface AdminAction<Entity> {
  readonly label: Text;
  /** Asked before. */
  readonly confirm?: Text;
  readonly danger?: boolean;
  /** The model permission that it takes; default: `change`. */
  readonly permission?: string;
  /** What it asks for. */
  readonly fields?: Readonly<Record<string, ActionField>>;
  /** Offered for one object only, in its form. */
  readonly single?: boolean;
  /** Whether it can be done to an object as it is; default: always. */
  readonly when?: (object: Entity) => boolean;
  /** Does it to one row. */
  readonly run: (doing: Doing<Entity>) => Promise<void>;
}

/** Actions by their names. */
export type AdminActions<Entity> = Readonly<Record<string, AdminAction<Entity>>>;

/** An action that is done to one row, which is locked. */
export interface Doing<Entity> {
  readonly object: Entity;
  /** What was sent besides the rows, checked. */
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly request: RestRequest;
  readonly transaction: RestTransaction;
}

/** A field of an action's form. */
export interface ActionField extends FieldDeclaration {
  readonly kind: FieldKind;
  readonly label: Text;
  /** The resource that the value is a row of. */
  readonly resource?: string;
}
