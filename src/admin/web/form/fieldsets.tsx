import ExpandIcon from '@mui/icons-material/ExpandMore';
import {
  Accordion,
  AccordionDetails,
  AccordionSummary,
  Box,
  Paper,
  Typography,
} from '@mui/material';
import { useState, type ReactNode } from 'react';
import type { Fields, FieldsetDescription } from '../server/description.ts';
import { fieldInputOf } from '../screens/index.ts';
import { useResource } from '../server/description-context.ts';
import { ValueInput } from '../inputs/value-input.tsx';
import { useForm } from './form-state.ts';

interface Props {
  readonly fieldsets: readonly FieldsetDescription[];
  readonly fields: Fields;
}

/** Groups of fields, their rows beside each other where there is room. */
export function Fieldsets({ fieldsets, fields }: Props) {
  const { errors, idOf } = useForm();
  return fieldsets.map((fieldset, index) => {
    const names = fieldset.rows.flat();
    const rows = <Rows rows={fieldset.rows} fields={fields} />;
    // What is wrong is never hidden.
    const isWrong = names.some((name) => errors.byPath.has(name));
    const key = `${fieldset.label} ${names.join()}`;
    if (!fieldset.collapsed) {
      return (
        <Paper key={key} variant="outlined" component="fieldset" sx={{ m: 0, p: 2, minWidth: 0 }}>
          {fieldset.label && (
            <Typography
              component="legend"
              variant="subtitle2"
              sx={{ float: 'left', width: '100%', mb: 1.5 }}
            >
              {fieldset.label}
            </Typography>
          )}
          <Box sx={{ clear: 'both' }}>{rows}</Box>
        </Paper>
      );
    }
    return (
      <Collapsed key={key} id={idOf(`set-${index}`)} label={fieldset.label} isWrong={isWrong}>
        {rows}
      </Collapsed>
    );
  });
}

interface CollapsedProps {
  readonly id: string;
  readonly label: string | null;
  readonly isWrong: boolean;
  readonly children: ReactNode;
}

/** Opens where something is wrong, and stays open while that is put right. */
function Collapsed({ id, label, isWrong, children }: CollapsedProps) {
  const [isOpen, setOpen] = useState(isWrong);
  const [wasWrong, setWasWrong] = useState(isWrong);
  if (isWrong !== wasWrong) {
    setWasWrong(isWrong);
    if (isWrong) setOpen(true);
  }
  return (
    <Accordion
      expanded={isOpen}
      onChange={(_event, opened) => setOpen(opened)}
      disableGutters
      variant="outlined"
    >
      <AccordionSummary expandIcon={<ExpandIcon />} id={id}>
        <Typography variant="subtitle2">{label}</Typography>
      </AccordionSummary>
      <AccordionDetails>{children}</AccordionDetails>
    </Accordion>
  );
}

function Rows({ rows, fields }: { rows: FieldsetDescription['rows']; fields: Fields }) {
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      {rows.map((row) => (
        <Box
          key={row.join()}
          sx={{
            display: 'grid',
            gap: 2,
            alignItems: 'start',
            gridTemplateColumns: {
              xs: 'minmax(0, 1fr)',
              sm: `repeat(${row.length}, minmax(0, 1fr))`,
            },
          }}
        >
          {row.map((name) => (
            <FormInput key={name} name={name} fields={fields} />
          ))}
        </Box>
      ))}
    </Box>
  );
}

function FormInput({ name, fields }: { name: string; fields: Fields }) {
  const resource = useResource();
  const { values, errors, idOf, set, forgive } = useForm();
  const field = fields[name];
  if (!field) return null;
  const Input = fieldInputOf(resource, name) ?? ValueInput;
  return (
    <Input
      id={idOf(name)}
      field={field}
      value={values[name]}
      error={errors.byPath.get(name)}
      onChange={(value) => {
        set(name, value);
        forgive(name);
      }}
    />
  );
}
