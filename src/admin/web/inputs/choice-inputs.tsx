import {
  Checkbox,
  Chip,
  FormControl,
  FormControlLabel,
  FormHelperText,
  MenuItem,
  Switch,
  TextField,
  Autocomplete,
} from '@mui/material';
import type { Choice } from '../server/description.ts';
import { useText } from '../i18n/use-text.ts';
import { commonProps, hiddenLabel, type InputProps } from './input-props.ts';

export function BooleanInput({ id, field, value, error, compact, onChange, onBlur }: InputProps) {
  const shared = { id, checked: value === true, onBlur } as const;
  if (compact) {
    return (
      <FormControl error={error !== undefined} sx={{ alignItems: 'flex-start' }}>
        <Checkbox
          {...shared}
          size="small"
          sx={{ p: 0.5, ml: -0.5 }}
          onChange={(_event, checked) => onChange(checked)}
          slotProps={{ input: { 'aria-label': field.label } }}
        />
        {error && <FormHelperText>{error}</FormHelperText>}
      </FormControl>
    );
  }
  return (
    <FormControl error={error !== undefined}>
      <FormControlLabel
        label={field.label}
        control={
          <Switch
            {...shared}
            onChange={(_event, checked) => onChange(checked)}
            slotProps={{
              input: { 'aria-invalid': error !== undefined, 'aria-describedby': `${id}-help` },
            }}
          />
        }
      />
      {(error || field.help) && (
        <FormHelperText id={`${id}-help`}>{error ?? field.help}</FormHelperText>
      )}
    </FormControl>
  );
}

/** One of the server's choices. */
export function ChoiceInput(props: InputProps) {
  const { field, value, onChange, compact } = props;
  const choices = field.choices ?? [];
  const text = useText();
  // The browser knows texts only; the choice is found again by its place.
  const index = choices.findIndex((choice) => choice.value === value);
  return (
    <TextField
      {...commonProps(props)}
      select
      value={index < 0 ? '' : String(index)}
      onChange={({ target }) => onChange(choices[Number(target.value)]?.value ?? null)}
      sx={compact ? { minWidth: 110 } : undefined}
      slotProps={{
        select: { SelectDisplayProps: hiddenLabel(props) },
        htmlInput: { id: props.id },
      }}
    >
      {field.nullable && <MenuItem value="">{text('none')}</MenuItem>}
      {choices.map(({ label }, place) => (
        <MenuItem key={String(choices[place]?.value)} value={String(place)}>
          {label}
        </MenuItem>
      ))}
    </TextField>
  );
}

export function MultipleChoiceInput(props: InputProps) {
  const { id, field, value, onChange } = props;
  const choices = field.choices ?? [];
  const chosen = Array.isArray(value) ? (value as Choice['value'][]) : [];
  return (
    <Autocomplete
      id={id}
      multiple
      disableCloseOnSelect
      options={choices}
      value={choices.filter((choice) => chosen.includes(choice.value))}
      onChange={(_event, picked) => onChange(picked.map((choice) => choice.value))}
      getOptionLabel={({ label }) => label}
      isOptionEqualToValue={(one, other) => one.value === other.value}
      renderValue={(picked, getItemProps) =>
        picked.map((choice, index) => {
          const { key, ...item } = getItemProps({ index });
          return <Chip key={key} size="small" label={choice.label} {...item} />;
        })
      }
      renderInput={({ ...params }) => <TextField {...params} {...commonProps(props)} id={id} />}
    />
  );
}
