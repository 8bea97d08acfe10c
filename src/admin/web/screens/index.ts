import type { ComponentType } from 'react';
import type { RaRecord } from 'react-admin';
import { later } from '../layout/later.tsx';
import type { InputProps } from '../inputs/input-props.ts';
import type { RowsProps } from '../list/row-table.tsx';
import type { ResourceDescription } from '../server/description.ts';
import type { TextKey } from '../i18n/texts.ts';

/** What is about an object, and stands above its form or in the dialog of an action. */
export interface ObjectPartProps {
  readonly resource: ResourceDescription;
  readonly record: RaRecord;
}

/** An input that knows the object that it is about. */
export type ObjectInputProps = InputProps & ObjectPartProps;

/**
 * What a resource has beyond list and form. The server asks for one by its name; each part stands on
 * ordinary fields and actions, which the generic pages would show in their own way.
 */
interface Screen {
  readonly name: string;
  /** Another way to look at the rows, beside the list. */
  readonly view?: {
    readonly label: TextKey;
    readonly Component: ComponentType<{ resource: ResourceDescription }>;
  };
  /** How the list shows its rows. */
  readonly Rows?: ComponentType<RowsProps>;
  /** Above the form. */
  readonly Panel?: ComponentType<ObjectPartProps>;
  /** Of the dialog of actions, by their names. */
  readonly intros?: Readonly<Record<string, ComponentType<ObjectPartProps>>>;
  /** Inputs of actions, by `action.field`, whose dialog they widen. */
  readonly inputs?: Readonly<Record<string, ComponentType<ObjectInputProps>>>;
  /** Inputs of the form, by field. */
  readonly fields?: Readonly<Record<string, ComponentType<InputProps>>>;
}

const SCREENS: readonly Screen[] = [
  {
    name: 'shipping',
    inputs: { 'ship.lines': later(() => import('./pieces-input.tsx')) },
  },
  { name: 'refund', intros: { refund: later(() => import('./refund-summary.tsx')) } },
  { name: 'returns', Panel: later(() => import('./return-steps.tsx')) },
  {
    name: 'hall_layout',
    inputs: { 'draw.drawing': later(() => import('./hall-layout/drawing-input.tsx')) },
    fields: { drawing: later(() => import('./hall-layout/drawing-view.tsx')) },
  },
  {
    name: 'calendar',
    view: { label: 'calendar', Component: later(() => import('./calendar/calendar-view.tsx')) },
  },
  { name: 'moderation', Rows: later(() => import('./comment-stream.tsx')) },
  { name: 'jobs', Rows: later(() => import('./job-rows.tsx')) },
  { name: 'permissions', fields: { permissions: later(() => import('./permission-matrix.tsx')) } },
];

const screensOf = ({ screens }: ResourceDescription): readonly Screen[] =>
  SCREENS.filter(({ name }) => screens.includes(name));

export const viewsOf = (resource: ResourceDescription) =>
  screensOf(resource).flatMap(({ name, view }) => (view ? [{ name, ...view }] : []));

export const rowsOf = (resource: ResourceDescription) =>
  screensOf(resource).find(({ Rows }) => Rows)?.Rows;

export const panelsOf = (resource: ResourceDescription) =>
  screensOf(resource).flatMap(({ name, Panel }) => (Panel ? [{ name, Panel }] : []));

export const introOf = (resource: ResourceDescription, action: string) =>
  screensOf(resource).find(({ intros }) => intros?.[action])?.intros?.[action];

export const actionInputOf = (resource: ResourceDescription, action: string, field: string) =>
  screensOf(resource).find(({ inputs }) => inputs?.[`${action}.${field}`])?.inputs?.[
    `${action}.${field}`
  ];

export const fieldInputOf = (resource: ResourceDescription, field: string) =>
  screensOf(resource).find(({ fields }) => fields?.[field])?.fields?.[field];
