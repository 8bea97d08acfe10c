import AddIcon from '@mui/icons-material/Add';
import { Box, IconButton, Stack, Tooltip } from '@mui/material';
import { useState, type ComponentType } from 'react';
import type { RaRecord } from 'react-admin';
import { useText } from '../i18n/use-text.ts';
import { later } from '../layout/later.tsx';
import type { Option } from '../server/data-provider.ts';
import { useResourceNamed } from '../server/description-context.ts';
import { nameOf } from '../values/name-of.ts';
import type { InputProps } from './input-props.ts';

// The dialog has a form, whose inputs have such a dialog.
const AddDialog = later(() => import('../form/add-dialog.tsx'));

/**
 * An input of related objects with a button beside it that adds one, for whoever may.
 *
 * @param chosen the value once an object has been added
 */
export function withAdding(
  Input: ComponentType<InputProps>,
  chosen: (value: unknown, added: Option) => unknown,
): ComponentType<InputProps> {
  return function InputWithAdding(props: InputProps) {
    const text = useText();
    const resource = useResourceNamed(props.field.resource);
    const [isAdding, setAdding] = useState(false);
    if (!resource?.permissions.add) return <Input {...props} />;

    function take(record: RaRecord) {
      props.onChange(chosen(props.value, { id: record.id, label: nameOf(record) }));
      setAdding(false);
    }

    const label = text('add_to', { name: resource.label });
    return (
      <Stack direction="row" sx={{ alignItems: 'flex-start', gap: 0.5 }}>
        <Box sx={{ flex: 1, minWidth: 0 }}>
          <Input {...props} />
        </Box>
        <Tooltip title={label}>
          <IconButton
            size="small"
            aria-label={`${label}: ${props.field.label}`}
            onClick={() => setAdding(true)}
            sx={{ mt: 0.5 }}
          >
            <AddIcon fontSize="small" />
          </IconButton>
        </Tooltip>
        {isAdding && (
          <AddDialog resource={resource} onClose={() => setAdding(false)} onAdded={take} />
        )}
      </Stack>
    );
  };
}
