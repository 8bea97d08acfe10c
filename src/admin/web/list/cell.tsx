import { Link as MuiLink } from '@mui/material';
import type { RaRecord } from 'react-admin';
import { Link } from 'react-router-dom';
import { useResource, useResourceNamed } from '../server/description-context.ts';
import type { ColumnDescription } from '../server/description.ts';
import { ValueInput } from '../inputs/value-input.tsx';
import { Value } from '../values/value.tsx';
import { idOf } from '../inputs/related-input.tsx';
import { complaintOf, type RowEdit } from './use-row-edits.ts';
import { nameOf } from '../values/name-of.ts';

interface CellProps {
  readonly row: RaRecord;
  readonly column: ColumnDescription;
  readonly edit: RowEdit;
  readonly isLocked: boolean;
}

/** A value in a list: an input where it may be edited there, a link where it leads to the object. */
export function Cell({ row, column, edit, isLocked }: CellProps) {
  const resource = useResource();
  const { name, type, choices } = column;
  const field = resource.form.fields[name];
  if (column.editable && field && resource.permissions.change && !isLocked) {
    return (
      <ValueInput
        compact
        id={`row-${row.id}-${name}`}
        field={{ ...field, label: `${field.label}: ${nameOf(row)}` }}
        value={edit.values && name in edit.values ? edit.values[name] : row[name]}
        error={complaintOf(edit, name)}
        onChange={(value) => edit.onChange(row, name, value)}
      />
    );
  }
  const value = <Value type={type} value={row[name]} choices={choices ?? field?.choices} />;
  if (column.link)
    return (
      <ObjectLink resource={resource.name} id={row.id}>
        {value}
      </ObjectLink>
    );
  if (type === 'related' && column.resource) {
    return (
      <RelatedLink resource={column.resource} related={row[name]}>
        {value}
      </RelatedLink>
    );
  }
  return value;
}

function RelatedLink({
  resource,
  related,
  children,
}: {
  resource: string;
  related: unknown;
  children: React.ReactNode;
}) {
  const mayBeSeen = useResourceNamed(resource) !== undefined;
  const id = idOf(related);
  return mayBeSeen && id !== null ? (
    <ObjectLink resource={resource} id={id}>
      {children}
    </ObjectLink>
  ) : (
    children
  );
}

function ObjectLink({
  resource,
  id,
  children,
}: {
  resource: string;
  id: string | number;
  children: React.ReactNode;
}) {
  return (
    <MuiLink
      component={Link}
      to={`/${resource}/${encodeURIComponent(String(id))}`}
      underline="hover"
    >
      {children}
    </MuiLink>
  );
}
