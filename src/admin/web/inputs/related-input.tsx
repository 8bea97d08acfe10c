import { Autocomplete, TextField } from '@mui/material';
import { useState } from 'react';
import type { Identifier } from 'react-admin';
import type { Option } from '../server/data-provider.ts';
import { useText } from '../i18n/use-text.ts';
import { commonProps, hiddenLabel, type InputProps } from './input-props.ts';
import { useLabels, useOptions } from './use-options.ts';

/** What the server said of a related object, or its id alone once it was chosen here. */
export function idOf(value: unknown): Identifier | null {
  if (typeof value === 'object' && value !== null && 'id' in value) return value.id as Identifier;
  return (value as Identifier | undefined) ?? null;
}

const idsOf = (value: unknown): Identifier[] =>
  Array.isArray(value) ? value.map(idOf).filter((id) => id !== null) : [];

function isOption(value: unknown): value is Option {
  return typeof value === 'object' && value !== null && 'id' in value && 'label' in value;
}

/** Everything that one input of related objects and one of many share. */
function useRelated(props: InputProps, known: readonly Option[], ids: readonly Identifier[]) {
  const resource = props.field.resource ?? '';
  const text = useText();
  const [words, setWords] = useState('');
  const [isOpen, setOpen] = useState(false);
  const offered = useOptions(resource, words, isOpen);
  const unknown = ids.filter((id) => !known.some((option) => option.id === id));
  const labels = useLabels(resource, unknown);
  const present = new Map(
    [...(offered.data ?? []), ...(labels.data ?? []), ...known].map((option) => [
      option.id,
      option,
    ]),
  );
  const shared = {
    id: props.id,
    open: isOpen,
    onOpen: () => setOpen(true),
    onClose: () => setOpen(false),
    options: offered.data ?? [],
    loading: offered.isFetching,
    onInputChange: (_event: unknown, typed: string, reason: string) =>
      setWords(reason === 'input' ? typed : ''),
    // The server has searched already.
    filterOptions: (options: Option[]) => options,
    getOptionLabel: ({ label }: Option) => label,
    getOptionKey: ({ id }: Option) => id,
    isOptionEqualToValue: (one: Option, other: Option) => one.id === other.id,
    noOptionsText: text('no_options'),
    loadingText: '…',
  };
  const option = (id: Identifier): Option => present.get(id) ?? { id, label: `#${id}` };
  return { shared, option, placeholder: text('type_to_search') };
}

/** One object of another resource, found by typing; never are all of them loaded. */
export function RelatedInput(props: InputProps) {
  const { value, onChange, compact, field } = props;
  const id = idOf(value);
  const { shared, option, placeholder } = useRelated(
    props,
    isOption(value) ? [value] : [],
    id === null ? [] : [id],
  );
  return (
    <Autocomplete
      {...shared}
      disableClearable={!field.nullable && field.required && id !== null}
      value={id === null ? null : option(id)}
      onChange={(_event, picked) => onChange(picked)}
      onBlur={props.onBlur}
      sx={compact ? { minWidth: 150 } : undefined}
      renderInput={(params) => (
        <TextField
          {...params}
          {...commonProps(props)}
          placeholder={placeholder}
          slotProps={{
            ...params.slotProps,
            htmlInput: { ...params.slotProps.htmlInput, ...hiddenLabel(props) },
          }}
        />
      )}
    />
  );
}

/** Several objects of another resource. */
export function ManyRelatedInput(props: InputProps) {
  const { value, onChange } = props;
  const known = Array.isArray(value) ? value.filter(isOption) : [];
  const ids = idsOf(value);
  const { shared, option, placeholder } = useRelated(props, known, ids);
  return (
    <Autocomplete
      {...shared}
      multiple
      disableCloseOnSelect
      value={ids.map(option)}
      onChange={(_event, picked) => onChange(picked)}
      onBlur={props.onBlur}
      renderInput={(params) => (
        <TextField
          {...params}
          {...commonProps(props)}
          placeholder={ids.length > 0 ? undefined : placeholder}
          slotProps={{
            ...params.slotProps,
            htmlInput: { ...params.slotProps.htmlInput, ...hiddenLabel(props) },
          }}
        />
      )}
    />
  );
}
